/**
 * Which kinds of fault there are, and how what an operator types becomes one.
 *
 * Not here: what a fault does to the machines of a site (sim/fault-control.ts).
 */

import { formatDuration, UserError } from '../../core/kernel/index.ts';
import type { Fault, FaultKind } from '../../core/site/index.ts';
import type { World } from '../../sim/index.ts';
import { nearestName } from '../did-you-mean.ts';
import type { FaultKindInfo, FaultRequest, KindDefinition } from './kind-definition.ts';
import { LHC_KINDS } from './lhc-kinds.ts';
import { STREAMING_KINDS } from './streaming-kinds.ts';

export interface FaultKindsResult {
  readonly schema: 'holdover.fault-kinds/1';
  readonly kinds: readonly FaultKindInfo[];
}

/** A flag that says something of one kind of fault only. */
interface FlagOfKind {
  readonly flag: string;
  readonly kind: FaultKind;
  readonly isGiven: (request: FaultRequest) => boolean;
}

const KINDS: readonly KindDefinition[] = [...LHC_KINDS, ...STREAMING_KINDS];

const FLAGS: readonly FlagOfKind[] = [
  { flag: '--every', kind: 'link-flapping', isGiven: ({ everyMs }) => everyMs !== null },
  { flag: '--link', kind: 'connector-partitioned', isGiven: ({ link }) => link !== null },
  { flag: '--status', kind: 'monitor-answer', isGiven: ({ status }) => status !== null },
  { flag: '--no-farm', kind: 'monitor-answer', isGiven: ({ noFarm }) => noFarm !== null },
  { flag: '--percent', kind: 'packet-loss', isGiven: ({ percent }) => percent !== null },
  { flag: '--partial', kind: 'database-offline', isGiven: ({ partial }) => partial !== null },
];

/** Faster than this no link is up and down: a relay takes longer. */
const FLAP_MIN_MS = 1_000;

/** Every kind, for lists and help. */
export function listFaultKinds(): FaultKindsResult {
  const kinds = KINDS.map(({ kind, target, flags, meaning }) => ({ kind, target, flags, meaning }));
  return { schema: 'holdover.fault-kinds/1', kinds };
}

/** Whether a kind has to be told what it is injected into. No for a word that is no kind. */
export function needsTarget(kind: string): boolean {
  return KINDS.some((each) => each.kind === kind && each.target !== '');
}

/**
 * @throws {UserError} FAULT_KIND_UNKNOWN, FLAG_MISSING, FLAG_INVALID, FLAG_NOT_TAKEN, ARGUMENT_MISSING, ARGUMENT_UNEXPECTED,
 * the errors of unknown objects, and those of a fault that would do nothing
 */
export function faultOf(world: World, request: FaultRequest): Fault {
  const definition = KINDS.find(({ kind }) => kind === request.kind);
  if (definition === undefined) throw kindUnknown(request.kind);
  const stray = FLAGS.find(({ kind, isGiven }) => kind !== request.kind && isGiven(request));
  if (stray !== undefined) throw notTaken(stray);
  if (request.everyMs !== null && request.everyMs < FLAP_MIN_MS) throw everyTooShort(request.everyMs);
  return definition.make(world, { ...request, target: targetFor(definition, request.target) });
}

function kindUnknown(kind: string): UserError {
  const names = KINDS.map((each) => each.kind);
  const nearest = nearestName(kind, names);
  return new UserError('usage', 'FAULT_KIND_UNKNOWN', `There is no kind of fault "${kind}".`, {
    why: `Known: ${names.join(', ')}.${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    hints: ['holdover fault kinds'],
  });
}

function notTaken({ flag, kind }: FlagOfKind): UserError {
  return new UserError('usage', 'FLAG_NOT_TAKEN', `${flag} cannot be given here: it belongs to ${kind}.`, {
    hints: ['holdover fault kinds'],
  });
}

function everyTooShort(everyMs: number): UserError {
  return new UserError('usage', 'FLAG_INVALID', `--every ${formatDuration(everyMs)} is too short.`, {
    why: `A link is down, and then up, for ${formatDuration(FLAP_MIN_MS)} at least.`,
    hints: ['holdover fault kinds'],
  });
}

function targetFor({ kind, target: wanted }: FaultKindInfo, given: string | null): string {
  if (wanted === '' && given !== null) {
    throw new UserError('usage', 'ARGUMENT_UNEXPECTED', `${kind} takes no target "${given}".`, {
      why: 'There is only one that it can be injected into.',
      hints: [`holdover fault inject ${kind}`],
    });
  }
  if (wanted !== '' && given === null) {
    throw new UserError('usage', 'ARGUMENT_MISSING', `${kind} needs ${wanted}.`, {
      why: `Say after the kind what it is injected into: ${kind} ${wanted}.`,
      hints: ['holdover fault kinds'],
    });
  }
  return given ?? '';
}
