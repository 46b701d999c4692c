/**
 * Every exit code that can occur does occur, and with `--json` stdout is one document all the same (of `watch`: one a line).
 *
 * docs/exit-codes.md is the table of it; HOLDOVER_UPDATE=1 writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { ROOT } from '../support/cli.ts';
import { CliSite, type Document } from '../support/cli-site.ts';
import { EXIT_CASES, type ExitCase } from '../support/exit-cases.ts';

const PAGE = join(ROOT, 'docs', 'exit-codes.md');

test('every code is provoked, with and without --json', async () => {
  await Promise.all(EXIT_CASES.flatMap((each) => [expectText(each), expectJson(each)]));
}, 150_000);

test('every code of the table is provoked', () => {
  const covered = [...new Set(EXIT_CASES.map(({ code }) => code))];
  const known = Object.values(EXIT_CODES).map(({ code }) => code);
  expect(covered.toSorted((a, b) => a - b)).toEqual(known.toSorted((a, b) => a - b));
});

test('docs/exit-codes.md is current (else: HOLDOVER_UPDATE=1 npx vitest run test/e2e/exit-codes.test.ts)', () => {
  if (process.env.HOLDOVER_UPDATE === '1') writeFileSync(PAGE, page());
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});

async function expectText({ code, line, error, provoke }: ExitCase): Promise<void> {
  const { stdout, stderr, exitCode } = await provoke(await CliSite.contoso(), wordsOf(line));
  expect(exitCode, `${line}\n${stdout}${stderr}`).toBe(code);
  // What went wrong is told on stderr alone, and a verdict on stdout alone.
  expect([stdout === '', stderr === ''], line).toEqual([error !== null, error === null]);
  if (error !== null && code !== EXIT_CODES.unavailable.code) expect(stderr).toContain(`${error} (exit ${code})`);
}

async function expectJson({ code, line, document, error, provoke }: ExitCase): Promise<void> {
  const { stdout, stderr, exitCode } = await provoke(await CliSite.contoso(), [...wordsOf(line), '--json']);
  expect({ exitCode, stderr }, `${line} --json\n${stdout}`).toEqual({ exitCode: code, stderr: '' });
  const last = documentsIn(stdout, document === 'watch').at(-1);
  expect(last).toMatchObject({
    schema: `holdover.${document}/1`,
    ...(error === null ? {} : { error: { code: error, exit: code } }),
  });
}

/** The whole of stdout, which is one document, or with a watch one a line. */
function documentsIn(stdout: string, isStream: boolean): readonly Document[] {
  const texts = isStream ? stdout.trimEnd().split('\n') : [stdout];
  return texts.map((text) => JSON.parse(text));
}

/** The words of a line; double quotes hold blanks together. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

function page(): string {
  const rows = Object.values(EXIT_CODES).map(({ code, meaning }) => {
    const [example, document] = cellsOf(EXIT_CASES.find((each) => each.code === code) as ExitCase);
    return `| ${code} | ${meaning} | ${example} | ${document} |`;
  });
  return `# Exit codes

Codes keep their meaning in later versions. Each line was provoked by test/e2e/exit-codes.test.ts, which also writes this page, with the example site contoso.
With \`--json\` stdout is one document whatever the code is; after an error it is \`holdover.error/1\`, and its \`error.exit\` is the exit code.

| code | meaning | for instance | with \`--json\` |
|---|---|---|---|
${rows.join('\n')}

\`holdover check --format nagios\` ends as monitors of the Nagios family expect of a plug-in: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
`;
}

function cellsOf({ line, given, document, error }: ExitCase): readonly [example: string, document: string] {
  const circumstances = given === null ? '' : ` (${given})`;
  return [
    `\`holdover ${line}\`${circumstances}`,
    `\`holdover.${document}/1\`${error === null ? '' : `, \`${error}\``}`,
  ];
}
