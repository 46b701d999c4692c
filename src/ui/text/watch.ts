/**
 * `watch` as text: how things stand, then a line for each change, and how the watch ended.
 */

import type {
  FarmEventChange,
  HeldTargets,
  ServerChange,
  TargetsChange,
  WatchChange,
  WatchEnd,
  WatchedStatus,
  WatchLine,
  ZoneChange,
} from '../../app/watch-lines.ts';
import { colour } from '../colour.ts';
import { counted, few, moment, pause, tally, timeOfDay } from './words.ts';

/** The text of one line of a watch. */
export function watchText(line: WatchLine): string {
  switch (line.type) {
    case 'snapshot':
      return snapshotText(line.status);
    case 'change':
      return `${timeOfDay(line.at)}  ${changeText(line)}`;
    default:
      return endText(line);
  }
}

function snapshotText({ site, at, verdict, lhc, pvs }: WatchedStatus): string {
  const zones = Object.entries(lhc?.zones ?? {}).map(([name, zone]) => `${name} ${zone.state} (${zone.brokering})`);
  return [site, moment(at), verdict, ...zones, ...(pvs === undefined ? [] : farmTexts(pvs))].join(' · ');
}

function farmTexts({ servers, targetCounts }: NonNullable<WatchedStatus['pvs']>): readonly string[] {
  const all = Object.values(servers);
  const streaming = all.filter(({ up, streamService }) => up && streamService === 'running');
  const targets = Object.entries(targetCounts).filter(([, count]) => count > 0);
  return [
    `${streaming.length}/${counted(all.length, 'server')} streaming`,
    `targets: ${tally(Object.fromEntries(targets))}`,
  ];
}

function changeText(change: WatchChange): string {
  switch (change.change) {
    case 'event':
      return eventText(change);
    case 'zone':
      return colour.dim(zoneText(change));
    case 'launches':
      return colour.yellow(`launches  ${change.failed} failed (${tally(change.failedBy)})`);
    case 'server':
      return serverText(change);
    default:
      return targetsText(change);
  }
}

function eventText(change: Extract<WatchChange, { change: 'event' }>): string {
  const { connector, zone, id, message } = change;
  const subject = connector ?? zone ?? ('kind' in change ? farmSubject(change) : null);
  return `${subject ?? 'site'}  ${id === null ? '' : `${id} `}${message}`;
}

function farmSubject({ server, target }: FarmEventChange): string {
  return server ?? target ?? 'farm';
}

function zoneText({ zone, state, brokering, elected, registeredWith, resetting }: ZoneChange): string {
  const { cloud, secondary, none } = registeredWith;
  const reset = resetting === 0 ? '' : ` (${resetting} being reset)`;
  const broker = brokering === 'secondary' ? `secondary ${elected ?? ''}`.trimEnd() : brokering;
  return `${zone}  ${state} · brokering: ${broker} · cloud ${cloud}, secondary ${secondary}, none ${none}${reset}`;
}

function serverText({ server, up, streamService, targets }: ServerChange): string {
  const state = up ? `Stream Service ${streamService}` : 'down';
  const paint = up && streamService === 'running' ? colour.dim : colour.yellow;
  return paint(`${server}  ${state} · ${counted(targets, 'target')}`);
}

/** `45 targets moved from pvs1 to pvs2, pvs3; longest pause 0.319 s · ✗ 4 targets frozen (PVS021): kiosk-1, kiosk-2, …`. */
function targetsText({ moved, resumed, longestPauseSec, frozen, notBooted }: TargetsChange): string {
  const longest = longestPauseSec === null ? [] : [`longest pause ${pause(longestPauseSec)}`];
  const went = [...movedTexts(moved), ...resumedTexts(resumed), ...longest].join('; ');
  return [
    ...(went === '' ? [] : [went]),
    ...frozen.map((group) => heldText('frozen', group)),
    ...notBooted.map((group) => heldText('not booted', group)),
  ].join(' · ');
}

function movedTexts(moved: TargetsChange['moved']): readonly string[] {
  return [...Map.groupBy(moved, ({ from }) => from)].map(([from, ways]) => {
    const targets = ways.reduce((sum, way) => sum + way.targets, 0);
    return `${counted(targets, 'target')} moved from ${from} to ${few(ways.map(({ to }) => to))}`;
  });
}

function resumedTexts(resumed: TargetsChange['resumed']): readonly string[] {
  return resumed.map(({ server, targets }) => `${counted(targets, 'target')} went on with ${server}`);
}

function heldText(how: string, { code, targets, named }: HeldTargets): string {
  const names = targets > named.length ? [...named, '…'] : named;
  const why = code === null ? 'no server answers' : code;
  return colour.red(`✗ ${counted(targets, 'target')} ${how} (${why}): ${names.join(', ')}`);
}

function endText({ at, outcome, condition, verdict, inForce }: WatchEnd): string {
  const why = condition === null ? outcome : `${outcome}: ${condition}`;
  return [
    `${moment(at)} · ${verdict} · ${why}`,
    ...inForce.map(({ what, undo }) => `Still in force: ${what}. Undo: ${undo}`),
  ].join('\n');
}
