/**
 * `drill plan`: what a drill would do on a site, and what would come of it, from a run in a copy.
 *
 * Questions that were not answered beforehand are taken for answered well, and local commands for done.
 *
 * Not here: doing it (run.ts).
 */

import { answersOf, type Danger, type Drill, worstDanger } from '../../core/drill/index.ts';
import { formatInstant } from '../../core/kernel/index.ts';
import type { JournalEntry, OperatorAction } from '../../core/site/index.ts';
import type { AppContext } from '../context.ts';
import { copyOfSite } from '../site-copy.ts';
import { conduct } from './conducting/conductor.ts';
import { CopiedSite } from './conducting/drill-site.ts';
import { undoLinesOf, whatOf } from './conducting/perform-step.ts';
import { newRun, type Run } from './conducting/run-record.ts';
import type {
  ReportedExpectation,
  ReportedObjective,
  ReportedProhibition,
  ReportedRequirement,
  ReportedStep,
} from './report/report-document.ts';
import { summaryOf } from './report/report-of.ts';
import { type DrillOptions, type DrillTools, readyDrill } from './run.ts';

/** World time; lengths of time in seconds. */
export interface DrillPlanResult {
  readonly schema: 'holdover.drill-plan/1';
  readonly drill: string;
  readonly title: string | null;
  readonly file: string;
  readonly site: string;
  readonly at: string;
  readonly params: Readonly<Record<string, string>>;
  readonly danger: Danger;
  readonly requirements: readonly ReportedRequirement[];
  readonly never: readonly ReportedProhibition[];
  readonly steps: readonly PlannedStep[];
  readonly restored: readonly ReportedExpectation[];
  readonly objectives: readonly ReportedObjective[];
  /** Connectors, zones, servers, targets and others that it does something to, in the order in which it does. */
  readonly touches: readonly string[];
  /** How long it would take, without the time of people. */
  readonly predictedSec: number;
  readonly predictedVerdict: 'passed' | 'failed' | 'incomplete';
  readonly reasons: readonly string[];
}

export interface PlannedStep {
  readonly name: string;
  readonly title: string | null;
  readonly kind: ReportedStep['kind'];
  readonly danger: Danger;
  /** Command lines, question or instruction, with the values put in. */
  readonly what: readonly string[];
  /** The answers that there are; empty where nobody is asked. */
  readonly options: readonly string[];
  readonly undo: readonly string[];
  readonly once: boolean;
  /** What it would come to; null where it would not be reached. */
  readonly predicted: {
    readonly state: ReportedStep['state'];
    readonly tookSec: number | null;
    readonly failure: string | null;
  } | null;
  readonly expectations: readonly ReportedExpectation[];
}

/** @throws {UserError} the errors of `readyDrill` */
export async function planDrill(
  context: AppContext,
  options: DrillOptions,
  tools: DrillTools,
): Promise<DrillPlanResult> {
  const { drill, header, site, expressions } = await readyDrill(context, options, tools);
  const copied = new CopiedSite(copyOfSite(site, {}));
  const run = await conduct(newRun(null, { ...header, copy: true }, drill), {
    site: copied,
    lines: { append: async () => {} },
    operator: tools.operator(options.answers),
    onInForce: () => {},
    tools: { commands: tools.commands, expressions, context: { ...context, site: header.site } },
  });
  const summary = summaryOf(run);
  const { world, document } = copied.copy;
  const values = { ...header.params.values, ...run.state.bindings };
  const scope = { expressions, values, world };
  return {
    schema: 'holdover.drill-plan/1',
    drill: drill.drill.name,
    title: drill.drill.title,
    file: header.file,
    site: header.site,
    at: formatInstant(header.startMs),
    params: header.params.texts,
    danger: worstDanger(drill.drill),
    requirements: header.requirements,
    never: summary.never,
    steps: plannedSteps(run, drill.drill, scope, summary.steps),
    restored: summary.restored,
    objectives: summary.objectives,
    touches: touched(document.journal.slice(site.document.journal.length)),
    predictedSec: summary.tookSec,
    predictedVerdict: summary.verdict === 'passed' || summary.verdict === 'incomplete' ? summary.verdict : 'failed',
    reasons: summary.reasons,
  };
}

function plannedSteps(
  run: Run,
  { steps }: Drill,
  scope: Parameters<typeof whatOf>[2],
  reported: readonly ReportedStep[],
): readonly PlannedStep[] {
  return steps.map((step) => {
    const done = reported.findLast(({ name }) => name === step.name);
    const lines = done?.lines.map(({ command }) => command) ?? [];
    return {
      name: step.name,
      title: step.title,
      kind: step.action.type,
      danger: step.danger,
      what: lines.length > 0 ? lines : whatOf(step, run.plan, scope),
      options: answersOf(step.action),
      undo: undoLinesOf(step, scope),
      once: step.once,
      predicted: done === undefined ? null : { state: done.state, tookSec: done.tookSec, failure: done.failure },
      expectations: done?.expectations ?? [],
    };
  });
}

/** Each object once. */
function touched(entries: readonly JournalEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ action }) => objectsOf(action)))];
}

/** What an action names, but for files, moments and the like. */
function objectsOf(action: OperatorAction): readonly string[] {
  const named = action.type === 'fault-injected' ? action.fault : action;
  const keys = action.type === 'replicas-copied' ? [...OBJECT_KEYS, 'from', 'to'] : OBJECT_KEYS;
  return Object.entries(named).flatMap(([key, value]) => {
    if (!keys.includes(key)) return [];
    return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
  });
}

const OBJECT_KEYS: readonly string[] = [
  'connectors',
  'connector',
  'user',
  'storeFront',
  'machine',
  'servers',
  'server',
  'store',
  'target',
  'vdisk',
];
