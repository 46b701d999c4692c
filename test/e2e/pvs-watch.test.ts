/**
 * `pvs watch`, and what the other watches tell of a farm.
 */
import { expect, test } from 'vitest';
import type { WatchChange, WatchLine } from '../../src/app/watch-lines.ts';
import { CliSite } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';

async function linesOf(site: CliSite, line: string, exitCode = 124): Promise<readonly WatchLine[]> {
  const run = await site.run(`${line} --json`);
  expect(run).toMatchObject({ stderr: '', exitCode });
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text));
}

function changesIn(lines: readonly WatchLine[]): readonly WatchChange[] {
  return lines.flatMap((line) => (line.type === 'change' ? [line] : []));
}

/** pvs1 is about to be stopped for a minute, by a terminal of its own; 60 targets will move. */
async function stopped(): Promise<CliSite> {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs1 --for 1m');
  return site;
}

test('servers are told of one by one, targets in one line for each second', async () => {
  const site = await stopped();
  const lines = await linesOf(site, 'pvs watch --rate 600 --timeout 2m');
  expect(lines[0]).toMatchObject({ type: 'snapshot', status: { pvs: { servers: { pvs1: { targets: 60 } } } } });
  expect(lines[0]).not.toHaveProperty('status.lhc');
  const changes = changesIn(lines);
  expect(changes.map(({ change }) => change)).toEqual(['server', 'targets', 'server']);
  const [empty, moved, started] = changes;
  expect(empty).toMatchObject({ server: 'pvs1', up: true, streamService: 'stopped', targets: 0, booting: 0, load: 0 });
  expect(moved).toEqual({
    schema: 'holdover.watch/1',
    type: 'change',
    change: 'targets',
    at: '2026-01-05T08:00:01.000Z',
    moved: [{ from: 'pvs1', to: 'pvs2', targets: 60 }],
    resumed: [],
    longestPauseSec: expect.closeTo(0.3, 1),
    frozen: [],
    notBooted: [],
  });
  expect(started).toMatchObject({ at: '2026-01-05T08:01:00.000Z', server: 'pvs1', streamService: 'running' });
  expect(lines.at(-1)).toMatchObject({ type: 'end', outcome: 'timed-out', at: '2026-01-05T08:02:00.000Z' });
});

test('as text: how the farm stands, who moved where, and who is frozen by name', async () => {
  const site = await stopped();
  const run = await site.run('pvs watch --rate 600 --timeout 30s');
  expect(run.stdout).toMatch(
    /^contoso · 2026-01-05 08:00:00Z · degraded · 2\/3 servers streaming · targets: 138 streaming\n/,
  );
  expect(run.stdout).toMatch(/\n08:00:01Z {2}60 targets moved from pvs1 to pvs2; longest pause 0\.\d+ s\n/);
  await site.text('pvs stop-stream pvs2');
  const frozen = await site.run('pvs watch --rate 600 --timeout 30s');
  expect(frozen.stdout).toMatch(/✗ 4 targets frozen \(PVS021\): kiosk-\d, kiosk-\d, kiosk-\d, kiosk-\d( · |\n)/);
  expect(frozen.stdout).toMatch(/✗ 120 targets frozen \(PVS\d+\): (?:vda-\d+, ){5}…/);
  expect(frozen.stdout).toContain('pvs2  Stream Service stopped · 0 targets\n');
});

test('watch tells of both systems, lhc watch and pvs watch of theirs alone', async () => {
  const sorts = async (line: string) => {
    const site = await stopped();
    await site.text('lhc force-outage --zone ams');
    const lines = await linesOf(site, `${line} --rate 600 --timeout 61s`);
    return [...new Set(changesIn(lines).map(({ change }) => change))].sort();
  };
  expect(await sorts('watch')).toEqual(['event', 'server', 'targets', 'zone']);
  expect(await sorts('lhc watch')).toEqual(['event', 'zone']);
  expect(await sorts('pvs watch')).toEqual(['server', 'targets']);
});

test('faults of the farm are told of as they end, and lines are in the order of time', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs2 --for 90s');
  const lines = await linesOf(site, 'pvs watch --rate 600 --timeout 3m');
  const times = changesIn(lines).map(({ at }) => at);
  expect(times).toEqual(times.toSorted());
  const seconds = changesIn(lines).flatMap(({ change, at }) => (change === 'targets' ? [at] : []));
  expect(new Set(seconds).size).toBe(seconds.length);
  expect(changesIn(lines).filter(({ change }) => change === 'event')).toMatchObject([
    { kind: 'fault-ended', server: 'pvs2', at: '2026-01-05T08:01:30.000Z' },
  ]);
  expect(changesIn(lines).find(({ change }) => change === 'server')).toMatchObject({ server: 'pvs2', up: true });
});

test('targets that go on with the server that they had have not moved', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs2 --for 30s');
  const lines = await linesOf(site, 'pvs watch --rate 600 --timeout 1m');
  const targets = changesIn(lines).filter((change) => change.change === 'targets');
  expect(targets.flatMap(({ moved }) => moved).every(({ from, to }) => from !== to)).toBe(true);
  const resumed = targets.flatMap((change) => change.resumed);
  expect(resumed.reduce((sum, each) => sum + each.targets, 0)).toBe(4);
  expect(new Set(resumed.map(({ server }) => server))).toEqual(new Set(['pvs2']));
  expect(targets.at(-1)).toMatchObject({ moved: [], longestPauseSec: expect.closeTo(30, -1) });
  await site.text('pvs stop-stream pvs2 --for 30s');
  const { stdout } = await site.run('pvs watch --rate 600 --timeout 1m');
  expect(stdout).toMatch(/\n\S+ {2}\d targets? went on with pvs2; longest pause \d\d(\.\d+)? s\n/);
});

test('--count counts changes, --until and --fail-on end it; what happened until then is told', async () => {
  const counted = await linesOf(await stopped(), 'pvs watch --rate 600 --count 2', 0);
  expect(counted.map(({ type }) => type)).toEqual(['snapshot', 'change', 'change', 'end']);
  expect(counted.at(-1)).toMatchObject({ outcome: 'counted', at: '2026-01-05T08:00:01.000Z' });
  const site = await stopped();
  const until = ['pvs', 'watch', '--rate', '600', '--until', 'pvs.servers.pvs2.targets > 90', '--json'];
  const { stdout, exitCode } = await site.run(until);
  expect(exitCode).toBe(0);
  const told = stdout
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((text) => JSON.parse(text) as WatchChange);
  expect(told.map(({ change }) => change).sort()).toEqual(['server', 'targets']);
  await site.text('pvs stop-stream pvs2');
  const failOn = ['pvs', 'watch', '--rate', '600', '--fail-on', 'pvs.targetCounts.frozen > 0'];
  expect((await site.run(failOn)).exitCode).toBe(1);
});

test('the same watch twice prints the same bytes', async () => {
  const runs = await Promise.all(
    [1, 2].map(async () => {
      const site = await CliSite.contoso();
      await site.text('fault inject server-down pvs2');
      return site.run('watch --json --rate 60 --count 8');
    }),
  );
  expect(runs[0]?.exitCode).toBe(0);
  expect(runs[0]).toEqual(runs[1]);
});

test('a site without a farm has nothing for pvs watch', async () => {
  const site = new CliSite();
  await site.text(['site', 'load', site.file('small.yaml', smallSite({ name: 'small' }))]);
  const run = await site.run('pvs watch');
  expect(run).toMatchObject({ stdout: '', stderr: expect.stringContaining('FARM_NONE (exit 64)'), exitCode: 64 });
});
