/**
 * `pvs history` as text: a row for each time that something could not be streamed, the newest last.
 */

import type { FarmEpisodeResult, FarmHistoryResult } from '../../app/pvs/history.ts';
import { colour } from '../colour.ts';
import { headings } from './pvs-status.ts';
import { type Cell, table } from './table.ts';
import { counted, few, moment, pause, span } from './words.ts';

const HEADING = ['WHERE', 'BEGAN', 'LASTED', 'CAUSE', 'MOVED', 'RESUMED', 'FROZEN', 'PAUSE', 'WENT BACK'];

export function farmHistoryText({ site, at, total, episodes }: FarmHistoryResult): string {
  const head = `${site} · ${moment(at)}`;
  if (total === 0) {
    return `${head} · every server could stream all the time\nNext: holdover pvs status · holdover fault kinds`;
  }
  const earlier = total - episodes.length;
  return [
    `${head} · ${counted(total, 'episode')}`,
    ...(earlier > 0 ? [`… ${earlier} earlier ones: --last 0 shows all`] : []),
    ...table([headings(...HEADING), ...episodes.map(episodeRow)]),
  ].join('\n');
}

function episodeRow(episode: FarmEpisodeResult): Cell[] {
  const { server, store, began, ended, durationSec, cause, resumed } = episode;
  const lasted = span(durationSec);
  return [
    server === null ? 'all servers' : [server, store].filter((name) => name !== null).join('/'),
    moment(began),
    ended === null ? { text: `${lasted}, going on`, paint: colour.yellow } : lasted,
    CAUSES[cause],
    movedText(episode),
    countText(resumed),
    frozenCell(episode),
    pauseText(episode),
    countText(episode.wentBack),
  ];
}

const CAUSES: Readonly<Record<FarmEpisodeResult['cause'], string>> = {
  stopped: 'stopped',
  down: 'down',
  'store-unreachable': 'store unreachable',
  'database-offline': 'database offline',
};

function movedText({ moved, movedTo }: FarmEpisodeResult): string {
  if (moved === 0) return '-';
  return `${moved}: ${few(movedTo.map(({ server, targets }) => `${server} ${targets}`))}`;
}

function frozenCell({ frozen, stillFrozen }: FarmEpisodeResult): Cell {
  if (stillFrozen === 0) return countText(frozen);
  return { text: `✗ ${frozen}, ${stillFrozen === frozen ? 'still' : `${stillFrozen} still`}`, paint: colour.red };
}

function countText(count: number): string {
  return count === 0 ? '-' : `${count}`;
}

/** Of those that went on: the one in the middle, and the longest. */
function pauseText({ medianPauseSec, longestPauseSec }: FarmEpisodeResult): string {
  if (medianPauseSec === null || longestPauseSec === null) return '-';
  return `${pause(medianPauseSec)}, ${pause(longestPauseSec)} at most`;
}
