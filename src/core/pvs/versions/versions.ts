/**
 * Versions keeps what administrators do to the versions of one vDisk: promote, revert, pin, merge and prune.
 *
 *   maintenance ──promote──▶ test ──promote──▶ production, pending ──released──▶ production
 *        │                                        ▲
 *        └────────────────promote─────────────────┘
 *   maintenance ◀──revert─── test ◀──revert─── production
 *
 * A version that is promoted to production is pending first: production targets do not get it before its date has come and every
 * server of the site has it (P54). The host watches both, and says so.
 *
 * Not here: the files and their copies on servers, why a change is refused (version-refusal.ts), and what a merge makes (merge.ts).
 */

import { formatInstant, type Step, unchanged, unreachable } from '../../kernel/index.ts';
import type { AutoMergeDefinition, VdiskDefinition } from '../../site/index.ts';
import { isMergeDue, type MergeRequest, mergedVersion, unneededVersions } from './merge.ts';
import { type VdiskVersions, type VersionState, versionNumbered } from './version.ts';
import {
  isPrivate,
  mergeRefusal,
  type Promotion,
  pinRefusal,
  promoteRefusal,
  revertRefusal,
  unknownVersion,
  type VersionRefusal,
} from './version-refusal.ts';

export interface VersionSettings {
  /** The name of the vDisk. */
  readonly vdisk: string;
  readonly mode: VdiskDefinition['mode'];
  readonly autoMerge: AutoMergeDefinition;
}

/** `number` is a version's, or null for the newest. `inUse` are the numbers of versions that some target has booted. */
export type VersionInput =
  | ({ readonly type: 'promoted'; readonly number: number | null; readonly atMs: number } & Promotion)
  | { readonly type: 'reverted'; readonly number: number | null; readonly inUse: readonly number[] }
  /** Production targets boot this version from now on; null: the newest that is released. */
  | { readonly type: 'pinned'; readonly number: number | null }
  | ({ readonly type: 'merged' } & MergeRequest)
  | { readonly type: 'pruned'; readonly inUse: readonly number[] }
  /** A pending version need not wait any more: see `mayRelease`. */
  | { readonly type: 'released'; readonly number: number };

export type VersionEffect =
  | ({ readonly type: 'refused' } & VersionRefusal)
  /** A merge has made a new file. It is on the server that made it and on no other, until it is copied. */
  | { readonly type: 'version-made'; readonly version: VersionState }
  | { readonly type: 'versions-deleted'; readonly numbers: readonly number[] }
  | { readonly type: 'log'; readonly detail: string };

type VersionStep = Step<VdiskVersions, VersionEffect>;

export function stepVersions(state: VdiskVersions, input: VersionInput, settings: VersionSettings): VersionStep {
  switch (input.type) {
    case 'promoted':
      return onPromoted(state, input, settings);
    case 'reverted':
      return onReverted(state, input, settings);
    case 'pinned':
      return onPinned(state, input, settings);
    case 'merged':
      return onMerged(state, input, settings);
    case 'pruned':
      return onPruned(state, input, settings);
    case 'released':
      return onReleased(state, input, settings);
    default:
      return unreachable(input);
  }
}

function onPromoted(
  state: VdiskVersions,
  input: VersionInput & { type: 'promoted' },
  settings: VersionSettings,
): VersionStep {
  const version = versionOrNewest(state, input.number);
  if (version === null) return refused(state, unknownVersion(state, input.number, settings.vdisk));
  const refusal = promoteRefusal(version, input, settings.vdisk);
  if (refusal !== null) return refused(state, refusal);
  const { to, scheduledMs, atMs } = input;
  const promoted = withVersion(state, { ...version, access: to, scheduledMs, released: false });
  if (to === 'test') return [promoted, [logged(settings, version.number, 'promoted to test')]];
  const log = logged(settings, version.number, `promoted to production, ${pendingUntil(scheduledMs)}`);
  const [next, effects] = autoMerged(promoted, atMs, settings);
  return [next, [log, ...effects]];
}

function pendingUntil(scheduledMs: number | null): string {
  const date = scheduledMs === null ? '' : `it is ${formatInstant(scheduledMs)} and `;
  return `pending until ${date}every server of the site has it`;
}

/** At the end of a promotion to production, too many versions become a new base (P61). */
function autoMerged(state: VdiskVersions, atMs: number, settings: VersionSettings): VersionStep {
  const { autoMerge, vdisk } = settings;
  if (!isMergeDue(state, autoMerge)) return unchanged(state);
  const refusal = mergeRefusal(state, 'base', settings);
  if (refusal !== null) {
    return [state, [{ type: 'log', detail: `${vdisk}: not merged automatically: ${refusal.reason}` }]];
  }
  return merged(state, { into: 'base', access: autoMerge.access, atMs }, settings);
}

function onReverted(
  state: VdiskVersions,
  { number, inUse }: VersionInput & { type: 'reverted' },
  settings: VersionSettings,
): VersionStep {
  const version = versionOrNewest(state, number);
  if (version === null) return refused(state, unknownVersion(state, number, settings.vdisk));
  const refusal =
    settings.mode === 'private' ? isPrivate(settings.vdisk) : revertRefusal(state, version, inUse, settings.vdisk);
  if (refusal !== null) return refused(state, refusal);
  const access = version.access === 'production' ? 'test' : 'maintenance';
  const reverted: VersionState = { ...version, access, scheduledMs: null, released: false };
  return [withVersion(state, reverted), [logged(settings, version.number, `reverted to ${access}`)]];
}

function onPinned(
  state: VdiskVersions,
  { number }: VersionInput & { type: 'pinned' },
  settings: VersionSettings,
): VersionStep {
  if (number === state.pinned) return unchanged(state);
  const { vdisk } = settings;
  if (number === null) {
    return [
      { ...state, pinned: null },
      [{ type: 'log', detail: `${vdisk}: production targets boot the newest released version` }],
    ];
  }
  const version = versionNumbered(state, number);
  const refusal = version === null ? unknownVersion(state, number, vdisk) : pinRefusal(version, vdisk);
  if (refusal !== null) return refused(state, refusal);
  return [{ ...state, pinned: number }, [logged(settings, number, 'pinned: production targets boot it')]];
}

function onMerged(
  state: VdiskVersions,
  input: VersionInput & { type: 'merged' },
  settings: VersionSettings,
): VersionStep {
  const refusal = mergeRefusal(state, input.into, settings);
  return refusal === null ? merged(state, input, settings) : refused(state, refusal);
}

function merged(state: VdiskVersions, request: MergeRequest, settings: VersionSettings): VersionStep {
  const version = mergedVersion(state, request);
  const what = request.into === 'base' ? 'a new base' : 'one difference out of all since the last base';
  return [
    { ...state, versions: [...state.versions, version] },
    [{ type: 'version-made', version }, logged(settings, version.number, `merged: ${what}, in ${request.access}`)],
  ];
}

function onPruned(
  state: VdiskVersions,
  { inUse }: VersionInput & { type: 'pruned' },
  { vdisk }: VersionSettings,
): VersionStep {
  const numbers = unneededVersions(state, inUse);
  if (numbers.length === 0) return unchanged(state);
  return [
    { ...state, versions: state.versions.filter(({ number }) => !numbers.includes(number)) },
    [
      { type: 'versions-deleted', numbers },
      { type: 'log', detail: `${vdisk}: versions deleted that nobody needs after a merge: ${numbers.join(', ')}` },
    ],
  ];
}

function onReleased(
  state: VdiskVersions,
  { number }: VersionInput & { type: 'released' },
  settings: VersionSettings,
): VersionStep {
  const version = versionNumbered(state, number);
  if (version === null || version.access !== 'production' || version.released) return unchanged(state);
  return [
    withVersion(state, { ...version, released: true }),
    [logged(settings, number, 'released for production targets')],
  ];
}

/** Whether a pending version need not wait any more: its date has come, and every server of the site has it (P54). */
export function mayRelease(
  { access, released, scheduledMs }: VersionState,
  { nowMs, isEverywhere }: { readonly nowMs: number; readonly isEverywhere: boolean },
): boolean {
  return access === 'production' && !released && isEverywhere && (scheduledMs === null || nowMs >= scheduledMs);
}

function versionOrNewest(state: VdiskVersions, number: number | null): VersionState | null {
  return number === null ? (state.versions.at(-1) ?? null) : versionNumbered(state, number);
}

function withVersion(state: VdiskVersions, changed: VersionState): VdiskVersions {
  return {
    ...state,
    versions: state.versions.map((version) => (version.number === changed.number ? changed : version)),
  };
}

function refused(state: VdiskVersions, refusal: VersionRefusal): VersionStep {
  return [state, [{ type: 'refused', ...refusal }]];
}

function logged({ vdisk }: VersionSettings, number: number, what: string): VersionEffect {
  return { type: 'log', detail: `${vdisk} version ${number}: ${what}` };
}
