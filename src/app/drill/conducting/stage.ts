/**
 * A Stage is where one transaction of a drill happens: a copy of the site, and the run as it comes to be in it.
 *
 * Every condition that matters is looked at after every single event, also while a command waits, and what must never be as well.
 *
 * Not here: what is done next (conductor.ts), and what becomes of the copy (drill-site.ts).
 */

import {
  dutyOf,
  type Judgement,
  openJudgements,
  type RunInput,
  type RunState,
  runDeadline,
  stepRun,
} from '../../../core/drill/index.ts';
import { present, UserError } from '../../../core/kernel/index.ts';
import { runUntil, type World } from '../../../sim/index.ts';
import { statusView } from '../../conditions/status-view.ts';
import type { AppContext } from '../../context.ts';
import { changeSite } from '../../open-site.ts';
import type { SiteCopy } from '../../opened-site.ts';
import type { CommandLines, InnerOutcome } from '../command-lines.ts';
import type { DrillCondition, DrillExpressions, SiteView } from '../expressions/expressions.ts';
import type { Run } from './run-record.ts';

/** What a stage needs of whoever conducts the run. */
export interface StageTools {
  readonly commands: CommandLines;
  readonly expressions: DrillExpressions;
  /** For what happens in the copy: its `interrupted` says whether the run is to be aborted. */
  readonly context: AppContext;
}

/** Real time between two looks at whether Ctrl-C was pressed. */
const SLICE_MS = 500;

export class Stage {
  readonly inputs: RunInput[] = [];
  readonly copy: SiteCopy;
  readonly #run: Run;
  readonly #tools: StageTools;
  readonly #never: readonly WatchedProhibition[];
  #state: RunState;
  #problem: UserError | null = null;
  #conditions = new Map<string, DrillCondition>();

  constructor(run: Run, copy: SiteCopy, tools: StageTools) {
    this.#run = run;
    this.#state = run.state;
    this.copy = copy;
    this.#tools = tools;
    const { values } = run.header.params;
    this.#never = run.plan.drill.never.map(({ that }, index) => {
      const condition = tools.expressions.conditionOf(that, values);
      // What was so before this transaction has been told, unless somebody else has brought it about.
      const isTold = run.state.violations.some((violation) => violation.index === index);
      return { condition, isBroken: isTold && this.#isSo(condition, statusView(copy.world), 'wished') };
    });
  }

  get state(): RunState {
    return this.#state;
  }

  /** What expressions see. */
  get values(): Readonly<Record<string, unknown>> {
    return { ...this.#run.header.params.values, ...this.#state.bindings };
  }

  give(input: RunInput): void {
    this.inputs.push(input);
    this.#state = stepRun(this.#run.plan, this.#state, input);
  }

  /** Looks at everything that is watched. Called after every event. */
  look(world: World): void {
    const open = openJudgements(this.#state);
    if (open.length + this.#never.length === 0) return;
    const atMs = world.data.nowMs;
    const view = statusView(world);
    this.#never.forEach((watched, index) => {
      const isBroken = this.#isSo(watched.condition, view, 'required');
      if (isBroken && !watched.isBroken) this.give({ type: 'violated', atMs, index });
      watched.isBroken = isBroken;
    });
    for (const judgement of open) {
      const condition = this.#conditionOf(judgement);
      // An objective that names what a step has taken away is not reached, and stands in nobody's way.
      const holds = this.#isSo(condition, view, this.#state.judgements.includes(judgement) ? 'required' : 'wished');
      if (decides(judgement, holds)) this.give({ type: 'observed', atMs, key: judgement.key, holds });
    }
  }

  /** Looks at the world as it stands. @throws {UserError} CONDITION_INVALID where something that is watched cannot be worked out */
  lookNow(): void {
    this.look(this.copy.world);
    this.#throwProblem();
  }

  /** Performs a command line in the copy. @throws {UserError} CONDITION_INVALID where something that is watched cannot be worked out */
  async perform(words: readonly string[]): Promise<InnerOutcome> {
    const outcome = await this.#tools.commands.perform(words, this.#inside());
    this.#throwProblem();
    return outcome;
  }

  /** Lets time pass, and watches. Whether all of it has passed: Ctrl-C cuts it short. */
  async pass(durationMs: number): Promise<boolean> {
    const untilMs = this.copy.world.data.nowMs + durationMs;
    while (this.copy.world.data.nowMs < untilMs) {
      await this.#slice(() => ({ limitMs: untilMs, isOver: () => false }));
      if (await this.#tools.context.interrupted()) break;
    }
    return this.copy.world.data.nowMs >= untilMs;
  }

  /** Lets time pass until the step, or the whole, is decided; or until Ctrl-C. */
  async watch(): Promise<void> {
    for (;;) {
      this.#lookUntilDecided();
      if (!this.#isWatching()) return;
      const { phase } = this.#state;
      await this.#slice(() => ({
        limitMs: present(runDeadline(this.#state), 'a condition that time decides'),
        isOver: () => this.#state.phase !== phase,
      }));
      const atMs = this.copy.world.data.nowMs;
      const deadlineMs = runDeadline(this.#state);
      if (deadlineMs !== null && deadlineMs <= atMs) this.give({ type: 'deadline', atMs });
      if (await this.#tools.context.interrupted()) return;
    }
  }

  /** What the last step has promised gives way to what the whole promises, which is looked at in the same moment. */
  #lookUntilDecided(): void {
    let phase: RunState['phase'];
    do {
      ({ phase } = this.#state);
      this.lookNow();
    } while (this.#state.phase !== phase);
  }

  #isWatching(): boolean {
    return dutyOf(this.#state).type === 'watch';
  }

  /** A part of a wait, so short that Ctrl-C is heard. */
  async #slice(bounds: () => { readonly limitMs: number; readonly isOver: () => boolean }): Promise<void> {
    const { limitMs, isOver } = bounds();
    const endsAtMs = performance.now() + SLICE_MS;
    const everySecond = this.#dependsOnTime();
    await changeSite(this.#inside(), () => ({
      actions: [],
      passTime: (world) => {
        const until = () => {
          if (everySecond) this.look(world);
          return isOver() || this.#problem !== null || performance.now() > endsAtMs;
        };
        runUntil(world, { limitMs, until, everySecond });
      },
      result: () => ({}),
    }));
    this.#throwProblem();
  }

  /**
   * Whether a condition holds. Where that cannot be said, it does not; and where it is required, that is a problem, which is thrown when
   * nothing is under way in the world. While everything is taken back nothing stands in the way of that.
   */
  #isSo(condition: DrillCondition, view: SiteView, need: 'required' | 'wished'): boolean {
    try {
      return condition.holdsIn(view);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const isTakingBack = this.#state.phase === 'unwinding' || this.#state.phase === 'undoing-one';
      if (need === 'required' && !isTakingBack) this.#problem ??= error;
      return false;
    }
  }

  #throwProblem(): void {
    if (this.#problem !== null) throw this.#problem;
  }

  #dependsOnTime(): boolean {
    const watched = openJudgements(this.#state).map((judgement) => this.#conditionOf(judgement));
    return [...watched, ...this.#never.map(({ condition }) => condition)].some(({ dependsOnTime }) => dependsOnTime);
  }

  #conditionOf({ key, that, sinceMs }: Judgement): DrillCondition {
    const id = `${key} ${sinceMs}`;
    const known = this.#conditions.get(id);
    if (known !== undefined) return known;
    const condition = this.#tools.expressions.conditionOf(that, this.values);
    this.#conditions.set(id, condition);
    return condition;
  }

  #inside(): AppContext {
    return { ...this.#tools.context, copy: this.copy };
  }
}

interface WatchedProhibition {
  readonly condition: DrillCondition;
  isBroken: boolean;
}

/** Whether it says anything that the judgement did not know. */
function decides({ type }: Judgement, holds: boolean): boolean {
  if (type === 'that') return true;
  return type === 'eventually' ? holds : !holds;
}
