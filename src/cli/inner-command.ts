/**
 * Command lines of holdover that are performed inside another command, on a copy of a site in memory: the `do` lines of drills.
 *
 * They are the same commands that are typed. Only what is around them differs: they print nothing, and set no exit code of the process.
 * Not here: which lines can be performed (drill-command-line.ts).
 */

import { stripVTControlCharacters } from 'node:util';
import type { Config } from '@oclif/core/config';
import type { AppContext } from '../app/context.ts';
import type { CommandLineProblem, CommandLines, InnerOutcome } from '../app/drill/command-lines.ts';
import type { SiteCopy } from '../app/opened-site.ts';
import { present, UserError } from '../core/kernel/index.ts';
import { type Failure, failureText } from '../ui/text/failure.ts';
import type { BaseCommand, CommandClass } from './base-command.ts';
import type { CommandHost, Output } from './command-host.ts';
import { type DrillCommandLine, drillCommandLine, usageMistake } from './drill-command-line.ts';
import { failureDocument, usersFailure } from './failure.ts';
import type { UsageMistake } from './usage-mistakes.ts';

export class InnerCommands implements CommandLines {
  readonly #config: Config;

  constructor(config: Config) {
    this.#config = config;
  }

  problemOf(words: readonly string[]): CommandLineProblem | null {
    try {
      const mistake = usageMistake(drillCommandLine(words, this.#config));
      return mistake === null ? null : problem(mistake);
    } catch (error) {
      if (error instanceof UserError) return problem(error);
      throw error;
    }
  }

  async perform(words: readonly string[], context: AppContext): Promise<InnerOutcome> {
    const copy = present(context.copy, 'a copy of a site to perform commands on');
    const before = { ...copy };
    let name: string | null = null;
    try {
      const line = drillCommandLine(words, this.#config);
      name = line.name;
      return await this.#outcomeOf(line, context);
    } catch (error) {
      const failure = usersFailure(error, name);
      if (failure === null) throw error;
      Object.assign<SiteCopy, SiteCopy>(copy, before);
      return failed(failure);
    }
  }

  async #outcomeOf(line: DrillCommandLine, context: AppContext): Promise<InnerOutcome> {
    const mistake = usageMistake(line);
    if (mistake !== null) throw wrongUsage(mistake, line.name);
    const command = (await line.command.load()) as unknown as typeof BaseCommand & CommandClass<BaseCommand>;
    const host = new InnerHost(context);
    await command.runInside(host, line.argv, this.#config);
    return host.outcome;
  }
}

/** What is around an inner command: the context of the outer one, and a place for what comes of it. */
class InnerHost implements CommandHost {
  /** A result in its fullest form, and not a word beside it. */
  readonly flags: CommandHost['flags'];
  readonly surroundings: CommandHost['surroundings'];
  readonly interruptions: CommandHost['interruptions'];
  #shown: Pick<InnerOutcome, 'result' | 'text'> | null = null;
  #exit = 0;

  constructor({ configDir, cacheDir, operator, copy, site, interrupted }: AppContext) {
    this.flags = { json: true, site: site ?? undefined };
    this.surroundings = () => ({ configDir, cacheDir, operator, copy });
    this.interruptions = () => interrupted;
  }

  show({ result, text, quiet }: Output): void {
    this.#shown = { result: result as InnerOutcome['result'], text: quiet ? '' : plain(text()) };
  }

  exit(code: number): void {
    this.#exit = code;
  }

  get outcome(): InnerOutcome {
    return { exit: this.#exit, ...present(this.#shown, 'a result of every command that can be part of a drill') };
  }
}

function problem({ code, message, why }: UsageMistake): CommandLineProblem {
  return { code, message: why == null ? message : `${message} ${why}` };
}

function wrongUsage({ code, message, why }: UsageMistake, command: string): UserError {
  const hints = [`holdover ${command} --help`];
  return new UserError('usage', code, message, why == null ? { hints } : { why, hints });
}

function failed(failure: Failure): InnerOutcome {
  return { exit: failure.exit, result: failureDocument(failure), text: plain(failureText(failure)) };
}

function plain(text: string): string {
  return stripVTControlCharacters(text).trimEnd();
}
