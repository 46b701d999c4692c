/**
 * The launches of a rehearsal as text: by path, resource and zone, and minute by minute.
 *
 * Not here: the rest of a rehearsal (rehearse.ts).
 */

import type { MinuteResult, PathResult, RehearseResult } from '../../app/rehearse/result.ts';
import { colour } from '../colour.ts';
import { type Cell, table } from './table.ts';
import { counted, sinceStart, span } from './words.ts';

/** A row for every minute, or for every ten. */
export type LaunchDetail = 'minutes' | 'tens';

const BAR_WIDTH = 16;

export function launchLines(result: RehearseResult, detail: LaunchDetail): string[] {
  return [...shareLines(result), '', ...minuteLines(result.minutes, detail === 'minutes' ? 1 : 10)];
}

function dim(texts: readonly string[]): Cell[] {
  return texts.map((text) => ({ text, paint: colour.dim }));
}

function shareLines({ paths, resources, zones }: RehearseResult): string[] {
  const rows: Share[] = [
    ...paths.map((share) => ({ ...share, text: WAYS[share.path] })),
    ...resources.map((share) => ({ ...share, text: share.resource })),
    ...zones.map((share) => ({ ...share, text: share.zone === null ? 'nobody reached' : `zone ${share.zone}` })),
  ].filter(({ attempted }) => attempted > 0);
  if (rows.length === 0) return ['LAUNCHES  none: the workload of the site is empty, or comes later than this'];
  const lines = table([dim(['LAUNCHES', 'TRIED', 'FAILED', '', 'NONE FOR', 'WHY']), ...rows.map(shareRow)]);
  const turnedAway = paths.flatMap((path) => (path.turnedAway > 0 ? [turnedAwayLine(path)] : []));
  return [...lines, ...turnedAway];
}

function turnedAwayLine({ path, turnedAway, attempted }: PathResult): string {
  const percent = Math.round((turnedAway / attempted) * 1000) / 10;
  return `  ${WAYS[path]}: ${turnedAway} (${percent} %) asked a connector on the way that was not elected`;
}

const WAYS: Readonly<Record<PathResult['path'], string>> = {
  storefront: 'from inside',
  gateway: 'through a gateway',
};

interface Share {
  readonly text: string;
  readonly attempted: number;
  readonly failed: number;
  readonly failedPercent: number;
  readonly failedBy: Readonly<Record<string, number>>;
  readonly longestWithoutLaunchSec?: number | null;
}

function shareRow({
  text,
  attempted,
  failed,
  failedPercent,
  failedBy,
  longestWithoutLaunchSec: longestSec,
}: Share): Cell[] {
  const longest = longestSec === undefined || longestSec === null || longestSec === 0 ? '' : span(longestSec);
  return [text, `${attempted}`, `${failed}`, failed === 0 ? '' : `${failedPercent} %`, longest, whyText(failedBy)];
}

/** `12 wrong-zone, 3 others`: the most frequent reason, as there is no room for all. */
function whyText(failedBy: Readonly<Record<string, number>>): string {
  const [first, ...others] = Object.entries(failedBy).sort(([, m], [, n]) => n - m);
  if (first === undefined) return '';
  const rest = others.reduce((sum, [, count]) => sum + count, 0);
  return `${first[1]} ${first[0]}${rest === 0 ? '' : `, ${counted(rest, 'other')}`}`;
}

interface Stretch {
  readonly elapsedSec: number;
  readonly attempted: number;
  readonly failed: number;
  readonly failedBy: Readonly<Record<string, number>>;
  readonly registered: number;
}

/** A bar is as long as launches were tried: `-` for each that succeeded, `#` for each that did not. */
function minuteLines(minutes: readonly MinuteResult[], width: number): string[] {
  const stretches = stretchesOf(minutes, width);
  const most = Math.max(1, ...stretches.map(({ attempted }) => attempted));
  const heading = dim([width === 1 ? 'MINUTE' : `${width} MINUTES`, 'TRIED', 'FAILED', 'REGISTERED', '', 'WHY']);
  const rows = stretches.map((stretch) => [
    sinceStart(stretch.elapsedSec),
    `${stretch.attempted}`,
    `${stretch.failed}`,
    `${stretch.registered}`,
    barOf(stretch, most),
    whyText(stretch.failedBy),
  ]);
  return table([heading, ...rows]);
}

function stretchesOf(minutes: readonly MinuteResult[], width: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let first = 0; first < minutes.length; first += width) {
    const own = minutes.slice(first, first + width);
    stretches.push({
      elapsedSec: own[0]?.elapsedSec ?? 0,
      attempted: own.reduce((sum, { attempted }) => sum + attempted, 0),
      failed: own.reduce((sum, { failed }) => sum + failed, 0),
      failedBy: joined(own.map(({ failedBy }) => failedBy)),
      registered: own.at(-1)?.registered ?? 0,
    });
  }
  return stretches;
}

function joined(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const counts of all) {
    for (const [reason, count] of Object.entries(counts)) sums.set(reason, (sums.get(reason) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort(([, m], [, n]) => n - m));
}

/** One failure among many still shows. */
function barOf({ attempted, failed }: Stretch, most: number): string {
  const length = Math.ceil((attempted / most) * BAR_WIDTH);
  const bad = attempted === 0 ? 0 : Math.ceil((failed / attempted) * length);
  return '#'.repeat(bad) + '-'.repeat(length - bad);
}
