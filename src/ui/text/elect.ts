/**
 * `lhc elect` as text: for each zone who is elected, and the connectors in the order of the election.
 */

import type { ElectResult, ZoneElection } from '../../app/lhc/elect.ts';
import { colour } from '../colour.ts';
import { table } from './table.ts';
import { moment, NO_ZONES } from './words.ts';

export function electText({ site, at, without, zones }: ElectResult): string {
  const question = without.length === 0 ? '' : ` · without ${without.join(', ')}`;
  const lines = zones.length === 0 ? [NO_ZONES, 'Next: holdover pvs status'] : zones.flatMap(zoneLines);
  return [`${site} · ${moment(at)}${question}`, ...lines].join('\n');
}

function zoneLines({ zone, elected, outcome, connectors }: ZoneElection): string[] {
  const rows = connectors.map(({ connector, rank, elected: isElected, reason }) => [
    `  ${isElected ? '●' : ' '} ${rank}`,
    connector,
    reason,
  ]);
  return ['', `${zone}  ${OUTCOMES[outcome](elected ?? '')}`, ...table(rows)];
}

const OUTCOMES: Record<ZoneElection['outcome'], (elected: string) => string> = {
  brokering: (elected) => colour.cyan(`${elected} is elected and brokers`),
  'would-broker': (elected) => `${elected} is elected and would broker in an outage`,
  'nobody-brokers': (elected) =>
    colour.red(`✗ nobody would broker${elected === '' ? '' : `: ${elected} is elected and cannot`}`),
};
