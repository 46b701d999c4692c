/**
 * `watch` as text: how things stand, then a line for each change, and how the watch ended.
 */

import type { WatchChange, WatchEnd, WatchLine } from '../../app/watch.ts';
import { colour } from '../colour.ts';
import { moment, tally, timeOfDay } from './words.ts';

/** The text of one line of a watch. */
export function watchText(line: WatchLine): string {
  switch (line.type) {
    case 'snapshot':
      return snapshotText(line.status);
    case 'change':
      return changeText(line);
    default:
      return endText(line);
  }
}

function snapshotText({ site, at, verdict, lhc }: Extract<WatchLine, { type: 'snapshot' }>['status']): string {
  const zones = Object.entries(lhc.zones).map(([name, zone]) => `${name} ${zone.state} (${zone.brokering})`);
  return `${site} · ${moment(at)} · ${verdict} · ${zones.join(' · ')}`;
}

function changeText(change: WatchChange): string {
  const time = timeOfDay(change.at);
  if (change.change === 'event') {
    const { connector, zone, id, message } = change;
    return `${time}  ${connector ?? zone ?? 'site'}  ${id === null ? '' : `${id} `}${message}`;
  }
  if (change.change === 'launches')
    return colour.yellow(`${time}  launches  ${change.failed} failed (${tally(change.failedBy)})`);
  const { zone, state, brokering, elected, registeredWith, resetting } = change;
  const { cloud, secondary, none } = registeredWith;
  const reset = resetting === 0 ? '' : ` (${resetting} being reset)`;
  const broker = brokering === 'secondary' ? `secondary ${elected ?? ''}`.trimEnd() : brokering;
  return colour.dim(
    `${time}  ${zone}  ${state} · brokering: ${broker} · cloud ${cloud}, secondary ${secondary}, none ${none}${reset}`,
  );
}

function endText({ at, outcome, condition, verdict, inForce }: WatchEnd): string {
  const why = condition === null ? outcome : `${outcome}: ${condition}`;
  return [
    `${moment(at)} · ${verdict} · ${why}`,
    ...inForce.map(({ what, undo }) => `Still in force: ${what}. Undo: ${undo}`),
  ].join('\n');
}
