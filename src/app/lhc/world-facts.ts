/**
 * What the log of a world says about outages, and what is known of its connectors beside it: a crash writes nothing.
 *
 * Not here: what the facts add up to (core/lhc/history).
 */

import { type FactKind, kindOfEntry, type LogFact, type LogSource } from '../../core/lhc/history/index.ts';
import type { World, WorldLogEntry } from '../../sim/index.ts';

/** The facts in the order of the log. */
export function worldFacts(world: World): LogFact[] {
  const { data, definition } = world;
  const lives = new ConnectorLives(world);
  const settled = lives.startedAt(definition.startMs);
  const logged = data.log.flatMap((entry) => [...ownFact(entry), ...lives.take(entry)]);
  // The last report of a broker can be two minutes old, or still to come: this is what it would report now.
  const reports = data.connectors.flatMap(({ fqdn, servingSinceMs, registration }): LogFact[] => {
    if (servingSinceMs === null) return [];
    const kind = { type: 'brokering-reported', registrations: registration.machineCount } as const;
    return [{ atMs: data.nowMs, zone: lives.zoneOf(fqdn), connector: fqdn, kind }];
  });
  return [...settled, ...logged, ...reports];
}

const SOURCES: Readonly<Record<WorldLogEntry['provider'], LogSource | null>> = {
  'Citrix Config Synchronizer': 'config-sync',
  'Citrix High Availability Service': 'ha-service',
  'Citrix Remote Broker Provider': 'remote-broker',
  holdover: null,
};

/** What a connector's entry, or a note about one, says by itself. */
function ownFact(entry: WorldLogEntry): LogFact[] {
  const { atMs, zone, connector } = entry;
  const kind = connector === null ? null : kindOf(entry);
  return connector === null || kind === null ? [] : [{ atMs, zone, connector, kind }];
}

function kindOf({ provider, id, message, change, adopted, registrations, forced }: WorldLogEntry): FactKind | null {
  if (change !== undefined) return { type: 'state-changed', ...change };
  if (adopted !== undefined) return { type: 'state-adopted', to: adopted };
  if (forced !== undefined) return { type: forced ? 'outage-forced' : 'outage-released' };
  const source = SOURCES[provider];
  if (source === null || id === null) return null;
  return kindOfEntry({ source, id, message, registrations: registrations ?? null });
}

/** Which connectors there are, where, and which of them are down, as the log goes on. */
class ConnectorLives {
  readonly #world: World;
  readonly #zones: Map<string, string>;
  /** The faults that hold a connector down. */
  readonly #downBy = new Map<string, Set<string>>();

  constructor(world: World) {
    this.#world = world;
    this.#zones = initialZones(world);
  }

  zoneOf(connector: string): string | null {
    return this.#zones.get(connector) ?? null;
  }

  /** All of them, up. */
  startedAt(atMs: number): LogFact[] {
    return [...this.#zones].map(([connector, zone]) => ({ atMs, zone, connector, kind: { type: 'started' } }));
  }

  /** What a note of a fault or of a changed definition means for connectors. */
  take({ atMs, fault, definition }: WorldLogEntry): LogFact[] {
    if (fault !== undefined) return this.#onFault(atMs, fault);
    if (definition === undefined) return [];
    for (const { connector } of definition.gone) this.#zones.delete(connector);
    for (const { connector, zone } of definition.installed) this.#zones.set(connector, zone);
    const started = definition.installed.filter(({ connector }) => (this.#downBy.get(connector)?.size ?? 0) === 0);
    return [
      ...definition.gone.map((place): LogFact => ({ atMs, ...place, kind: { type: 'stopped' } })),
      ...started.map((place): LogFact => ({ atMs, ...place, kind: { type: 'started' } })),
    ];
  }

  #onFault(atMs: number, change: NonNullable<WorldLogEntry['fault']>): LogFact[] {
    const id = 'began' in change ? change.began : change.ended;
    const fault = this.#world.data.faults.find((record) => record.id === id)?.fault;
    if (fault?.kind !== 'connector-down') return [];
    const { connector } = fault;
    const downBy = this.#downBy.get(connector) ?? new Set();
    const wasDown = downBy.size > 0;
    if ('began' in change) downBy.add(id);
    else downBy.delete(id);
    this.#downBy.set(connector, downBy);
    const isDown = downBy.size > 0;
    if (isDown === wasDown || !this.#zones.has(connector)) return [];
    return [{ atMs, zone: this.zoneOf(connector), connector, kind: { type: isDown ? 'stopped' : 'started' } }];
  }
}

/** The zones of the connectors at the start: those of now, with every change of the definition taken back. */
function initialZones({ data, topology }: World): Map<string, string> {
  const zones = new Map(
    topology.zones.flatMap(({ name, connectors }) => connectors.map((fqdn) => [fqdn, name] as const)),
  );
  for (const { definition } of data.log.toReversed()) {
    for (const { connector } of definition?.installed ?? []) zones.delete(connector);
    for (const { connector, zone } of definition?.gone ?? []) zones.set(connector, zone);
  }
  return zones;
}
