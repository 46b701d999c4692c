/**
 * I-L6: the LocalDB in use is always one whole successful import: of a revision that there was, as it said who the zone's
 * connectors are.
 *
 * Not here: whether it is current.
 */

import type { LocalDb } from '../../core/lhc/config-sync/index.ts';
import type { ConnectorState } from '../../core/lhc/connector/index.ts';
import { type Checker, connectorAt, type World } from '../world.ts';

export function onlyWholeImports(): Checker {
  const known = new Map<string, LocalDb | null>();
  const revisions = new Revisions();
  return (world, zone) => {
    revisions.note(world);
    for (const connector of zone.connectors) {
      const state = connectorAt(world, connector);
      const before = known.get(state.fqdn);
      if (before === state.configSync.localDb) continue;
      known.set(state.fqdn, state.configSync.localDb);
      const broken = before === undefined ? null : brokenImport(state, revisions);
      if (broken !== null) return `I-L6: ${state.fqdn} ${broken}`;
    }
    return null;
  };
}

function brokenImport({ fqdn, configSync }: ConnectorState, revisions: Revisions): string | null {
  const { localDb, lastImport } = configSync;
  // One that was removed and installed anew has imported nothing yet.
  if (localDb === null) return lastImport === 'none' ? null : 'has lost its LocalDB';
  if (lastImport !== 'succeeded') return 'uses an import that failed';
  return localDb.members.join() === revisions.membersOf(localDb.revision, fqdn) ? null : 'uses a part of an import';
}

/** Which connectors a zone had at each revision, by one of them. */
class Revisions {
  readonly #members = new Map<string, string>();
  #latest = 0;

  note({ data, topology }: World): void {
    const { revision } = data.cloudBroker;
    if (revision === this.#latest) return;
    this.#latest = revision;
    for (const { connectors } of topology.zones) {
      for (const fqdn of connectors) this.#members.set(`${revision} ${fqdn}`, connectors.join());
    }
  }

  membersOf(revision: number, fqdn: string): string | undefined {
    return this.#members.get(`${revision} ${fqdn}`);
  }
}
