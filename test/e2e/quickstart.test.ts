/**
 * The quickstart: it tells its story to the end, leaves nothing behind, and fails when the story is not true.
 *
 * Not here: the installation and the build that `npm run quickstart` does first.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliRun, ROOT, runCli, temporaryHome } from '../support/cli.ts';

const MACHINE_COUNT = 432;
const QUICKSTART = 'scripts/quickstart.ts';

/** One run for all that is asked about it, by somebody who has a site and likes colours. */
const home = mkdtempSync(join(tmpdir(), 'holdover-home-'));
let run: CliRun;

beforeAll(async () => {
  mkdirSync(join(home, 'tmp'));
  await runCli(['site', 'load', join(ROOT, 'examples', 'sites', 'small.yaml')], { home });
  run = await runCli([], { home, bin: QUICKSTART, env: { FORCE_COLOR: '1', HOLDOVER_SITE: 'example' } });
}, 120_000);

afterAll(() => rmSync(home, { recursive: true, force: true }));

test('the quickstart goes from the take-over to the hand-back, and says what to type next', () => {
  const { stdout, stderr, exitCode } = run;
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(statesIn(stdout)).toEqual(['working-normally', 'initial-ha', 'pending-recovery', 'working-normally']);
  expect(stdout).toMatch(/ams +initial-ha .*● cc-ams-01/);
  expect(stdout).toContain('✓ OK  Everything went as expected.');
  expect(stdout).toMatch(/npx holdover site load examples\/sites\/contoso\.yaml\n/);
});

test('it shows every command that it runs', () => {
  expect(commandsIn(run.stdout)).toEqual([
    'site load examples/sites/contoso.yaml',
    'lhc status',
    'lhc force-outage --zone ams',
    'clock advance 60s',
    'lhc status',
    'clock advance 30s',
    'lhc status --json',
    'lhc launch user-0042 Excel',
    'lhc end-outage --zone ams',
    'clock advance 5m',
    'lhc status',
    'clock advance 10m',
    'lhc status',
    'clock advance 1m',
    'lhc status --json',
    'lhc events --connector cc-ams-01.contoso.example --id 3504 --id 3502 --id 3508 --id 3503',
    'pvs test-failover vda-017',
  ]);
});

test('its curves begin with nobody, never fall, and end with everybody but a few desktops that are being reset', () => {
  const curves = curvesIn(run.stdout);
  expect(curves.map((counts) => counts.length)).toEqual([11, 6]);
  for (const counts of curves) {
    expect(counts[0]).toBe(0);
    expect(counts.at(-1)).toBeGreaterThan(MACHINE_COUNT - 10);
    expect(counts.at(-1)).toBeLessThanOrEqual(MACHINE_COUNT);
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
  }
});

test('what it prints into a pipe is plain text', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('it leaves the store of whoever runs it alone, and no files behind', async () => {
  const sites = await runCli(['site', 'list', '--json'], { home });
  expect(JSON.parse(sites.stdout).sites.map(({ name }: { readonly name: string }) => name)).toEqual(['example']);
  expect(existsSync(join(home, '.cache', 'holdover', 'worlds', 'contoso'))).toBe(false);
  expect(readdirSync(join(home, 'tmp'))).toEqual([]);
});

test('it ends with 1 when the site does not do what the story says', async () => {
  const other = temporaryHome();
  const slow = join(other, 'slow.yaml');
  const text = readFileSync(join(ROOT, 'examples', 'sites', 'contoso.yaml'), 'utf8');
  writeFileSync(slow, text.replace('timers: {}', 'timers: {pendingHa: 5m}'));
  const { stdout, stderr, exitCode } = await runCli([slow], { home: other, bin: QUICKSTART });
  expect({ stderr, exitCode }).toEqual({
    stderr: '\n✗ FAIL  state is pending-ha; initial-ha was expected\n',
    exitCode: 1,
  });
  expect(stdout).not.toContain('✓ OK');
  expect(readdirSync(join(other, 'tmp'))).toEqual([]);
});

/** The state of ams in each table, in order. */
function statesIn(text: string): readonly string[] {
  return [...text.matchAll(/^ams +(\S+-\S+) /gm)].map(([, state]) => state as string);
}

function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/^\$ holdover (.*?)(?: {2}.*)?$/gm)].map(([, words]) => words as string);
}

/** The counts of each curve. A curve is a block of lines that begin with a time of day. */
function curvesIn(text: string): readonly (readonly number[])[] {
  const blocks = text.match(/(?:^\d\d:\d\d:\d\d .*\n)+/gm) ?? [];
  return blocks.map((block) => [...block.matchAll(/ (\d+)\/\d+/g)].map(([, count]) => Number(count)));
}
