/**
 * `lhc ok-to-stop` as text: the answer, what speaks against it, and what would move.
 */

import type { OkToStopResult, ZoneSide, ZoneWithout } from '../../app/lhc/ok-to-stop.ts';
import { colour } from '../colour.ts';
import { table } from './table.ts';
import { counted, few, moment } from './words.ts';

export function okToStopText(result: OkToStopResult): string {
  const { connectors, at, ok, obstacles, zones } = result;
  const answer = ok ? colour.green('✓ yes') : colour.red('✗ NO');
  return [
    `${answer}  ${few(connectors)} · ${moment(at)}`,
    ...obstacles.map(({ message }) => ` ${colour.red('✗')} ${message}`),
    '',
    ...table([['ZONE', '', 'BROKERING', 'ELECTED', 'IN AN OUTAGE', 'REGISTERED'], ...zones.flatMap(zoneRows)]),
    ...zones.map(movingLine),
    ok
      ? `Next: ${connectors.map((fqdn) => `holdover fault inject connector-down ${fqdn}`).join(' · ')}`
      : 'Next: holdover lhc elect · holdover check',
  ].join('\n');
}

function zoneRows({ zone, now, without }: ZoneWithout): readonly (readonly string[])[] {
  return [sideRow(zone, 'now', now), sideRow('', 'then', without)];
}

function sideRow(zone: string, side: string, { brokering, elected, haReady, machinesRegistered }: ZoneSide) {
  return [
    zone,
    side,
    brokering === 'none' ? 'nobody' : brokering,
    elected ?? '-',
    haReady ? 'brokered' : 'brokered by nobody',
    String(machinesRegistered),
  ];
}

function movingLine({ zone, machinesMoving }: ZoneWithout): string {
  return `${counted(machinesMoving, 'machine')} of ${zone} would have to find another connector.`;
}
