/**
 * The schemas of runs of drills: what is printed of one that is over, planned or reported.
 *
 * Not here: the drill file (../drill/file/drill-schema.ts), and what is printed of it (drill.ts).
 */

import { z } from 'zod';
import { DANGERS } from '../../core/drill/index.ts';
import type { DrillListResult } from '../drill/list.ts';
import type { DrillPlanResult } from '../drill/plan.ts';
import type { DrillReport } from '../drill/report/report-document.ts';
import type { DrillRunResult } from '../drill/report/seeds-summary.ts';
import { at, count, describing, format, instant, names, seconds, site } from './describing.ts';
import { spread } from './spread.ts';

const danger = z.enum(DANGERS);
const kind = z.enum(['do', 'observe', 'ask', 'manual', 'wait', 'run']);
const verdict = z.enum(['passed', 'failed', 'incomplete', 'aborted', 'paused', 'unfinished']);
const stepState = z.enum(['under-way', 'done', 'failed', 'skipped', 'undone', 'aborted']);
const judged = z.enum(['open', 'held', 'failed']);
const params = z.record(z.string(), z.string()).describe('As they would be given again.');
const title = z.string().nullable();
const why = z.string().nullable().describe('As the drill says it.');

const line = z.object({
  command: z.string(),
  exit: z.int().describe('Its exit code; -1 of a local command that could not be run, or was ended by a signal.'),
  error: z.string().nullable().describe('What it said where it failed.'),
});

const decided = {
  limitSec: seconds().nullable().describe('`within` or `for`.'),
  state: judged,
  at: instant().nullable().describe('When it was decided.'),
  tookSec: seconds().nullable(),
  marginSec: seconds().nullable().describe('How much of `within` was left.'),
};

const expectation = z.object({
  type: z.enum(['that', 'eventually', 'stays']),
  that: z.string(),
  why,
  from: instant().describe('When it began to count.'),
  ...decided,
});

const step = z
  .object({
    name: z.string(),
    title,
    kind,
    danger,
    attempt: count().describe('From 1.'),
    state: stepState,
    from: instant(),
    to: instant().nullable(),
    tookSec: seconds().nullable(),
    lines: z.array(line).describe('The command lines that were run, with their values put in.'),
    text: z.string().nullable().describe('The question, the instruction, or the time to wait.'),
    bound: z.object({ name: z.string(), value: z.unknown() }).nullable().describe('What `as` has bound.'),
    answer: z
      .object({
        text: z.string(),
        by: z.string(),
        tookSec: seconds().nullable().describe('Real time that the person took.'),
      })
      .nullable(),
    expectations: z.array(expectation),
    failure: z.string().nullable().describe('Why it failed.'),
    skipped: z.object({ by: z.string(), reason: z.string() }).nullable(),
    inDoubt: z.boolean().describe('It was begun, and its end is not known: the process that ran it was killed.'),
  })
  .describe('One attempt at a step.');

const requirement = z.object({
  text: z.string(),
  why,
  accepted: z.boolean().describe('Whether it was unmet, and accepted with --force.'),
});

const objective = z.object({
  name: z.string(),
  after: z.string().describe('The step from whose action on it counts.'),
  that: z.string(),
  why,
  from: instant().nullable().describe('null: its step was not done.'),
  ...decided,
});

const prohibition = z.object({
  that: z.string(),
  why,
  violations: z.array(z.object({ at: instant(), step: z.string().nullable() })),
});

const summary = {
  run: z.string().nullable().describe('The name under which it is kept.'),
  drill: z.string(),
  title,
  description: z.string().nullable(),
  file: z.string(),
  site: site(),
  seed: count(),
  copy: z.boolean().describe('Whether it ran in a copy of the site, with a seed of its own.'),
  params,
  by: z.string(),
  verdict,
  reasons: z.array(z.string()).describe('Why the verdict is not better.'),
  question: z
    .object({ key: z.string().describe('What --answer calls it.'), text: z.string(), options: names() })
    .nullable()
    .describe('What a paused run waits to be answered.'),
  from: instant().describe('World time at its beginning.'),
  at: at(),
  tookSec: seconds().describe('World time that it took.'),
  personSec: seconds().describe('Real time that people took; no part of tookSec.'),
  requirements: z.array(requirement),
  steps: z.array(step).describe('One for each attempt, in the order of time.'),
  restored: z.array(expectation),
  objectives: z.array(objective),
  never: z.array(prohibition),
  undone: z.array(z.object({ step: z.string(), at: instant(), lines: z.array(line) })).describe('What was taken back.'),
  notes: z.array(z.object({ at: instant(), by: z.string(), text: z.string() })),
  replay: z.string().describe('The command that runs it again.'),
  inForce: z
    .array(z.object({ what: z.string(), undo: z.string() }))
    .describe('What is in force in the site at its end, with the commands that undo it.'),
};

const seeds = z.object({
  count: count(),
  verdicts: z.partialRecord(verdict, count()),
  worstSeed: count().describe('That with the worst verdict; then, with the least margin.'),
  expectations: z.array(
    z.object({
      of: z.string().describe('A step; `objective NAME`; or `restored`.'),
      that: z.string(),
      limitSec: seconds().nullable(),
      held: count().describe('In how many runs it held.'),
      failed: count().describe('In how many it did not.'),
      tookSec: spread,
    }),
  ),
  failures: z.array(z.object({ reason: z.string(), seeds: count(), firstSeed: count() })),
});

export const drillRun = describing<DrillRunResult>()(
  z.object({
    schema: format('drill-run'),
    ...summary,
    seeds: seeds.nullable().describe('What many runs came to, of which this is the worst; null for a single one.'),
  }),
);

const evidence = z
  .object({
    states: z.array(
      z.object({
        atMs: count(),
        subject: z.string().describe("A connector's FQDN, or a server."),
        zone: z.string().nullable().describe('Of a connector.'),
        state: z.string(),
        isBrokering: z.boolean(),
      }),
    ),
    registered: z.array(
      z.object({ atMs: count(), zone: z.string(), cloud: count(), secondary: count(), total: count() }),
    ),
    targets: z.array(z.object({ atMs: count(), streaming: count(), held: count() })),
    launches: z.array(z.object({ fromMs: count(), attempted: count(), failed: count() })),
    events: z.array(z.object({ atMs: count(), subject: z.string(), text: z.string() })),
  })
  .describe('What happened in the site meanwhile; moments in milliseconds since 1970.');

export const drillReport = describing<DrillReport>()(
  z.object({
    schema: format('drill-report'),
    ...summary,
    startedAt: instant().describe('Real time at its beginning.'),
    version: z.string().describe('Of the program that ran it.'),
    evidence,
  }),
);

export const drillPlan = describing<DrillPlanResult>()(
  z.object({
    schema: format('drill-plan'),
    drill: z.string(),
    title,
    file: z.string(),
    site: site(),
    at: at(),
    params,
    danger: danger.describe('The worst of its steps.'),
    requirements: z.array(requirement),
    never: z.array(prohibition),
    steps: z.array(
      z.object({
        name: z.string(),
        title,
        kind,
        danger,
        what: z.array(z.string()).describe('Command lines, question or instruction, with the values put in.'),
        options: names().describe('The answers that there are; empty where nobody is asked.'),
        undo: z.array(z.string()),
        once: z.boolean(),
        predicted: z
          .object({ state: stepState, tookSec: seconds().nullable(), failure: z.string().nullable() })
          .nullable()
          .describe('What it would come to; null where it would not be reached.'),
        expectations: z.array(expectation),
      }),
    ),
    restored: z.array(expectation),
    objectives: z.array(objective),
    touches: names().describe('The objects that it would do something to.'),
    predictedSec: seconds().describe('World time that it would take.'),
    predictedVerdict: z.enum(['passed', 'failed', 'incomplete']),
    reasons: z.array(z.string()),
  }),
);

export const drills = describing<DrillListResult>()(
  z.object({
    schema: format('drills'),
    drills: z
      .array(
        z.object({
          name: z.string(),
          title,
          file: z.string(),
          params: names().describe('Those that have to be given first.'),
        }),
      )
      .describe('That ship with the program.'),
    runs: z
      .array(
        z.object({
          run: z.string(),
          drill: z.string().nullable(),
          site: z.string().nullable(),
          copy: z.boolean(),
          by: z.string().nullable(),
          from: instant().nullable(),
          startedAt: instant().nullable().describe('Real time.'),
          verdict: verdict.nullable().describe('null: its journal cannot be read.'),
          problem: z.string().nullable().describe('Why it cannot be read.'),
        }),
      )
      .describe('Oldest first.'),
  }),
);
