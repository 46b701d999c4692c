/**
 * What the commands of drills have in common: their flags, and what a use case needs of this process to conduct one.
 *
 * Not here: conducting (app/drill), and asking (drill-operator.ts).
 */
import * as Flags from '@oclif/core/flags';
import type { Answers } from '../app/drill/answers.ts';
import type { CommandLines } from '../app/drill/command-lines.ts';
import type { DrillRunResult } from '../app/drill/report/seeds-summary.ts';
import type { DrillTools } from '../app/drill/run.ts';
import type { InForce } from '../app/in-force.ts';
import type { DrillVerdict } from '../core/drill/index.ts';
import { formatInstant, UserError } from '../core/kernel/index.ts';
import { headLine } from '../ui/text/drill-head.ts';
import { BaseCommand } from './base-command.ts';
import { operatorFor } from './drill-operator.ts';
import { EXIT_CODES, type ExitName } from './exit-codes.ts';
import { InvalidValueError } from './failure.ts';
import { InnerCommands } from './inner-command.ts';
import { outliveStreams, writeNote, writeText } from './output.ts';

const pair = (name: string, example: string) =>
  Flags.custom<readonly [string, string]>({
    helpValue: 'NAME=VALUE',
    multiple: true,
    multipleNonGreedy: true,
    parse: async (text) => {
      const at = text.indexOf('=');
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      const message = `--${name} ${text} has no name and value.`;
      throw new InvalidValueError(
        new UserError('usage', 'FLAG_INVALID', message, { why: `It is --${name} ${example}.` }),
      );
    },
  });

export const answerFlag = {
  answer: pair('answer', 'helpdesk=yes')({ summary: 'Answer a question of the drill beforehand; may be repeated.' }),
};

export const paramFlag = {
  param: pair('param', 'zone=ams')({ summary: 'A parameter of the drill; may be repeated.' }),
};

export const drillFlags = {
  ...paramFlag,
  force: Flags.string({
    summary: 'Begin although the drill requires that this finding is absent; may be repeated.',
    helpValue: 'CODE',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

export const stepFlags = {
  step: Flags.boolean({ summary: 'On a terminal, ask before each step, and not before severe ones only.' }),
};

const EXITS: Readonly<Record<DrillVerdict, ExitName>> = {
  passed: 'done',
  failed: 'negative',
  incomplete: 'unknown',
  aborted: 'drill-aborted',
  paused: 'drill-paused',
  unfinished: 'drill-paused',
};

interface OperatorFlags {
  readonly step?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export abstract class DrillCommand extends BaseCommand {
  private isOver = false;

  /** What judges and performs the command lines of drills. */
  protected commandLines(): CommandLines {
    return new InnerCommands(this.config);
  }

  /** What a drill is conducted with. From now on the second Ctrl-C ends the process at once. */
  protected tools({ step = false, yes = false, json = false, quiet = false }: OperatorFlags): DrillTools {
    const { operator: name } = this.context({});
    const flags = { step, yes, json, quiet };
    return {
      commands: this.commandLines(),
      operator: (answers: Answers) => operatorFor({ name, answers, flags }),
      version: this.config.version,
      root: this.config.root,
      startedAt: formatInstant(Date.now()),
      onBegin: (run) => {
        if (!json && !quiet) writeText(headLine(run));
      },
      onInForce: sayAtSecondInterruption(() => this.isOver),
    };
  }

  /** For what changes the site: a reader that goes away, or a terminal, does not leave it half-way. */
  protected conducting(flags: OperatorFlags): DrillTools {
    outliveStreams();
    return this.tools(flags);
  }

  protected exitWithVerdict({ verdict }: Pick<DrillRunResult, 'verdict'>): void {
    this.isOver = true;
    this.exitWith(EXITS[verdict]);
  }
}

/** The pairs as a record. @throws {UserError} FLAG_REPEATED where one name has two values */
export function recordOf(pairs: readonly (readonly [string, string])[] | undefined): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs ?? []) {
    if (values.has(name)) {
      throw new UserError(
        'usage',
        'FLAG_REPEATED',
        `${name} is given twice: as "${values.get(name)}" and as "${value}".`,
      );
    }
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** The second Ctrl-C ends the process at once, and says what stays. What is in force is told to the function that is returned. */
function sayAtSecondInterruption(isOver: () => boolean): DrillTools['onInForce'] {
  /** Nothing as long as nothing was done to the site. */
  let left = '';
  let count = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    // A terminal that is closed says so to every process of it, and more than once.
    if (signal !== 'SIGHUP') count += 1;
    // What comes when all is over is too late to stop anything.
    if (count < 2 || isOver()) return;
    writeNote(`${left}Left at once.`);
    process.exit(EXIT_CODES.interrupted.code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return (inForce, run) => {
    left = run === null ? '' : leftInForce(inForce, run);
  };
}

function leftInForce(inForce: readonly InForce[], run: string): string {
  const lines = inForce.map(({ what, undo }) => `Still in force: ${what}. To undo it: ${undo}\n`);
  return `${lines.join('')}To take everything back: holdover drill abort ${run}\n`;
}
