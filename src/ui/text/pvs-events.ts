/**
 * `pvs events` as text: a line for each entry, oldest first.
 */

import type { FarmEvent, FarmEventsResult } from '../../app/pvs/events.ts';
import { severityCell } from './events.ts';
import { headings } from './pvs-status.ts';
import { type Cell, table } from './table.ts';
import { counted, moment } from './words.ts';

export function farmEventsText({ events, logged, total, site, at }: FarmEventsResult): string {
  if (logged === 0) return `${site} · ${moment(at)}: nothing has happened yet.\nNext: holdover pvs stop-stream --help`;
  if (total === 0) return `${site} · ${moment(at)}: none of ${counted(logged, 'event')} is of that kind.`;
  const earlier = total - events.length;
  return [
    ...(earlier > 0 ? [`… ${earlier} earlier ones: --last 0 shows all`] : []),
    ...table([headings('TIME', 'SERVER', 'TARGET', 'KIND', 'MESSAGE'), ...events.map(eventRow)]),
  ].join('\n');
}

function eventRow({ at, server, target, kind, severity, message }: FarmEvent): Cell[] {
  return [moment(at), server ?? '-', target ?? '-', severityCell(severity, kind), message];
}
