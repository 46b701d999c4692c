/**
 * `pvs servers` as text: a line for each server.
 */

import type { ListedServer, ServersResult } from '../../app/pvs/servers.ts';
import { headings, serviceCell, upCell } from './pvs-status.ts';
import { type Cell, table } from './table.ts';
import { counted, moment } from './words.ts';

export function serversText({ site, at, servers }: ServersResult): string {
  const heading = headings(
    'SERVER',
    'SITE',
    'STATE',
    'STREAM SERVICE',
    'ADDRESSES',
    'LOGIN',
    'POWER',
    'TARGETS',
    'LOAD',
  );
  const head = `${site} · ${moment(at)} · ${counted(servers.length, 'server')}`;
  return [head, ...table([heading, ...servers.map(serverRow)])].join('\n');
}

function serverRow(server: ListedServer): Cell[] {
  return [
    server.server,
    server.site,
    upCell(server),
    serviceCell(server),
    server.addresses.join(', '),
    server.loginServer ? 'yes' : '',
    String(server.powerRating),
    server.booting === 0 ? String(server.targets) : `${server.targets} (${server.booting} booting)`,
    server.load.toFixed(1),
  ];
}
