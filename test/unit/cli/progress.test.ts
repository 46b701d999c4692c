/**
 * The line on stderr that says that a long command is alive: for a terminal only, after a while only, and gone in the end.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progressOn } from '../../../src/cli/progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is written to a stream while a command tells how far it is, at once and after 2 s. */
function writtenTo({ isTTY }: { readonly isTTY: boolean }): readonly string[] {
  const written: string[] = [];
  const progress = progressOn({ isTTY, write: (text) => written.push(String(text)) > 0 });
  progress.tell('seed 8 of 200');
  vi.advanceTimersByTime(2_001);
  progress.tell('seed 10 of 200');
  progress.tell('seed 10 of 200');
  progress.tell('seed 9 of 9');
  progress.end();
  return written;
}

test('a terminal has one line, which is rewritten in place and taken away', () => {
  expect(writtenTo({ isTTY: true })).toEqual(['\rseed 10 of 200', '\rseed 9 of 9   ', `\r${' '.repeat(11)}\r`]);
});

test('nothing is left by a command that is quick, and nothing is written where there is no terminal', () => {
  const written: string[] = [];
  const progress = progressOn({ isTTY: true, write: (text) => written.push(String(text)) > 0 });
  progress.tell('seed 1 of 2');
  progress.end();
  expect([...written, ...writtenTo({ isTTY: false })]).toEqual([]);
});
