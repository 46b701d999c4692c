/**
 * The status document as conditions see it: worked out field by field, zone by zone and target by target, as a condition asks.
 *
 * A condition on one zone does not build the document of a million machines.
 *
 * Not here: which fields there are (status-types.ts), what they mean (core/status).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { targetName, targetNumber } from '../../core/pvs/farm/index.ts';
import {
  type FarmFacts,
  launchesStatusOf,
  type StatusFacts,
  serverStatusOf,
  storeFrontsStatusOf,
  targetStatusOf,
  vdiskStatusOf,
  verdictOf,
  vipsStatusOf,
  zoneStatusOf,
} from '../../core/status/index.ts';
import { factsOf, type World } from '../../sim/index.ts';
import { LAUNCH_REASONS } from '../lhc/launch-reasons.ts';
import { LazyMap } from './lazy-map.ts';
import { type CelFields, STATUS_TYPES, type StatusTypeName } from './status-types.ts';

type Source = Readonly<Record<string, unknown>>;

/** An object of a CEL type: it is worked out, and its fields are converted, when they are read. */
export class StatusObject {
  readonly #work: () => Source;
  #source: Source | null = null;

  constructor(work: () => Source) {
    this.#work = work;
  }

  get source(): Source {
    this.#source ??= this.#work();
    return this.#source;
  }
}

/** A class for each type, with a getter for each field: what CEL needs to know a type by. */
export const STATUS_CLASSES = Object.fromEntries(
  Object.entries(STATUS_TYPES).map(([name, fields]) => [name, classOf(fields)]),
) as Readonly<Record<StatusTypeName, typeof StatusObject>>;

/** The names of an object's fields. */
export function fieldNames(object: StatusObject): readonly string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter((name) => name !== 'constructor');
}

/** The values of the variables of a condition, at the present moment of a world. */
export function statusView(world: World): Source {
  const facts = factsOf(world);
  const { farm } = facts;
  return {
    site: facts.definition.name,
    revision: BigInt(facts.revision),
    get at() {
      return formatInstant(facts.atMs);
    },
    elapsedSec: (facts.atMs - facts.definition.startMs) / 1000,
    get verdict() {
      const zones = facts.topology.zones.map((_, index) => zoneStatusOf(facts, index));
      return verdictOf(zones, farm);
    },
    lhc: new STATUS_CLASSES.Lhc(() => lhcOf(facts)),
    ...(farm === null ? {} : { pvs: new STATUS_CLASSES.Pvs(() => pvsOf(farm)) }),
  };
}

function lhcOf(facts: StatusFacts): Source {
  return {
    runtime: 'modelled',
    cloudBroker: { revision: facts.revision },
    zones: new Map(
      facts.topology.zones.map((zone, index) => [
        zone.name,
        new STATUS_CLASSES.Zone(() => asSource(zoneStatusOf(facts, index))),
      ]),
    ),
    get storeFronts() {
      return storeFrontsStatusOf(facts);
    },
    get vips() {
      return vipsStatusOf(facts);
    },
    get launches() {
      const launches = launchesStatusOf(facts);
      return { ...launches, failedBy: { ...NO_FAILURES, ...launches.failedBy } };
    },
    enumerations: facts.enumerations,
  };
}

/** A condition can name a reason before a launch has failed by it. */
const NO_FAILURES = Object.fromEntries(Object.keys(LAUNCH_REASONS).map((reason) => [reason, 0]));

function pvsOf(farm: FarmFacts): Source {
  const { servers, vdisks } = farm.topology;
  return {
    runtime: 'modelled',
    database: farm.database,
    servers: new Map(
      servers.map(({ name }, server) => [
        name,
        new STATUS_CLASSES.Server(() => asSource(serverStatusOf(farm, server))),
      ]),
    ),
    targets: targetsOf(farm),
    vdisks: new Map(
      vdisks.map(({ name }, vdisk) => [name, new STATUS_CLASSES.Vdisk(() => asSource(vdiskStatusOf(farm, vdisk)))]),
    ),
    get targetCounts() {
      return farm.targetCounts();
    },
    get heldTargets() {
      return farm.heldCount();
    },
  };
}

function targetsOf(farm: FarmFacts): LazyMap<StatusObject> {
  const { topology } = farm;
  return new LazyMap({
    count: topology.targetCount,
    nameOf: (target) => targetName(topology, target),
    indexOf: (name) => {
      const target = targetNumber(topology, name);
      // Keys of a document are what they are: a name in another case is another key.
      return target === null || targetName(topology, target) !== name ? null : target;
    },
    valueOf: (target) => new STATUS_CLASSES.Target(() => asSource(targetStatusOf(farm, target))),
  });
}

function classOf(fields: CelFields): typeof StatusObject {
  const made = class extends StatusObject {};
  for (const [field, type] of Object.entries(fields)) {
    Object.defineProperty(made.prototype, field, {
      get(this: StatusObject) {
        return converted(this.source[field], type);
      },
    });
  }
  return made;
}

function converted(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'int' || (type === 'dyn' && typeof value === 'number')) return BigInt(value as number);
  if (type in STATUS_TYPES) return new STATUS_CLASSES[type as StatusTypeName](() => asSource(value));
  const valueType = /^map<string, (\w+)>$/.exec(type)?.[1];
  if (valueType === undefined || value instanceof Map) return value;
  return new Map(Object.entries(asSource(value)).map(([key, each]) => [key, converted(each, valueType)]));
}

function asSource(value: unknown): Source {
  return value as Source;
}
