/**
 * `lhc history` as text: a row for each outage, the newest last; on demand its phases, brokers and what else was logged beneath it.
 */

import type { HistoryResult } from '../../app/lhc/history.ts';
import type { BrokerResult, EpisodeResult, NoticeResult, PhaseResult } from '../../app/lhc/history-episode.ts';
import { colour } from '../colour.ts';
import { type Cell, table } from './table.ts';
import { counted, exactSpan, few, moment, shortName, span } from './words.ts';

const HEADING = ['WHERE', 'BEGAN', 'LASTED', 'CAUSE', 'BROKERED BY', 'MACHINES', 'ENDED BY'];

export function historyText(result: HistoryResult, detail: 'rows' | 'all'): string {
  const { episodes, total } = result;
  if (total === 0) return noneText(result);
  const heading: Cell[] = HEADING.map((text) => ({ text, paint: colour.dim }));
  const [first, ...rows] = table([heading, ...episodes.map(episodeRow)]);
  const earlier = total - episodes.length;
  return [
    `${subjectOf(result)} · ${counted(total, 'outage')}`,
    ...(earlier > 0 ? [`… ${earlier} earlier ones: --last 0 shows all`] : []),
    first,
    ...rows.flatMap((row, index) => [row, ...(detail === 'all' ? detailLines(episodes[index] as EpisodeResult) : [])]),
  ].join('\n');
}

function noneText(result: HistoryResult): string {
  const next = 'Next: holdover lhc status · holdover fault kinds';
  return `${subjectOf(result)} · no outage${result.files.length === 0 ? `\n${next}` : ''}`;
}

/** Of a real log: what was read, and until when it goes. */
function subjectOf({ site, at, files, entriesRead, entriesUsed }: HistoryResult): string {
  if (files.length === 0) return `${site} · ${moment(at)}`;
  const zones = site === null ? '' : ` · zones of ${site}`;
  return `${few(files)} · ${entriesUsed} of ${entriesRead} entries · until ${moment(at)}${zones}`;
}

function episodeRow(episode: EpisodeResult): Cell[] {
  const { zone, connectors, began, beginningKnown, durationSec, cause, ended, endedBy } = episode;
  return [
    zone ?? few(connectors),
    `${beginningKnown ? '' : '≤ '}${moment(began)}`,
    span(durationSec),
    CAUSES[cause],
    brokersCell(episode),
    machinesText(episode),
    ended === null || endedBy === null ? { text: '… still going on', paint: colour.yellow } : ENDS[endedBy],
  ];
}

const CAUSES: Readonly<Record<EpisodeResult['cause'], string>> = {
  forced: 'forced',
  'cloud-unreachable': 'cloud unreachable',
  'sta-failure': 'STA failure',
  unknown: 'unknown',
};

const ENDS: Readonly<Record<NonNullable<EpisodeResult['endedBy']>, string>> = {
  'force-ended': 'force ended',
  'health-restored': 'health restored',
  restart: 'restart',
  resolved: 'resolved',
  ceased: 'ceased to broker',
};

function brokersCell({ outcome, brokers }: EpisodeResult): Cell {
  switch (outcome) {
    case 'took-over':
      return brokers.length === 0 ? 'another connector' : few(brokersInOrder(brokers));
    case 'nobody-brokered':
      return { text: '✗ nobody', paint: colour.red };
    case 'no-take-over':
      return 'cloud: no take-over';
    case 'pending':
      return 'cloud: not yet taken over';
    default:
      return outcome;
  }
}

/** One after another by their short names; one that goes on after a restart is named once. */
function brokersInOrder(brokers: readonly BrokerResult[]): string[] {
  const all = [...new Set(brokers.map(({ broker }) => broker))];
  return brokers
    .filter(({ broker }, index) => broker !== brokers[index - 1]?.broker)
    .map(({ broker }) => shortName(broker, all));
}

function machinesText({ registrationsMax, machines }: EpisodeResult): string {
  if (registrationsMax === null) return '-';
  return machines === null ? `${registrationsMax}` : `${registrationsMax}/${machines}`;
}

function detailLines({ phases, brokers, notices }: EpisodeResult): string[] {
  const rows = [...phases.map(phaseRow), ...brokers.map(brokerRow), ...notices.map(noticeRow)];
  return table(rows).map((line) => `    ${line}`);
}

function phaseRow({ phase, from, durationSec }: PhaseResult): Cell[] {
  return ['phase', moment(from), exactSpan(durationSec), phase];
}

function brokerRow({ broker, from, durationSec, end, registrationsMax }: BrokerResult): Cell[] {
  const most = registrationsMax === null ? '' : ` · ${counted(registrationsMax, 'machine')} at most`;
  return ['broker', moment(from), exactSpan(durationSec), `${broker}${most} · ${BROKER_ENDS[end ?? 'still']}`];
}

const BROKER_ENDS: Readonly<Record<NonNullable<BrokerResult['end']> | 'still', string>> = {
  'handed-back': 'handed back',
  ceased: 'ceased: another took over, or its service stopped',
  lost: 'lost: the connector went down',
  still: 'still brokering',
};

function noticeRow({ id, notice, count, first, connectors, message }: NoticeResult): Cell[] {
  const more = message === '' ? '' : ` · ${message}`;
  return [`${id}`, moment(first), `${count}×`, `${notice} · ${few(connectors)}${more}`];
}
