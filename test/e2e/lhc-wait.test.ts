/**
 * `lhc wait`: how it ends, with which exit code, and where the clock stands then.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';
import { RunningCli } from '../support/running-cli.ts';

const FORCED = 'lhc force-outage --zone ams';

test('a wait stops at the very moment at which its condition holds', async () => {
  const site = await CliSite.contoso();
  await site.text(FORCED);
  const result = await site.json(['lhc', 'wait', '--until', "lhc.zones.ams.brokering == 'secondary'"]);
  expect(result).toEqual({
    schema: 'holdover.wait/1',
    site: 'contoso',
    at: '2026-01-05T08:01:00.000Z',
    outcome: 'holds',
    condition: "lhc.zones.ams.brokering == 'secondary'",
    waitedSec: 60,
  });
  expect(await site.json('clock show')).toMatchObject({ at: result.at });
  const all = 'lhc.zones.ams.machines.registeredPercent == 100.0';
  expect(await site.text(['lhc', 'wait', '--until', all])).toMatch(
    /^✓ true after 4m\S+, at 2026-01-05 08:05:\S+: lhc\./,
  );
  const { journal } = await site.json('site show');
  expect(journal).toHaveLength(2);
});

test('what holds already is not waited for, and nothing is written', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  expect(await site.json(['lhc', 'wait', '--until', "verdict == 'healthy'"])).toMatchObject({ waitedSec: 0 });
  expect(site.stored()).toBe(before);
});

test('the condition of --fail-on ends it with 1, and is looked at first', async () => {
  const site = await CliSite.contoso();
  await site.text(FORCED);
  const failOn = ['lhc', 'wait', '--fail-on', "lhc.zones.ams.state == 'initial-ha'"];
  expect(await site.json(failOn, 1)).toMatchObject({
    outcome: 'failed',
    at: '2026-01-05T08:01:00.000Z',
    waitedSec: 60,
  });
  const both = await site.run([...failOn, '--until', "lhc.zones.ams.brokering == 'secondary'"]);
  expect(both).toMatchObject({ exitCode: 1, stderr: '', stdout: expect.stringContaining('✗ failed after 0s') });
});

test('a wait that is too short ends with 124, at its limit', async () => {
  const site = await CliSite.contoso();
  const wait = ['lhc', 'wait', '--until', "verdict == 'failed'"];
  const atLimit = { outcome: 'timed-out', condition: null, waitedSec: 90, at: '2026-01-05T08:01:30.000Z' };
  expect(await site.json([...wait, '--timeout', '90s'], 124)).toMatchObject(atLimit);
  const run = await site.run([...wait, '--timeout', '30s']);
  expect(run).toMatchObject({ exitCode: 124, stdout: expect.stringContaining('! timed out after 30s') });
  expect(await site.json(wait, 124)).toMatchObject({ waitedSec: 3600 });
});

test('a duration can become true between two events, at a whole second', async () => {
  const site = await CliSite.contoso();
  const until = (condition: string) => site.json(['lhc', 'wait', '--until', condition]);
  expect(await until('elapsedSec >= 7.0')).toMatchObject({ waitedSec: 7 });
  expect(await until('elapsedSec > 7.5')).toMatchObject({ at: '2026-01-05T08:00:08.000Z' });
  expect(await until("at >= '2026-01-05T08:00:11'")).toMatchObject({ at: '2026-01-05T08:00:11.000Z' });
  await site.text('lhc force-outage --zone fra');
  expect(await until("lhc.zones.fra.state == 'initial-ha' && lhc.zones.fra.sinceSec >= 30.0")).toMatchObject({
    at: '2026-01-05T08:01:41.000Z',
  });
});

test('there has to be something to wait for', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('lhc wait', 64, 'CONDITION_MISSING')).toContain('Say --until, --fail-on or both.');
  await site.refused(['lhc', 'wait', '--until', 'true', '--timeout', '0s'], 64, 'DURATION_INVALID');
});

test('Ctrl-C ends it with 130: what has passed has passed, and what is in force is said', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject link-flapping all --every 1s');
  const start = await site.json('clock show');
  for (const json of [[], ['--json']]) {
    const before = await site.json('clock show');
    const wait = new RunningCli(['lhc', 'wait', '--until', 'revision == 99', '--timeout', '3650d', ...json], site);
    while ((await site.json('clock show')).at === before.at);
    wait.kill('SIGINT');
    const run = await wait.ended;
    expect(run.exitCode).toBe(130);
    const said = json.length === 0 ? run.stderr : run.stdout;
    expect(said).toContain('INTERRUPTED');
    expect(said).toContain('holdover fault clear f1');
    expect(json.length === 0 ? run.stdout : run.stderr).toBe('');
  }
  expect((await site.json('site show')).journal).toHaveLength(2);
  expect((await site.json('clock show')).elapsedSec).toBeGreaterThan(Number(start.elapsedSec));
});

test('a force that every connector refuses is not waited for', async () => {
  const site = await CliSite.contoso();
  const words = [
    'lhc',
    'force-outage',
    '--connector',
    'cc-tok-01',
    '--force=LHC012',
    '--force=LHC015',
    '--force=LHC051',
  ];
  const result = await site.json([...words, '--wait'], 1);
  expect(result).toMatchObject({ settled: false, waitedSec: 0 });
});
