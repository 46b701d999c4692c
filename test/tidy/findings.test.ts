/**
 * docs/findings.md says of every finding what `lhc explain` says: it is made of the same texts. HOLDOVER_UPDATE=1 writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FINDING_CODES, FINDING_TEXTS, type FindingCode } from '../../src/core/readiness/index.ts';
import { ROOT } from '../support/sources.ts';

const PAGE = join(ROOT, 'docs', 'findings.md');

test('docs/findings.md is current (else: HOLDOVER_UPDATE=1 npx vitest run --project tidy findings)', () => {
  if (process.env.HOLDOVER_UPDATE === '1') writeFileSync(PAGE, page());
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

function page(): string {
  const rows = FINDING_CODES.map(
    (code) => `| [${code}](#${code.toLowerCase()}) | ${FINDING_TEXTS[code].severity} | ${FINDING_TEXTS[code].title} |`,
  );
  return `# Findings

What \`holdover check\` looks for, written by test/tidy/findings.test.ts from the texts of the program. A code keeps its meaning in later versions.

* **fail**: users would be without something in an outage. \`check\` ends with exit code 1.
* **warn**: it may come to that. The exit code stays 0.
* **info**: it passes by itself, or harms nobody yet.

The severity below is that of the rule; on a site it can be milder, where less depends on it, or LHC021 harder, where nothing was ever
imported. \`holdover lhc explain CODE\` says who has a finding now, and \`holdover check --mute CODE --for 4h\` leaves it out for a time.

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

* In an outage: ${effect}.
* To mend it: ${fix}.
* Rests on: ${basis}.`;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return begun.endsWith('.') ? begun : `${begun}.`;
}
