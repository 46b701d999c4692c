/**
 * A program in a terminal: a pseudo-terminal that it runs in, and a screen that shows what it writes.
 *
 * Nothing here sleeps: whoever waits for something on the screen looks whenever something was written.
 * Not here: what is run, and what ought to be on the screen (the tests).
 */
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { environmentOf } from './cli.ts';

export interface TerminalOptions {
  readonly home: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Keys by name; every other text is typed as it is. */
export const KEYS = {
  enter: '\r',
  escape: '\x1b',
  backspace: '\x7f',
  delete: '\x1b[3~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  ctrlC: '\x03',
} as const;

const WAIT_MS_MAX = 15_000;
const SCROLLBACK_ROWS = 2_000;

/** The number of the mode in which a terminal shows its cursor. */
const CURSOR_MODE = 25;

export class TerminalRun {
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly #pty: ReturnType<typeof spawn>;
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  #isOver = false;
  #showsCursor = true;
  #written = '';
  #watchers: (() => void)[] = [];

  constructor(program: string, words: readonly string[], options: TerminalOptions) {
    const { home, columns = 80, rows = 24, env = {} } = options;
    this.#terminal = new headless.Terminal({
      cols: columns,
      rows,
      scrollback: SCROLLBACK_ROWS,
      allowProposedApi: true,
    });
    for (const [final, isShown] of [
      ['h', true],
      ['l', false],
    ] as const) {
      this.#terminal.parser.registerCsiHandler({ prefix: '?', final }, (modes) => {
        if (modes.includes(CURSOR_MODE)) this.#showsCursor = isShown;
        return false;
      });
    }
    this.#pty = spawn(program, [...words], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      cwd: home,
      env: { ...environmentOf(home), TERM: 'xterm-256color', ...env },
    });
    this.#pty.onData((data) => {
      this.#written += data;
      this.#terminal.write(data, () => this.#wake());
    });
    // What the terminal is asked, such as where its cursor is, it answers.
    this.#terminal.onData((data) => this.#pty.write(data));
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        // What was written last is on the screen by then.
        this.#terminal.write('', () => {
          this.#isOver = true;
          this.#wake();
          resolve(signal ? null : exitCode);
        });
      });
    });
    onTestFinished(() => {
      if (!this.#isOver) this.#pty.kill('SIGKILL');
    });
  }

  /** Waits for a text on the screen, or for what a screen has to be like. Rejects with the screen when it takes too long. */
  async until(wanted: string | ((screen: string) => boolean)): Promise<string> {
    const isThere = typeof wanted === 'string' ? (screen: string) => screen.includes(wanted) : wanted;
    const deadlineMs = performance.now() + WAIT_MS_MAX;
    while (!isThere(this.screen())) {
      if (this.#isOver) throw new Error(`ended without ${wanted}\n${this.screen()}`);
      if (!(await this.#changed(deadlineMs))) throw new Error(`waited too long for ${wanted}\n${this.screen()}`);
    }
    return this.screen();
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.#pty.write(key);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.#pty.pid, signal);
  }

  /** What is on the screen, without blanks at the ends of lines and lines at the end. */
  screen(): string {
    const { viewportY } = this.#terminal.buffer.active;
    return this.#text(viewportY, viewportY + this.#terminal.rows);
  }

  /** Everything that was printed and is still there, from the beginning. */
  scrollback(): string {
    return this.#text(0, this.#terminal.buffer.active.length);
  }

  /** All bytes that were written, as text. */
  get written(): string {
    return this.#written;
  }

  /** Where the cursor stands, from 0. */
  cursor(): { readonly column: number; readonly row: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { column: cursorX, row: cursorY };
  }

  /** Whether the cursor can be seen. */
  get showsCursor(): boolean {
    return this.#showsCursor;
  }

  #text(from: number, to: number): string {
    const { active } = this.#terminal.buffer;
    const lines = Array.from({ length: to - from }, (_, row) => active.getLine(from + row)?.translateToString() ?? '');
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Whether anything was written, or the program ended, before a moment. */
  #changed(deadlineMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), Math.max(0, deadlineMs - performance.now()));
      this.#watchers.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  #wake(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const wake of watchers) wake();
  }
}
