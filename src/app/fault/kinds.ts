/**
 * The kinds of fault, and how what an operator types becomes one.
 *
 * Not here: what a fault does to the machines of a site (sim/fault-control.ts).
 */

import { formatDuration, UserError } from '../../core/kernel/index.ts';
import type { Fault, FaultKind } from '../../core/site/index.ts';
import type { World } from '../../sim/index.ts';
import { listed, nearestName } from '../did-you-mean.ts';
import { connectorNamed, machineNamed, storeFrontNamed, zoneNamed } from '../objects.ts';

export interface FaultRequest {
  readonly kind: string;
  readonly target: string;
  /** For link-flapping: how long the link is down, and then up. */
  readonly everyMs: number | null;
  /** For connector-partitioned: which way is cut. */
  readonly link: 'peers' | 'vdas' | null;
  /** For monitor-answer: the HTTP status of its answers, and whether they leave the farm out. */
  readonly status: number | null;
  readonly noFarm: true | null;
}

export interface FaultKindInfo {
  readonly kind: FaultKind;
  /** What it is injected into, as on the command line. */
  readonly target: string;
  readonly flags: string;
  readonly meaning: string;
}

export interface FaultKindsResult {
  readonly schema: 'holdover.fault-kinds/1';
  readonly kinds: readonly FaultKindInfo[];
}

interface KindDefinition extends FaultKindInfo {
  readonly takes: 'nothing' | 'every' | 'link' | 'answer';
  readonly make: (world: World, request: FaultRequest) => Fault;
}

const FLAP_DEFAULT_MS = 20_000;

const HTTP_OK = 200;

/** Faster than this no link is up and down: a relay takes longer. */
const FLAP_MIN_MS = 1_000;

const KINDS: readonly KindDefinition[] = [
  {
    kind: 'cloud-unreachable',
    target: 'ZONE|CONNECTOR|all',
    flags: '',
    meaning: 'the connectors cannot reach the cloud: every relay fails',
    takes: 'nothing',
    make: (world, { target }) => ({ kind: 'cloud-unreachable', connectors: connectorsOf(world, target) }),
  },
  {
    kind: 'connector-down',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'the connector is off; when it is mended, it starts again',
    takes: 'nothing',
    make: (world, { target }) => ({ kind: 'connector-down', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'connector-partitioned',
    target: 'CONNECTOR',
    flags: '--link peers|vdas',
    meaning: 'the connector runs, but its peers, or the machines, cannot reach it',
    takes: 'link',
    make: (world, { target, link }) => {
      if (link === null) {
        throw flagMissing('connector-partitioned', '--link peers or --link vdas', `${target} --link peers`);
      }
      return { kind: 'connector-partitioned', connector: connectorNamed(world, target), link };
    },
  },
  {
    kind: 'secondary-broker-down',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'the High Availability Service is stopped; the connector itself goes on relaying',
    takes: 'nothing',
    make: (world, { target }) => ({ kind: 'secondary-broker-down', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'sync-failure',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'every import of a new configuration fails; the LocalDB in use stays',
    takes: 'nothing',
    make: (world, { target }) => ({ kind: 'sync-failure', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'sta-failure',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'the cloud answers no ticket request of the connector, everything else it does',
    takes: 'nothing',
    make: (world, { target }) => ({ kind: 'sta-failure', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'monitor-answer',
    target: 'CONNECTOR',
    flags: '--status CODE | --no-farm',
    meaning: 'the connector answers the probes of an ADC with this status, or without the name of the farm',
    takes: 'answer',
    make: (world, { target, status, noFarm }) => {
      if (status === null && noFarm === null) {
        throw flagMissing('monitor-answer', '--status CODE or --no-farm', `${target} --status 500`);
      }
      const connector = connectorNamed(world, target);
      if (!monitoredIn(world).includes(connector)) throw monitorNone(world, connector);
      return { kind: 'monitor-answer', connector, status: status ?? HTTP_OK, namesFarm: noFarm === null };
    },
  },
  {
    kind: 'storefront-down',
    target: 'STOREFRONT',
    flags: '',
    meaning: 'the StoreFront sends no heartbeats; after the expiry its connectors refuse HA mode',
    takes: 'nothing',
    make: (world, { target }) => ({ kind: 'storefront-down', storeFront: storeFrontNamed(world, target) }),
  },
  {
    kind: 'link-flapping',
    target: 'ZONE|CONNECTOR|all',
    flags: '--every DURATION',
    meaning: 'the link to the cloud is down, then up, in turn, for 20s each unless told',
    takes: 'every',
    make: (world, { target, everyMs }) => ({
      kind: 'link-flapping',
      connectors: connectorsOf(world, target),
      everyMs: everyMs ?? FLAP_DEFAULT_MS,
    }),
  },
  {
    kind: 'machine-down',
    target: 'MACHINE',
    flags: '',
    meaning: 'the machine is off: its broker hears nothing and gives it up in the end',
    takes: 'nothing',
    make: (world, { target }) => ({ kind: 'machine-down', machine: machineNamed(world, target) }),
  },
];

/** Every kind, for lists and help. */
export function listFaultKinds(): FaultKindsResult {
  const kinds = KINDS.map(({ kind, target, flags, meaning }) => ({ kind, target, flags, meaning }));
  return { schema: 'holdover.fault-kinds/1', kinds };
}

/** @throws {UserError} FAULT_KIND_UNKNOWN, FLAG_MISSING, FLAG_INVALID, FLAG_NOT_TAKEN, MONITOR_NONE, and the unknown objects' errors */
export function faultOf(world: World, request: FaultRequest): Fault {
  const definition = KINDS.find(({ kind }) => kind === request.kind);
  if (definition === undefined) throw kindUnknown(request.kind);
  if (request.everyMs !== null && definition.takes !== 'every')
    throw notTaken('--every', 'it belongs to link-flapping');
  if (request.everyMs !== null && request.everyMs < FLAP_MIN_MS) throw everyTooShort(request.everyMs);
  if (request.link !== null && definition.takes !== 'link')
    throw notTaken('--link', 'it belongs to connector-partitioned');
  if ((request.status !== null || request.noFarm !== null) && definition.takes !== 'answer')
    throw notTaken('--status and --no-farm', 'they belong to monitor-answer');
  return definition.make(world, request);
}

function connectorsOf(world: World, target: string): readonly string[] {
  if (target === 'all') return world.data.connectors.map((connector) => connector.fqdn);
  const names = world.zones.map((zone) => zone.topology.name);
  // A name with a dot, or one that begins a connector's, can only be a connector's.
  if (target.includes('.')) return [connectorNamed(world, target)];
  const isZone = names.some((name) => name.toLowerCase() === target.toLowerCase());
  const isConnector = world.data.connectors.some(({ fqdn }) =>
    fqdn.toLowerCase().startsWith(`${target.toLowerCase()}.`),
  );
  return !isZone && isConnector ? [connectorNamed(world, target)] : zoneNamed(world, target).topology.connectors;
}

/** The connectors that some virtual server probes, in file order. */
function monitoredIn({ data, topology }: World): readonly string[] {
  const members = new Set(topology.vips.flatMap((vip) => vip.members));
  return data.connectors.map(({ fqdn }) => fqdn).filter((fqdn) => members.has(fqdn));
}

function monitorNone(world: World, connector: string): UserError {
  const monitored = monitoredIn(world);
  const [first] = monitored;
  return new UserError('usage', 'MONITOR_NONE', `No monitor asks ${connector}: it is a member of no virtual server.`, {
    why: `The fault would do nothing. Members of one: ${listed(monitored)}.`,
    hints:
      first === undefined ? ['holdover fault kinds'] : [`holdover fault inject monitor-answer ${first} --status 500`],
  });
}

function kindUnknown(kind: string): UserError {
  const names = KINDS.map((each) => each.kind);
  const nearest = nearestName(kind, names);
  return new UserError('usage', 'FAULT_KIND_UNKNOWN', `There is no kind of fault "${kind}".`, {
    why: `Known: ${names.join(', ')}.${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    hints: ['holdover fault kinds'],
  });
}

function flagMissing(kind: FaultKind, flag: string, example: string): UserError {
  return new UserError('usage', 'FLAG_MISSING', `${kind} needs ${flag}.`, {
    hints: [`holdover fault inject ${kind} ${example}`],
  });
}

function everyTooShort(everyMs: number): UserError {
  return new UserError('usage', 'FLAG_INVALID', `--every ${formatDuration(everyMs)} is too short.`, {
    why: `A link is down, and then up, for ${formatDuration(FLAP_MIN_MS)} at least.`,
    hints: ['holdover fault kinds'],
  });
}

function notTaken(flag: string, why: string): UserError {
  return new UserError('usage', 'FLAG_NOT_TAKEN', `${flag} cannot be given here: ${why}.`, {
    hints: ['holdover fault kinds'],
  });
}
