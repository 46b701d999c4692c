/**
 * What a command needs around it: where things are kept, where its result goes, and who can stop it. As a rule that is the process.
 *
 * Not here: the host of a command that is performed inside another one (inner-command.ts).
 */

import { userInfo } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Config } from '@oclif/core/config';
import type { AppContext } from '../app/context.ts';
import { writeJson, writeText } from './output.ts';

export interface CommandHost {
  /** Flags that it sets, whatever was typed. */
  readonly flags: { readonly json?: boolean; readonly site?: string | undefined };
  readonly surroundings: (config: Config) => Pick<AppContext, 'configDir' | 'cacheDir' | 'operator' | 'copy'>;
  /** Whether the command is to stop, from now on. */
  readonly interruptions: () => AppContext['interrupted'];
  readonly show: (output: Output) => void;
  readonly exit: (code: number) => void;
}

/** What a command has to show, in both forms, and how it was asked for. */
export interface Output {
  readonly result: object;
  readonly text: () => string;
  readonly json: boolean;
  readonly quiet: boolean;
}

export const processHost: CommandHost = {
  flags: {},
  surroundings: ({ configDir, cacheDir }) => ({ configDir, cacheDir, operator: operatorName(), copy: null }),
  interruptions,
  show: ({ result, text, json, quiet }) => {
    if (json) writeJson(result);
    else if (!quiet) writeText(text());
  },
  /** The command goes on, so that its output is written. */
  exit: (code) => {
    process.exitCode = code;
  },
};

/** From now on the first Ctrl-C, or request to end, is noted for whoever asks; the second ends the process at once. */
function interruptions(): () => Promise<boolean> {
  let pressed = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      pressed = true;
    });
  }
  return async () => {
    await nextTurn();
    return pressed;
  };
}

function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's user list, as in some containers.
    return String(process.getuid?.() ?? 'unknown');
  }
}
