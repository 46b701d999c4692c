/**
 * `drill list` as text.
 *
 * Not here: one run in full (drill-run.ts).
 */

import type { DrillListResult, ListedDrill, ListedRun } from '../../app/drill/list.ts';
import { verdictMark } from './drill-words.ts';
import { section } from './section.ts';
import { type Cell, table } from './table.ts';
import { moment } from './words.ts';

export function drillListText({ drills, runs }: DrillListResult): string {
  return [
    ...table([['DRILL', 'PARAMETERS', ''], ...drills.map(drillRow)]),
    ...section(runLines(runs)),
    '',
    next(runs),
  ].join('\n');
}

function drillRow({ name, params, title }: ListedDrill): readonly Cell[] {
  return [name, params.join(', '), title ?? ''];
}

function runLines(runs: readonly ListedRun[]): readonly string[] {
  if (runs.length === 0) return ['No drill was run yet.'];
  return table([['RUN', 'DRILL', 'SITE', 'FROM', 'BY', 'VERDICT'], ...runs.map(runRow)]);
}

function runRow({ run, drill, site, from, by, verdict, copy, problem }: ListedRun): readonly Cell[] {
  if (verdict === null) return [run, '', '', '', '', `cannot be read: ${problem}`];
  const where = `${site}${copy ? ' (a copy)' : ''}`;
  return [run, drill ?? '', where, from === null ? '' : moment(from), by ?? '', verdictMark(verdict)];
}

function next(runs: readonly ListedRun[]): string {
  const open = runs.findLast(({ verdict }) => verdict === 'paused' || verdict === 'unfinished');
  const last = runs.at(-1);
  if (open !== undefined) return `Next: holdover drill resume ${open.run} · holdover drill abort ${open.run}`;
  if (last !== undefined) return `Next: holdover drill report ${last.run}`;
  return 'Next: holdover drill plan DRILL · holdover drill export DRILL --to markdown';
}
