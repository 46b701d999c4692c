/**
 * `pvs test-failover`: note the server, stop its Stream Service, confirm the change; the verdict, and what is left behind.
 */
import { expect, test } from 'vitest';
import type { TestFailoverResult } from '../../src/app/pvs/test-failover/result.ts';
import { CliSite, QUIET_CONTOSO } from '../support/cli-site.ts';

async function tested(site: CliSite, line: string, exitCode = 0): Promise<TestFailoverResult> {
  return (await site.json(`pvs test-failover ${line}`, exitCode)) as unknown as TestFailoverResult;
}

function serversOf({ tests }: TestFailoverResult) {
  return tests.map(({ server }) => server);
}

test('P39: a target reports another server once the service of its own is stopped', async () => {
  const site = await CliSite.contoso();
  expect(await tested(site, 'vda-017')).toMatchObject({
    schema: 'holdover.test-failover/1',
    target: 'vda-017',
    withinSec: 60,
    verdict: 'pass',
    refusal: null,
    detection: { crashSec: 65.5, crashWorstSec: 95, idleSec: 30 },
    tests: [
      {
        server: 'pvs1',
        toldCount: 60,
        notStarted: null,
        targets: [
          {
            before: { state: 'streaming', server: 'pvs1', address: '10.0.3.11:6910', recordedServer: 'pvs1' },
            after: { state: 'streaming', server: 'pvs2', address: '10.0.3.12:6910', recordedServer: 'pvs2' },
            verdict: 'pass',
            flaws: [],
            ioErrors: 0,
            lostBytes: 0,
          },
        ],
        cannotMove: [],
      },
    ],
    untested: [],
    undo: null,
  });
  const { servers } = (await site.json('pvs servers')) as { servers: readonly { streamService: string }[] };
  expect(servers.map(({ streamService }) => streamService)).toEqual(['running', 'running', 'running']);
});

test('P27, P28: a stop is noticed in under a second, the pause is as short, and nobody sees an error or loses a byte', async () => {
  const { detection, tests } = await tested(await CliSite.contoso(), '--vdisk win11');
  expect(detection.stopSec).toBeLessThan(1);
  for (const { pausedSec, ioErrors, lostBytes } of tests.flatMap(({ targets }) => targets)) {
    expect(pausedSec).toBeLessThan(1);
    expect([ioErrors, lostBytes]).toEqual([0, 0]);
  }
});

test('P3: the server whose replica is not identical is refused by its code, and nobody goes there', async () => {
  const { tests } = await tested(await CliSite.contoso(), '--vdisk win11');
  const targets = tests.flatMap((each) => each.targets);
  for (const { candidates, after } of targets) {
    expect(candidates.find(({ server }) => server === 'pvs3')).toMatchObject({
      ok: false,
      identical: false,
      refusal: { code: 'PVS017' },
    });
    expect(after.server).not.toBe('pvs3');
  }
  expect(targets).toHaveLength(60 + 120);
});

test('P7: a copy of the same time with other content is lost bytes for the test; where content counts it is refused', async () => {
  const tampered = QUIET_CONTOSO.replace('replicas: {', 'replicas: {pvs2: {content: tampered}, ');
  const testedIn = async (text: string) => {
    const site = new CliSite();
    site.file('site.yaml', text);
    await site.text(`site load ${site.home}/site.yaml`);
    return (await tested(site, 'vda-017', 1)).tests;
  };
  expect(await testedIn(tampered)).toMatchObject([
    { targets: [{ after: { server: 'pvs2' }, flaws: [{ kind: 'bytes-lost' }] }] },
  ]);
  const strict = tampered.replace('provisioning:\n', 'provisioning:\n  identity: content\n');
  expect(await testedIn(strict)).toMatchObject([
    { targets: [{ after: { server: null }, flaws: [{ kind: 'not-streaming', code: 'PVS017' }], lostBytes: 0 }] },
  ]);
});

test('P2: on shared storage every other server has the same files', async () => {
  const { verdict, tests } = await tested(await CliSite.contoso(), 'ams-srv-01');
  expect(verdict).toBe('pass');
  const [target] = tests.flatMap(({ targets }) => targets);
  expect(target?.candidates.map(({ ok, identical }) => [ok, identical])).toEqual([
    [true, true],
    [true, true],
  ]);
});

test('P9: a private image on local storage fails the test, and says why', async () => {
  const { verdict, tests } = await tested(await CliSite.contoso(), '--vdisk dev', 1);
  expect(verdict).toBe('fail');
  expect(tests).toMatchObject([
    {
      targets: [
        {
          target: 'dev-1',
          mode: 'private',
          after: { state: 'frozen', server: null },
          flaws: [{ kind: 'not-streaming', code: 'PVS023' }],
          movedAfterSec: null,
        },
      ],
      resumedCount: 2,
      stillFrozen: [],
    },
  ]);
});

test('P10: a version in maintenance has no fail-over, though its files are shared', async () => {
  const { tests } = await tested(await CliSite.contoso(), 'srv22-edit-1', 1);
  expect(tests).toMatchObject([{ targets: [{ mode: 'maintenance', flaws: [{ code: 'PVS024' }] }] }]);
});

test('P11: without load balancing the target freezes, and goes on when its one server is back', async () => {
  const site = await CliSite.contoso();
  const text = await site.run('pvs test-failover kiosk-1');
  expect(text).toMatchObject({ exitCode: 1, stderr: '' });
  expect(text.stdout).toMatch(
    /3 confirm +connected to +nobody +frozen +✗ PVS021 it is frozen: load balancing of pinned/,
  );
  expect(text.stdout).toMatch(/4 restore +stream service on +pvs2 +4 frozen targets went on after /);
  expect(text.stdout).toContain('\n ! cannot leave pvs2  PVS021  kiosk-2, kiosk-3, kiosk-4: load balancing of pinned');
  expect(text.stdout).toMatch(
    /\nFAIL {2}kiosk-1\n[\s\S]*\nNext: holdover pvs explain kiosk-1 · holdover pvs rebalance · holdover pvs status\n/,
  );
  expect(await site.json('pvs status --summary')).toMatchObject({
    pvs: { targetCounts: { streaming: 138, frozen: 0 } },
  });
});

test('with --server the verdict is about all that it streams to: who moved, and who did not', async () => {
  const { verdict, tests } = await tested(await CliSite.contoso(), '--server pvs2', 1);
  expect(verdict).toBe('fail');
  const targets = tests.flatMap((each) => each.targets);
  const failed = targets.filter((target) => target.verdict === 'fail');
  expect(failed.map(({ target }) => target)).toEqual(['kiosk-1', 'kiosk-2', 'kiosk-3', 'kiosk-4']);
  expect(targets.filter(({ after }) => after.server === 'pvs1')).toHaveLength(60);
});

test('as text, targets that pass are counted, and those with flaws are named: 20 of them, or all', async () => {
  const site = await CliSite.contoso();
  const { stdout } = await site.run('pvs test-failover --server pvs2');
  expect(stdout).toMatch(/\n +tested +win11 +60 +vda-\d+.*\n +pinned +4 +kiosk-1 to kiosk-4\n/);
  expect(stdout).toMatch(
    /\n3 confirm +connected to +pvs1 +10\.0\.3\.11 +60 of 64 targets after 0\.\d+ s \(median\), 0\.\d+ s at worst +✓ within 60 s +0 errors · 0 bytes lost\n +kiosk-1 +nobody +frozen +✗ PVS021/,
  );
  expect(stdout).toContain(
    '\nNext: holdover pvs explain kiosk-1 · holdover pvs rebalance --vdisk win11 · holdover pvs status\n',
  );
  await site.text('pvs rebalance --vdisk win11');
  await site.text('fault inject replica-drift pvs1/win11');
  const rowsOf = async (flags: string) => {
    const run = await site.run(`pvs test-failover --vdisk win11${flags}`);
    return { names: run.stdout.match(/\n.* +vda-\d+ +nobody /g)?.length, text: run.stdout };
  };
  const first = await rowsOf('');
  expect(first.text).toMatch(/\n +and \d+ more: --verbose names them\n/);
  expect((await rowsOf(' --verbose')).names).toBeGreaterThan(20);
});

test('with --vdisk each server that streams it is stopped in turn, and started before the next', async () => {
  const site = await CliSite.contoso();
  const result = await tested(site, '--vdisk win11');
  expect(result.verdict).toBe('pass');
  expect(serversOf(result)).toEqual(['pvs1', 'pvs2']);
  const [first, second] = result.tests;
  expect(first?.startedAt).not.toBeNull();
  expect(String(second?.stoppedAt) >= String(first?.startedAt)).toBe(true);
  for (const { movedAfterSec } of second?.targets ?? []) expect(movedAfterSec).toBeGreaterThan(0);
});

test('several servers are not left stopped', async () => {
  const site = await CliSite.contoso();
  const refusal = await site.refused('pvs test-failover --vdisk win11 --keep-stopped', 64, 'KEEP_STOPPED_SEVERAL');
  expect(refusal).toContain('holdover pvs test-failover --server pvs1 --keep-stopped');
});

test('a record that is behind fails the test: the target itself has moved', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject database-offline');
  const before = site.stored();
  expect(await tested(site, 'vda-017', 1)).toMatchObject({
    verdict: 'refused',
    refusal: { code: 'PVS051' },
    tests: [],
  });
  expect(site.stored()).toBe(before);
  const result = await tested(site, 'vda-017 --keep-stopped', 1);
  expect(result).toMatchObject({ verdict: 'fail', undo: 'holdover pvs start-stream pvs1' });
  expect(result.tests).toMatchObject([
    {
      startedAt: null,
      notStarted: null,
      targets: [
        {
          after: { server: 'pvs2', recordedServer: 'pvs1' },
          movedAfterSec: expect.any(Number),
          flaws: [{ kind: 'record-disagrees' }],
        },
      ],
    },
  ]);
});

test('a target that is not there to be tested: unknown while it is off or its server is down, failed while it is frozen', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs shutdown vda-017');
  expect(await tested(site, 'vda-017', 2)).toMatchObject({
    verdict: 'unknown',
    tests: [],
    untested: [{ target: 'vda-017', state: 'off', why: null }],
  });
  await site.text('fault inject server-down pvs3');
  expect(await tested(site, 'ams-srv-01', 2)).toMatchObject({
    verdict: 'unknown',
    untested: [{ target: 'ams-srv-01', state: 'streaming', why: { code: 'PVS010', reason: 'pvs3 is down' } }],
  });
  await site.text('pvs stop-stream pvs2 --wait');
  expect(await tested(site, 'kiosk-1', 1)).toMatchObject({
    verdict: 'fail',
    tests: [],
    untested: [{ target: 'kiosk-1', state: 'frozen', why: { code: 'PVS021' } }],
  });
  const unknown = await site.run('pvs test-failover --server pvs2');
  expect(unknown).toMatchObject({
    exitCode: 2,
    stdout: expect.stringContaining('\nUNKNOWN  There was nothing to stop'),
  });
});

test('a dry run says the same, and writes nothing; a real one is journalled step by step', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const { dryRun, ...tried } = (await site.json('pvs test-failover kiosk-1 --dry-run', 1)) as Record<string, unknown>;
  expect([dryRun, site.stored()]).toEqual([true, before]);
  expect(await tested(site, 'kiosk-1', 1)).toEqual(tried);
  const { journal } = JSON.parse(site.stored()) as {
    journal: readonly { action: { type: string }; command: string }[];
  };
  expect(journal.map(({ action }) => action.type)).toEqual([
    'stream-stopped',
    'clock-advanced',
    'stream-started',
    'clock-advanced',
  ]);
});

test('what it is about has to be said once, and has to be there', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('pvs test-failover', 64, 'SCOPE_NOT_ONE')).toContain('holdover pvs test-failover vda-001');
  await site.refusedInTurn('pvs test-failover vda-017 --server pvs1', 64, 'SCOPE_NOT_ONE');
  expect(await site.refused('pvs test-failover vda-017x', 64, 'TARGET_UNKNOWN')).toContain('Did you mean vda-017?');
  await site.refusedInTurn('pvs test-failover --vdisk win10', 64, 'VDISK_UNKNOWN');
  await site.refusedInTurn('pvs test-failover --server pvs9', 64, 'SERVER_UNKNOWN');
  await site.refusedInTurn(
    ['pvs', 'test-failover', 'vda-017', '--expect', 'elapsedSec > 5.0'],
    11,
    'EXPECTATION_FALSE',
  );
});
