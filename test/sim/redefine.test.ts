/**
 * An administrator changes the definition of a site that runs: what changes at once, what follows with an import, and what is kept.
 */
import { describe, expect, test } from 'vitest';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import {
  act,
  advanceTo,
  allCheckers,
  connectorAt,
  connectorIndex,
  factsOf,
  followersOf,
  RESETTING,
  settle,
  type World,
  zoneFindings,
} from '../../src/sim/index.ts';
import { type SiteSketch, START_MS, siteOfZones } from '../support/site-of-zones.ts';
import { acceptingIn, brokeringOf, connectorsOf, heldBy, zoneNamed } from '../support/zone-view.ts';

const AMS = ['a.x', 'b.x', 'c.x'];
const SKETCH: SiteSketch = {
  zones: {
    ams: { connectors: AMS, machineCount: 60 },
    fra: { connectors: ['k.x', 'l.x'], machineCount: 40 },
  },
};
const HOUR = 3_600_000;
/** 20 s and 1 s for every thousand machines. */
const IMPORT_MS = 20_100;

function started(sketch: SiteSketch = SKETCH): World {
  return settle(siteOfZones(sketch), { checkers: allCheckers() });
}

function change(world: World, definition: SiteDefinition): void {
  act(world, { type: 'definition-changed', definition, source: { fileName: 'site.yaml', text: '' } });
}

/** A change that no zone, StoreFront or timer notices. */
function reuse(definition: SiteDefinition, on: boolean): SiteDefinition {
  const desktops = { ...definition.deliveryGroups.desktops!, reuseMachinesWithoutShutdownInOutage: on };
  return { ...definition, deliveryGroups: { desktops } };
}

function advance(world: World, byMs: number): void {
  advanceTo(world, world.data.nowMs + byMs);
}

function revisionOf(world: World, fqdn: string): number | null {
  return connectorAt(world, connectorIndex(world, fqdn)).configSync.localDb?.revision ?? null;
}

function revisions(world: World): readonly (number | null)[] {
  return world.data.connectors.map(({ fqdn }) => revisionOf(world, fqdn));
}

function lawful(world: World): void {
  expect(world.violations).toEqual([]);
}

/** With another list of connectors in ams. */
function withAms(connectors: readonly string[], more: Partial<SiteSketch> = {}): SiteDefinition {
  return siteOfZones({ ...SKETCH, ...more, zones: { ...SKETCH.zones, ams: { connectors, machineCount: 60 } } });
}

describe('a changed property of a delivery group', () => {
  test('R14, R17: is a new revision at once, which each connector has imported by its own poll', () => {
    const world = started();
    advance(world, 47_000);
    change(world, reuse(world.definition, true));
    expect(factsOf(world).revision).toBe(2);
    expect(revisions(world)).toEqual([1, 1, 1, 1, 1]);
    const predicted = followersOf(world).map(({ atMs }) => atMs);
    const imported = new Map<string, number>();
    while (imported.size < 5) {
      advance(world, 1);
      for (const { fqdn } of world.data.connectors) {
        if (revisionOf(world, fqdn) === 2 && !imported.has(fqdn)) imported.set(fqdn, world.data.nowMs);
      }
    }
    expect(world.data.connectors.map(({ fqdn }) => imported.get(fqdn))).toEqual(predicted);
    expect(new Set(imported.values()).size).toBe(5);
    expect(Math.max(...imported.values())).toBeLessThanOrEqual(START_MS + 47_000 + 60_000 + IMPORT_MS);
    lawful(world);
  });

  test('keeps running state: no machine registers anew, nothing else is done', () => {
    const world = started();
    advance(world, 333_000);
    const [fleets, states] = [structuredClone(world.data.fleets), world.data.connectors];
    change(world, reuse(world.definition, true));
    expect(world.data.fleets).toEqual(fleets);
    expect(world.data.connectors).toEqual(states);
    expect(world.data.log.at(-1)).toMatchObject({ provider: 'holdover', message: 'definition changed: revision 2' });
  });

  test('R14: one more change while connectors import is imported after it', () => {
    const world = started();
    change(world, reuse(world.definition, true));
    advance(world, 60_000);
    expect(world.data.connectors.some(({ configSync }) => configSync.importing !== null)).toBe(true);
    change(world, reuse(world.definition, false));
    const by = followersOf(world).map(({ atMs }) => atMs ?? Number.POSITIVE_INFINITY);
    advanceTo(world, Math.max(...by) - 1);
    expect(revisions(world)).toContain(2);
    advance(world, 1);
    expect(revisions(world)).toEqual([3, 3, 3, 3, 3]);
    lawful(world);
  });

  test('R15, R16: an import that fails leaves the LocalDB in use, and the next one mends it', () => {
    const world = started();
    const fault = { kind: 'sync-failure', connector: 'b.x' } as const;
    act(world, { type: 'fault-injected', id: 'f1', fault, untilMs: null });
    change(world, reuse(world.definition, true));
    expect(followersOf(world)[1]).toEqual({ connector: 'b.x', atMs: null, obstacle: 'imports-fail' });
    advance(world, 200_000);
    expect(revisions(world)).toEqual([2, 1, 2, 2, 2]);
    expect(world.data.log.some(({ id, connector }) => id === 505 && connector === 'b.x')).toBe(true);
    act(world, { type: 'fault-cleared', id: 'f1' });
    advance(world, 60_000 + IMPORT_MS);
    expect(revisions(world)).toEqual([2, 2, 2, 2, 2]);
    lawful(world);
  });

  test('R19: in HA mode no connector of the zone follows, and after the hand-back all do', () => {
    const world = started();
    act(world, { type: 'outage-forced', connectors: AMS, untilMs: null });
    advance(world, 120_000);
    change(world, reuse(world.definition, true));
    expect(followersOf(world).map(({ obstacle }) => obstacle)).toEqual(['outage', 'outage', 'outage', null, null]);
    advance(world, HOUR);
    expect(revisions(world)).toEqual([1, 1, 1, 2, 2]);
    expect(acceptingIn(world, 'ams')).toEqual(['a.x']);
    expect(heldBy(world, 'ams')['a.x']).toBe(60);
    act(world, { type: 'outage-ended', connectors: AMS });
    advance(world, 600_000 + 60_000 + IMPORT_MS);
    expect(revisions(world)).toEqual([2, 2, 2, 2, 2]);
    lawful(world);
  });
});

describe('what is set at once', () => {
  test('R5, R47: a connector that StoreFront lists from now on takes part from its next heartbeat', () => {
    const world = started({ ...SKETCH, storeFronts: { sf1: ['b.x', 'c.x', 'k.x', 'l.x'] } });
    advance(world, 70_000);
    const codes = () => zoneFindings(world, zoneNamed(world, 'ams')).map(({ code }) => code);
    expect(codes()).toEqual(['LHC015', 'LHC012']);
    change(world, siteOfZones(SKETCH));
    expect(codes()).toEqual(['LHC014']);
    advanceTo(world, START_MS + 119_999);
    expect(connectorsOf(world, 'ams')[0]?.participates).toBe(false);
    advance(world, 1);
    expect(connectorsOf(world, 'ams')[0]?.participates).toBe(true);
    expect(codes()).toEqual([]);
    lawful(world);
  });

  test('R11, R12: a shorter pendingHa ends a pending state that has lasted as long', () => {
    const world = started();
    act(world, { type: 'outage-forced', connectors: AMS, untilMs: null });
    advance(world, 45_000);
    expect(brokeringOf(world, 'ams')).toBe('cloud');
    change(world, siteOfZones({ ...SKETCH, timers: { pendingHa: 30_000 } }));
    expect(acceptingIn(world, 'ams')).toEqual(['a.x']);
    lawful(world);
  });

  test('R4: another verdict over a zone is reached at once', () => {
    const world = started();
    act(world, { type: 'outage-forced', connectors: ['a.x'], untilMs: null });
    advance(world, 90_000);
    expect(connectorsOf(world, 'ams')[0]?.haMode.state).toBe('pending-ha');
    const ams = { connectors: AMS, machineCount: 60, peerVerdict: 'any' } as const;
    change(world, siteOfZones({ ...SKETCH, zones: { ...SKETCH.zones, ams } }));
    expect(connectorsOf(world, 'ams')[0]?.haMode.state).toBe('initial-ha');
    lawful(world);
  });

  test('R30: a higher limit lets machines in that were refused', () => {
    const ams = { connectors: AMS, machineCount: 60, registrationLimit: 10 };
    const world = started({ ...SKETCH, zones: { ...SKETCH.zones, ams } });
    act(world, { type: 'outage-forced', connectors: AMS, untilMs: null });
    advance(world, 600_000);
    expect(heldBy(world, 'ams')['a.x']).toBe(10);
    change(world, siteOfZones({ ...SKETCH, zones: { ...SKETCH.zones, ams: { ...ams, registrationLimit: 25 } } }));
    advance(world, 10_000);
    expect(heldBy(world, 'ams')['a.x']).toBe(25);
    lawful(world);
  });
});

describe('a connector that is added', () => {
  test('R14, R20: has imported nothing, and is elected only when it and its peers have', () => {
    const world = started();
    advance(world, 100_000);
    change(world, withAms(['0.x', ...AMS]));
    expect(connectorsOf(world, 'ams').map(({ configSync }) => configSync.localDb?.members.length ?? null)).toEqual([
      null,
      3,
      3,
      3,
    ]);
    advance(world, 10_000);
    expect(connectorsOf(world, 'ams').map(({ election }) => election.elected)).toEqual([null, 'a.x', 'a.x', 'a.x']);
    advance(world, 60_000 + IMPORT_MS + 5_000 + 15_000);
    expect(connectorsOf(world, 'ams').map(({ election }) => election.elected)).toEqual(Array(4).fill('0.x'));
    lawful(world);
  });

  test('R19: in an outage takes no part in it', () => {
    const world = started();
    act(world, { type: 'outage-forced', connectors: AMS, untilMs: null });
    advance(world, 120_000);
    change(world, withAms(['0.x', ...AMS]));
    advance(world, 1_000_000);
    expect(acceptingIn(world, 'ams')).toEqual(['a.x']);
    lawful(world);
  });
});

describe('a connector that is removed', () => {
  test('R22: is gone, its machines look for another one, and its peers find it silent', () => {
    const world = started();
    act(world, { type: 'outage-forced', connectors: AMS, untilMs: null });
    advance(world, 500_000);
    expect(heldBy(world, 'ams')['a.x']).toBe(60);
    change(world, withAms(['b.x', 'c.x']));
    expect(heldBy(world, 'ams')).toEqual({ cloud: 0, 'b.x': 0, 'c.x': 0, nobody: 60 });
    advance(world, 15_020);
    expect(acceptingIn(world, 'ams')).toEqual(['b.x']);
    advance(world, 300_000);
    expect(heldBy(world, 'ams')['b.x']).toBe(60);
    expect(connectorsOf(world, 'ams')[0]?.election.members).toEqual(AMS);
    lawful(world);
  });

  test('takes its faults and its forced outage with it', () => {
    const world = started();
    const down = { kind: 'connector-down', connector: 'c.x' } as const;
    const cut = { kind: 'cloud-unreachable', connectors: AMS } as const;
    act(world, { type: 'fault-injected', id: 'f1', fault: down, untilMs: null });
    act(world, { type: 'fault-injected', id: 'f2', fault: cut, untilMs: null });
    act(world, { type: 'outage-forced', connectors: AMS, untilMs: START_MS + HOUR });
    advance(world, 30_000);
    change(world, withAms(['a.x', 'b.x']));
    expect(world.data.faults.map(({ id, endedMs }) => [id, endedMs])).toEqual([
      ['f1', START_MS + 30_000],
      ['f2', null],
    ]);
    expect(world.data.faults[1]?.fault).toEqual({ kind: 'cloud-unreachable', connectors: ['a.x', 'b.x'] });
    expect(Object.keys(world.data.outageLeases)).toEqual(['a.x', 'b.x']);
    act(world, { type: 'fault-cleared', id: 'f1' });
    advance(world, 3 * HOUR);
    lawful(world);
  });
});

describe('machines', () => {
  test('that are added register at once, those that are removed are gone, and the others keep their registration', () => {
    const world = started();
    advance(world, 400_000);
    const { fleet } = zoneNamed(world, 'ams');
    const before = [fleet.columns.via, fleet.columns.nextContactMs].map((column) => [...column.slice(0, 50)]);
    const sized = (machineCount: number) =>
      siteOfZones({ ...SKETCH, zones: { ...SKETCH.zones, ams: { connectors: AMS, machineCount } } });
    change(world, sized(90));
    expect(heldBy(world, 'ams').cloud).toBe(90);
    expect(world.data.cloudRegisters[0]?.machineCount).toBe(90);
    change(world, sized(50));
    const after = zoneNamed(world, 'ams').fleet;
    expect(heldBy(world, 'ams').cloud).toBe(50);
    expect(world.data.cloudRegisters[0]?.machineCount).toBe(50);
    expect([...after.columns.via]).toEqual(before[0]);
    const phase = (times: readonly number[]) => times.map((time) => time % world.definition.timers.vdaHeartbeat);
    expect(phase([...after.columns.nextContactMs])).toEqual(phase(before[1] ?? []));
    lawful(world);
  });

  test('that move to another zone register there at once', () => {
    const world = started();
    const [group] = world.definition.deliveryGroups.desktops!.machines;
    const desktops = { ...world.definition.deliveryGroups.desktops!, machines: [{ ...group!, zone: 'fra' }] };
    change(world, { ...world.definition, deliveryGroups: { desktops } });
    expect(heldBy(world, 'ams').cloud).toBe(0);
    expect(heldBy(world, 'fra').cloud).toBe(60);
    lawful(world);
  });

  test('R26: another heartbeat holds from now on, spread as the former one was', () => {
    const world = started();
    advance(world, 200_000);
    change(world, siteOfZones({ ...SKETCH, timers: { vdaHeartbeat: 60_000, brokerContactLost: 120_000 } }));
    const next = [...zoneNamed(world, 'ams').fleet.columns.nextContactMs];
    expect(Math.min(...next)).toBeGreaterThan(world.data.nowMs);
    expect(Math.max(...next)).toBeLessThanOrEqual(world.data.nowMs + 60_000);
    expect(new Set(next).size).toBeGreaterThan(50);
    advance(world, 600_000);
    expect(heldBy(world, 'ams').cloud).toBe(60);
    lawful(world);
  });
});

describe('people at work', () => {
  const busy: SiteDefinition = {
    ...siteOfZones(SKETCH),
    users: [{ count: 100, name: 'u-###' }],
    workload: { launchesPerMinute: 10, sessionMinutes: { mean: 5 }, mix: { Desktop: 1 } },
  };
  const { desktops } = busy.deliveryGroups as { desktops: SiteDefinition['deliveryGroups'][string] };

  test('of a resource that nobody is entitled to any more launch nothing, until somebody is', () => {
    const world = settle(busy, { checkers: allCheckers() });
    advance(world, 60_000);
    change(world, { ...busy, deliveryGroups: { desktops: { ...desktops, entitled: [] } } });
    const { attempted } = world.data.launches;
    advance(world, HOUR);
    // Who had gone away comes back, and that is all.
    expect(world.data.workload.nextLaunchMs).toBe(null);
    expect(world.data.launches.attempted - attempted).toBeLessThan(20);
    change(world, busy);
    advance(world, HOUR);
    expect(world.data.launches.attempted - attempted).toBeGreaterThan(500);
    lawful(world);
  });

  test('leave a machine that is being reset: it starts after that, in a group of whatever type', () => {
    const world = settle(busy, { checkers: allCheckers() });
    const { columns } = zoneNamed(world, 'ams').fleet;
    while (!columns.condition.includes(RESETTING)) advance(world, 1_000);
    change(world, { ...busy, deliveryGroups: { desktops: { ...desktops, type: 'static' } } });
    expect(zoneNamed(world, 'ams').fleet.columns.condition).toContain(RESETTING);
    advance(world, world.definition.timers.machineReset);
    expect(zoneNamed(world, 'ams').fleet.columns.downCount).toBe(0);
    expect(heldBy(world, 'ams').cloud).toBe(60);
    lawful(world);
  });
});

test('R13: zones come and go, and the others do not notice', () => {
  const world = started();
  advance(world, 100_000);
  const osl = { connectors: ['o.x'], machineCount: 5 };
  const { ams, fra } = SKETCH.zones as { ams: (typeof SKETCH.zones)[string]; fra: (typeof SKETCH.zones)[string] };
  change(world, siteOfZones({ zones: { osl, ams, fra } }));
  expect(heldBy(world, 'osl').cloud).toBe(5);
  expect(revisionOf(world, 'o.x')).toBe(null);
  advance(world, 200_000);
  expect(revisionOf(world, 'o.x')).toBe(2);
  change(world, siteOfZones({ zones: { osl, ams } }));
  advance(world, 200_000);
  expect(world.zones.map(({ topology }) => topology.name)).toEqual(['osl', 'ams']);
  expect(heldBy(world, 'ams').cloud).toBe(60);
  lawful(world);
});

test('a site keeps its name, its start and its seed', () => {
  const world = started();
  for (const other of [{ name: 'other' }, { startMs: START_MS + 1 }, { seed: 2 }]) {
    expect(() => change(world, { ...world.definition, ...other })).toThrow(/keeps its name/);
  }
});
