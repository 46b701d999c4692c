/**
 * docs/findings.md says of every finding what `lhc explain` says: it is made of the same texts. HOLDOVER_UPDATE=1 writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  CHECKED_CODES,
  FINDING_CODES,
  FINDING_TEXTS,
  type FindingCode,
  systemOf,
} from '../../src/core/readiness/index.ts';
import { ROOT } from '../support/sources.ts';

const PAGE = join(ROOT, 'docs', 'findings.md');

test('docs/findings.md is current (else: HOLDOVER_UPDATE=1 npx vitest run --project tidy findings)', () => {
  if (process.env.HOLDOVER_UPDATE === '1') writeFileSync(PAGE, page());
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

const NOT_CHECKED =
  '\n* `check` does not look for it: it is only said as the reason why a server may not stream to a target.';

function page(): string {
  const rows = FINDING_CODES.map(
    (code) => `| [${code}](#${code.toLowerCase()}) | ${FINDING_TEXTS[code].severity} | ${FINDING_TEXTS[code].title} |`,
  );
  return `# Findings

What \`holdover check\` looks for, written by test/tidy/findings.test.ts from the texts of the program. A code keeps its meaning in later versions.

* **fail**: users would be without something in an outage, or when a server stops. \`check\` ends with exit code 1.
* **warn**: it may come to that. The exit code stays 0.
* **info**: it passes by itself, or harms nobody yet.

The severity below is that of the rule; on a site it can be milder, where less depends on it, or harder, where nothing is left. \`holdover lhc explain CODE\`
and \`holdover pvs explain CODE\` say who has a finding now, and \`holdover check --mute CODE --for 4h\` leaves it out for a time.

Codes that begin with LHC are about Local Host Cache, those with PVS about provisioning. With the same PVS codes commands say why a server may not stream to a target.

| code | severity | what is the case |
|---|---|---|
${rows.join('\n')}

${FINDING_CODES.map(section).join('\n\n')}
`;
}

function section(code: FindingCode): string {
  const { title, meaning, effect, fix, basis } = FINDING_TEXTS[code];
  return `## ${code}

**${sentence(title)}** ${sentence(meaning)}

* ${systemOf(code) === 'lhc' ? 'In an outage' : 'What it does'}: ${effect}.
* To mend it: ${fix}.
* Rests on: ${basis}.${CHECKED_CODES[systemOf(code)].includes(code) ? '' : NOT_CHECKED}`;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return begun.endsWith('.') ? begun : `${begun}.`;
}
