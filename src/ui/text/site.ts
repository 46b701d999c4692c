/**
 * The `site` commands as text.
 */

import type { InitResult } from '../../app/site/init.ts';
import type { SitesResult } from '../../app/site/list.ts';
import type { LoadResult } from '../../app/site/load.ts';
import type { RemoveResult } from '../../app/site/remove.ts';
import type { ResetResult } from '../../app/site/reset.ts';
import type { ShowResult } from '../../app/site/show.ts';
import type { FarmNumbers, SiteNumbers } from '../../app/site/site-result.ts';
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
    nextLine(result),
  ].join('\n');
}

function nextLine({ zones: [zone], provisioning }: SiteNumbers): string {
  const farm = provisioning === null ? '' : ' · holdover pvs status';
  if (zone === undefined) return `Next: holdover status${farm}`;
  return `Next: holdover lhc status${farm} · holdover lhc force-outage --zone ${shellWord(zone.zone)}`;
}

export function validText(result: ValidateResult): string {
  return [`${colour.green('✓')} ${result.file} is a valid site file: ${result.name}.`, ...numbers(result)].join('\n');
}

export function initText({ file, example }: InitResult): string {
  return [
    `Wrote ${file}, a small ${NOUNS[example]} to start from.`,
    `Next: holdover site validate ${shellWord(file)} · holdover site load ${shellWord(file)}`,
  ].join('\n');
}

const NOUNS: Readonly<Record<InitResult['example'], string>> = { zones: 'site', streaming: 'streaming farm' };

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

function numbers(site: SiteNumbers): string[] {
  const beginning = `start ${moment(site.start)}, seed ${site.seed}`;
  const farm = site.provisioning === null ? [] : [farmNumbers(site.provisioning)];
  if (site.zones.length === 0) return [[...farm, 'no zones', beginning].join(', ')];
  return [`${zoneNumbers(site)}, ${beginning}`, ...farm, ...zoneTable(site)];
}

function zoneNumbers({ machines, users, storeFronts }: SiteNumbers): string {
  return `${counted(machines, 'machine')}, ${counted(users, 'user')}, StoreFront: ${storeFronts.join(', ') || 'none'}`;
}

function farmNumbers({ servers, vdisks, targets }: FarmNumbers): string {
  return `${counted(servers, 'server')}, ${counted(vdisks, 'vDisk')}, ${counted(targets, 'target')}`;
}

function zoneTable({ zones }: SiteNumbers): string[] {
  const heading: Cell[] = ['ZONE', 'CONNECTORS', 'MACHINES'].map((text) => ({ text, paint: colour.dim }));
  const rows = zones.map((zone): Cell[] => [zone.zone, String(zone.connectors), String(zone.machines)]);
  return table([heading, ...rows]);
}
