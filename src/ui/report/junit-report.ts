/**
 * The report of a drill as JUnit, for continuous integration: a test case for each step, objective, promise of the whole, and for what must
 * never be.
 *
 * Of several attempts at a step the last one counts. What was left out or taken back is skipped.
 *
 * Not here: `check` in the same form (../text/check-junit.ts).
 */

import imported, { type Builder, type TestCase, type TestSuite } from 'junit-report-builder';
import type {
  DrillReport,
  ReportedExpectation,
  ReportedObjective,
  ReportedProhibition,
  ReportedStep,
  ReportedUndo,
} from '../../app/drill/report/report-document.ts';
import {
  exitText,
  lastAttempts,
  limitText,
  OUTCOMES,
  objectiveText,
  outcomeText,
  sinceBegin,
} from '../text/drill-report-words.ts';
import { visible } from '../text/visible.ts';

/** What the package exports is a builder; its types are those of another kind of module. */
const reports = imported as unknown as Builder;

export function drillJunitText(report: DrillReport): string {
  const builder = reports.newBuilder();
  const suite = builder.testSuite().name(`holdover drill ${report.drill}`);
  addProperties(suite, report);
  for (const step of lastAttempts(report.steps)) addStep(suite, step);
  for (const objective of report.objectives) addObjective(suite, report, objective);
  for (const prohibition of report.never) addNever(suite, report, prohibition);
  for (const undo of report.undone) addUndo(suite, undo);
  for (const expectation of report.restored) addRestored(suite, report, expectation);
  return visible(builder.build());
}

function addProperties(suite: TestSuite, { verdict, site, seed, run, params, replay }: DrillReport): void {
  const given = Object.entries(params).map(([name, value]) => [`param.${name}`, value] as const);
  const own = [
    ['verdict', verdict],
    ['site', site],
    ['seed', `${seed}`],
    ['run', run ?? '-'],
    ['replay', replay],
  ] as const;
  for (const [name, value] of [...own, ...given]) suite.property(name, value);
}

function addStep(suite: TestSuite, step: ReportedStep): void {
  const { name, state, tookSec, failure, skipped } = step;
  const testCase = suite.testCase().className('steps').name(name);
  if (tookSec !== null) testCase.time(tookSec);
  const details = [
    ...step.lines.map((line) => `${line.command}: ${exitText(line)}`),
    ...step.expectations.map(expectationText),
  ];
  if (details.length > 0 && state !== 'failed') testCase.standardOutput(details.join('\n'));
  if (state === 'failed') testCase.failure(failure ?? 'failed', 'step').stacktrace(details.join('\n'));
  if (state === 'skipped') testCase.skipped().standardError(`left out by ${skipped?.by}: ${skipped?.reason}`);
  if (state === 'undone') testCase.skipped().standardError('taken back');
  if (state === 'aborted' || state === 'under-way') testCase.error('not finished', 'step');
}

function addObjective(suite: TestSuite, report: DrillReport, objective: ReportedObjective): void {
  const { name, that, after, limitSec, state, tookSec } = objective;
  const testCase = suite.testCase().className('objectives').name(name);
  if (tookSec !== null) testCase.time(tookSec);
  const text = `${that} ${limitText({ type: 'eventually', limitSec })} after ${after}: ${objectiveText(objective)}`;
  addOutcome(testCase, outcomeOf(report, state), text);
}

function addNever(suite: TestSuite, report: DrillReport, { that, why, violations }: ReportedProhibition): void {
  const testCase = suite.testCase().className('never').name(that);
  const moments = violations.map(({ at, step }) => `${sinceBegin(report, at)}${step === null ? '' : ` in ${step}`}`);
  if (moments.length === 0) return;
  addOutcome(testCase, 'broken', `it was so at ${moments.join(', ')}${why === null ? '' : `: ${why}`}`);
}

function addUndo(suite: TestSuite, { step, lines }: ReportedUndo): void {
  const testCase = suite.testCase().className('undo').name(step);
  const isDone = lines.every(({ error }) => error === null);
  addOutcome(
    testCase,
    isDone ? 'kept' : 'broken',
    lines.map((line) => `${line.command}: ${exitText(line)}`).join('\n'),
  );
}

function addRestored(suite: TestSuite, report: DrillReport, expectation: ReportedExpectation): void {
  const { that, state, tookSec } = expectation;
  const testCase = suite.testCase().className('restored').name(that);
  if (tookSec !== null) testCase.time(tookSec);
  addOutcome(testCase, outcomeOf(report, state), expectationText(expectation));
}

type Outcome = 'kept' | 'broken' | 'undecided';

/** What a run that failed has not come to is missing; one that was aborted, or is not over, says nothing of it. */
function outcomeOf({ verdict }: DrillReport, state: ReportedExpectation['state']): Outcome {
  if (state === 'open') return verdict === 'failed' ? 'broken' : 'undecided';
  return state === 'held' ? 'kept' : 'broken';
}

function addOutcome(testCase: TestCase, outcome: Outcome, text: string): void {
  if (outcome === 'kept') testCase.standardOutput(text);
  else if (outcome === 'undecided') testCase.skipped().standardError(text);
  else testCase.failure(text.split('\n', 1)[0], 'drill').stacktrace(text);
}

function expectationText(expectation: ReportedExpectation): string {
  const { word } = OUTCOMES[expectation.state];
  return `${expectation.that} ${limitText(expectation)}: ${word}, ${outcomeText(expectation)}`;
}
