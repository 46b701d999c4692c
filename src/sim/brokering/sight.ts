/**
 * Sight is what a broker sees for one user: his sessions on machines that are registered with it, and the machines it could use.
 *
 * Not here: machines of one's own (owners.ts), and what the broker decides (core/lhc/brokering).
 */

import { draw, keyOf } from '../../core/kernel/index.ts';
import type { BrokerView, Choice, RefusalReason, SeenSession } from '../../core/lhc/brokering/index.ts';
import { PARKED, USED } from '../fleet-columns.ts';
import type { Broker, MachineRef } from '../outcomes.ts';
import { NONE } from '../people/index.ts';
import type { World, ZoneRuntime } from '../world.ts';
import { holderOf, knownRanges, servedZones } from './broker.ts';
import { anyIdle, type Candidates, leastLoaded } from './choice.ts';
import { owned, type Search, unassigned } from './owners.ts';

const CHOICE = keyOf('choice of a machine');

/** The view of a broker for a user, by number. Sessions are places among the world's sessions. */
export function sightOf(world: World, broker: Broker, user: number): BrokerView<MachineRef, number> {
  const zones = servedZones(world, broker);
  return {
    assigns: broker.type === 'cloud',
    serves: (name) => world.zones.some((zone) => zone.topology.name === name && zones.has(zone)),
    session: (group) => seenSession(world, broker, { group, user, zones }),
    free: (group) => free(world, broker, { group, user, zones }),
    owned: (group) => owned(world, broker, { group, user, zones }),
  };
}

/** A session on a machine that the broker holds, in a zone that it serves. */
function seenSession(world: World, broker: Broker, { group, user, zones }: Search): SeenSession<number> | null {
  const { sessions } = world.data;
  for (let place = sessions.firstOfUser[user]!; place !== NONE; place = sessions.nextOfUser[place]!) {
    if (world.brokering.groupNames[sessions.group[place]!] !== group.name) continue;
    const zone = world.zones[sessions.zone[place]!] as ZoneRuntime;
    const machine = sessions.machine[place]!;
    if (!zones.has(zone) || zone.fleet.columns.holder[machine] !== holderOf(zone, broker)) continue;
    const range = zone.fleet.columns.rangeOf[machine]!;
    const known = knownRanges(world, group).find((each) => each.zone === zone && each.index === range);
    return { session: place, inMaintenance: known?.maintenance ?? false };
  }
  return null;
}

function free(world: World, broker: Broker, { group, user, zones }: Search): Choice<MachineRef> {
  const { type } = group.definition;
  const candidates: Candidates[] = [];
  let isKnown = false;
  for (const known of knownRanges(world, group)) {
    if (!zones.has(known.zone) || (type === 'static' && known.assignedTo !== null)) continue;
    isKnown = true;
    if (!known.maintenance) candidates.push({ known, holder: holderOf(known.zone, broker) });
  }
  if (type === 'static') return unassigned(world, candidates);
  const found =
    type === 'multi-session'
      ? leastLoaded(candidates)
      : anyIdle(candidates, draw(world.definition.seed, CHOICE, user, world.data.nowMs));
  if (found !== null) return { type: 'machine', machine: found };
  return { type: 'none', reason: isKnown && candidates.length === 0 ? 'maintenance' : whyNone(candidates) };
}

/** Why no machine of some ranges can be used: looked for only when that is so. */
function whyNone(candidates: readonly Candidates[]): RefusalReason {
  let reason: RefusalReason = 'not-registered';
  for (const { known, holder } of candidates) {
    const { columns } = known.zone.fleet;
    for (let machine = known.range.first; machine < known.range.first + known.count; machine++) {
      if (columns.holder[machine] !== holder) continue;
      const condition = columns.condition[machine]!;
      if (condition === PARKED || (condition === USED && columns.ready[machine] === 0)) return 'awaiting-reset';
      reason = 'at-capacity';
    }
  }
  return reason;
}
