/**
 * The real bin while it runs: what it has printed so far, and signals to it. For commands that go on until they are ended.
 *
 * Not here: commands that end by themselves (cli.ts).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CliRun, environmentOf, ROOT } from './cli.ts';

export class RunningCli {
  readonly lines: string[] = [];
  readonly ended: Promise<CliRun>;
  readonly #child: ChildProcess;
  readonly #output = { stdout: '', stderr: '' };
  #wake: () => void = () => {};

  constructor(words: readonly string[], { home }: { readonly home: string }) {
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'run.js'), ...words], {
      cwd: home,
      env: environmentOf(home),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#output.stderr += text));
    this.ended = new Promise((resolve) => {
      child.on('close', (exitCode) => {
        resolve({ ...this.#output, exitCode });
        this.#wake();
      });
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
  }

  /** The first line that matches, as soon as it was printed. Rejects when the program ends without it. */
  async line(matches: (line: string) => boolean): Promise<string> {
    for (;;) {
      const found = this.lines.find(matches);
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null)
        throw new Error(`ended without the line\n${this.#output.stdout}${this.#output.stderr}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  #take(text: string): void {
    this.#output.stdout += text;
    this.lines.splice(0, this.lines.length, ...this.#output.stdout.split('\n').slice(0, -1));
    this.#wake();
  }
}
