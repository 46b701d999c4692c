/**
 * Runs the real bins, as a person would on a fresh machine: an empty environment, a home of its own.
 *
 * Not here: the build that the bins need (built.ts).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface CliOptions {
  /** A folder from `temporaryHome`, when several runs share one; each run has its own otherwise. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
  /** The bin, as a path inside the project or an absolute one: `bin/run.js` unless given. */
  readonly bin?: string;
  /** The Node that runs the bin: the tests' own unless given. */
  readonly node?: string;
}

export interface CliRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** A folder to be HOME, which is gone when the test is over. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'holdover-home-'));
  mkdirSync(join(home, 'tmp'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** What `holdover …` prints, and its exit code. Never rejects because of the exit code. */
export function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const home = options.home ?? temporaryHome();
  const bin = join(ROOT, options.bin ?? 'bin/run.js');
  const child = spawn(options.node ?? process.execPath, [options.bin?.startsWith('/') ? options.bin : bin, ...words], {
    cwd: options.cwd ?? home,
    env: { ...environmentOf(home), ...options.env },
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ ...output, exitCode }));
  });
}

/** The whole environment of a run: nothing of whoever runs the tests gets in. */
export function environmentOf(home: string): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
    TMPDIR: join(home, 'tmp'),
    // Compiled code is shared between runs, which makes them faster and changes nothing else.
    NODE_COMPILE_CACHE: join(tmpdir(), 'holdover-test-compile-cache'),
  };
}
