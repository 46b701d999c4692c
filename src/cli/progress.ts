/**
 * A sign of life of a command that computes for long: one line on stderr, rewritten in place, for a person at a terminal.
 *
 * Not here: what is told in it (the commands).
 */

export interface Progress {
  /** Shows a text in place of the one before, once the command has taken a while. */
  readonly tell: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Whoever waits for less needs no sign of life. */
const QUIET_MS = 2_000;

/** Progress on a stream, from now on; nothing at all where it is no terminal. */
export function progressOn(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): Progress {
  if (!stream.isTTY) return NO_PROGRESS;
  const beganMs = performance.now();
  let shown = '';
  const show = (text: string) => {
    // Blanks cover what is left of a longer text; no control sequence is needed, which a simple terminal may not know.
    if (text !== shown) stream.write(`\r${text.padEnd(shown.length)}${text === '' ? '\r' : ''}`);
    shown = text;
  };
  return {
    tell: (text) => {
      if (performance.now() - beganMs > QUIET_MS) show(text);
    },
    end: () => show(''),
  };
}

export const NO_PROGRESS: Progress = { tell: () => {}, end: () => {} };
