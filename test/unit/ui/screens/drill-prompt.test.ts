import { describe, expect, test } from 'vitest';
import type { Standing } from '../../../../src/app/drill/operator.ts';
import { linesWithin, stepContent } from '../../../../src/ui/screens/drill-prompt/content.ts';
import {
  beginPrompt,
  type Key,
  offeredKeys,
  type Prompt,
  type PromptState,
  stepPrompt,
} from '../../../../src/ui/screens/drill-prompt/model.ts';

const BEFORE: Prompt = { type: 'step', hasFailed: false, undoes: null };
const FAILED: Prompt = { type: 'step', hasFailed: true, undoes: 'cut' };

/** Keys by name; every other word is typed, one key a character. */
function pressed(prompt: Prompt, ...keys: readonly string[]): PromptState {
  const named = /^(?:left|right|home|end|backspace|delete|up|down|enter|escape|interrupt)$/;
  const all = keys.flatMap((key): Key[] =>
    named.test(key) ? [{ type: key } as Key] : Array.from(key, (text) => ({ type: 'character', text })),
  );
  return all.reduce((state, key) => stepPrompt(prompt, state, key), beginPrompt(prompt));
}

function choice(prompt: Prompt, ...keys: readonly string[]): unknown {
  const state = pressed(prompt, ...keys);
  return state.type === 'decided' ? state.choice : null;
}

describe('before a step', () => {
  test.each([
    [['enter'], { type: 'go' }],
    [['p'], { type: 'preview' }],
    [['l'], { type: 'look' }],
    [['q'], { type: 'quit' }],
    [['Q'], { type: 'quit' }],
    [['interrupt'], { type: 'interrupted', by: 'Ctrl-C' }],
    [['s', 'too late', 'enter'], { type: 'skip', reason: 'too late' }],
    [['n', 'a bird', 'enter'], { type: 'note', text: 'a bird' }],
    [['a', 'fire', 'enter'], { type: 'abort', reason: 'fire' }],
    [['a', 'interrupt'], { type: 'interrupted', by: 'Ctrl-C' }],
  ])('%j decides %j', (keys, decision) => {
    expect(choice(BEFORE, ...keys)).toEqual(decision);
  });

  test.each([
    [['r']],
    [['u']],
    [['x']],
    [['escape']],
    [['s', 'enter']],
    [['s', '   ', 'enter']],
    [['a', 'no', 'escape']],
  ])('%j decides nothing', (keys) => {
    expect(choice(BEFORE, ...keys)).toBe(null);
  });

  test('what is decided stays so', () => {
    expect(choice(BEFORE, 'q', 'enter')).toEqual({ type: 'quit' });
  });

  test('an empty reason is said to be missing until something is typed', () => {
    expect(pressed(BEFORE, 's', 'enter')).toMatchObject({ type: 'line', wasEmpty: true });
    expect(pressed(BEFORE, 's', 'enter', 'x')).toMatchObject({ type: 'line', wasEmpty: false });
  });
});

describe('after a failure', () => {
  test('a step is done again, taken back or left out, and never run by mistake', () => {
    expect(choice(FAILED, 'r')).toEqual({ type: 'retry' });
    expect(choice(FAILED, 'u')).toEqual({ type: 'undo' });
    expect(choice(FAILED, 'enter')).toBe(null);
    expect(choice(FAILED, 'p')).toBe(null);
  });
});

describe('the keys that are told', () => {
  test.each<[Prompt, string]>([
    [BEFORE, 'enter run · s skip · p preview · l look · n note · q quit · a abort'],
    [
      { ...BEFORE, undoes: 'baseline' },
      'enter run · s skip · p preview · l look · n note · u undo baseline · q quit · a abort',
    ],
    [FAILED, 'r retry · s skip · u undo cut · l look · n note · a abort · q quit'],
    [{ type: 'question', options: ['yes', 'no'] }, '↑↓ choose · enter answer · y yes · n no · esc stop here'],
    [{ type: 'question', options: ['red', 'rose', 'blue'] }, '↑↓ choose · enter answer · b blue · esc stop here'],
  ])('%j: %s', (prompt, keys) => {
    const told = offeredKeys(prompt, beginPrompt(prompt));
    expect(told.map(({ key, words }) => `${key} ${words}`).join(' · ')).toBe(keys);
  });

  test('of a line they say what it is for', () => {
    expect(offeredKeys(BEFORE, pressed(BEFORE, 'a'))).toEqual([
      { key: 'enter', words: 'abort' },
      { key: 'esc', words: 'back' },
    ]);
  });
});

describe('a question', () => {
  const question: Prompt = { type: 'question', options: ['red', 'rose', 'blue'] };

  test('is answered by moving to an answer, or by its letter where that is its own', () => {
    expect(choice(question, 'enter')).toEqual({ type: 'answer', text: 'red' });
    expect(choice(question, 'down', 'enter')).toEqual({ type: 'answer', text: 'rose' });
    expect(choice(question, 'down', 'down', 'down', 'up', 'enter')).toEqual({ type: 'answer', text: 'rose' });
    expect(choice(question, 'up', 'enter')).toEqual({ type: 'answer', text: 'red' });
    expect(choice(question, 'B')).toEqual({ type: 'answer', text: 'blue' });
    expect(choice(question, 'r')).toBe(null);
  });

  test('may be left, or interrupted', () => {
    expect(choice(question, 'escape')).toEqual({ type: 'stop' });
    expect(choice(question, 'interrupt')).toEqual({ type: 'interrupted', by: 'Ctrl-C' });
  });
});

describe('a line', () => {
  const lineOf = (...keys: readonly string[]) => {
    const state = pressed(BEFORE, 'n', ...keys);
    return state.type === 'line' ? `${state.line.before}|${state.line.after}` : state.type;
  };

  test('is edited where the cursor stands', () => {
    expect(lineOf('abc', 'left', 'x')).toBe('abx|c');
    expect(lineOf('abc', 'home', 'delete', 'end', 'backspace')).toBe('b|');
    expect(lineOf('abc', 'home', 'backspace', 'right', 'right')).toBe('ab|c');
    expect(lineOf('abc', 'end', 'delete', 'right', 'up', 'down')).toBe('abc|');
  });

  test('is edited by what a person takes for a character', () => {
    expect(lineOf('e\u0301👩‍🚒', 'backspace')).toBe('e\u0301|');
    expect(lineOf('e\u0301👩‍🚒', 'left', 'left')).toBe('|e\u0301👩‍🚒');
    expect(lineOf('日本', 'home', 'delete')).toBe('|本');
  });

  test('keeps what is pasted in one line', () => {
    const line = stepPrompt(BEFORE, pressed(BEFORE, 'n'), { type: 'paste', text: 'one\r\n\ttwo\x1b' });
    expect(line).toMatchObject({ line: { before: 'one two', after: '' } });
  });

  test('is nothing that a paste could begin', () => {
    expect(stepPrompt(BEFORE, beginPrompt(BEFORE), { type: 'paste', text: 'q' })).toEqual({ type: 'keys' });
  });
});

test('lines for which there is no room are counted', () => {
  const lines = ['one', 'a longer line', 'three'];
  expect(linesWithin(lines, { rows: 4, columns: 10 })).toEqual(lines);
  expect(linesWithin(lines, { rows: 3, columns: 10 })).toEqual(['one', 'a longer line', '… and 1 more line']);
  expect(linesWithin(lines, { rows: 0, columns: 10 })).toEqual(['one', '… and 2 more lines']);
});

test('a step says what it promises, below what will be done', () => {
  const step: Standing['step'] = {
    name: 'cut',
    title: null,
    danger: 'none',
    action: { type: 'do', lines: ['fault list'], exit: 0 },
    as: null,
    once: false,
    undo: [],
    expect: [
      { type: 'that', that: 'a == 1', why: null },
      { type: 'eventually', that: 'b == 1', within: 180_000, why: null },
      { type: 'stays', that: 'c == 1', for: { param: 'lease' }, why: null },
    ],
  };
  const standing: Standing = {
    run: 'r1',
    at: '2026-01-05T08:00:00Z',
    number: 1,
    count: 1,
    attempt: 1,
    step,
    danger: 'none',
    what: ['holdover fault list \x1b[2J'],
    undo: ['holdover fault clear f1'],
    failure: null,
    undoes: null,
    preview: () => Promise.reject(new Error('nothing to preview')),
    look: () => Promise.reject(new Error('nothing to look at')),
  };
  expect(stepContent(standing).what).toEqual([
    String.raw`holdover fault list \x1b[2J`,
    'undo: holdover fault clear f1',
    'expect: that a == 1',
    'expect: eventually b == 1 within 3m',
    `expect: stays c == 1 for \${lease}`,
  ]);
});
