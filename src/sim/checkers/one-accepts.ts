/**
 * I-L2: among connectors of a zone that have been in contact for longer than `peerSilence`, at most one accepts registrations.
 * I-L3: a connector that is not elected accepts nothing in HA mode.
 *
 * Not here: two that accept on the two sides of a partition, which is what a partition does.
 */

import { connectorServes } from '../../core/lhc/connector/index.ts';
import { type Checker, connectorAt, pairOf, type World } from '../world.ts';

export function atMostOneAccepts(): Checker {
  return (world, zone) => {
    let acceptingCount = 0;
    for (const connector of zone.connectors) if (connectorAt(world, connector).registration.open) acceptingCount++;
    if (acceptingCount < 2) return null;
    const accepting = zone.connectors.filter((connector) => connectorAt(world, connector).registration.open);
    for (const [position, one] of accepting.entries()) {
      for (const other of accepting.slice(position + 1)) {
        const [a, b] = [connectorAt(world, one).fqdn, connectorAt(world, other).fqdn];
        if (inContact(world, a, b)) return `I-L2: ${a} and ${b} both accept registrations`;
      }
    }
    return null;
  };
}

export function onlyTheElectedAccepts(): Checker {
  return (world, zone) => {
    for (const connector of zone.connectors) {
      const state = connectorAt(world, connector);
      const { open, machineCount } = state.registration;
      if (open && !connectorServes(state)) return `I-L3: ${state.fqdn} accepts registrations without being elected`;
      if (!open && machineCount > 0) return `I-L3: ${state.fqdn} holds ${machineCount} registrations it may not have`;
    }
    return null;
  };
}

function inContact(world: World, a: string, b: string): boolean {
  const longerThanMs = world.definition.timers.peerSilence;
  return [pairOf(world, a, b), pairOf(world, b, a)].every(
    (pair) => pair?.openSinceMs != null && world.data.nowMs - pair.openSinceMs > longerThanMs,
  );
}
