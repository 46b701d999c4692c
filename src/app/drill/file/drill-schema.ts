/**
 * The form of a drill file, `holdover: drill/1`: every key, what it may hold, and its default. The same definition validates files and
 * makes the JSON Schema that editors complete with.
 *
 * Not here: which keys go together (key-problems.ts), what a well-formed drill may not say (core/drill/meaning.ts), and its expressions
 * (expression-problems.ts).
 */

import { z } from 'zod';
import { DANGERS, PARAM_TYPES, type Span } from '../../../core/drill/index.ts';
import { DURATION_PATTERN } from '../../../core/kernel/index.ts';
import { durationMs, named, text, wholeBetween } from '../../site/schema-values.ts';

/** The first line of a drill file names its format. */
export const DRILL_FORMAT = 'drill/1';

/** The keys that say what a step does: each step has one of them. */
export const ACTION_KEYS = ['do', 'observe', 'ask', 'manual', 'wait', 'run'] as const;

/** The keys that say what is promised: each expectation has one of them. */
export const EXPECTATION_KEYS = ['that', 'eventually', 'stays'] as const;

export const REQUIREMENT_KEYS = ['finding', 'that'] as const;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const NAME_SAID = 'a name of letters, digits and _, such as zone';
const STEP_NAME_SAID = 'a name of small letters, digits and -, such as cut-the-link';
/** All of it is shown on terminals, which take orders from other control characters. */
const SHOWN = /^(?:\P{Cc}|[\n\t])*$/u;
const SHOWN_SAID = 'text without control characters but line breaks and tabs';
const SPAN_SAID = 'a duration with units, such as 90s or 3m, or $' + '{NAME} of a parameter of type duration';

const why = () => prose('text, and not empty').optional().describe('Why it is so; shown in reports.');
const title = () => prose('text, and not empty').optional().describe('A sentence for people.');

const param = z.strictObject({
  type: z
    .enum(PARAM_TYPES)
    .describe('What it names or measures. Objects are looked up in the site before the first step.'),
  required: z.boolean().optional().describe('Whether it has to be given. Default: it has to where it has no default.'),
  default: z
    .union([z.string(), z.number(), z.boolean()], 'a value of its type')
    .transform(String)
    .optional()
    .describe('What it is where it is not given.'),
  title: title(),
});

const requirement = z
  .strictObject({
    finding: z
      .string('the code of a finding, such as LHC015')
      .optional()
      .describe('The code of a finding of "holdover check" that must not be there.'),
    absent: z.boolean().optional().describe('false: the finding has to be there. Default: true.'),
    for: expression()
      .optional()
      .describe('The object that the finding is about, as an expression: zone. Default: any.'),
    that: condition().optional().describe('A condition that has to hold.'),
    why: why(),
  })
  .meta(oneOf(REQUIREMENT_KEYS));

const prohibition = z.strictObject({
  that: condition().describe('A condition that must not hold at any event.'),
  why: why(),
});

const expectation = z
  .strictObject({
    that: condition().optional().describe('A condition that holds when the action is done.'),
    eventually: condition().optional().describe('A condition that comes true within the time that "within" says.'),
    within: span().optional().describe('With "eventually": how long that may take.'),
    stays: condition().optional().describe('A condition that holds all the time that "for" says.'),
    for: span().optional().describe('With "stays": how long.'),
    why: why(),
  })
  .meta(oneOf(EXPECTATION_KEYS));

const objective = z.strictObject({
  eventually: condition().describe('A condition that is to come true.'),
  within: span().describe('How long that may take. The report shows the margin.'),
  after: z.string('the name of a step').describe('The step from whose action on the time counts.'),
  title: title(),
});

const step = z
  .strictObject({
    name: z
      .string(STEP_NAME_SAID)
      .regex(/^[a-z0-9][a-z0-9-]*$/, STEP_NAME_SAID)
      .meta({ examples: ['step'] })
      .describe('Its name, which no other step has.'),
    title: title(),
    danger: z
      .enum(DANGERS)
      .default('none')
      .describe('How bad it is where the site is in use. On a terminal, somebody is asked before a severe one.'),
    do: lines()
      .optional()
      .describe(
        'Command lines of holdover, without "holdover". $' + '{…} puts in the value of an expression, as one word.',
      ),
    observe: z
      .record(name(), expression())
      .optional()
      .describe('Values to keep, by name, each an expression over the status document.'),
    ask: prose('a question').optional().describe('A question to a person.'),
    options: z
      .array(text().regex(SHOWN, SHOWN_SAID))
      .min(2)
      .optional()
      .describe('With "ask": the answers that there are. Default: yes and no, of which no fails the step.'),
    manual: prose('an instruction').optional().describe('An instruction, which a person confirms.'),
    wait: span().optional().describe('Lets time pass.'),
    run: prose('a local command').optional().describe('A command of this machine; done only with --allow-run.'),
    exit: wholeBetween(0, 255)
      .optional()
      .describe('With "do" and "run": the exit code that the last command has to end with. Default: 0.'),
    as: name().optional().describe('The name by which later expressions know the result.'),
    once: z
      .boolean()
      .default(false)
      .describe('Whether it is never done twice, not even when the drill was killed half-way.'),
    undo: lines()
      .optional()
      .describe('Command lines that take it back: newest first, when the drill fails or is aborted.'),
    expect: z
      .array(expectation)
      .prefault([])
      .describe('What the step promises. All times count from when its action is done.'),
  })
  .meta(oneOf(ACTION_KEYS));

/** The form of a drill file. */
export const drillSchema = z.strictObject({
  holdover: z.literal(DRILL_FORMAT).describe('The format of this file.'),
  name: z
    .string('the name of the drill')
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a name of letters, digits, ".", "_" and "-", such as lhc-outage')
    .meta({ examples: ['drill'] })
    .describe('The name of the drill.'),
  title: title(),
  description: prose('text, and not empty')
    .optional()
    .describe('What the drill is for, and what to know before it is run.'),
  params: z.record(name(), param).prefault({}).describe('What is given with --param NAME=VALUE, by name.'),
  require: z.array(requirement).prefault([]).describe('What has to be so before the first step.'),
  never: z.array(prohibition).prefault([]).describe('What must not be so at any event of the run.'),
  steps: z.array(step).describe('The steps, in their order; at least one.'),
  restored: z
    .array(expectation)
    .prefault([])
    .describe('What has to come true after the last step, and after an abort.'),
  objectives: named(objective)
    .prefault({})
    .describe('What is judged in the report, by name. A missed one makes the run a failure, but stops nothing.'),
});

/** A drill file by itself: values are read and most defaults filled in, but it is still laid out as the file is. */
export type DrillFileShape = z.output<typeof drillSchema>;
export type StepShape = DrillFileShape['steps'][number];
export type ExpectationShape = DrillFileShape['restored'][number];
export type RequirementShape = DrillFileShape['require'][number];

/** The JSON Schema (draft 2020-12) of drill files, as they are written. */
export function drillJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(drillSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'urn:holdover:schema:drill:1',
    title: 'holdover drill file',
    description:
      'A runbook that people can read and holdover can run: steps, what they promise, and how they are taken back.',
    ...rest,
  };
}

/** For editors: exactly one of these keys. */
function oneOf(keys: readonly string[]) {
  return { oneOf: keys.map((key) => ({ required: [key] })) };
}

/** A name that expressions can use. */
function name() {
  return z
    .string(NAME_SAID)
    .regex(NAME, NAME_SAID)
    .meta({ examples: ['name'] });
}

/** Text of any number of lines that is not empty, and can be shown. */
function prose(said: string) {
  return z
    .string(said)
    .regex(/\S/, { error: said, abort: true })
    .regex(SHOWN, SHOWN_SAID)
    .meta({ examples: ['text'] });
}

function condition() {
  return cel('a condition, such as "lhc.zones[zone].acceptingBrokers == 1"', 'true');
}

function expression() {
  return cel('an expression over the status document, such as lhc.zones[zone].elected', 'site');
}

function cel(said: string, example: string) {
  return z
    .string(said)
    .regex(/\S/, { error: said, abort: true })
    .regex(SHOWN, SHOWN_SAID)
    .meta({ examples: [example] });
}

/** One command line, or several. */
function lines() {
  const said = 'a command line, or a list of them';
  const line = prose(said);
  return z
    .union([line, z.array(line).min(1)], said)
    .transform((value) => (typeof value === 'string' ? [value] : value));
}

/** A duration, or a parameter that says it. */
function span() {
  const duration = durationMs();
  const reference = /^\$\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}$/;
  return z
    .string(SPAN_SAID)
    .regex(new RegExp(`${DURATION_PATTERN}|${reference.source}`), SPAN_SAID)
    .meta({ examples: ['1m'] })
    .transform((value, context): Span => {
      const param = reference.exec(value)?.[1];
      if (param !== undefined) return { param };
      const parsed = duration.safeParse(value);
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: `${SPAN_SAID}, and at most 3650d` });
      return z.NEVER;
    });
}
