/**
 * `run:` in a drill: a command of the local machine.
 *
 * It is run without a shell, with the site's name in HOLDOVER_SITE, and only where the run allows it. In a copy of a site it is not run
 * at all, and taken for done: what it does is no part of the copy.
 *
 * Not here: command lines of this program (perform-step.ts).
 */

import { spawn } from 'node:child_process';
import type { ActionOutcome, Drill, DrillStep } from '../../../core/drill/index.ts';
import { shellWord, UserError } from '../../../core/kernel/index.ts';
import type { RunHeader } from './run-record.ts';

/** What `as` binds. */
interface LocalResult {
  readonly exit: number;
  /** What it wrote to its standard output, up to a length, without the last line breaks. */
  readonly output: string;
}

const OUTPUT_LENGTH_MAX = 65_536;

/** Not a number that a command can end with: it could not be started, or was ended by a signal. */
const NO_EXIT = -1;

/** Runs it to its end. Never throws: a command that cannot be run has failed. */
export async function runLocally(
  words: readonly string[],
  { exit, header }: { readonly exit: number; readonly header: Pick<RunHeader, 'site' | 'copy'> },
): Promise<Pick<ActionOutcome, 'failure' | 'lines' | 'result'>> {
  const command = words.map(shellWord).join(' ');
  if (header.copy) return { failure: null, lines: [], result: { exit, output: '' } };
  const ended = await ending(words, header.site);
  const { result } = ended;
  const error = result.exit === exit ? null : (ended.error ?? `it ended with ${result.exit}, and not with ${exit}`);
  const failure = error === null ? null : `${words[0]}: ${error}`;
  return { failure, lines: [{ command, exit: result.exit, error }], result };
}

/** @throws {UserError} RUN_NOT_ALLOWED where a drill runs local commands and nobody said that it may */
export function refuseLocalCommands(steps: readonly DrillStep[], command: string): void {
  const step = steps.find(({ action }) => action.type === 'run');
  if (step?.action.type !== 'run') return;
  throw new UserError('usage', 'RUN_NOT_ALLOWED', `The step ${step.name} runs a command of this machine.`, {
    why: step.action.command,
    hints: [`${command} --allow-run`],
  });
}

/** A drill as it is run in a copy: nobody knows what a local command would have come to, and so nothing is expected of it. */
export function withoutLocalPromises(drill: Drill): Drill {
  const steps = drill.steps.map((step) => (step.action.type === 'run' ? { ...step, expect: [] } : step));
  return { ...drill, steps };
}

function ending(words: readonly string[], site: string): Promise<{ result: LocalResult; error: string | null }> {
  return new Promise((resolve) => {
    const [program = '', ...rest] = words;
    const child = spawn(program, rest, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, HOLDOVER_SITE: site },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(0, OUTPUT_LENGTH_MAX);
    });
    child.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const error = code === 'ENOENT' ? `there is no program ${program}` : message;
      resolve({ result: { exit: NO_EXIT, output: '' }, error });
    });
    child.once('close', (code, signal) => {
      const error = signal === null ? null : `it was ended by ${signal}`;
      resolve({ result: { exit: code ?? NO_EXIT, output: output.replace(/\n+$/, '') }, error });
    });
  });
}
