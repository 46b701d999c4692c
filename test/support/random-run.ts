/**
 * A random site and what an operator does to it, both decided by one number: a failing run is named by it (test/sim/seeds.txt).
 *
 * Sites have one to three zones, spelled so that file order, case and rank differ; timers are the default ones or short ones, 0
 * among them. Moments often fall together with heartbeats, since ties are where mistakes hide.
 */
import { draw } from '../../src/core/kernel/index.ts';
import {
  type Fault,
  type OperatorAction,
  type SiteDefinition,
  type Timers,
  topologyOf,
  type ZoneTopology,
} from '../../src/core/site/index.ts';
import { type SiteSketch, siteOfZones, type ZoneSketch } from './site-of-zones.ts';

export type Deed =
  | { readonly type: 'advance'; readonly byMs: number }
  | { readonly type: 'change-configuration' }
  /** An action whose times, where it has any, are counted from the moment at which it is done. */
  | { readonly type: 'act'; readonly action: OperatorAction; readonly leaseMs: number | null };

export interface RandomRun {
  readonly definition: SiteDefinition;
  readonly deeds: readonly Deed[];
}

const SECOND = 1_000;
const MINUTE = 60_000;

/** Draws one after the other from a seed. */
export class Dice {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  below(bound: number): number {
    this.#count += 1;
    return Math.floor(draw(this.#seed, this.#count) * bound);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

export function randomRun(seed: number): RandomRun {
  const dice = new Dice(seed);
  const definition = siteOfZones({ ...randomSketch(dice), seed });
  return { definition, deeds: randomDeeds(dice, definition) };
}

export function randomSketch(dice: Dice): SiteSketch {
  const zones: Record<string, ZoneSketch> = {};
  const zoneCount = dice.oneOf([1, 2, 2, 3]);
  for (let zone = 0; zone < zoneCount; zone++) zones[`z${zone}`] = randomZone(dice, zone);
  const connectors = Object.values(zones).flatMap((zone) => zone.connectors);
  const vips: Record<string, readonly string[]> = {};
  const behindVip = dice.chance(40) ? connectors.filter(() => dice.chance(30)) : [];
  if (behindVip.length > 0) vips['vip.x'] = behindVip;
  const listed = [...connectors.filter((fqdn) => !behindVip.includes(fqdn) && dice.chance(85)), ...Object.keys(vips)];
  const storeFronts: Record<string, readonly string[]> = { sf1: listed };
  if (dice.chance(30)) storeFronts.sf2 = connectors.filter(() => dice.chance(50));
  const timers = dice.chance(50) ? randomTimers(dice) : {};
  return { zones, vips, storeFronts, timers };
}

export function randomZone(dice: Dice, zone: number): ZoneSketch {
  const letters = ['d', 'B', 'a', 'C'];
  const count = dice.oneOf([1, 2, 3, 3, 4]);
  const connectors: string[] = [];
  for (let number = 0; number < count; number++) {
    const [letter] = letters.splice(dice.below(letters.length), 1);
    connectors.push(`${letter}.z${zone}`);
  }
  return {
    connectors,
    machineCount: dice.oneOf([0, 1, 3, 10, 25, 40]),
    peerVerdict: dice.oneOf(['all-unhealthy', 'all-unhealthy', 'majority', 'any']),
    electionAmong: dice.oneOf(['all', 'all', 'in-ha-mode']),
    registrationLimit: dice.oneOf([10_000, 10_000, 10_000, 7]),
  };
}

export function randomTimers(dice: Dice): Partial<Timers> {
  const peerHeartbeat = dice.oneOf([2, 5]) * SECOND;
  const vdaHeartbeat = dice.oneOf([30 * SECOND, MINUTE, 5 * MINUTE]);
  return {
    configSync: dice.oneOf([20, 60]) * SECOND,
    storeFrontHeartbeat: dice.oneOf([15, 60]) * SECOND,
    vdaHeartbeat,
    pendingHa: dice.oneOf([0, 0, 20, 60, 61]) * SECOND,
    healthCheck: dice.oneOf([5, 15, 60]) * SECOND,
    initialHa: dice.oneOf([0, 30, 120]) * SECOND,
    pendingRecovery: dice.oneOf([0, 30, 120]) * SECOND,
    storeFrontContactExpiry: dice.oneOf([2, 10, 72 * 60]) * MINUTE,
    peerHeartbeat,
    peerSilence: peerHeartbeat * dice.oneOf([1, 2, 3]),
    configImport: { base: dice.oneOf([0, 1, 20]) * SECOND, perThousandMachines: SECOND },
    brokerContactLost: vdaHeartbeat * dice.oneOf([1, 2]),
    vdaRetry: dice.oneOf([8, 20]) * SECOND,
  };
}

function randomDeeds(dice: Dice, definition: SiteDefinition): readonly Deed[] {
  const deeds: Deed[] = [];
  const count = 6 + dice.below(18);
  for (let number = 0; number < count; number++) {
    deeds.push(dice.chance(55) ? { type: 'advance', byMs: randomTime(dice) } : randomDeed(dice, definition, number));
  }
  deeds.push({ type: 'advance', byMs: randomTime(dice) });
  return deeds;
}

export function randomTime(dice: Dice): number {
  const odd = dice.below(MINUTE);
  return dice.oneOf([1, odd, odd, 15 * SECOND, MINUTE, MINUTE, 5 * MINUTE, 5 * MINUTE + odd, 12 * MINUTE]);
}

export function randomDeed(dice: Dice, definition: SiteDefinition, number: number): Deed {
  const leaseMs = dice.chance(40) ? dice.oneOf([0, 1, 20 * SECOND, MINUTE, 7 * MINUTE]) : null;
  if (dice.chance(7)) return { type: 'change-configuration' };
  return { type: 'act', action: randomAction(dice, definition, number), leaseMs };
}

function randomAction(dice: Dice, definition: SiteDefinition, number: number): OperatorAction {
  const { zones } = topologyOf(definition);
  const zone = dice.oneOf(zones);
  const all = zones.flatMap((each) => each.connectors);
  if (dice.chance(20)) return { type: 'outage-forced', connectors: some(dice, zone), untilMs: null };
  if (dice.chance(15)) return { type: 'outage-ended', connectors: dice.chance(50) ? all : some(dice, zone) };
  if (dice.chance(30)) return { type: 'fault-cleared', id: `f${dice.below(number + 1)}` };
  return { type: 'fault-injected', id: `f${number}`, fault: randomFault(dice, zone, definition), untilMs: null };
}

function some(dice: Dice, zone: ZoneTopology): readonly string[] {
  return dice.chance(60) ? zone.connectors : [dice.oneOf(zone.connectors)];
}

function randomFault(dice: Dice, zone: ZoneTopology, definition: SiteDefinition): Fault {
  const connector = dice.oneOf(zone.connectors);
  switch (dice.below(12)) {
    case 0:
    case 1:
    case 2:
      return { kind: 'cloud-unreachable', connectors: some(dice, zone) };
    case 3:
    case 4:
      return { kind: 'connector-down', connector };
    case 5:
      return { kind: 'connector-partitioned', connector, link: 'peers' };
    case 6:
      return { kind: 'connector-partitioned', connector, link: 'vdas' };
    case 7:
      return { kind: 'secondary-broker-down', connector };
    case 8:
      return { kind: 'sync-failure', connector };
    case 9:
      return { kind: 'storefront-down', storeFront: dice.oneOf(Object.keys(definition.storeFronts)) };
    case 10:
      return {
        kind: 'link-flapping',
        connectors: some(dice, zone),
        everyMs: dice.oneOf([700, 20 * SECOND, MINUTE]),
      };
    default:
      return zone.machineCount === 0
        ? { kind: 'sync-failure', connector }
        : {
            kind: 'machine-down',
            machine: `${zone.name}-${String(1 + dice.below(zone.machineCount)).padStart(5, '0')}`,
          };
  }
}
