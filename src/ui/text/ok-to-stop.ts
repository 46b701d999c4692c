/**
 * `lhc ok-to-stop` as text: the answer, what speaks against it, and what would move.
 */

import type { OkToStopResult, ZoneSide, ZoneWithout } from '../../app/lhc/ok-to-stop.ts';
import { colour } from '../colour.ts';
import { table } from './table.ts';
import { counted, few, moment } from './words.ts';

export function okToStopText(result: OkToStopResult): string {
  const { connectors, at, ok, obstacles, remarks, zones } = result;
  const answer = ok ? colour.green('✓ yes') : colour.red('✗ NO');
  return [
    `${answer}  ${few(connectors)} · ${moment(at)}`,
    ...obstacles.map(({ message }) => ` ${colour.red('✗')} ${message}`),
    ...remarks.map(({ message }) => ` ${colour.yellow('!')} ${message}`),
    '',
    ...table([['ZONE', '', 'BROKERING', 'ELECTED', 'IN AN OUTAGE', 'REGISTERED'], ...zones.flatMap(zoneRows)]),
    ...zones.map(movingLine),
    ok
      ? `Next: ${connectors.map((fqdn) => `holdover fault inject connector-down ${fqdn}`).join(' · ')}`
      : 'Next: holdover lhc elect · holdover check',
  ].join('\n');
}

function zoneRows({ zone, now, without }: ZoneWithout): readonly (readonly string[])[] {
  const isSame = now.machinesResetting === without.machinesResetting;
  return [[zone, 'now', now] as const, ['', 'then', without] as const].map(([name, when, side]) => [
    name,
    when,
    ...sideCells(side),
    isSame ? String(side.machinesRegistered) : registeredText(side),
  ]);
}

function sideCells({ brokering, elected, haReady }: ZoneSide): readonly string[] {
  return [brokering === 'none' ? 'nobody' : brokering, elected ?? '-', haReady ? 'brokered' : 'brokered by nobody'];
}

/** Machines in reset come and go with their users, whoever is stopped. */
function registeredText({ machinesRegistered, machinesResetting }: ZoneSide): string {
  return `${machinesRegistered} (${machinesResetting} in reset)`;
}

function movingLine({ zone, machinesMoving }: ZoneWithout): string {
  return `${counted(machinesMoving, 'machine')} of ${zone} would have to find another connector.`;
}
