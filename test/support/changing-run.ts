/**
 * A random site whose definition is changed while it runs, and what else an operator does to it; decided by one number.
 *
 * Everything that an administrator can change is changed: connectors and machines come, go and move, zones too, StoreFronts list others,
 * timers, verdicts and limits differ, and sometimes nothing does that anybody could notice.
 *
 * Not here: random runs of one definition (random-run.ts), whose draws stay as they are.
 */
import type { SiteDefinition } from '../../src/core/site/index.ts';
import {
  type Deed,
  Dice,
  type RandomRun,
  randomDeed,
  randomSketch,
  randomTime,
  randomTimers,
  randomZone,
} from './random-run.ts';
import { type SiteSketch, siteOfZones, type ZoneSketch } from './site-of-zones.ts';

/** Of every kind of change about as many as of all other deeds together. */
export function changingRun(seed: number): RandomRun {
  const dice = new Dice(seed ^ 0x5bd1e995);
  let sketch = randomSketch(dice);
  const first = siteOfZones({ ...sketch, seed });
  let definition = first;
  const deeds: Deed[] = [];
  const count = 8 + dice.below(20);
  for (let number = 0; number < count; number++) {
    const kind = dice.below(100);
    if (kind < 45) {
      deeds.push({ type: 'advance', byMs: randomTime(dice) });
    } else if (kind < 72) {
      sketch = changed(dice, sketch);
      definition = siteOfZones({ ...sketch, seed });
      deeds.push(changeTo(definition));
    } else {
      deeds.push(randomDeed(dice, definition, number));
    }
  }
  deeds.push({ type: 'advance', byMs: randomTime(dice) });
  return { definition: first, deeds };
}

/** The deed of an administrator who declares the site anew. */
export function changeTo(definition: SiteDefinition): Deed {
  const source = { fileName: 'sketch.yaml', text: '' };
  return { type: 'act', action: { type: 'definition-changed', definition, source }, leaseMs: null };
}

type Zones = SiteSketch['zones'];

function changed(dice: Dice, sketch: SiteSketch): SiteSketch {
  switch (dice.below(12)) {
    case 0:
    case 1:
      return withZones(dice, sketch, addedConnector(dice, sketch.zones));
    case 2:
    case 3:
      return withZones(dice, sketch, removedConnector(dice, sketch.zones));
    case 4:
      return withZones(dice, sketch, movedConnector(dice, sketch.zones));
    case 5:
    case 6:
      return { ...sketch, zones: otherZone(dice, sketch.zones, { machineCount: dice.oneOf([0, 1, 12, 30, 50]) }) };
    case 7:
      return { ...sketch, zones: otherZone(dice, sketch.zones, settingsOf(randomZone(dice, 0))) };
    case 8:
      return { ...sketch, timers: dice.chance(25) ? {} : randomTimers(dice) };
    case 9:
      return withZones(dice, sketch, sketch.zones);
    case 10:
      return withZones(dice, sketch, addedOrRemovedZone(dice, sketch.zones));
    default:
      return sketch;
  }
}

function settingsOf({ connectors: _, machineCount: __, ...settings }: ZoneSketch): Partial<ZoneSketch> {
  return settings;
}

function otherZone(dice: Dice, zones: Zones, change: Partial<ZoneSketch>, name = someZone(dice, zones)): Zones {
  return { ...zones, [name]: { ...(zones[name] as ZoneSketch), ...change } };
}

function someZone(dice: Dice, zones: Zones): string {
  return dice.oneOf(Object.keys(zones));
}

function addedConnector(dice: Dice, zones: Zones): Zones {
  const name = someZone(dice, zones);
  const before = zones[name]?.connectors ?? [];
  const taken = Object.values(zones).flatMap(({ connectors }) => connectors.map((fqdn) => fqdn.toLowerCase()));
  const free = ['0', 'a', 'B', 'b2', 'C', 'd', 'E']
    .map((letter) => `${letter}.${name}`)
    .filter((fqdn) => !taken.includes(fqdn.toLowerCase()));
  if (free.length === 0) return zones;
  return otherZone(dice, zones, { connectors: inserted(dice, before, dice.oneOf(free)) }, name);
}

function inserted(dice: Dice, list: readonly string[], item: string): readonly string[] {
  return list.toSpliced(dice.below(list.length + 1), 0, item);
}

function removedConnector(dice: Dice, zones: Zones): Zones {
  const name = someZone(dice, zones);
  const before = zones[name]?.connectors ?? [];
  if (before.length < 2) return zones;
  return otherZone(dice, zones, { connectors: before.toSpliced(dice.below(before.length), 1) }, name);
}

function movedConnector(dice: Dice, zones: Zones): Zones {
  const [from, to] = [someZone(dice, zones), someZone(dice, zones)];
  const before = zones[from]?.connectors ?? [];
  if (from === to || before.length < 2) return zones;
  const moved = dice.oneOf(before);
  const without = otherZone(dice, zones, { connectors: before.filter((fqdn) => fqdn !== moved) }, from);
  return otherZone(dice, without, { connectors: inserted(dice, zones[to]?.connectors ?? [], moved) }, to);
}

function addedOrRemovedZone(dice: Dice, zones: Zones): Zones {
  const names = Object.keys(zones);
  if (names.length > 1 && dice.chance(50)) {
    const gone = dice.oneOf(names);
    return Object.fromEntries(Object.entries(zones).filter(([name]) => name !== gone));
  }
  const number = [0, 1, 2, 3, 4].find((each) => !names.includes(`z${each}`)) ?? 5;
  const zone = [`z${number}`, randomZone(dice, number)] as const;
  const taken = Object.values(zones).flatMap(({ connectors }) => connectors);
  if (zone[1].connectors.some((fqdn) => taken.includes(fqdn))) return zones;
  return Object.fromEntries(dice.chance(50) ? [zone, ...Object.entries(zones)] : [...Object.entries(zones), zone]);
}

/** Other zones, and StoreFronts that list most of what there is then. */
function withZones(dice: Dice, sketch: SiteSketch, zones: Zones): SiteSketch {
  const connectors = Object.values(zones).flatMap((zone) => zone.connectors);
  const behindVip = dice.chance(30) ? connectors.filter(() => dice.chance(40)) : [];
  const vips: Record<string, readonly string[]> = behindVip.length > 0 ? { 'vip.x': behindVip } : {};
  const direct = connectors.filter((fqdn) => !behindVip.includes(fqdn) && dice.chance(90));
  const storeFronts: Record<string, readonly string[]> = { sf1: [...direct, ...Object.keys(vips)] };
  if (dice.chance(25)) storeFronts.sf2 = connectors.filter(() => dice.chance(50));
  return { ...sketch, zones, vips, storeFronts };
}
