/**
 * Who is asked where there is no terminal: nobody. Prompts on a terminal are in test/pty.
 */
import { expect, test } from 'vitest';
import type { Question, Standing } from '../../../src/app/drill/operator.ts';
import { operatorFor } from '../../../src/cli/drill-operator.ts';

const FLAGS = { step: true, yes: false, json: false, quiet: false };

const QUESTION: Question = {
  step: {
    name: 'watcher',
    title: null,
    danger: 'none',
    action: { type: 'ask', question: 'Can they?', options: null },
    as: 'helpdesk',
    once: false,
    undo: [],
    expect: [],
  },
  text: 'Can they?',
  options: ['yes', 'no'],
};

test('nobody is asked: steps are done, a failure ends the run, and a question that was not answered stays open', async () => {
  const nobody = operatorFor({ name: 'ada', answers: {}, flags: FLAGS });
  const standing = { danger: 'severe', failure: null } as Standing;
  expect(nobody.name).toBe('ada');
  expect(await nobody.standBefore(standing)).toEqual({ type: 'go' });
  expect(await nobody.standFailed({ ...standing, failure: 'it broke' })).toEqual({ type: 'give-up' });
  expect(await nobody.answer(QUESTION)).toBe(null);
});

test.each(['helpdesk', 'watcher'])('an answer is given beforehand, by the name %s', async (key) => {
  const operator = operatorFor({ name: 'ada', answers: { [key]: 'no' }, flags: FLAGS });
  expect(await operator.answer(QUESTION)).toEqual({ text: 'no', tookMs: null });
});
