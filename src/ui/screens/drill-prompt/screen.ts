/**
 * Shows a prompt on a terminal until something is decided, and leaves one line of it.
 *
 * Whatever way it ends, the terminal is as it was: a visible cursor, lines that are echoed.
 * Not here: what is shown (content.ts, view.ts).
 */

import { render } from 'ink';
import { createElement as h } from 'react';
import { choiceLine, type PromptContent } from './content.ts';
import type { Choice } from './model.ts';
import { DrillPrompt } from './view.ts';

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface ShownPrompt {
  /** What was decided, once the prompt is off the screen. */
  readonly choice: Promise<Choice>;
  /** Ends it as if that had been decided. */
  readonly end: (choice: Choice) => void;
}

export function showPrompt(content: PromptContent, terminal: Terminal): ShownPrompt {
  const decided = Promise.withResolvers<Choice>();
  return { choice: shown(content, terminal, decided), end: decided.resolve };
}

async function shown(
  content: PromptContent,
  { stdin, stdout }: Terminal,
  { promise, resolve }: PromiseWithResolvers<Choice>,
): Promise<Choice> {
  await discardTyped(stdin);
  // Whether there is a terminal was decided before; ink would look for signs of a build server.
  const screen = render(h(DrillPrompt, { content, onDecided: resolve }), {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  const choice = await Promise.race([promise, screen.waitUntilExit().then(() => STOPPED)]);
  await screen.waitUntilRenderFlush();
  screen.clear();
  screen.unmount();
  await screen.waitUntilExit();
  stdout.write(`${choiceLine(choice, content)}\n`);
  return choice;
}

/** Nobody decided, and the screen went away all the same. */
const STOPPED: Choice = { type: 'stop' };

/** What was typed before the prompt could be seen was not meant for it. */
async function discardTyped(stdin: NodeJS.ReadStream): Promise<void> {
  const discard = () => {
    while (stdin.read() !== null);
  };
  stdin.setRawMode(true);
  stdin.on('readable', discard);
  // Waiting bytes arrive with the next turn of the event loop; the second one hands them on.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  stdin.off('readable', discard);
}
