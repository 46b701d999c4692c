/**
 * `pvs events`: what the log says about streaming, and what was done to the farm.
 *
 * Not here: when a line is written (sim/streaming/target-notes.ts), and the lines about connectors (../lhc/events.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { World, WorldLogEntry } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { type EventResult, eventOf } from '../lhc/events.ts';
import { faultOf, isAbout } from '../log-systems.ts';
import { serverNamed, targetNamed, vdiskNamed } from '../streaming-objects.ts';
import { openFarm } from './open-farm.ts';

export interface FarmEventsOptions {
  readonly servers: readonly string[];
  readonly targets: readonly string[];
  readonly vdisks: readonly string[];
  /** None for all. */
  readonly kinds: readonly FarmEventKind[];
  /** Only the newest so many; 0 for all. */
  readonly last: number;
}

export interface FarmEventsResult {
  readonly schema: 'holdover.pvs-events/1';
  readonly site: string;
  readonly at: string;
  /** How many lines there are of all sorts. */
  readonly logged: number;
  /** How many of them match, also those that `--last` leaves out. */
  readonly total: number;
  readonly events: readonly FarmEvent[];
}

/** Of a fault or a change of the definition as well: there is no number to know them by. */
export const FARM_EVENT_KINDS = [
  'service-stopping',
  'service-stopped',
  'service-started',
  'server-down',
  'server-up',
  'database-lost',
  'database-returned',
  'target-moved',
  'target-resumed',
  'target-frozen',
  'target-not-booted',
  'vdisk',
  'fault-began',
  'fault-ended',
  'definition-changed',
] as const;

export type FarmEventKind = (typeof FARM_EVENT_KINDS)[number];

export interface FarmEvent extends EventResult {
  readonly kind: FarmEventKind;
  /** Of a target: that it has now, or had last. */
  readonly server: string | null;
  readonly target: string | null;
  readonly vdisk: string | null;
  /** The server that a target has left; null for lines of another kind. */
  readonly from: string | null;
}

/** @throws {UserError} FARM_NONE, SERVER_UNKNOWN, TARGET_UNKNOWN, VDISK_UNKNOWN, and what the store throws */
export async function farmEvents(context: AppContext, options: FarmEventsOptions): Promise<FarmEventsResult> {
  const { world } = await openFarm(context);
  const wanted = asSpelled(world, options);
  const own = world.data.log.filter((entry) => isAbout(world, entry, 'pvs')).map((entry) => farmEventOf(world, entry));
  const matching = own.filter((event) => isWanted(event, wanted));
  return {
    schema: 'holdover.pvs-events/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    logged: own.length,
    total: matching.length,
    events: options.last === 0 ? matching : matching.slice(-options.last),
  };
}

function asSpelled(world: World, options: FarmEventsOptions): FarmEventsOptions {
  return {
    ...options,
    servers: options.servers.map((name) => serverNamed(world, name)),
    targets: options.targets.map((name) => targetNamed(world, name)),
    vdisks: options.vdisks.map((name) => vdiskNamed(world, name)),
  };
}

/** A line about a target is one about the server that it left, too. */
function isWanted(
  { server, from, target, vdisk, kind }: FarmEvent,
  { servers, targets, vdisks, kinds }: FarmEventsOptions,
): boolean {
  const names = (wanted: readonly string[], ...own: readonly (string | null)[]) =>
    wanted.length === 0 || wanted.some((name) => own.includes(name));
  return names(servers, server, from) && names(targets, target) && names(vdisks, vdisk) && names(kinds, kind);
}

/** A line about streaming as a result. */
export function farmEventOf(world: World, entry: WorldLogEntry): FarmEvent {
  return { ...eventOf(entry), ...subjectOf(world, entry) };
}

type Subject = Omit<FarmEvent, keyof EventResult>;

const NOTHING = { server: null, target: null, vdisk: null, from: null };

function subjectOf(world: World, entry: WorldLogEntry): Subject {
  const { streaming } = entry;
  if (streaming !== undefined) {
    const { kind, server, target, vdisk = null, from = null } = streaming;
    return { kind, server, target, vdisk, from };
  }
  if (entry.fault === undefined) return { kind: 'definition-changed', ...NOTHING };
  return { kind: 'began' in entry.fault ? 'fault-began' : 'fault-ended', ...faultSubject(world, entry) };
}

function faultSubject(world: World, entry: WorldLogEntry): Omit<Subject, 'kind'> {
  const fault = faultOf(world, entry);
  switch (fault?.kind) {
    case 'server-down':
    case 'store-unreachable':
    case 'packet-loss':
      return { ...NOTHING, server: fault.server };
    case 'replica-drift':
      return { ...NOTHING, server: fault.server, vdisk: fault.vdisk };
    case 'machine-down':
      return { ...NOTHING, target: fault.machine };
    default:
      return NOTHING;
  }
}
