/**
 * What every command that changes a site can be asked for: `--expect`, `--dry-run`, and of some `--wait`.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';
import { runShell } from '../support/shell.ts';

/** Somebody with a forced zone and a fault, so that there is something for each verb to do. */
async function inOutage(): Promise<CliSite> {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  await site.text('fault inject machine-down tok-dir-3');
  return site;
}

/** A line of each command that changes a site, and what it would say of that. */
const CHANGES: readonly (readonly [line: string, document: object])[] = [
  ['lhc force-outage --zone fra', { changed: true, zones: ['fra'] }],
  ['lhc end-outage --zone ams', { changed: true, zones: ['ams'] }],
  ['fault inject cloud-unreachable fra', { id: 'f2', changed: true }],
  ['fault clear f1', { cleared: ['f1'] }],
  ['pvs stop-stream pvs1', { changed: true, streamService: 'stopped', told: 60 }],
  ['pvs shutdown vda-001', { changed: true, state: 'off' }],
  ['pvs replicas copy win11 --from pvs1 --to pvs3', { changed: true, to: [{ server: 'pvs3', notIdentical: [] }] }],
  ['clock advance 10m', { at: '2026-01-05T08:10:00.000Z', changed: true }],
  ['lhc wait --until verdict=="failed" --timeout 10m', { at: '2026-01-05T08:10:00.000Z', outcome: 'timed-out' }],
  ['site set timers.pendingHa 90s', { path: 'timers.pendingHa', changed: true }],
  ['site reset', { changed: true, forgotten: 2 }],
];

test('with --dry-run a command tells what would come of it, and leaves the bytes alone', async () => {
  const site = await inOutage();
  const before = site.stored();
  for (const [line, document] of CHANGES) {
    const exitCode = line.startsWith('lhc wait') ? 124 : 0;
    expect(await site.json(`${line} --dry-run`, exitCode)).toMatchObject({ ...document, dryRun: true });
    expect(site.stored(), line).toBe(before);
  }
  expect(await site.text('clock advance 10m --dry-run')).toMatch(/Dry run/);
});

test('where --expect is false nothing is changed, and the exit code is 11', async () => {
  const site = await inOutage();
  const before = site.stored();
  for (const [line] of CHANGES) {
    const typed = [...line.split(' '), '--expect', "verdict == 'healthy'"];
    expect(await site.json(typed, 11)).toMatchObject({ error: { code: 'EXPECTATION_FALSE', exit: 11 } });
    expect(site.stored(), line).toBe(before);
  }
  const text = await site.refused(['site', 'reset', '--expect', "verdict == 'healthy'"], 11, 'EXPECTATION_FALSE');
  expect(text).toContain("verdict == 'healthy'\n         Nothing was changed.");
});

test('where --expect is true the command does what it does', async () => {
  const site = await inOutage();
  const expected = (line: string) => site.json([...line.split(' '), '--expect', "verdict == 'degraded'"]);
  expect(await expected('fault clear f1')).toMatchObject({ cleared: ['f1'] });
  expect(await expected('clock advance 5m')).toMatchObject({ changed: true });
  expect(await expected('site reset')).toMatchObject({ changed: true, forgotten: 4 });
  expect((await site.status()).verdict).toBe('healthy');
});

test('a dry run has the exit code of the real one', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  await site.refused('lhc force-outage --zone tok --dry-run', 10, 'LHC015');
  const short = 'lhc force-outage --zone ams --wait --timeout 30s';
  expect(await site.json(`${short} --dry-run`, 22)).toMatchObject({ settled: false, waitedSec: 30, dryRun: true });
  const twice = ['clock', 'advance', '1m', '--dry-run', '--expect', "verdict == 'failed'"];
  await site.refused(twice, 11, 'EXPECTATION_FALSE');
  expect(site.stored()).toBe(before);
});

test('--wait of force-outage waits for the take-over, that of end-outage for the hand-back', async () => {
  const site = await CliSite.contoso();
  const forced = await site.json('lhc force-outage --zone ams --wait');
  expect(forced).toMatchObject({ changed: true, settled: true });
  expect(await site.zone('ams')).toMatchObject({ brokering: 'secondary', machines: { registeredPercent: 100 } });
  expect(forced.waitedSec).toBe((await site.status()).elapsedSec);
  expect(await site.json('lhc force-outage --zone ams --wait')).toMatchObject({ changed: false, waitedSec: 0 });
  const text = await site.text('lhc end-outage --zone ams --wait');
  expect(text).toMatch(/✓ settled after \d+m/);
  expect((await site.status()).verdict).toBe('healthy');
});

test('a --wait that is too short ends with 22: the change was made', async () => {
  const site = await CliSite.contoso();
  const forced = await site.json('lhc force-outage --zone ams --wait --timeout 2m', 22);
  expect(forced).toMatchObject({ changed: true, settled: false, waitedSec: 120, at: '2026-01-05T08:02:00.000Z' });
  expect(await site.zone('ams')).toMatchObject({ state: 'initial-ha' });
  const ended = await site.run('lhc end-outage --zone ams --wait --timeout 1m');
  expect(ended).toMatchObject({ exitCode: 22, stderr: '', stdout: expect.stringContaining('not settled after 1m') });
});

test('an outage that is forced for a time ends by itself', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('lhc force-outage --zone ams --for 30m')).toMatchObject({ until: '2026-01-05T08:30:00.000Z' });
  const over = "lhc.zones.ams.state == 'working-normally'";
  expect(await site.json(['lhc', 'wait', '--until', over])).toMatchObject({ at: '2026-01-05T08:40:00.000Z' });
  expect(await site.json('lhc end-outage --zone ams')).toMatchObject({ changed: false });
});

test('a rehearsal is one line of a shell', async () => {
  const site = await CliSite.contoso();
  const run = await runShell(
    'lhc force-outage --zone ams --wait --json && lhc status --json && lhc end-outage --zone ams --wait',
    site.home,
  );
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(run.stdout).toContain('"state": "initial-ha"');
  expect(run.stdout).toMatch(/✓ settled after \d+m/);
  const stopped = await runShell('lhc force-outage --zone amz --wait && echo went on', site.home);
  expect(stopped).toMatchObject({ stdout: '', exitCode: 64 });
});
