/**
 * `lhc events` as text: a line for each entry, oldest first.
 */

import type { EventResult, EventsResult } from '../../app/lhc/events.ts';
import { colour } from '../colour.ts';
import { type Cell, table } from './table.ts';
import { counted, moment } from './words.ts';

export function eventsText({ events, logged, total, site, at }: EventsResult): string {
  if (logged === 0) return `${site} · ${moment(at)}: nothing has happened yet.\nNext: holdover clock advance 5m`;
  if (total === 0) return `${site} · ${moment(at)}: none of ${counted(logged, 'event')} is of that kind.`;
  const heading: Cell[] = ['TIME', 'CONNECTOR', 'EVENT', 'MESSAGE'].map((text) => ({ text, paint: colour.dim }));
  const earlier = total - events.length;
  return [
    ...(earlier > 0 ? [`… ${earlier} earlier ones: --last 0 shows all`] : []),
    ...table([heading, ...events.map(eventRow)]),
  ].join('\n');
}

function eventRow({ at, connector, zone, id, severity, message }: EventResult): Cell[] {
  return [moment(at), connector ?? zone ?? '-', severityCell(severity, `${id ?? '-'}`), message];
}

/** What sort of line it is, marked as how severe it is. */
export function severityCell(severity: string, text: string): Cell {
  if (severity === 'error') return { text: `✗ ${text}`, paint: colour.red };
  if (severity === 'warning') return { text: `! ${text}`, paint: colour.yellow };
  return `  ${text}`;
}
