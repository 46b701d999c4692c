/**
 * The real command line with a store of its own, which is gone afterwards: whoever runs this keeps their own sites as they are.
 *
 * Not here: what is typed (scripts/quickstart.ts).
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export interface ThrowawayCli {
  /** Runs `holdover …`. @throws {CommandFailure} when it ends with another exit code than 0 */
  readonly run: (words: readonly string[]) => Promise<string>;
  readonly remove: () => void;
}

/** A command that ended with another exit code than 0. */
export class CommandFailure extends Error {}

export function throwawayCli(): ThrowawayCli {
  const home = mkdtempSync(join(tmpdir(), 'holdover-quickstart-'));
  const env = environmentIn(home);
  return {
    run: (words) => runBin(words, env),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The environment of whoever runs this, but for the places where the program keeps things, and what changes its output. */
function environmentIn(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:HOLDOVER_|XDG_)/.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    HOLDOVER_CONFIG_DIR: join(home, 'config'),
    HOLDOVER_CACHE_DIR: join(home, 'cache'),
    // What is printed is read from a pipe, and shown on the terminal that this script has.
    ...(process.stdout.isTTY ? terminalSettings() : { NO_COLOR: '1', FORCE_COLOR: undefined }),
  };
}

function terminalSettings(): NodeJS.ProcessEnv {
  const { NO_COLOR, FORCE_COLOR, TERM, COLUMNS } = process.env;
  const isPlain = NO_COLOR !== undefined || TERM === 'dumb';
  return {
    COLUMNS: COLUMNS ?? String(process.stdout.columns),
    ...(isPlain ? {} : { FORCE_COLOR: FORCE_COLOR ?? '1' }),
  };
}

function runBin(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const parameters = [join(ROOT, 'bin', 'run.js'), ...words];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, parameters, { cwd: ROOT, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new CommandFailure(`holdover ${words.join(' ')} ended with ${error.code}\n${stdout}${stderr}`));
    });
  });
}
