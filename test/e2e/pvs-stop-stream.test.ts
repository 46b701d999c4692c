/**
 * `pvs stop-stream` and `pvs start-stream`: who moves where, who cannot and why, leases, and what is refused.
 */
import { expect, test } from 'vitest';
import type { PvsStatus } from '../../src/core/status/index.ts';
import { CliSite } from '../support/cli-site.ts';
import { RunningCli } from '../support/running-cli.ts';

async function pvsStatus(site: CliSite): Promise<PvsStatus> {
  return (await site.json('pvs status')).pvs as PvsStatus;
}

/** How many targets of a vDisk each server has. */
function places({ targets }: PvsStatus, vdisk: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { server, vdisk: own } of Object.values(targets)) {
    if (own === vdisk) counts[server ?? 'none'] = (counts[server ?? 'none'] ?? 0) + 1;
  }
  return counts;
}

test('P28: all targets of a server that is stopped move without any time-out, to servers that may have them', async () => {
  const site = await CliSite.contoso();
  const before = await pvsStatus(site);
  const kiosk = places(before, 'pinned');
  expect(places(before, 'win11')).toEqual({ pvs1: 60, pvs2: 60 });
  const result = await site.json('pvs stop-stream pvs1 --wait');
  expect(result).toMatchObject({
    schema: 'holdover.stop-stream/1',
    changed: true,
    server: 'pvs1',
    streamService: 'stopped',
    until: null,
    told: 60,
    cannotMove: [],
    moved: [{ server: 'pvs2', targets: 60 }],
    moving: 0,
    frozen: [],
    undo: 'holdover pvs start-stream pvs1',
    settled: true,
  });
  expect(result.longestPauseSec).toBeLessThan(1);
  const after = await pvsStatus(site);
  expect(places(after, 'win11')).toEqual({ pvs2: 120 });
  expect(places(after, 'srv22')).not.toHaveProperty('pvs1');
  expect(places(after, 'pinned')).toEqual(kiosk);
  expect(await site.json('pvs start-stream pvs1 --wait')).toMatchObject({ changed: true, settled: true, targets: 0 });
  expect(await site.json('pvs rebalance pvs2')).toMatchObject({ moved: 62, to: [{ server: 'pvs1', targets: 62 }] });
});

test('the text names who cannot move before, and who is frozen after; a second stop changes nothing', async () => {
  const site = await CliSite.contoso();
  const text = await site.text('pvs stop-stream pvs2');
  expect(text).toContain('\n On the way: 60 targets\n');
  expect(text).toMatch(/^Stream Service of pvs2 stopping: 64 targets told to log in elsewhere\. It stays so until/);
  expect(text).toContain(
    ' ! cannot move  PVS021  kiosk-1, kiosk-2, kiosk-3, kiosk-4: load balancing of pinned is off: only its assigned server streams it\n',
  );
  expect(text).toContain('\nUndo: holdover pvs start-stream pvs2\n');
  const again = await site.text('pvs stop-stream pvs2 --wait');
  expect(again).toMatch(/^The Stream Service of pvs2 was stopped already: nothing changed\./);
  expect(again).toContain(' Moved: 60 targets to pvs1; longest pause ');
  expect(again).toMatch(/ ✗ frozen {2}PVS021 {2}kiosk-1, kiosk-2, kiosk-3, kiosk-4: /);
  expect(again).toMatch(/✓ settled after 0s\nNext: holdover pvs status\n$/);
  expect(await site.json('pvs stop-stream pvs2')).toMatchObject({ changed: false, told: 0 });
  expect((await pvsStatus(site)).targets['kiosk-1']).toMatchObject({ state: 'frozen', why: { code: 'PVS021' } });
  await site.text('pvs start-stream pvs2');
  await site.text('clock advance 10s');
  expect((await pvsStatus(site)).targets['kiosk-1']).toMatchObject({ state: 'streaming', server: 'pvs2' });
});

test('who cannot move is not on the way; a dry run says where the others land', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const landed = { streamService: 'stopped', moving: 0, moved: [{ server: 'pvs1', targets: 60 }], settled: true };
  expect(await site.json('pvs stop-stream pvs2 --dry-run')).toMatchObject({ ...landed, frozen: [{ code: 'PVS021' }] });
  expect(site.stored()).toBe(before);
  expect(await site.json('pvs stop-stream pvs2')).toMatchObject({ told: 64, moving: 60, cannotMove: [{}] });
});

test('with --for the service is started again by itself; another --for moves that moment', async () => {
  const site = await CliSite.contoso();
  const first = await site.json('pvs stop-stream pvs1 --for 15m');
  expect(first).toMatchObject({ changed: true, until: '2026-01-05T08:15:00.000Z' });
  const next = await site.json('pvs stop-stream pvs1 --for 5m');
  expect(next).toMatchObject({ changed: true, told: 0, until: '2026-01-05T08:05:00.000Z' });
  expect(await site.json('pvs stop-stream pvs1 --for 5m')).toMatchObject({ changed: false });
  await site.text('clock advance 299s');
  expect((await pvsStatus(site)).servers.pvs1?.streamService).toBe('stopped');
  await site.text('clock advance 1s');
  expect((await pvsStatus(site)).servers.pvs1?.streamService).toBe('running');
});

test('a wait that is too short is exit code 22; what it did stays', async () => {
  const site = await CliSite.contoso();
  const run = await site.run('pvs stop-stream pvs1 --wait --timeout 5ms');
  expect(run).toMatchObject({ stderr: '', exitCode: 22 });
  expect(run.stdout).toContain('! not settled after 0s: --timeout is over');
  expect(await site.json('pvs stop-stream pvs1')).toMatchObject({ changed: false });
});

test('P65: without the database services can be stopped and targets go on elsewhere, but nothing can be managed', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject database-offline');
  expect(await site.json('pvs stop-stream pvs1 --wait')).toMatchObject({ moved: [{ server: 'pvs2', targets: 60 }] });
  expect(await site.json('pvs shutdown vda-001')).toMatchObject({ changed: true });
  expect(await site.json('pvs boot vda-001 --wait')).toMatchObject({ state: 'streaming', server: 'pvs2' });
  expect(await site.json('pvs replicas copy win11 --from pvs1 --to pvs3')).toMatchObject({ changed: true });
  const before = site.stored();
  const managing = [
    'start-stream pvs1',
    'rebalance pvs2',
    'promote srv22',
    'promote srv22 --pin 2',
    'revert srv22',
    'merge srv22',
  ];
  for (const line of managing) {
    const refusal = { code: 'PVS051', reason: expect.stringContaining("the farm's database is offline") };
    expect(await site.json(`pvs ${line}`, 1), line).toMatchObject({ changed: false, refusal });
  }
  const { stdout, exitCode } = await site.run('pvs start-stream pvs1 --wait');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✗ refused {2}the Stream Service of pvs1 was not started\. Nothing changed\.\n PVS051 {2}/);
  expect(stdout).not.toContain('settled');
  expect(site.stored()).toBe(before);
  await site.text('fault clear --all');
  expect(await site.json('pvs start-stream pvs1')).toMatchObject({ changed: true, refusal: null });
});

test('P68: with a database that is too slow nothing can be managed, and streaming goes on', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject database-offline --partial');
  expect(await site.json('pvs stop-stream pvs1 --wait')).toMatchObject({ moving: 0, frozen: [], settled: true });
  const refusal = { code: 'PVS051', reason: expect.stringContaining('too slowly') };
  expect(await site.json('pvs start-stream pvs1', 1)).toMatchObject({ changed: false, refusal });
});

test('a server that is down cannot be started; one that runs needs not', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('pvs start-stream PVS3')).toBe('The Stream Service of pvs3 runs already: nothing changed.\n');
  await site.text('fault inject server-down pvs3');
  const refusal = { code: 'PVS010', reason: expect.stringContaining('pvs3 is down') };
  expect(await site.json('pvs start-stream pvs3', 1)).toMatchObject({ changed: false, refusal, undo: null });
});

test('whoever stops watching, or waiting, hears of stopped services; clearing faults leaves them', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs1');
  await site.text('fault inject server-down pvs3');
  expect(await site.text('fault clear --all')).toContain('Cleared: f1.');
  expect(await site.text('watch --rate 600 --count 1')).toContain(
    'Still in force: Stream Service of pvs1 stopped. Undo: holdover pvs start-stream pvs1\n',
  );
  await site.text('fault inject link-flapping all --every 1s');
  const before = await site.json('clock show');
  const wait = new RunningCli(['pvs', 'wait', '--until', 'revision == 99', '--timeout', '3650d'], site);
  while ((await site.json('clock show')).at === before.at);
  wait.kill('SIGINT');
  const { stderr, exitCode } = await wait.ended;
  expect(exitCode).toBe(130);
  expect(stderr).toContain('Still in force: Stream Service of pvs1 stopped, fault f2: link-flapping.');
  expect(stderr).toContain('Try: holdover pvs start-stream pvs1\n');
});

test('wrong usage says what was meant', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('pvs stop-stream pvs9', 64, 'SERVER_UNKNOWN')).toContain('Known: pvs1, pvs2, pvs3.');
  await site.refusedInTurn('pvs start-stream', 64, 'ARGUMENT_MISSING');
  await site.refusedInTurn('pvs stop-stream pvs1 --for 0s', 64, 'DURATION_INVALID');
});
