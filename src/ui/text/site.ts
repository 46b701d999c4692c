/**
 * The `site` commands as text.
 */

import type { InitResult } from '../../app/site/init.ts';
import type { SitesResult } from '../../app/site/list.ts';
import type { LoadResult } from '../../app/site/load.ts';
import type { RemoveResult } from '../../app/site/remove.ts';
import type { ResetResult } from '../../app/site/reset.ts';
import type { ShowResult } from '../../app/site/show.ts';
import type { SiteNumbers } from '../../app/site/site-result.ts';
import type { UseResult } from '../../app/site/use.ts';
import type { ValidateResult } from '../../app/site/validate.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { type Cell, table } from './table.ts';
import { counted, moment, sinceStart } from './words.ts';

export function loadedText(result: LoadResult): string {
  return [
    `Loaded ${result.name} from ${result.file}; it is the current site now.`,
    ...numbers(result),
    `Next: holdover lhc status · holdover lhc force-outage --zone ${shellWord(result.zones[0]?.zone ?? 'ZONE')}`,
  ].join('\n');
}

export function validText(result: ValidateResult): string {
  return [`${colour.green('✓')} ${result.file} is a valid site file: ${result.name}.`, ...numbers(result)].join('\n');
}

export function initText({ file }: InitResult): string {
  return [
    `Wrote ${file}, a small site to start from.`,
    `Next: holdover site validate ${shellWord(file)} · holdover site load ${shellWord(file)}`,
  ].join('\n');
}

export function sitesText({ sites }: SitesResult): string {
  if (sites.length === 0) return 'No site is loaded.\nNext: holdover site init · holdover site load FILE';
  const rows = sites.map(({ name, current, at, actions, problem }): Cell[] => [
    `${current ? '●' : ' '} ${name}`,
    at === null ? '-' : moment(at),
    actions === null ? '-' : counted(actions, 'action'),
    problem === null ? '' : { text: `✗ ${problem}`, paint: colour.red },
  ]);
  return table([['  SITE', 'TIME', 'JOURNAL', ''].map((text) => ({ text, paint: colour.dim })), ...rows]).join('\n');
}

export function usedText({ name, changed }: UseResult): string {
  return changed ? `The current site is ${name} now.` : `The current site is ${name} already.`;
}

export function shownText(result: ShowResult): string {
  const { name, at, elapsedSec, file, journal } = result;
  const entries = journal.map((entry) => [String(entry.sequence), moment(entry.at), entry.by, entry.command]);
  return [
    `${name} · ${moment(at)} (${sinceStart(elapsedSec)}, clock stands still) · loaded from ${file}`,
    ...numbers(result),
    '',
    ...(entries.length === 0
      ? ['Nothing was done to it yet.']
      : table([['#', 'TIME', 'BY', 'COMMAND'].map((text) => ({ text, paint: colour.dim })), ...entries])),
  ].join('\n');
}

export function resetText({ name, at, forgotten }: ResetResult): string {
  return `${name} is back at its start, ${moment(at)}; ${counted(forgotten, 'journal entry').replace('entrys', 'entries')} forgotten.`;
}

export function removedText({ name }: RemoveResult): string {
  return `Removed ${name}.`;
}

function numbers({ zones, machines, users, storeFronts, start, seed }: SiteNumbers): string[] {
  const heading: Cell[] = ['ZONE', 'CONNECTORS', 'MACHINES'].map((text) => ({ text, paint: colour.dim }));
  const rows = zones.map((zone): Cell[] => [zone.zone, String(zone.connectors), String(zone.machines)]);
  return [
    `${counted(machines, 'machine')}, ${counted(users, 'user')}, StoreFront: ${storeFronts.join(', ') || 'none'}, start ${moment(start)}, seed ${seed}`,
    ...table([heading, ...rows]),
  ];
}
