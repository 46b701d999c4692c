/**
 * The fast choice of a machine for a new session, held against a plain search over all machines.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadIndex } from '../../../src/core/lhc/brokering/index.ts';
import type { MachineGroupDefinition, SiteDefinition } from '../../../src/core/site/index.ts';
import {
  act,
  advanceTo,
  CLOUD,
  FIRST_CONNECTOR,
  type LaunchOutcome,
  settle,
  type World,
} from '../../../src/sim/index.ts';
import { machines } from '../../support/delivery.ts';
import { enterOutage, launchFor, leaveOutage, logOff } from '../../support/launches.ts';
import { siteOfZones } from '../../support/site-of-zones.ts';

const USERS = 24;

type Deed =
  | { readonly type: 'launch' | 'log-off'; readonly user: number }
  | { readonly type: 'crash' | 'start'; readonly machine: string }
  | { readonly type: 'outage' | 'hand-back' };

const user = fc.integer({ min: 1, max: USERS });
const machine = fc.constantFrom('a-1', 'a-2', 'big-1', 'b-2', 'b-3');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('launch' as const), user }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('log-off' as const), user }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('crash' as const, 'start' as const), machine }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('outage' as const, 'hand-back' as const) }) },
);

const ranges = fc.record({
  first: fc.integer({ min: 1, max: 4 }),
  second: fc.integer({ min: 2, max: 7 }),
  third: fc.integer({ min: 1, max: 5 }),
});

function siteOf(max: { readonly first: number; readonly second: number; readonly third: number }): SiteDefinition {
  const site = siteOfZones({
    zones: { a: { connectors: ['cc-a.x'], machineCount: 0 }, b: { connectors: ['cc-b.x'], machineCount: 0 } },
  });
  const servers = (zone: string, more: Partial<MachineGroupDefinition>) =>
    machines(zone, { sessionSupport: 'multi-session', ...more });
  const desktops = site.deliveryGroups.desktops as SiteDefinition['deliveryGroups'][string];
  return {
    ...site,
    users: [{ name: 'u-##', count: USERS }],
    deliveryGroups: {
      desktops: {
        ...desktops,
        type: 'multi-session',
        machines: [
          servers('a', { count: 3, name: 'a-#', maxSessions: max.first }),
          servers('a', { count: 2, name: 'big-#', maxSessions: max.second }),
          servers('b', { count: 4, name: 'b-#', maxSessions: max.third }),
        ],
      },
    },
  };
}

test('R35: a new session goes to a machine with the least load index of all that could take one', () => {
  fc.assert(
    fc.property(ranges, fc.array(deed, { minLength: 30, maxLength: 60 }), (max, deeds) => {
      const world = settle(siteOf(max));
      for (const each of deeds) perform(world, each);
    }),
    { numRuns: 100, seed: 35 },
  );
});

function perform(world: World, deed: Deed): void {
  switch (deed.type) {
    case 'launch':
      return launchAndCompare(world, nameOf(deed.user));
    case 'log-off':
      return logOff(world, nameOf(deed.user));
    case 'crash': {
      const fault = { kind: 'machine-down', machine: deed.machine } as const;
      return act(world, { type: 'fault-injected', id: deed.machine, fault, untilMs: null });
    }
    case 'start':
      return act(world, { type: 'fault-cleared', id: deed.machine });
    case 'outage':
      return enterOutage(world);
    default:
      return leaveOutage(world);
  }
}

function launchAndCompare(world: World, name: string): void {
  advanceTo(world, world.data.nowMs + 1_000);
  const machinesNow = world.zones.flatMap(machinesBySearch);
  const outcome = launchFor(world, name, 'Desktop');
  if (outcome.result === 'reconnected') return;
  const usable = machinesNow.filter((each) => isUsable(outcome, each));
  if (outcome.machine === null) return expect(usable).toEqual([]);
  const chosen = usable.find(
    ({ zone, machine: each }) => zone === outcome.machine?.zone && each === outcome.machine.machine,
  );
  expect(chosen?.load).toBe(Math.min(...usable.map(({ load }) => load)));
}

interface Machine {
  readonly zone: number;
  readonly machine: number;
  readonly holder: number;
  readonly isFull: boolean;
  readonly load: number;
  readonly connectors: readonly number[];
}

/** All machines of a zone, with their load, by looking at each. */
function machinesBySearch({ index: zone, topology, fleet, connectors }: World['zones'][number]): readonly Machine[] {
  const { holder, sessions } = fleet.columns;
  return topology.machineGroups.flatMap(({ first, count, maxSessions }) =>
    Array.from({ length: count }, (_, index): Machine => {
      const each = first + index;
      const sessionCount = sessions[each] ?? 0;
      const load = loadIndex(sessionCount, maxSessions);
      return { zone, machine: each, holder: holder[each] ?? 0, isFull: sessionCount >= maxSessions, load, connectors };
    }),
  );
}

/** Registered with the broker that was reached, and not full. A zone has one connector. */
function isUsable({ reached }: LaunchOutcome, { holder, isFull, connectors }: Machine): boolean {
  if (reached === null || isFull) return false;
  if (reached.broker.type === 'cloud') return holder === CLOUD;
  return holder === FIRST_CONNECTOR && connectors.includes(reached.connector);
}

function nameOf(number: number): string {
  return `u-${String(number).padStart(2, '0')}`;
}
