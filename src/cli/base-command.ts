/**
 * What every command is made of: the global flags, the two ways to show a result, and the names of exit codes.
 *
 * A command parses its flags, makes one call to app, shows one result, and names a verdict where there is one. It catches nothing:
 * whatever is thrown becomes a failure in one place (main.ts).
 * Not here: the texts (ui), the numbers of exit codes (exit-codes.ts).
 */

import { userInfo } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Interfaces } from '@oclif/core';
import { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import type { AppContext } from '../app/context.ts';
import { present, shellWord } from '../core/kernel/index.ts';
import { namingSite } from '../ui/text/next-commands.ts';
import { EXIT_CODES, type ExitName } from './exit-codes.ts';
import { globalFlags } from './global-flags.ts';
import { writeJson, writeNote, writeText } from './output.ts';
import { NO_PROGRESS, type Progress, progressOn } from './progress.ts';

/** The flags that a use case sees through its context; a command has those of them that it takes. */
interface ContextFlags {
  readonly site?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly expect?: string | undefined;
  readonly wait?: boolean | undefined;
  readonly timeout?: number | undefined;
  readonly until?: string | undefined;
  readonly 'fail-on'?: string | undefined;
}

type FlagOutput = Interfaces.OutputFlags<Interfaces.FlagInput>;
type ArgumentOutput = Interfaces.OutputArgs<Interfaces.ArgInput>;

export abstract class BaseCommand extends Command {
  static override baseFlags = globalFlags;

  /** As oclif's own, which would load the configuration a second time. */
  static override async run<T extends Command>(
    this: new (
      argv: string[],
      config: Config,
    ) => T,
    argv?: string[],
    options?: Interfaces.LoadOptions,
  ): Promise<ReturnType<T['run']>> {
    const command: Command = new this(argv ?? [], options as Config);
    return (command as BaseCommand)._run();
  }

  private output: { readonly json: boolean; readonly quiet: boolean; readonly site: string | null } | null = null;

  /** The result: as one JSON document with `--json`, else as text, unless `--quiet`. */
  protected show<Result extends { readonly schema: string }>(result: Result, text: () => string): void {
    const { json, quiet, site } = present(this.output, 'a command parses its flags before it shows a result');
    if (json) writeJson(result);
    else if (!quiet) writeText(namingSite(text(), site));
  }

  /** What a person should know beside the result: on stderr, where it is in nobody's way. A JSON result has it in itself. */
  protected note(text: () => string): void {
    const { json, quiet } = present(this.output, 'a command parses its flags before it says anything');
    if (!json && !quiet) writeNote(text());
  }

  /** A sign of life on stderr, from now on, where somebody may be watching. */
  protected progress(): Progress {
    const { json, quiet } = present(this.output, 'a command parses its flags before it says anything');
    return json || quiet ? NO_PROGRESS : progressOn(process.stderr);
  }

  /** A document of another format than ours, such as a JSON Schema: printed as it is, with or without `--json`. */
  protected showDocument(document: Record<string, unknown>): void {
    writeJson(document);
  }

  /** What a use case needs to know of this process. */
  protected context(flags: ContextFlags): AppContext {
    const words = [this.config.bin, ...(this.id ?? '').split(':'), ...this.argv];
    return {
      configDir: this.config.configDir,
      cacheDir: this.config.cacheDir,
      site: flags.site ?? null,
      command: words.map(shellWord).join(' '),
      operator: operatorName(),
      dryRun: flags['dry-run'] === true,
      expect: flags.expect ?? null,
      waitMs: flags.wait === true ? (flags.timeout ?? null) : null,
      interrupted: waits(flags) ? interruptions() : async () => false,
    };
  }

  /** The context of a use case that computes for long without changing anything: Ctrl-C is noted, and it asks now and then. */
  protected longContext(flags: Omit<ContextFlags, 'until' | 'fail-on'>): AppContext {
    return { ...this.context(flags), interrupted: interruptions() };
  }

  /** The exit code, unless something is thrown later on. Goes on with the command, so that its output is written. */
  protected exitWith(name: ExitName): void {
    process.exitCode = EXIT_CODES[name].code;
  }

  protected override async parse<F extends FlagOutput, B extends FlagOutput, A extends ArgumentOutput>(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    // A missing argument is an error: it is never read from standard input, which may be anything in a script.
    for (const argument of Object.values(options?.args ?? {})) argument.ignoreStdin = true;
    const parsed = await super.parse(options, argv);
    const { json, quiet, site = null } = parsed.flags;
    this.output = { json: json === true, quiet: quiet === true, site };
    return parsed;
  }

  protected override async catch(error: Error): Promise<never> {
    throw error;
  }
}

function waits(flags: ContextFlags): boolean {
  return flags.wait === true || flags.until !== undefined || flags['fail-on'] !== undefined;
}

/** From now on the first Ctrl-C, or request to end, is noted for whoever asks; the second ends the process at once. */
function interruptions(): () => Promise<boolean> {
  let pressed = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
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
