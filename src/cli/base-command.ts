/**
 * What every command is made of: the global flags, the two ways to show a result, and the names of exit codes.
 *
 * A command parses its flags, makes one call to app, shows one result, and names a verdict where there is one. It catches nothing:
 * whatever is thrown becomes a failure in one place (main.ts).
 * Not here: the texts (ui), the numbers of exit codes (exit-codes.ts), the process or whatever else is around it (command-host.ts).
 */

import type { Interfaces } from '@oclif/core';
import { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import type { AppContext } from '../app/context.ts';
import { present, shellWord } from '../core/kernel/index.ts';
import { namingSite } from '../ui/text/next-commands.ts';
import { type CommandHost, processHost } from './command-host.ts';
import { EXIT_CODES, type ExitName } from './exit-codes.ts';
import { globalFlags } from './global-flags.ts';
import { writeNote } from './output.ts';
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

/** A command that can be made. */
export type CommandClass<T extends Command> = new (argv: string[], config: Config) => T;

type FlagOutput = Interfaces.OutputFlags<Interfaces.FlagInput>;
type ArgumentOutput = Interfaces.OutputArgs<Interfaces.ArgInput>;

export abstract class BaseCommand extends Command {
  static override baseFlags = globalFlags;

  /** As oclif's own, which would load the configuration a second time. */
  static override async run<T extends Command>(
    this: CommandClass<T>,
    argv?: string[],
    options?: Interfaces.LoadOptions,
  ): Promise<ReturnType<T['run']>> {
    const command: Command = new this(argv ?? [], options as Config);
    return (command as BaseCommand)._run();
  }

  /** Runs the command inside another one. What goes wrong is thrown. */
  static async runInside(
    this: CommandClass<BaseCommand>,
    host: CommandHost,
    argv: readonly string[],
    config: Config,
  ): Promise<void> {
    const command = new this([...argv], config);
    command.host = host;
    await command._run();
  }

  private host: CommandHost = processHost;

  private output: { readonly json: boolean; readonly quiet: boolean; readonly site: string | null } | null = null;

  /** The result: as one JSON document with `--json`, else as text, unless `--quiet`. */
  protected show<Result extends { readonly schema: string }>(result: Result, text: () => string): void {
    const { json, quiet, site } = present(this.output, 'a command parses its flags before it shows a result');
    this.host.show({ result, text: () => namingSite(text(), site), json, quiet });
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
    this.host.show({ result: document, text: () => JSON.stringify(document, null, 2), json: true, quiet: false });
  }

  /** What a use case needs to know of this process. */
  protected context(flags: ContextFlags): AppContext {
    const words = [this.config.bin, ...(this.id ?? '').split(':'), ...this.argv];
    return {
      ...this.host.surroundings(this.config),
      site: flags.site ?? null,
      command: words.map(shellWord).join(' '),
      dryRun: flags['dry-run'] === true,
      expect: flags.expect ?? null,
      waitMs: flags.wait === true ? (flags.timeout ?? null) : null,
      interrupted: waits(flags) ? this.host.interruptions() : async () => false,
    };
  }

  /** The context of a use case that computes for long without changing anything: Ctrl-C is noted, and it asks now and then. */
  protected longContext(flags: Omit<ContextFlags, 'until' | 'fail-on'>): AppContext {
    return { ...this.context(flags), interrupted: this.host.interruptions() };
  }

  /** The exit code, unless something is thrown later on. Goes on with the command. */
  protected exitWith(name: ExitName): void {
    this.exitWithCode(EXIT_CODES[name].code);
  }

  /** An exit code that is none of ours, such as a monitor expects. */
  protected exitWithCode(code: number): void {
    this.host.exit(code);
  }

  protected override async parse<F extends FlagOutput, B extends FlagOutput, A extends ArgumentOutput>(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    // A missing argument is an error: it is never read from standard input, which may be anything in a script.
    for (const argument of Object.values(options?.args ?? {})) argument.ignoreStdin = true;
    const parsed = await super.parse(options, argv);
    Object.assign(parsed.flags, this.host.flags);
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
