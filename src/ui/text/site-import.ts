/**
 * `site import` as text: the site file itself, or what is in the file that was written; and what to look at, for stderr.
 */

import type { ImportResult } from '../../app/site/import/import-site.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colourOfErrors } from '../colour.ts';
import { counted } from './words.ts';

export function importedText({ name, file, text, counts }: ImportResult): string {
  if (file === null) return text ?? '';
  const parts = [...zoneCounts(counts), ...farmCounts(counts)].join('; ');
  return [
    `Wrote ${file}: ${name}, with ${parts}.`,
    `Next: holdover site validate ${shellWord(file)} · holdover site load ${shellWord(file)}`,
  ].join('\n');
}

function zoneCounts({
  zones,
  connectors,
  deliveryGroups,
  machines,
  users,
  storeFronts,
}: ImportResult['counts']): string[] {
  if (zones === 0) return [];
  const places = `${counted(machines, 'machine')} in ${counted(deliveryGroups, 'delivery group')} and ${counted(zones, 'zone')}`;
  return [
    [places, counted(connectors, 'connector'), counted(users, 'user'), counted(storeFronts, 'StoreFront')].join(', '),
  ];
}

function farmCounts({ targets, provisioningServers, vdisks }: ImportResult['counts']): string[] {
  if (provisioningServers === 0) return [];
  return [
    [counted(targets, 'target'), counted(provisioningServers, 'provisioning server'), counted(vdisks, 'vDisk')].join(
      ', ',
    ),
  ];
}

/** One line for each warning. */
export function importWarnings({ warnings }: ImportResult): string {
  return warnings
    .map(({ code, message, count }) => {
      const number = count > 1 && !/\d/.test(message) ? ` (${count})` : '';
      return `${colourOfErrors.yellow('! WARN')}  ${code}${number}  ${message}`;
    })
    .join('\n');
}
