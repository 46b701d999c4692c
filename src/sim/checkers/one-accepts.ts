/**
 * I-L2: among connectors of a zone that have known each other and been in contact for longer than `peerSilence`, at most one
 * accepts registrations.
 * I-L3: a connector that is not elected accepts nothing in HA mode.
 *
 * Not here: two that accept on the two sides of a partition, which is what a partition does; or of which one has not
 * imported yet that there is the other.
 */

import type { LocalDb } from '../../core/lhc/config-sync/index.ts';
import { connectorServes } from '../../core/lhc/connector/index.ts';
import { type Checker, connectorAt, pairOf, type World, type ZoneRuntime } from '../world.ts';

export function atMostOneAccepts(): Checker {
  const acquaintance = new Acquaintance();
  return (world, zone) => {
    acquaintance.note(world, zone);
    let acceptingCount = 0;
    for (const connector of zone.connectors) if (connectorAt(world, connector).registration.open) acceptingCount++;
    if (acceptingCount < 2) return null;
    const accepting = zone.connectors.filter((connector) => connectorAt(world, connector).registration.open);
    for (const [position, one] of accepting.entries()) {
      for (const other of accepting.slice(position + 1)) {
        const [a, b] = [connectorAt(world, one).fqdn, connectorAt(world, other).fqdn];
        if (inContact(world, a, b) && acquaintance.isOld(world, one, b) && acquaintance.isOld(world, other, a)) {
          return `I-L2: ${a} and ${b} both accept registrations`;
        }
      }
    }
    return null;
  };
}

/** Since when each connector has known of its peers: by what it has imported. */
class Acquaintance {
  readonly #localDbs = new Map<string, LocalDb | null>();
  readonly #sinceMs = new Map<string, number>();

  note(world: World, zone: ZoneRuntime): void {
    for (const connector of zone.connectors) {
      const { fqdn, configSync } = connectorAt(world, connector);
      const before = this.#localDbs.get(fqdn);
      if (before === configSync.localDb) continue;
      this.#localDbs.set(fqdn, configSync.localDb);
      for (const peer of configSync.localDb?.members ?? []) {
        // What was known at the first look was known before.
        const sinceMs = before === undefined ? Number.NEGATIVE_INFINITY : world.data.nowMs;
        if (before?.members.includes(peer) !== true) this.#sinceMs.set(`${fqdn} ${peer}`, sinceMs);
      }
    }
  }

  isOld(world: World, connector: number, peer: string): boolean {
    const { fqdn, configSync } = connectorAt(world, connector);
    const sinceMs = this.#sinceMs.get(`${fqdn} ${peer}`) ?? Number.NEGATIVE_INFINITY;
    const isKnown = configSync.localDb?.members.includes(peer) === true;
    return isKnown && world.data.nowMs - sinceMs > world.definition.timers.peerSilence;
  }
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
