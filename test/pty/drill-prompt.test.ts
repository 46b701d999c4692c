/**
 * The prompt of a drill in a terminal: what stands on the screen, what is typed, and what is left when it is over.
 *
 * Not here: what becomes of a decision (drill-step.test.ts), and what each key does (test/unit/ui/screens).
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, temporaryHome } from '../support/cli.ts';
import { expectScreen } from '../support/screens.ts';
import { KEYS, type TerminalOptions, TerminalRun } from '../support/terminal.ts';

const PROGRAM = join(ROOT, 'test', 'support', 'prompted-steps.ts');

type Asked = 'before' | 'failed' | 'long' | 'ask' | 'manual';

function prompted(asked: Asked, options: Partial<TerminalOptions> = {}): TerminalRun {
  return new TerminalRun(process.execPath, [PROGRAM, asked], { home: temporaryHome(), ...options });
}

/** The decision that the program prints last, and all that was left in the scrollback before it. */
async function endOf(terminal: TerminalRun): Promise<{ readonly decision: unknown; readonly left: string }> {
  expect(await terminal.ended).toBe(0);
  expect(terminal.showsCursor).toBe(true);
  const lines = terminal.scrollback().split('\n');
  return { decision: JSON.parse(lines.at(-1) ?? ''), left: lines.slice(0, -1).join('\n') };
}

test('a step is skipped with a reason, which is edited while it is typed', async () => {
  const terminal = prompted('before');
  expectScreen(await terminal.until('abort'), 'prompt-before-80');
  expect(terminal.showsCursor).toBe(false);

  terminal.press('s');
  await terminal.until('reason:');
  terminal.press(KEYS.enter);
  expectScreen(await terminal.until('a reason is needed'), 'prompt-reason-needed-80');

  terminal.press(KEYS.escape);
  await terminal.until('enter run');
  // Two columns each: the cursor stands where the terminal draws it.
  terminal.press('s', '日本', KEYS.left, 'x');
  await terminal.until('日x本');
  await terminal.until(() => terminal.showsCursor && terminal.cursor().column === '  reason: '.length + 3);
  terminal.press(KEYS.home, KEYS.delete, KEYS.end, KEYS.backspace, ' the door is locked', KEYS.enter);

  const { decision, left } = await endOf(terminal);
  expect(decision).toEqual({ type: 'skip', reason: 'x the door is locked' });
  expect(left).toBe('› skip: x the door is locked');
});

test('40 columns are enough, also for a long line, and the prompt follows the window', async () => {
  const terminal = prompted('failed', { columns: 40 });
  expectScreen(await terminal.until('quit'), 'prompt-failed-40');
  terminal.press('a', 'nobody has the key to the room where the machines are');
  const typed = await terminal.until('machines are');
  expectScreen(typed, 'prompt-reason-40');
  expect(Math.max(...typed.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);

  terminal.press(KEYS.escape);
  await terminal.until('retry');
  terminal.resize(80, 24);
  expectScreen(await terminal.until('skip · u undo cut · l look · n note · a abort'), 'prompt-failed-80');
  terminal.press('r');
  expect((await endOf(terminal)).decision).toEqual({ type: 'retry' });
});

test('of more lines than there is room for the rest is counted', async () => {
  const terminal = prompted('long', { columns: 40 });
  expectScreen(await terminal.until('abort'), 'prompt-long-40');
  terminal.press(KEYS.enter);
  expect(await endOf(terminal)).toEqual({ decision: { type: 'go' }, left: '› run' });
});

test('a question is answered from a list', async () => {
  const terminal = prompted('ask');
  expectScreen(await terminal.until('stop here'), 'prompt-ask-80');
  terminal.press(KEYS.down);
  await terminal.until('› no');
  terminal.press(KEYS.enter);
  expect(await endOf(terminal)).toEqual({ decision: 'no', left: '› answer: no' });
});

test('an instruction is confirmed by a letter', async () => {
  const terminal = prompted('manual', { columns: 40 });
  expectScreen(await terminal.until('stop here'), 'prompt-manual-40');
  terminal.press('f');
  expect((await endOf(terminal)).decision).toBe('failed');
});

test('Ctrl-C in a prompt, and a signal, ask for an abort; in a question Ctrl-C is the signal that it is elsewhere', async () => {
  const [pressed, signalled, asked, told] = [
    prompted('before'),
    prompted('before'),
    prompted('ask'),
    prompted('manual'),
  ];
  await Promise.all([pressed.until('abort'), signalled.until('abort')]);
  await Promise.all([asked.until('stop here'), told.until('stop here')]);
  pressed.press(KEYS.ctrlC);
  signalled.kill('SIGTERM');
  asked.press(KEYS.ctrlC);
  told.kill('SIGTERM');
  expect(await endOf(pressed)).toEqual({ decision: { type: 'abort', reason: 'Ctrl-C' }, left: '› Ctrl-C' });
  expect((await endOf(signalled)).decision).toEqual({ type: 'abort', reason: 'SIGTERM' });
  expect(await endOf(told)).toEqual({ decision: null, left: '› SIGTERM' });
  // The program listens to no signal, and is ended by it.
  expect(await asked.ended).toBe(null);
  expect(asked.scrollback()).toBe('› Ctrl-C');
  expect(asked.showsCursor).toBe(true);
});

test('what is typed before the prompt can be seen is not meant for it, and what is pasted is text', async () => {
  const terminal = prompted('before');
  terminal.press(KEYS.enter);
  await terminal.until('abort');
  terminal.press('\x1b[200~q\r\x1b[201~', 'n', '\x1b[200~two\nlines\x1b[201~');
  await terminal.until('two lines');
  terminal.press(KEYS.enter);
  expect((await endOf(terminal)).decision).toEqual({ type: 'note', text: 'two lines' });
});

test('without colours there are none', async () => {
  const terminal = prompted('failed', { env: { NO_COLOR: '1' } });
  await terminal.until('abort');
  terminal.press('q');
  expect((await endOf(terminal)).decision).toEqual({ type: 'quit' });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are such characters
  expect(terminal.written).not.toMatch(/\x1b\[[\d;]*m/);
});

test('the terminal echoes lines again when a prompt is over', async () => {
  const words = ['-c', '"$@"; stty -a', 'sh', process.execPath, PROGRAM, 'before'];
  const terminal = new TerminalRun('/bin/sh', words, { home: temporaryHome(), env: { PATH: '/usr/bin:/bin' } });
  await terminal.until('abort');
  terminal.press('q');
  expect(await terminal.ended).toBe(0);
  expect(terminal.scrollback()).toMatch(/(?:^| )icanon /m);
  expect(terminal.scrollback()).toMatch(/(?:^| )echo /m);
});
