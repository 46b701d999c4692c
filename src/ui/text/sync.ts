/**
 * `lhc sync` as text: a line for each connector.
 */

import type { ConnectorSync, SyncResult } from '../../app/lhc/sync.ts';
import { colour } from '../colour.ts';
import { type Cell, table } from './table.ts';
import { moment, NO_ZONES, timeOfDay } from './words.ts';

export function syncText({ site, at, revision, connectors, allCurrent }: SyncResult): string {
  const head = `${site} · ${moment(at)} · revision ${revision} at the cloud broker`;
  if (connectors.length === 0) return [head, NO_ZONES, 'Next: holdover pvs status'].join('\n');
  const heading: Cell[] = ['ZONE', 'CONNECTOR', 'LOCALDB', 'IMPORTED', 'LAST IMPORT', ''].map((text) => ({
    text,
    paint: colour.dim,
  }));
  const verdict = allCurrent ? colour.green('✓ all current') : colour.yellow('! not all current');
  return [`${head}  ${verdict}`, ...table([heading, ...connectors.map(syncRow)])].join('\n');
}

function syncRow({ zone, connector, up, revision, current, importedAt, lastImport, importing }: ConnectorSync): Cell[] {
  return [
    zone,
    connector,
    current ? `rev ${revision}` : { text: `! rev ${revision ?? '-'}`, paint: colour.yellow },
    importedAt === null ? 'never' : moment(importedAt),
    lastImport === 'failed' ? { text: '✗ failed', paint: colour.red } : lastImport,
    up ? (importing === null ? '' : `importing rev ${importing.revision}, done ${timeOfDay(importing.until)}`) : 'down',
  ];
}
