/**
 * The connectors of a site whose definition was changed, and how they hear each other.
 *
 * One that stays in its zone keeps its state. One that is new there, also if it comes from another zone, was just installed.
 *
 * Not here: its start (redefine.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { type ConnectorState, newConnector } from '../../core/lhc/connector/index.ts';
import type { Topology } from '../../core/site/index.ts';
import { damageOf } from '../faults.ts';
import { FIRST_CONNECTOR } from '../fleet-columns.ts';
import type { PeerPair } from '../world-data.ts';
import type { ChangedFleet } from './fleets.ts';
import type { Change } from './former.ts';

/** The connectors that stay in their zone. */
export function keptConnectors(former: Topology, topology: Topology): ReadonlySet<string> {
  const kept = topology.zones.flatMap(({ name, connectors }) => {
    const before = former.zones.find((zone) => zone.name === name)?.connectors ?? [];
    return connectors.filter((fqdn) => before.includes(fqdn));
  });
  return new Set(kept);
}

/** Every connector, in the order of the topology. */
export function changedConnectors(change: Change, fleets: readonly ChangedFleet[]): ConnectorState[] {
  const { former, definition, topology, kept } = change;
  const states = new Map(former.data.connectors.map((state) => [state.fqdn, state]));
  const { brokersDown } = damageOf(former.data.faults);
  return topology.zones.flatMap(({ name, connectors }, zone) =>
    connectors.map((fqdn, position) => {
      const limit = definition.zones[name]?.registrationLimit ?? 0;
      if (!kept.has(fqdn)) {
        return { ...newConnector(fqdn, limit, former.data.nowMs), brokerRuns: !brokersDown.has(fqdn) };
      }
      const fleet = present(fleets[zone], 'a fleet for every zone');
      return withRegister(present(states.get(fqdn), 'the state of a connector that stays'), limit, fleet, position);
    }),
  );
}

/** The same connector with the limit and the machines that it has now. */
function withRegister(
  state: ConnectorState,
  limit: number,
  { columns, isKept }: ChangedFleet,
  position: number,
): ConnectorState {
  const { registration } = state;
  const holder = FIRST_CONNECTOR + position;
  const machineCount = columns.heldBy[holder] ?? 0;
  const changed = registration.limit === limit ? registration : { ...registration, limit, limitLogged: false };
  if (!registration.open) return changed === registration ? state : { ...state, registration: changed };
  const sessionCount = columns.sessions.reduce((sum, count, machine) => {
    return columns.holder[machine] === holder ? sum + count : sum;
  }, 0);
  return {
    ...state,
    registration: { ...changed, machineCount: isKept ? changed.machineCount : machineCount, sessionCount },
  };
}

/**
 * Who hears whom: every two connectors of a zone, in the order of the topology, and then those that have left and from whom
 * a connector of their zone still expects word. Ways are closed until they are looked at.
 */
export function changedPairs(change: Change, connectors: readonly ConnectorState[]): PeerPair[] {
  const { former, topology, kept } = change;
  const { nowMs } = former.data;
  const heardFrom = listensAnew(change) ? nowMs : Number.NEGATIVE_INFINITY;
  const known = new Map(former.data.pairs.map((pair) => [`${pair.from} ${pair.to}`, pair]));
  const pairs = topology.zones.flatMap((zone, index) =>
    zone.connectors.flatMap((from) =>
      zone.connectors
        .filter((to) => to !== from)
        .map((to) => {
          const before = kept.has(from) && kept.has(to) ? known.get(`${from} ${to}`) : undefined;
          const heardMs = Math.max(before?.heardMs ?? nowMs, heardFrom);
          return { from, to, zone: index, heardMs, openSinceMs: before?.openSinceMs ?? null };
        }),
    ),
  );
  const left = topology.zones.flatMap((zone, index) =>
    zone.connectors.flatMap((to) => {
      const peers = Object.keys(connectors.find(({ fqdn }) => fqdn === to)?.election.peers ?? {});
      return peers
        .filter((from) => !zone.connectors.includes(from))
        .map((from) => {
          const heardMs = Math.max(known.get(`${from} ${to}`)?.heardMs ?? nowMs, heardFrom);
          return { from, to, zone: index, heardMs, openSinceMs: null };
        });
    }),
  );
  return [...pairs, ...left];
}

/** Where peers speak, or may be silent, for another time than before, nobody is silent by the former rhythm and the present limit. */
function listensAnew({ former, definition: { timers } }: Change): boolean {
  const before = former.definition.timers;
  return before.peerSilence !== timers.peerSilence || before.peerHeartbeat !== timers.peerHeartbeat;
}
