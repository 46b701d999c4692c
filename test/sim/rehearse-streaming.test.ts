/**
 * Rehearsals of contoso's streaming farm: who is held and for how long, who stays frozen and why, and what of it fails a rehearsal.
 */
import { describe, expect, test } from 'vitest';
import { planOf } from '../../src/app/rehearse/plan.ts';
import type { RehearseResult } from '../../src/app/rehearse/result.ts';
import { runOnce } from '../../src/app/rehearse/run.ts';
import type { StreamingResult } from '../../src/app/rehearse/streaming.ts';
import { present } from '../../src/core/kernel/index.ts';
import type { ProvisioningDefinition, SiteDefinition } from '../../src/core/site/index.ts';
import { act, advanceTo, settle } from '../../src/sim/index.ts';
import { busyContoso, contoso } from '../support/contoso.ts';
import { farmSite } from '../support/farm.ts';
import { type RehearsalOptions, rehearsal } from '../support/rehearsal.ts';

const HALF_HOUR: RehearsalOptions = { forMs: 1_800_000 };

function withFarm(changes: (farm: ProvisioningDefinition) => Partial<ProvisioningDefinition>): SiteDefinition {
  const farm = present(contoso.provisioning, 'the farm of contoso');
  return { ...contoso, provisioning: { ...farm, ...changes(farm) } };
}

function streamingOf({ streaming }: RehearseResult): StreamingResult {
  return present(streaming, 'the part of the farm');
}

async function ofFarm(faults: readonly string[], definition = contoso, options = HALF_HOUR) {
  const result = await rehearsal(definition, faults, options);
  const { verdict, failures } = result;
  return { verdict, failures, streaming: streamingOf(result), result };
}

function counts({ servers }: StreamingResult): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(servers.map(({ server, before, mended, after }) => [server, [before, mended, after]]));
}

describe('a server that crashes', () => {
  test('P30, P21: its targets go on from the others after the tries and one silent login server, and nobody has to launch anything for a verdict', async () => {
    const { verdict, streaming, result } = await ofFarm(['server-down pvs1']);
    expect(verdict).toBe('passed');
    expect(streaming).toMatchObject({ targets: 138, held: 60, resumed: 60, unfinished: 0, failovers: 60, frozen: [] });
    expect(streaming.noticed).toEqual({ told: 0, silence: 60, restart: 0 });
    expect(counts(streaming)).toEqual({ pvs1: [60, 0, 0], pvs2: [64, 124, 124], pvs3: [14, 14, 14] });
    expect(streaming.resumedAfter?.p50Sec).toBeGreaterThan(70);
    expect(streaming.resumedAfter?.worstSec).toBeLessThan(95 + 5 + 1);
    expect(streaming.lastResumedSec).toBeGreaterThan(streaming.resumedAfter?.worstSec ?? 0);
    expect(streaming.lastResumedSec).toBeLessThan(125 + 5 + 1);
    expect({ lost: streaming.lostBytes, errors: streaming.ioErrors }).toEqual({ lost: 0, errors: 0 });
    expect(result.launches.attempted).toBe(0);
    expect(result.timeline.map(({ message }) => message)).toContain('the last of 60 targets goes on: 60 from pvs2');
  });

  test('P11: those without load balancing stay frozen until it is mended, which fails the rehearsal', async () => {
    const { verdict, failures, streaming, result } = await ofFarm(['server-down pvs2']);
    expect(verdict).toBe('failed');
    expect(failures).toMatchObject([
      { reason: 'targets-frozen', vdisk: 'pinned', code: 'PVS021', zone: null, resource: null, elapsedSec: 1800 },
    ]);
    expect(failures[0]?.message).toBe(
      '4 targets of pinned: PVS021 load balancing of pinned is off: only its assigned server streams it',
    );
    expect(streaming.frozen).toMatchObject([
      { vdisk: 'pinned', code: 'PVS021', count: 4, targets: ['kiosk-1', 'kiosk-2', 'kiosk-3', 'kiosk-4'] },
    ]);
    expect(streaming).toMatchObject({ held: 64, resumed: 60, unfinished: 4 });
    expect(streaming.resumedAfter?.worstSec).toBeLessThan(101);
    expect(streaming.unfinishedWorstSec).toBeGreaterThan(1700);
    expect(streaming.impact.freezeWorstSec.worst).toBe(streaming.unfinishedWorstSec);
    expect(counts(streaming)).toEqual({ pvs1: [60, 120, 120], pvs2: [64, 0, 4], pvs3: [14, 14, 14] });
    expect(result.timeline).toContainEqual(
      expect.objectContaining({ kind: 'frozen', message: 'the first of 4 targets of pinned freezes: PVS021' }),
    );
  });

  test('those that stayed frozen until the fault was over by itself were held, and fail nothing', async () => {
    const { verdict, streaming } = await ofFarm(['server-down pvs2 --for 10m']);
    expect(verdict).toBe('passed');
    expect(streaming).toMatchObject({ held: 64, resumed: 64, unfinished: 0, frozen: [] });
    expect(streaming.resumedAfter?.worstSec).toBeGreaterThan(500);
  });

  test('a farm of a single server has nobody to go on with, which fails it', async () => {
    const { verdict, failures } = await ofFarm(['server-down pvs1'], farmSite({ servers: 1, targets: 3 }));
    expect(verdict).toBe('failed');
    expect(failures).toMatchObject([{ reason: 'targets-frozen', vdisk: 'win', code: 'PVS012' }]);
  });

  test('P3, P4: where the last identical copy is gone all of them are frozen', async () => {
    const { failures, streaming } = await ofFarm(['server-down pvs1', 'server-down pvs2 --at 5m']);
    expect(failures.map(({ vdisk, code }) => `${vdisk} ${code}`).sort()).toEqual(['pinned PVS021', 'win11 PVS017']);
    expect(streaming).toMatchObject({ held: 124, resumed: 0, resumedAfter: null, unfinished: 124, failovers: 60 });
  });

  test('P9, P10: a private image on local storage fails it, and a version in maintenance is only told of', async () => {
    const { failures, streaming } = await ofFarm(['server-down pvs3']);
    expect(failures).toMatchObject([{ reason: 'targets-frozen', vdisk: 'dev', code: 'PVS023' }]);
    expect(streaming.frozen.map(({ code, targets }) => `${code} ${targets}`).sort()).toEqual([
      'PVS023 dev-1',
      'PVS024 srv22-edit-1',
    ]);
    const without = withFarm(({ collections: { build: _, ...others } }) => ({ collections: others }));
    const alone = await ofFarm(['server-down pvs3'], without);
    expect(alone.verdict).toBe('passed');
    expect(alone.streaming.frozen).toMatchObject([{ code: 'PVS024', targets: ['srv22-edit-1'] }]);
  });

  test('where no server of the site is left, it is the fault that freezes them, and nothing can be mended', async () => {
    const { verdict, streaming } = await ofFarm(['server-down pvs1', 'server-down pvs2', 'server-down pvs3']);
    expect(verdict).toBe('passed');
    expect(streaming.frozen.map(({ code }) => code)).toContain('PVS012');
    expect(streaming).toMatchObject({ held: 138, resumed: 0, unfinished: 138 });
  });

  test('silences the agents of the machines that are its targets, and the brokers give up those that stay frozen', async () => {
    expect((await ofFarm(['server-down pvs1'])).streaming.silentMachines).toBe(0);
    expect((await ofFarm(['server-down pvs3'])).streaming.silentMachines).toBe(12);
    const { streaming, result } = await ofFarm(['server-down pvs1', 'server-down pvs2', 'server-down pvs3']);
    expect(streaming.silentMachines).toBe(12);
    const registered = result.minutes.slice(0, 30).map((minute) => minute.registered);
    expect(registered.at(-1)).toBe((registered[0] ?? 0) - 12);
    expect(result.minutes.at(-1)?.registered).toBe(registered[0]);
  });
});

describe('other faults of the farm', () => {
  test('P28: a stopped service tells its targets, which go on within a second', async () => {
    const { streaming, verdict } = await ofFarm(['stop-stream pvs1']);
    expect(verdict).toBe('passed');
    expect(streaming.noticed).toEqual({ told: 60, silence: 0, restart: 0 });
    expect(streaming.resumedAfter?.worstSec).toBeLessThan(1);
    expect(counts(streaming)).toMatchObject({ pvs1: [60, 0, 0] });
  });

  test('a store that a server cannot reach is noticed as a crash is', async () => {
    const { streaming } = await ofFarm(['store-unreachable pvs1/local']);
    expect(streaming).toMatchObject({ held: 60, resumed: 60, noticed: { silence: 60 } });
    expect(streaming.resumedAfter?.p50Sec).toBeCloseTo(65.5, 0);
  });

  test('P4: a copy that drifts holds nobody by itself, and freezes whoever needs it for a fail-over', async () => {
    expect((await ofFarm(['replica-drift pvs2/win11'])).streaming).toMatchObject({ held: 0, resumedAfter: null });
    const { failures } = await ofFarm(['replica-drift pvs2/win11', 'server-down pvs1 --at 5m']);
    expect(failures).toMatchObject([{ reason: 'targets-frozen', vdisk: 'win11', code: 'PVS017' }]);
  });

  test('lost packets are pauses, and no fail-over', async () => {
    const { streaming, verdict } = await ofFarm(['packet-loss pvs2 --percent 5']);
    expect(verdict).toBe('passed');
    expect(streaming.held).toBeGreaterThan(50);
    expect(streaming).toMatchObject({ failovers: 0, unfinished: 0, noticed: { silence: 0 } });
    expect(streaming.retries).toBeGreaterThan(100);
    expect(streaming.resumedAfter?.worstSec).toBeLessThan(30);
  });

  test('P65, P67: without the database streaming goes on where there is offline support, and stops where there is none', async () => {
    const crash = ['database-offline', 'server-down pvs1 --at 1m'];
    expect(await ofFarm(crash)).toMatchObject({ verdict: 'passed', streaming: { held: 60, resumed: 60 } });
    const none = withFarm(({ database }) => ({ database: { ...database, offlineSupport: false } }));
    const { failures, streaming } = await ofFarm(['database-offline'], none);
    expect(streaming).toMatchObject({ held: 138, resumed: 0 });
    expect(new Set(failures.map(({ reason, code }) => `${reason} ${code}`))).toEqual(
      new Set(['targets-frozen PVS051']),
    );
  });

  test('a target that is switched on when nobody may have it is told of as not booted', async () => {
    const faults = ['server-down pvs1', 'server-down pvs2', 'server-down pvs3', 'machine-down ams-srv-01 --for 5m'];
    const { streaming, result } = await ofFarm(faults);
    expect(streaming).toMatchObject({
      bootsRefused: 1,
      notBooted: [{ vdisk: 'srv22', count: 1, targets: ['ams-srv-01'] }],
    });
    expect(result.failures.filter(({ reason }) => reason === 'not-settled')).toEqual([]);
  });
});

test('a service that was stopped before is started when everything is mended', async () => {
  const site = settle(contoso);
  act(site, { type: 'stream-stopped', servers: ['pvs2'], untilMs: null });
  advanceTo(site, site.data.nowMs + 60_000);
  const plan = planOf(site, ['cloud-unreachable ams'], 600_000);
  const { streaming, settled, failures } = await runOnce(site, plan, { seed: 1, failOn: null, pause: async () => {} });
  expect(settled).toBe(true);
  expect(failures).toEqual([]);
  expect(streaming).toMatchObject({ frozenBefore: 4, waiting: [{ why: { code: 'PVS021' }, wasBefore: true }] });
  expect(streaming).toMatchObject({ targets: 138, freezesMs: [], unfinishedMs: Array(4).fill(600_000) });
  expect(streaming?.servers[1]).toEqual({ server: 'pvs2', before: 0, mended: 0, after: 4 });
});

test('targets that were frozen before do not fail it; those that go on and freeze again do', async () => {
  const site = settle(contoso);
  act(site, { type: 'stream-stopped', servers: ['pvs2'], untilMs: null });
  advanceTo(site, site.data.nowMs + 60_000);
  const run = (...faults: string[]) =>
    runOnce(site, planOf(site, faults, 600_000), { seed: 1, failOn: null, pause: async () => {} });
  const { failures, streaming } = await run('stop-stream pvs1', 'stop-stream pvs3 --at 5m');
  expect(streaming).toMatchObject({ frozenBefore: 4, notBootedBefore: 0 });
  const kinds = streaming?.waiting.map(({ vdisk, wasBefore, targets }) => [vdisk, wasBefore, targets.length]);
  expect(kinds).toContainEqual(['pinned', true, 4]);
  expect(failures.map(({ vdisk }) => vdisk)).not.toContain('pinned');
  // Its service runs from the end of the first stop on, so that they go on; the second one freezes them anew.
  const again = await run('stop-stream pvs2 --for 2m', 'stop-stream pvs2 --at 5m');
  expect(again.failures).toMatchObject([{ reason: 'targets-frozen', vdisk: 'pinned', code: 'PVS021' }]);
  expect(again.streaming?.waiting).toMatchObject([{ wasBefore: false }]);
});

test('where a site has no other server, a target that cannot reach its store fails it: there is nobody to go on with', async () => {
  const lone = withFarm(({ sites, stores, vdisks, collections }) => {
    const ams = present(sites.ams, 'the site ams');
    const pvs1 = present(ams.servers.pvs1, 'the server pvs1');
    return {
      sites: { ams: { ...ams, servers: { pvs1 }, loginServers: ['pvs1'] } },
      stores: { local: { ...present(stores.local, 'the store local'), servers: ['pvs1'] } },
      vdisks: { dev: present(vdisks.dev, 'the vDisk dev') },
      collections: { build: present(collections.build, 'the collection build') },
    };
  });
  const { verdict, streaming } = await ofFarm(['store-unreachable pvs1/local'], lone);
  expect(verdict).toBe('failed');
  expect(streaming.frozen).toMatchObject([{ vdisk: 'dev', count: 1 }]);
});

describe('with faults of Local Host Cache', () => {
  test('alone, nothing is said of the farm', async () => {
    const result = await rehearsal(busyContoso, ['cloud-unreachable ams'], HALF_HOUR);
    expect({ streaming: result.streaming, ofSeed: result.runs[0]?.streaming }).toEqual({
      streaming: null,
      ofSeed: null,
    });
    expect(result.assumptions.filter(({ assumption }) => assumption.startsWith('streaming'))).toEqual([]);
    expect(result.timeline.filter(({ kind }) => kind === 'targets' || kind === 'frozen')).toEqual([]);
  });

  test('both are told of, no law is broken, and every run comes to rest', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const faults = [
        'cloud-unreachable ams',
        'server-down pvs3 --at 2m --for 10m',
        'packet-loss pvs1 --percent 20 --at 5m',
        'stop-stream pvs2 --at 15m --for 5m',
        'connector-down cc-ams-01 --at 15m --for 10m',
      ];
      const { failures, streaming, zones } = await rehearsal(busyContoso, faults, { seed, ...HALF_HOUR });
      expect(failures, `seed ${seed}`).toEqual([]);
      expect(streaming?.silentMachines).toBeGreaterThan(0);
      expect(zones.find(({ zone }) => zone === 'ams')?.withoutBrokerSec).toBeGreaterThan(0);
    }
  });

  test('the same seed tells the same of every target', async () => {
    const faults = ['server-down pvs2', 'packet-loss pvs1 --percent 10'];
    const first = await rehearsal(busyContoso, faults, { seed: 5, ...HALF_HOUR });
    expect(await rehearsal(busyContoso, faults, { seed: 5, ...HALF_HOUR })).toEqual(first);
  });
});
