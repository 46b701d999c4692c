/**
 * Watches the zones of a rehearsal event by event: their states, who is elected and who brokers, for how long nobody does, and when every
 * machine is registered again.
 *
 * Not here: launches (launches.ts) and machines one by one (pooled.ts).
 */

import { hasRoom } from '../../core/lhc/registration/index.ts';
import { connectorAt, relaysToCloud, type World, type ZoneRuntime } from '../../sim/index.ts';
import { takenOver } from '../lhc/settled.ts';
import type { Moment } from './moment.ts';

export interface ZoneOutcome {
  readonly zone: string;
  /** For how long nobody brokered, in all; and the longest time without a break. */
  readonly withoutBrokerMs: number;
  readonly longestWithoutBrokerMs: number;
  /** When every machine that can be was registered with a secondary broker, first; null when that never came. */
  readonly takenOverMs: number | null;
}

const NOBODY = 'nobody';
const CLOUD_BROKER = 'the cloud';

interface Watched {
  readonly zone: ZoneRuntime;
  state: string;
  /** Those who are up and take themselves for elected; more than one only across a partition. */
  elected: readonly string[];
  broker: string;
  /** Whether it has them all. */
  hasTakenOver: boolean;
  /** Since when nobody brokers; null while somebody does. */
  noneSinceMs: number | null;
  withoutMs: number;
  longestMs: number;
  takenOverMs: number | null;
}

export class ZoneWatch {
  readonly #zones: readonly Watched[];
  readonly #tell: (moment: Moment) => void;

  constructor(world: World, tell: (moment: Moment) => void) {
    this.#tell = tell;
    this.#zones = world.zones.map((zone) => {
      const broker = brokerOf(world, zone);
      return {
        zone,
        state: stateOf(world, zone),
        elected: electedIn(world, zone),
        broker,
        noneSinceMs: broker === NOBODY ? world.data.nowMs : null,
        withoutMs: 0,
        longestMs: 0,
        hasTakenOver: isSecondary(broker) && takenOver(world, [zone.topology.name]),
        takenOverMs: null,
      };
    });
  }

  /** Looks at every zone: after each instant in which something happened. */
  look(world: World): void {
    for (const each of this.#zones) {
      this.#lookAtState(world, each);
      this.#lookAtElection(world, each);
      this.#lookAtBroker(world, each);
      this.#lookAtMachines(world, each);
    }
  }

  /** For how long nobody has brokered for a zone until now. */
  withoutBrokerMs(world: World, zone: number): number {
    const sinceMs = this.#zones[zone]?.noneSinceMs ?? null;
    return sinceMs === null ? 0 : world.data.nowMs - sinceMs;
  }

  outcomes(world: World): readonly ZoneOutcome[] {
    return this.#zones.map(({ zone, withoutMs, longestMs, takenOverMs }) => {
      const lastMs = this.withoutBrokerMs(world, zone.index);
      return {
        zone: zone.topology.name,
        withoutBrokerMs: withoutMs + lastMs,
        longestWithoutBrokerMs: Math.max(longestMs, lastMs),
        takenOverMs,
      };
    });
  }

  #lookAtState(world: World, each: Watched): void {
    const state = stateOf(world, each.zone);
    if (state === each.state) return;
    this.#say(world, each, 'state', `${each.state} -> ${state}`);
    each.state = state;
  }

  #lookAtElection(world: World, each: Watched): void {
    if (isElected(world, each.zone, each.elected)) return;
    each.elected = electedIn(world, each.zone);
    this.#say(world, each, 'election', `elected: ${each.elected.join(' and ') || NOBODY}`);
  }

  #lookAtBroker(world: World, each: Watched): void {
    const broker = brokerOf(world, each.zone);
    if (broker === each.broker) return;
    const { nowMs } = world.data;
    if (each.noneSinceMs !== null) {
      each.withoutMs += nowMs - each.noneSinceMs;
      each.longestMs = Math.max(each.longestMs, nowMs - each.noneSinceMs);
    }
    each.noneSinceMs = broker === NOBODY ? nowMs : null;
    each.broker = broker;
    each.hasTakenOver = false;
    this.#say(world, each, 'broker', `${broker} brokers`);
  }

  #lookAtMachines(world: World, each: Watched): void {
    if (each.hasTakenOver || !isSecondary(each.broker)) return;
    if (!takenOver(world, [each.zone.topology.name])) return;
    each.hasTakenOver = true;
    each.takenOverMs ??= world.data.nowMs;
    if (isFull(world, each.zone)) this.#say(world, each, 'limit', `${each.broker} takes no more machines`);
    else this.#say(world, each, 'machines', 'every machine that can be is registered again');
  }

  #say(world: World, { zone }: Watched, kind: Moment['kind'], text: string): void {
    this.#tell({ atMs: world.data.nowMs, kind, zone: zone.topology.name, text });
  }
}

function stateOf(world: World, { index }: ZoneRuntime): string {
  return world.data.zoneStates[index]?.state ?? 'working-normally';
}

function electedIn(world: World, { connectors }: ZoneRuntime): readonly string[] {
  return connectors
    .filter((connector) => takesItselfForElected(world, connector))
    .map((each) => connectorAt(world, each).fqdn);
}

/** Whether these are elected still. Asked at every event, so it makes no list. */
function isElected(world: World, { connectors }: ZoneRuntime, elected: readonly string[]): boolean {
  let count = 0;
  for (const connector of connectors) {
    if (!takesItselfForElected(world, connector)) continue;
    if (connectorAt(world, connector).fqdn !== elected[count]) return false;
    count += 1;
  }
  return count === elected.length;
}

function takesItselfForElected(world: World, connector: number): boolean {
  const { phase, election, fqdn } = connectorAt(world, connector);
  return phase === 'running' && election.elected === fqdn;
}

function brokerOf(world: World, zone: ZoneRuntime): string {
  for (const connector of zone.connectors) {
    const { registration, fqdn } = connectorAt(world, connector);
    if (registration.open) return fqdn;
  }
  return relaysToCloud(world, zone) ? CLOUD_BROKER : NOBODY;
}

function isFull(world: World, { connectors }: ZoneRuntime): boolean {
  const open = connectors.map((connector) => connectorAt(world, connector).registration).filter((each) => each.open);
  return open.length > 0 && open.every((registration) => !hasRoom(registration));
}

function isSecondary(broker: string): boolean {
  return broker !== NOBODY && broker !== CLOUD_BROKER;
}
