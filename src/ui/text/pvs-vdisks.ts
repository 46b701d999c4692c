/**
 * `pvs vdisks` as text: a line for each vDisk.
 */

import type { ListedVdisk, VdisksResult } from '../../app/pvs/vdisks.ts';
import { behindLines } from './pvs-lines.ts';
import { haCell, headings, versionText, whyText } from './pvs-status.ts';
import { section } from './section.ts';
import { type Cell, table } from './table.ts';
import { counted, moment } from './words.ts';

export function vdisksText({ site, at, vdisks }: VdisksResult): string {
  const heading = headings('VDISK', 'VERSION', 'MODE', 'STORE', 'STORAGE', 'STREAMED BY', 'TARGETS', 'HA', 'WHY');
  const head = `${site} · ${moment(at)} · ${counted(vdisks.length, 'vDisk')}`;
  return [head, ...table([heading, ...vdisks.map(vdiskRow)]), ...section(behindLines(vdisks))].join('\n');
}

function vdiskRow(vdisk: ListedVdisk): Cell[] {
  return [
    vdisk.vdisk,
    versionText(vdisk),
    vdisk.mode,
    vdisk.store,
    vdisk.storage,
    vdisk.assignedServer === null ? 'least busy' : `${vdisk.assignedServer} only`,
    String(vdisk.targets),
    haCell(vdisk),
    whyText(vdisk),
  ];
}
