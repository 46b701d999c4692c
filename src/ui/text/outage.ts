/**
 * `lhc force-outage` and `lhc end-outage` as text: what changed, how to undo it, and when it ends by itself.
 */

import type { EndOutageResult } from '../../app/lhc/end-outage.ts';
import type { ForceOutageResult } from '../../app/lhc/force-outage.ts';
import { colour } from '../colour.ts';
import { counted, few, moment } from './words.ts';

export function forceOutageText({ changed, zones, connectors, until, refused, undo }: ForceOutageResult): string {
  const what = changed
    ? `Outage forced on ${counted(connectors.length, 'connector')} of ${few(zones)}.`
    : `The outage of ${few(zones)} was forced already: nothing changed.`;
  const end = until === null ? 'It lasts until it is ended.' : `It ends by itself at ${moment(until)}.`;
  return [
    `${what} ${end}`,
    ...refused.map(({ connector, reason }) => ` ${colour.red('✗')} refused  ${connector}  ${reasonText(reason)}`),
    ...(changed ? [`Undo: ${undo}`] : []),
    'Next: holdover clock advance 1m · holdover lhc status',
  ].join('\n');
}

export function endOutageText({ changed, zones, released, stillUnreachable }: EndOutageResult): string {
  const what = changed
    ? `Forced outage ended on ${counted(released.length, 'connector')}: ${few(released)}.`
    : `No outage is forced on ${few(zones)}: nothing changed.`;
  return [
    what,
    ...stillUnreachable.map((zone) => ` ! ${zone} cannot reach the cloud all the same: see holdover fault list`),
    'Next: holdover clock advance 10m · holdover lhc status',
  ].join('\n');
}

/** The word of the product's log, and what it means. */
function reasonText(reason: string): string {
  return REASONS[reason] === undefined ? reason : `${reason}: ${REASONS[reason]}`;
}

const REASONS: Readonly<Record<string, string>> = {
  NoNFuseActivity: 'it has not heard from StoreFront within the expiry',
  ConnectorDown: 'it takes part when it starts again',
};
