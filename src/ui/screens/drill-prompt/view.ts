/**
 * The prompt of a drill on the screen, below whatever was printed before. It is as wide as the terminal at most.
 *
 * Not here: what the keys do (model.ts), and when it is shown (screen.ts).
 */

import {
  Box,
  type DOMElement,
  type Key as InkKey,
  Text,
  useBoxMetrics,
  useCursor,
  useInput,
  usePaste,
  useWindowSize,
} from 'ink';
import { createElement as h, type ReactElement, useEffect, useReducer, useRef } from 'react';
import { colour } from '../../colour.ts';
import { linesWithin, type PromptContent } from './content.ts';
import { charactersOf } from './edited-line.ts';
import {
  beginPrompt,
  type Choice,
  type Key,
  type OfferedKey,
  offeredKeys,
  type PromptState,
  stepPrompt,
} from './model.ts';

interface ViewProperties {
  readonly content: PromptContent;
  readonly onDecided: (choice: Choice) => void;
}

/** Rows that are left to the log above, and to the keys below. */
const OTHER_ROWS = 8;

const WANTED: Readonly<Record<'skip' | 'note' | 'abort', string>> = { skip: 'reason', note: 'note', abort: 'reason' };

export function DrillPrompt({ content, onDecided }: ViewProperties): ReactElement {
  const { prompt, place, head, what } = content;
  const [state, press] = useReducer(
    (before: PromptState, key: Key) => stepPrompt(prompt, before, key),
    beginPrompt(prompt),
  );
  useInput((input, key) => keysOf(input, key).forEach(press));
  usePaste((text) => press({ type: 'paste', text }));
  useEffect(() => {
    if (state.type === 'decided') onDecided(state.choice);
  }, [state, onDecided]);
  const { rows, columns } = useWindowSize();
  return h(
    Box,
    { flexDirection: 'column' },
    h(PartRow, { key: 'place', parts: place }),
    ...head.map((line, index) => h(Text, { key: `head ${index}` }, line)),
    ...linesWithin(what, { rows: rows - OTHER_ROWS - head.length, columns: columns - 2 }).map((line, index) =>
      h(Box, { key: `what ${index}`, paddingLeft: 2 }, h(Text, null, line)),
    ),
    ...(prompt.type === 'question' && state.type === 'list' ? optionRows(prompt.options, state.chosen) : []),
    state.type === 'line' ? h(LineRow, { key: 'line', state }) : null,
    h(PartRow, { key: 'keys', parts: offeredKeys(prompt, state).map(keyText) }),
  );
}

function optionRows(options: readonly string[], chosen: number): readonly ReactElement[] {
  return options.map((option, index) => {
    const text = index === chosen ? `${colour.cyan('›')} ${colour.bold(option)}` : `  ${option}`;
    return h(Box, { key: `option ${index}`, paddingLeft: 2 }, h(Text, null, text));
  });
}

/** The line that is typed. The terminal's own cursor stands in it, because programs that compose characters look for that. */
function LineRow({ state }: { readonly state: PromptState & { readonly type: 'line' } }): ReactElement {
  const row = useRef<DOMElement>(null);
  const typed = useRef<DOMElement>(null);
  const { top } = useBoxMetrics(row);
  const { left, width } = useBoxMetrics(typed);
  const { setCursorPosition } = useCursor();
  setCursorPosition({ x: left + width, y: top });
  const { about, line, wasEmpty } = state;
  const wanted = WANTED[about];
  const missing = wasEmpty ? colour.yellow(`a ${wanted} is needed`) : '';
  return h(
    Box,
    { ref: row, paddingLeft: 2 },
    h(Box, { flexShrink: 0 }, h(Text, null, `${wanted}: `)),
    h(Box, { ref: typed, flexShrink: 1 }, h(Text, { wrap: 'truncate-start' }, line.before)),
    // The last column is the cursor's.
    h(Box, { flexGrow: 1, flexBasis: 1, minWidth: 1 }, h(Text, { wrap: 'truncate-end' }, line.after || missing)),
  );
}

function keyText({ key, words }: OfferedKey): string {
  return `${colour.cyan(key)} ${words}`;
}

/** Texts one after the other, none of them torn apart. */
function PartRow({ parts }: { readonly parts: readonly string[] }): ReactElement {
  const texts = parts.map((part, index) => `${part}${index < parts.length - 1 ? ' ·' : ''}`);
  const boxes = texts.map((text, index) => h(Box, { key: `part ${index}` }, h(Text, null, text)));
  return h(Box, { flexWrap: 'wrap', columnGap: 1 }, ...boxes);
}

/** What ink reports may be one key, or several characters that were typed at once. */
function keysOf(input: string, key: InkKey): readonly Key[] {
  if (key.ctrl) return input === 'c' ? [{ type: 'interrupt' }] : [];
  const special = SPECIAL_KEYS.find(([name]) => key[name]);
  if (special !== undefined) return [{ type: special[1] }];
  if (key.meta) return [];
  return charactersOf(input).map((text) => (/^[\r\n]/.test(text) ? { type: 'enter' } : { type: 'character', text }));
}

const SPECIAL_KEYS = [
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['home', 'home'],
  ['end', 'end'],
] as const;
