/**
 * The way from the words typed to a process's output and exit code. Everything that is thrown on it ends here.
 *
 * Not here: the older Node that may have to be left first (bin/start.js), and the commands.
 */
import type { Config } from '@oclif/core/config';
import { ExitError } from '@oclif/core/errors';
import type { HelpResult, VersionResult } from '../app/program-result.ts';
import { type Failure, failureText, nagiosFailureText } from '../ui/text/failure.ts';
import { EXIT_CODES, NAGIOS_EXIT_CODES } from './exit-codes.ts';
import { failureDocument, failureOf } from './failure.ts';
import { flagWords, isGlobalFlag, splitCommand, type Topic, wordsFromDoor } from './front-door.ts';
import { loadConfig, type Program } from './load-config.ts';
import { endQuietlyOnClosedPipe, writeJson, writeJsonLine, writeText } from './output.ts';

/** How the program was entered. */
export interface Entrance extends Program {
  /** `lhc` and `pvs` are commands of their own. */
  readonly topic: Topic | null;
}

/** Runs the command that was typed. Never rejects: what goes wrong is printed, and sets the exit code. */
export async function main(typed: readonly string[], entrance: Entrance): Promise<void> {
  endQuietlyOnClosedPipe();
  const words = wordsFromDoor(typed, entrance.topic, typed.includes('help') ? await pageNames() : []);
  const run = new Run(words);
  process.once('uncaughtException', (error) => {
    run.fail(error);
    process.exit();
  });
  try {
    await run.start(entrance);
  } catch (error) {
    run.fail(error);
  }
}

/** One run of the program: what is known about it so far is what an error message can say. */
class Run {
  private readonly words: readonly string[];
  private command: string | null = null;
  private version = 'of unknown version';

  constructor(words: readonly string[]) {
    this.words = words;
  }

  async start(entrance: Entrance): Promise<void> {
    const config = await loadConfig(entrance);
    this.version = config.version;
    const [id, rest] = splitCommand(this.words, (name) => config.findCommand(name) !== undefined);
    const command = config.findCommand(id);
    if (this.words[0] === '--version') {
      this.print<VersionResult>({ schema: 'holdover.version/1', version: config.version }, config.userAgent);
    } else if (id !== '' && !this.hasFlag('--help', '-h') && command !== undefined) {
      this.command = id.replaceAll(':', ' ');
      await config.runCommand(id, rest, command);
    } else {
      await this.help(config, id);
    }
  }

  fail(thrown: unknown): void {
    if (thrown instanceof ExitError) {
      process.exitCode = thrown.oclif.exit ?? EXIT_CODES.bug.code;
      return;
    }
    const failure = failureOf(thrown, { words: this.words, command: this.command, version: this.version });
    process.exitCode = failure.exit;
    if (this.hasFlag('--json') && this.isStream) writeJsonLine(failureDocument(failure));
    else if (this.hasFlag('--json')) writeJson(failureDocument(failure));
    else if (this.isForNagios) this.failAsPlugin(failure);
    else process.stderr.write(failureText(failure));
  }

  /** `watch --json` prints a document a line, and so its error. */
  private get isStream(): boolean {
    return this.command?.split(' ').at(-1) === 'watch';
  }

  /** `check --format nagios` is a plug-in: whatever goes wrong is one line on stdout, and unknown. */
  private get isForNagios(): boolean {
    if (this.command?.split(' ').at(-1) !== 'check') return false;
    return / --format[ =]nagios /.test(` ${flagWords(this.words).join(' ')} `);
  }

  private failAsPlugin(failure: Failure): void {
    process.exitCode = NAGIOS_EXIT_CODES.unknown;
    writeText(nagiosFailureText(failure));
  }

  private async help(config: Config, id: string): Promise<void> {
    const isKnown = config.findCommand(id) !== undefined || config.findTopic(id) !== undefined;
    const isOfAll =
      id === '' && (this.words.length === 0 || isGlobalFlag(this.words[0]) || this.hasFlag('--help', '-h'));
    if (!isKnown && !isOfAll) {
      const { unknownCommand } = await import('./unknown-command.ts');
      throw unknownCommand(this.words, config);
    }
    const { helpText } = await import('./help.ts');
    const subject = isOfAll ? [] : id.split(':');
    const text = await helpText(subject, config);
    this.print<HelpResult>({ schema: 'holdover.help/1', subject: subject.join(' '), text }, text);
  }

  private print<Result extends { readonly schema: string }>(result: Result, text: string): void {
    if (this.hasFlag('--json')) writeJson(result);
    else writeText(text);
  }

  private hasFlag(...names: readonly string[]): boolean {
    return flagWords(this.words).some((word) => names.includes(word));
  }
}

async function pageNames(): Promise<readonly string[]> {
  const { helpPages } = await import('../ui/text/help-topics/index.ts');
  return helpPages.map(({ name }) => name);
}
