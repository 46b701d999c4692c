/**
 * What an operator of a drill is asked, and what each key does to it: a pure function.
 *
 *   keys ──s, n, a──▶ line ──enter──▶ decided        list ──enter, a first letter──▶ decided
 *     │ ◀────esc───────┘                 ▲             └──esc──▶ decided: stop
 *     └──any other key that it names─────┘
 *
 * Not here: what stands above the keys (content.ts), how it looks (view.ts), and what a decision leads to (cli).
 */

import type { Decision } from '../../../app/drill/operator.ts';
import { charactersOf, type EditedLine, type EditKey, EMPTY_LINE, editLine, insertText } from './edited-line.ts';

export type Prompt =
  | {
      readonly type: 'step';
      readonly hasFailed: boolean;
      /** The step that `undo` takes back; null for none. */
      readonly undoes: string | null;
    }
  | { readonly type: 'question'; readonly options: readonly string[] };

export type PromptState =
  | { readonly type: 'keys' }
  | {
      readonly type: 'line';
      readonly about: LineAbout;
      readonly line: EditedLine;
      /** Whether it was to be taken, and was empty. */
      readonly wasEmpty: boolean;
    }
  | { readonly type: 'list'; readonly chosen: number }
  | { readonly type: 'decided'; readonly choice: Choice };

/** What a line of text is asked for. */
export type LineAbout = 'skip' | 'note' | 'abort';

/** Also what leads back to the prompt, and what a question ends with. */
export type Choice =
  | Decision
  | { readonly type: 'preview' }
  | { readonly type: 'look' }
  | { readonly type: 'answer'; readonly text: string }
  | { readonly type: 'stop' }
  /** By Ctrl-C, or by a signal of that name. */
  | { readonly type: 'interrupted'; readonly by: string };

export type Key =
  | { readonly type: 'character'; readonly text: string }
  /** Text that may be long, and does nothing but stand in a line. */
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: EditKey | 'up' | 'down' | 'enter' | 'escape' | 'interrupt' };

/** A key that is offered, and the words for what it does. */
export interface OfferedKey {
  readonly key: string;
  readonly words: string;
}

interface Command extends OfferedKey {
  readonly leadsTo: PromptState;
}

export function beginPrompt({ type }: Prompt): PromptState {
  return type === 'step' ? { type: 'keys' } : { type: 'list', chosen: 0 };
}

export function stepPrompt(prompt: Prompt, state: PromptState, key: Key): PromptState {
  if (state.type === 'decided') return state;
  if (key.type === 'interrupt') return decided({ type: 'interrupted', by: 'Ctrl-C' });
  switch (state.type) {
    case 'keys':
      return prompt.type === 'step' ? onCommand(commandsOf(prompt), state, key) : state;
    case 'line':
      return onLine(state, key);
    case 'list':
      return prompt.type === 'question' ? onList(prompt.options, state, key) : state;
  }
}

/** The keys that make sense now, in the order in which they are told. */
export function offeredKeys(prompt: Prompt, state: PromptState): readonly OfferedKey[] {
  if (state.type === 'line') return [{ key: 'enter', words: state.about }, BACK];
  if (prompt.type === 'step') return commandsOf(prompt);
  const letters = prompt.options.filter((option) => optionBy(prompt.options, letterOf(option)) === option);
  return [...LIST_KEYS, ...letters.map((option) => ({ key: letterOf(option), words: option })), STOP];
}

const BACK: OfferedKey = { key: 'esc', words: 'back' };
const STOP: OfferedKey = { key: 'esc', words: 'stop here' };
const LIST_KEYS: readonly OfferedKey[] = [
  { key: '↑↓', words: 'choose' },
  { key: 'enter', words: 'answer' },
];

function commandsOf({ hasFailed, undoes }: Prompt & { type: 'step' }): readonly Command[] {
  const undo: readonly Command[] =
    undoes === null ? [] : [{ key: 'u', words: `undo ${undoes}`, leadsTo: decided({ type: 'undo' }) }];
  return hasFailed
    ? [command('r', { type: 'retry' }), SKIP, ...undo, LOOK, NOTE, ABORT, QUIT]
    : [RUN, SKIP, command('p', { type: 'preview' }), LOOK, NOTE, ...undo, QUIT, ABORT];
}

const RUN: Command = { key: 'enter', words: 'run', leadsTo: decided({ type: 'go' }) };
const LOOK = command('l', { type: 'look' });
const QUIT = command('q', { type: 'quit' });
const SKIP = lineCommand('s', 'skip');
const NOTE = lineCommand('n', 'note');
const ABORT = lineCommand('a', 'abort');

function command(key: string, choice: { readonly type: 'retry' | 'preview' | 'look' | 'quit' }): Command {
  return { key, words: choice.type, leadsTo: decided(choice) };
}

function lineCommand(key: string, about: LineAbout): Command {
  return { key, words: about, leadsTo: { type: 'line', about, line: EMPTY_LINE, wasEmpty: false } };
}

function onCommand(commands: readonly Command[], state: PromptState, key: Key): PromptState {
  const typed = key.type === 'character' ? key.text.toLowerCase() : key.type;
  return commands.find((one) => one.key === typed)?.leadsTo ?? state;
}

function onLine(state: PromptState & { type: 'line' }, key: Key): PromptState {
  const changed = (line: EditedLine): PromptState => ({ ...state, line, wasEmpty: false });
  switch (key.type) {
    case 'character':
    case 'paste':
      return changed(insertText(state.line, key.text));
    case 'enter':
      return onLineTaken(state);
    case 'escape':
      return { type: 'keys' };
    case 'up':
    case 'down':
    case 'interrupt':
      return state;
    default:
      return changed(editLine(state.line, key.type));
  }
}

function onLineTaken(state: PromptState & { type: 'line' }): PromptState {
  const text = (state.line.before + state.line.after).trim();
  if (text === '') return { ...state, wasEmpty: true };
  return decided(state.about === 'note' ? { type: 'note', text } : { type: state.about, reason: text });
}

function onList(options: readonly string[], state: PromptState & { type: 'list' }, key: Key): PromptState {
  switch (key.type) {
    case 'up':
      return { type: 'list', chosen: Math.max(0, state.chosen - 1) };
    case 'down':
      return { type: 'list', chosen: Math.min(options.length - 1, state.chosen + 1) };
    case 'enter':
      return answered(options[state.chosen] ?? null, state);
    case 'character':
      return answered(optionBy(options, key.text.toLowerCase()), state);
    case 'escape':
      return decided({ type: 'stop' });
    default:
      return state;
  }
}

function answered(option: string | null, state: PromptState): PromptState {
  return option === null ? state : decided({ type: 'answer', text: option });
}

/** The option that begins with a letter; null where none does, or several do. */
function optionBy(options: readonly string[], letter: string): string | null {
  const found = options.filter((option) => letterOf(option) === letter);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function letterOf(option: string): string {
  return (charactersOf(option)[0] ?? '').toLowerCase();
}

function decided(choice: Choice): PromptState {
  return { type: 'decided', choice };
}
