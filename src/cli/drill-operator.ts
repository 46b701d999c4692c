/**
 * Who runs a drill: the person at the terminal, who is asked; or nobody, where there is no terminal. Answers may be given beforehand.
 *
 * Not here: how a prompt looks and what its keys do (ui/screens/drill-prompt), and what a decision leads to (app/drill).
 */

import { type Answers, givenAnswer } from '../app/drill/answers.ts';
import type { Decision, GivenAnswer, Operator, Question, Standing } from '../app/drill/operator.ts';
import type { ReportedStep } from '../app/drill/report/report-document.ts';
import type { Choice, ShownPrompt, Terminal } from '../ui/screens/drill-prompt/index.ts';
import { stepLine } from '../ui/text/drill-report.ts';
import { statusText } from '../ui/text/status.ts';
import { writeText } from './output.ts';

export interface OperatorOptions {
  readonly name: string;
  /** What was answered beforehand, by the names of results and steps. */
  readonly answers: Answers;
  readonly flags: OperatorFlags;
}

/** What was typed. */
export interface OperatorFlags {
  /** Every step is asked about. */
  readonly step: boolean;
  /** No step is asked about before it is done. */
  readonly yes: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The prompts, which are loaded when the first one is shown. */
type Prompts = typeof import('../ui/screens/drill-prompt/index.ts');

export function operatorFor(options: OperatorOptions): Operator {
  const terminal: Terminal = process;
  return isAttended(options.flags, terminal) ? new Attended(options, terminal) : new Unattended(options);
}

/** Whether somebody can be asked: at a terminal that can move its cursor, and not in a build. */
function isAttended({ json, quiet }: OperatorFlags, terminal: Terminal): boolean {
  const { CI = '', TERM } = process.env;
  return !json && !quiet && CI === '' && TERM !== 'dumb' && terminal.stdout.isTTY && terminal.stdin.isTTY;
}

/** Does what the drill says, answers what was answered beforehand, and gives up where a step fails. */
class Unattended implements Operator {
  readonly name: string;
  readonly isPerson: boolean = false;
  protected readonly options: OperatorOptions;

  constructor(options: OperatorOptions) {
    this.name = options.name;
    this.options = options;
  }

  async standBefore(_standing: Standing): Promise<Decision> {
    return { type: 'go' };
  }

  async standFailed(_standing: Standing): Promise<Decision> {
    return { type: 'give-up' };
  }

  async answer({ step }: Question): Promise<GivenAnswer | null> {
    const text = givenAnswer(step, this.options.answers);
    return text === null ? null : { text, tookMs: null };
  }

  told(step: ReportedStep, from: string): void {
    if (!this.options.flags.json && !this.options.flags.quiet) writeText(stepLine(step, from));
  }
}

/** Asks the person at a terminal: before steps, after each failure, and what a drill asks. */
class Attended extends Unattended {
  override readonly isPerson = true;
  readonly #terminal: Terminal;
  /** What was decided last. */
  #last: Decision['type'] | null = null;

  constructor(options: OperatorOptions, terminal: Terminal) {
    super(options);
    this.#terminal = terminal;
  }

  override async standBefore(standing: Standing): Promise<Decision> {
    return this.#decided(this.#asksBefore(standing) ? await this.#decision(standing) : { type: 'go' });
  }

  override async standFailed(standing: Standing): Promise<Decision> {
    return this.#decided(await this.#decision(standing));
  }

  override async answer(question: Question): Promise<GivenAnswer | null> {
    const given = await super.answer(question);
    if (given !== null) return given;
    const beganMs = performance.now();
    const choice = await this.#ask((prompts) => prompts.showPrompt(prompts.questionContent(question), this.#terminal));
    if (choice.type === 'answer') return { text: choice.text, tookMs: Math.round(performance.now() - beganMs) };
    // Ctrl-C is no signal while keys are read. Whoever listens to that signal is told of it all the same; of a real one they know.
    if (choice.type === 'interrupted' && !isSignal(choice.by)) process.emit('SIGINT');
    return null;
  }

  /** Who wants a step to be done again is not asked a second time; who has taken one back wants to say what comes next. */
  #asksBefore({ danger }: Standing): boolean {
    const { step, yes } = this.options.flags;
    if (this.#last === 'undo' || this.#last === 'note') return true;
    return !yes && this.#last !== 'retry' && (step || danger === 'severe');
  }

  #decided(decision: Decision): Decision {
    this.#last = decision.type;
    return decision;
  }

  async #decision(standing: Standing): Promise<Decision> {
    for (;;) {
      const choice = await this.#ask((prompts) => prompts.showPrompt(prompts.stepContent(standing), this.#terminal));
      switch (choice.type) {
        case 'preview':
          writeText(`In a copy of the site, from now:\n${stepLine(await standing.preview(), standing.at)}`);
          break;
        case 'look':
          writeText(statusText(await standing.look(), { verbose: false, title: 'holdover' }));
          break;
        case 'interrupted':
          return { type: 'abort', reason: choice.by };
        case 'answer':
        case 'stop':
          return { type: 'quit' };
        default:
          return choice;
      }
    }
  }

  /** What is chosen in a prompt. A signal ends it as Ctrl-C does. */
  async #ask(show: (prompts: Prompts) => ShownPrompt): Promise<Choice> {
    const prompt = show(await import('../ui/screens/drill-prompt/index.ts'));
    const onSignal = (by: NodeJS.Signals) => prompt.end({ type: 'interrupted', by });
    for (const signal of SIGNALS) process.on(signal, onSignal);
    try {
      return await prompt.choice;
    } finally {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    }
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function isSignal(by: string): boolean {
  return SIGNALS.some((signal) => signal === by);
}
