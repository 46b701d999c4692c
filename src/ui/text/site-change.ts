/**
 * `site set` and `site apply` as text: the differences line by line, when connectors follow, and how to take it back.
 */

import type { ApplyResult } from '../../app/site/apply.ts';
import type { DefinitionChange } from '../../app/site/change-definition.ts';
import type { SetResult } from '../../app/site/set.ts';
import { colour } from '../colour.ts';
import { few, moment } from './words.ts';

export function setText(result: SetResult): string {
  return changeText(result, `${result.path} is so already: nothing changed.`);
}

export function appliedText(result: ApplyResult): string {
  return changeText(result, `${result.file} declares ${result.site} as it is already: nothing changed.`);
}

function changeText(result: DefinitionChange, unchanged: string): string {
  const { site, revision, changed, differences, clearedGroups, undo } = result;
  if (!changed) return unchanged;
  return [
    ...differences.map(({ path, before, after }) => `  ${path}: ${shown(before)} -> ${shown(after)}`),
    ...(clearedGroups.length === 0 ? [] : [clearedText(clearedGroups)]),
    `${site} is at revision ${revision}.${hasConnectors(result) ? ` ${followText(result)}` : ''}`,
    ...(undo === null ? [] : [`Undo: ${undo}`]),
    `Next: holdover ${hasConnectors(result) ? 'lhc sync' : 'pvs status'}`,
  ].join('\n');
}

/** The topic whose status shows what a change has done: a site without zones has nothing of Local Host Cache. */
export function topicOf(result: DefinitionChange): 'lhc' | 'pvs' {
  return hasConnectors(result) ? 'lhc' : 'pvs';
}

function hasConnectors({ followsBy, waiting }: DefinitionChange): boolean {
  return followsBy !== null || waiting.length > 0;
}

/** Turned on again, the site's switch alone does nothing. */
function clearedText(groups: readonly string[]): string {
  return `With the switch of the site off, that of ${few(groups)} is cleared as well.`;
}

function followText({ followsBy, waiting, at }: DefinitionChange): string {
  if (followsBy === at) return 'Every connector has imported it.';
  if (followsBy !== null) return `Every connector will have imported it by ${moment(followsBy)}.`;
  const obstacles = [...new Set(waiting.map(({ obstacle }) => obstacle))];
  const reasons = obstacles.map((obstacle) => {
    const names = waiting.filter((each) => each.obstacle === obstacle).map(({ connector }) => connector);
    return ` ${colour.yellow('!')} ${few(names)}: ${OBSTACLES[obstacle]}`;
  });
  return ['Not every connector can import it for now:', ...reasons].join('\n');
}

const OBSTACLES: Readonly<Record<DefinitionChange['waiting'][number]['obstacle'], string>> = {
  down: 'not running',
  outage: 'in an outage, in which nothing is imported; after the hand-back it is',
  'cloud-unreachable': 'cannot reach the cloud',
  'broker-stopped': 'the secondary broker is not running',
  'imports-fail': 'imports fail',
};

/** A value on one line, as it is typed. */
function shown(value: unknown): string {
  if (value === null) return colour.dim('(none)');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
