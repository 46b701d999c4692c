/**
 * A program that stands before steps of a drill and asks the person at its terminal, as `drill run` does; it does nothing else.
 * What is decided is printed as JSON. The word it is given names what is asked: `before`, `failed`, `long`, `ask` or `manual`.
 */
import type { Operator, Question, Standing } from '../../src/app/drill/operator.ts';
import { operatorFor } from '../../src/cli/drill-operator.ts';
import type { DrillStep } from '../../src/core/drill/index.ts';

const STEP: DrillStep = {
  name: 'cut',
  title: 'Force the outage on every connector of the zone',
  danger: 'severe',
  action: { type: 'do', lines: ['lhc force-outage --zone ams --for 40m'], exit: 0 },
  as: null,
  once: false,
  undo: ['lhc end-outage --zone ams'],
  expect: [],
};

const STANDING: Standing = {
  run: 'r1',
  at: '2026-01-05T08:00:00Z',
  number: 2,
  count: 7,
  attempt: 1,
  step: STEP,
  danger: STEP.danger,
  what: ['lhc force-outage --zone ams --for 40m'],
  undo: STEP.undo,
  failure: null,
  undoes: null,
  preview: () => Promise.reject(new Error('nothing to preview')),
  look: () => Promise.reject(new Error('nothing to look at')),
};

const FAILURE = "lhc.zones['ams'].brokering == 'secondary' did not come true within 3m";

const QUESTION: Question = {
  step: { ...STEP, name: 'watcher' },
  text: 'Can people at the help desk open a desktop?',
  options: ['yes', 'no'],
};

const ASKED: Readonly<Record<string, (operator: Operator) => Promise<unknown>>> = {
  before: (operator) => operator.standBefore(STANDING),
  failed: (operator) => operator.standFailed({ ...STANDING, attempt: 2, failure: FAILURE, undoes: 'cut' }),
  long: (operator) =>
    operator.standBefore({ ...STANDING, what: Array.from({ length: 40 }, (_, at) => `fault list ${at}`) }),
  ask: async (operator) => (await operator.answer(QUESTION))?.text ?? null,
  manual: async (operator) => (await operator.answer({ ...QUESTION, options: ['done', 'failed'] }))?.text ?? null,
};

const flags = { step: false, yes: false, json: false, quiet: false };
const decision = await ASKED[process.argv[2] ?? '']?.(operatorFor({ name: 'ada', answers: {}, flags }));
process.stdout.write(`${JSON.stringify(decision)}\n`);
