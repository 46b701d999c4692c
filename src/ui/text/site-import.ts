/**
 * `site import` as text: the site file itself, or what is in the file that was written; and what to look at, for stderr.
 */

import type { ImportResult } from '../../app/site/import/import-site.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colourOfErrors } from '../colour.ts';
import { counted } from './words.ts';

export function importedText({ name, file, text, counts }: ImportResult): string {
  if (file === null) return text ?? '';
  const { targets, provisioningServers, vdisks } = counts;
  const farm = `; ${counted(targets, 'target')}, ${counted(provisioningServers, 'provisioning server')}, ${counted(vdisks, 'vDisk')}`;
  return [
    `Wrote ${file}: ${name}, with ${counted(counts.machines, 'machine')} in ${counted(counts.deliveryGroups, 'delivery group')} and ${counted(counts.zones, 'zone')}, ${counted(counts.connectors, 'connector')}, ${counted(counts.users, 'user')}, ${counted(counts.storeFronts, 'StoreFront')}${provisioningServers > 0 ? farm : ''}.`,
    `Next: holdover site validate ${shellWord(file)} · holdover site load ${shellWord(file)}`,
  ].join('\n');
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
