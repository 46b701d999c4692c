/**
 * `pvs promote`, `pvs revert` and `pvs merge` as text: what has become of a version, who gets it, and how to undo it.
 */

import type { MergeResult } from '../../app/pvs/merge.ts';
import type { PinResult } from '../../app/pvs/pin.ts';
import type { PromoteResult } from '../../app/pvs/promote.ts';
import type { PruneResult } from '../../app/pvs/prune.ts';
import type { RevertResult } from '../../app/pvs/revert.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { refusedLines } from './pvs-lines.ts';
import { counted, few, moment } from './words.ts';

export function promoteText(result: PromoteResult): string {
  const { changed, vdisk, version, access, refusal, usedBy, autoMerged, undo } = result;
  const name = `${vdisk} version ${version}`;
  if (refusal !== null) return [...refusedLines(`${name} was not promoted`, refusal), ...userLines(usedBy)].join('\n');
  return [
    changed ? `${name} promoted: ${access}.` : `${name} is there already (${access}): nothing changed.`,
    ...(access === 'pending' ? [` ${colour.yellow('!')} ${pendingText(result)}`] : []),
    ...(autoMerged === null ? [] : [` There were too many versions: ${vdisk} version ${autoMerged} was made of all.`]),
    defaultText(result),
    ...(changed ? [`Undo: ${undo}`] : []),
    'Next: holdover pvs vdisks',
  ].join('\n');
}

/** Who has to be switched off first. */
function userLines(usedBy: readonly string[]): readonly string[] {
  const [first] = usedBy;
  return first === undefined ? [] : [` Used by ${few(usedBy)}`, `Next: holdover pvs shutdown ${shellWord(first)}`];
}

function pendingText({ scheduled, missingOn }: PromoteResult): string {
  const date = scheduled === null ? [] : [`it is ${moment(scheduled)}`];
  const copies = missingOn.length === 0 ? [] : [`every server has an identical copy (missing on ${few(missingOn)})`];
  return `production targets do not get it until ${[...date, ...copies].join(' and ')}`;
}

function defaultText({ vdisk, defaultVersion }: Pick<PromoteResult, 'vdisk' | 'defaultVersion'>): string {
  return defaultVersion === null
    ? `Production targets can boot no version of ${vdisk}.`
    : `Production targets boot ${vdisk} version ${defaultVersion} from now on; those that run keep what they have.`;
}

export function pinText({ changed, vdisk, pinned, defaultVersion, refusal, undo }: PinResult): string {
  if (refusal !== null) return refusedLines(`the version that ${vdisk} boots was not changed`, refusal).join('\n');
  const what = pinned === null ? 'boot the newest released version' : `are pinned to version ${pinned}`;
  return [
    changed
      ? `Production targets of ${vdisk} ${what}.`
      : `Production targets of ${vdisk} ${what} already: nothing changed.`,
    defaultText({ vdisk, defaultVersion }),
    ...(changed ? [`Undo: ${undo}`] : []),
  ].join('\n');
}

export function revertText(result: RevertResult): string {
  const { vdisk, version, access, defaultVersion, readers, refusal, usedBy, undo } = result;
  const name = `${vdisk} version ${version}`;
  if (refusal !== null) return [...refusedLines(`${name} was not reverted`, refusal), ...userLines(usedBy)].join('\n');
  return [
    `${name} reverted: ${access}.`,
    ...(readers === 0 ? [] : [` ${readersText(readers)} it, or what rests on it, until the next boot`]),
    defaultText({ vdisk, defaultVersion }),
    ...(undo === null ? [] : [`Undo: ${undo}`]),
  ].join('\n');
}

export function mergeText(result: MergeResult): string {
  const { vdisk, version, into, access, missingOn, refusal, usedBy, copy } = result;
  if (refusal !== null) return [...refusedLines(`${vdisk} was not merged`, refusal), ...userLines(usedBy)].join('\n');
  const what = into === 'base' ? 'a new base out of all' : 'one difference out of all since the last base';
  return [
    `${vdisk} version ${version} made, in ${access}: ${what}.`,
    ...(missingOn.length === 0 ? [] : [` ${colour.yellow('!')} not on ${few(missingOn)} yet`]),
    `Next: ${copy ?? `holdover pvs merge ${shellWord(vdisk)} --prune`}`,
  ].join('\n');
}

export function pruneText({ vdisk, deleted, kept, refusal }: PruneResult): string {
  if (refusal !== null) return refusedLines(`no version of ${vdisk} was deleted`, refusal).join('\n');
  const what =
    deleted.length === 0
      ? `No version of ${vdisk} can be deleted: nothing changed.`
      : `${counted(deleted.length, 'version')} of ${vdisk} deleted: ${deleted.join(', ')}.`;
  return [what, ...kept.map(({ version, readers }) => ` version ${version} is kept: ${readersText(readers)} it`)].join(
    '\n',
  );
}

function readersText(count: number): string {
  return `${counted(count, 'target')} ${count === 1 ? 'reads' : 'read'}`;
}
