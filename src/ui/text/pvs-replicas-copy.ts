/**
 * `pvs replicas copy` as text: what was copied where, and whether it is identical now.
 */

import type { CopyPlace, ReplicasCopyResult } from '../../app/pvs/replicas-copy.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { refusedLines } from './pvs-lines.ts';
import { counted, few } from './words.ts';

export function replicasCopyText({ changed, vdisk, from, times, versions, to, refusal }: ReplicasCopyResult): string {
  if (refusal !== null) return refusedLines(`${vdisk} was not copied`, refusal).join('\n');
  const servers = few(to.map(({ server }) => server));
  if (!changed) return `The copies of ${vdisk} on ${servers} are those of ${from} already: nothing changed.`;
  const how = times === 'new' ? 'with new times' : 'with their times';
  return [
    `${counted(versions.length, 'version')} of ${vdisk} copied from ${from} to ${servers}, ${how}.`,
    ...to.map(placeLine),
    `Next: ${nextCommand(vdisk, to)}`,
  ].join('\n');
}

function placeLine({ server, notIdentical, fault }: CopyPlace): string {
  if (notIdentical.length === 0) return ` ${colour.green('✓')} identical on ${server}`;
  const why = fault === null ? '' : ` (fault ${fault} makes another file of it)`;
  return ` ${colour.yellow('!')} not identical on ${server}: version ${notIdentical.join(', ')}${why}`;
}

function nextCommand(vdisk: string, to: readonly CopyPlace[]): string {
  const faults = new Set(to.flatMap(({ fault }) => fault ?? []));
  return faults.size === 0
    ? `holdover pvs replicas ${shellWord(vdisk)}`
    : `holdover fault clear ${[...faults].join(' ')}`;
}
