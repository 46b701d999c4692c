/**
 * A run of a drill in a terminal: the line of each step as it ends, and what is said when the run is over.
 *
 * Not here: the forms of a whole report (ui/report), and the result of `drill run` (drill-run.ts).
 */

import type { ReportedLine, ReportedStep, ReportedUndo, RunSummary } from '../../app/drill/report/report-document.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { attemptName, exitText, STEP_STATES, secondsSince } from './drill-report-words.ts';
import { verdictText } from './drill-words.ts';
import { visible } from './visible.ts';
import { counted, sinceStart, span } from './words.ts';

const PAINTS: Readonly<Record<ReportedStep['state'], (text: string) => string>> = {
  'under-way': colour.yellow,
  done: colour.green,
  failed: colour.red,
  skipped: colour.yellow,
  undone: colour.yellow,
  aborted: colour.red,
};

/**
 * `✓ cut  Force the outage …  T+3m12s  2 expectations, least margin 4m`, and below it why it failed. `from` is the beginning of the run,
 * RFC 3339.
 */
export function stepLine(step: ReportedStep, from: string): string {
  const { state, title, to } = step;
  const { symbol, word } = STEP_STATES[state];
  const isPlain = state === 'done';
  const parts = [
    `${PAINTS[state](symbol)} ${colour.bold(attemptName(step))}`,
    ...(isPlain ? [] : [PAINTS[state](word)]),
    ...(title === null ? [] : [visible(title)]),
    ...(to === null ? [] : [colour.dim(sinceStart(secondsSince(from, to)))]),
    ...promisesText(step),
  ];
  return [parts.join('  '), ...detailLines(step).map((line) => `    ${line}`)].join('\n');
}

/** What is said when a run is over, or stops: the verdict, why, what was taken back and what is still in force, and what to type next. */
export function runLines(summary: RunSummary): readonly string[] {
  const { verdict, drill, site, seed, tookSec, personSec, reasons, undone, inForce, run } = summary;
  const people = personSec < 1 ? '' : `, and ${span(personSec)} of people`;
  return [
    `${verdictText(verdict)}  ${drill} · ${site} · seed ${seed} · ${span(tookSec)}${people}`,
    ...reasons.map((reason) => `  ${visible(reason)}`),
    ...undone.flatMap(undoneLines).map((line) => `  ${line}`),
    ...(isOpen(verdict) ? [] : promisesOfAll(summary)).map((line) => `  ${line}`),
    ...inForce.map(
      ({ what, undo }) => `  ${colour.yellow('!')} still in force: ${visible(what)}; to undo it: ${visible(undo)}`,
    ),
    ...(isOpen(verdict) ? [] : [`Again: ${visible(summary.replay)}`]),
    ...(run === null ? [] : [`Next: ${nextCommands(summary, run).join(' · ')}`]),
  ];
}

function promisesText({ expectations }: ReportedStep): readonly string[] {
  if (expectations.length === 0) return [];
  const margins = expectations.flatMap(({ marginSec }) => (marginSec === null ? [] : [marginSec]));
  const least = margins.length === 0 ? '' : `, least margin ${span(Math.min(...margins))}`;
  return [`${counted(expectations.length, 'expectation')}${least}`];
}

function detailLines(step: ReportedStep): readonly string[] {
  const { failure, skipped, answer, lines } = step;
  return [
    ...(failure === null ? [] : [colour.red(visible(failure))]),
    ...(skipped === null ? [] : [visible(`left out by ${skipped.by}: ${skipped.reason}`)]),
    ...(answer === null ? [] : [visible(`${answer.by} answered “${answer.text}”`)]),
    ...lines.filter(({ error }) => error !== null).map((line) => lineText(saidOnce(line, failure))),
  ];
}

/** What a command line said is left out where the failure of its step has said it. */
function saidOnce(line: ReportedLine, failure: string | null): ReportedLine {
  return line.error !== null && failure?.includes(line.error) ? { ...line, error: null } : line;
}

/** A command line of each undone entry: `↶ taken back  cut: holdover lhc end-outage --zone ams`. */
function undoneLines({ step, lines }: ReportedUndo): readonly string[] {
  const { symbol, word } = STEP_STATES.undone;
  return lines.map((line) =>
    line.error === null
      ? `${colour.yellow(`${symbol} ${word}`)}  ${step}: ${visible(line.command)}`
      : `${colour.red('✗ not taken back')}  ${step}: ${lineText(line)}`,
  );
}

function lineText(line: ReportedLine): string {
  return `${visible(line.command)}: ${exitText(line)}`;
}

/** The least margin of what was promised of the whole; what was not kept is among the reasons. */
function promisesOfAll({ restored, objectives }: RunSummary): readonly string[] {
  const margins = [...restored, ...objectives].flatMap(({ marginSec }) => (marginSec === null ? [] : [marginSec]));
  if (margins.length === 0) return [];
  return [`✓ ${counted(margins.length, 'promise')} of the whole kept, least margin ${span(Math.min(...margins))}`];
}

function nextCommands({ verdict, question }: RunSummary, run: string): readonly string[] {
  const answer = question === null ? '' : ` --answer ${question.key}=${shellWord(question.options[0] ?? '')}`;
  if (isOpen(verdict)) return [`holdover drill resume ${run}${answer}`, `holdover drill abort ${run}`];
  return [`holdover drill report ${run}`, `holdover drill report ${run} --format html > ${run}.html`];
}

function isOpen(verdict: RunSummary['verdict']): boolean {
  return verdict === 'paused' || verdict === 'unfinished';
}
