/**
 * Command lines of drills are split as a shell does it, and what stands in `${…}` is never split.
 */
import { describe, expect, test } from 'vitest';
import { filledWord, splitCommandLine, splitText } from '../../../../src/core/drill/index.ts';

/** The words, with each expression in brackets. */
function wordsOf(line: string): readonly string[] | string {
  const split = splitCommandLine(line);
  if (!split.ok) return `${split.at} ${split.message}`;
  return split.words.map((word) => filledWord(word, (expression) => `[${expression}]`));
}

describe('a command line', () => {
  test.each([
    ['lhc  status', ['lhc', 'status']],
    [`launch --user 'CONTOSO\\a b'`, ['launch', '--user', 'CONTOSO\\a b']],
    [`a"b c"d e\\ f ''`, ['ab cd', 'e f', '']],
    ['clear $' + '{crash.id} --for=$' + '{lease}', ['clear', '[crash.id]', '--for=[lease]']],
    ['x $' + `{a == 'b }' ? {'k': 1}.k : 2}y`, ['x', `[a == 'b }' ? {'k': 1}.k : 2]y`]],
    [`'$` + `{a}' "$` + `{b c}" \\$` + '{d}', ['$' + '{a}', '[b c]', '$' + '{d}']],
    ['', []],
  ])('%s', (line, words) => expect(wordsOf(line)).toEqual(words));

  test.each([
    [`a 'b`, '2 this quote has no end'],
    [`a "b`, '2 this quote has no end'],
    ['a $' + '{b', '2 this $' + '{ has no }'],
    ['a $' + '{ }', '2 this $' + '{} names nothing'],
    ['a \\', '2 nothing follows the backslash'],
  ])('%s has a mistake', (line, said) => expect(wordsOf(line)).toBe(said));
});

test('in a question nothing but an expression has a meaning', () => {
  const split = splitText(`Isn't "$` + `{zone}" $5 \\ $` + '{size(x)}?');
  expect(split).toMatchObject({ ok: true });
  if (split.ok) expect(filledWord(split.parts, (text) => `[${text}]`)).toBe(`Isn't "[zone]" $5 \\ [size(x)]?`);
  expect(splitText('Is $' + '{zone')).toEqual({ ok: false, message: 'this $' + '{ has no }', at: 3 });
  expect(splitText('Is $' + '{}')).toEqual({ ok: false, message: 'this $' + '{} names nothing', at: 3 });
});
