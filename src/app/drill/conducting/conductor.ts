/**
 * Conducts a run: does what is due, step by step, in transactions of which each is journalled and then put into the site.
 *
 *   stand ─▶ decision of the operator ─▶ act: in a copy of the site, with the time that the expectations need
 *     ─▶ one line of the journal ─▶ the site ─▶ stand …
 *
 * A process that is killed between the line and the site leaves a line that the site does not know of: it is taken back, and the step
 * is done again (resume.ts). So a step is done wholly or not at all.
 *
 * Not here: what is due (core/drill), what a step does (perform-step.ts), and where (stage.ts, drill-site.ts).
 */

import {
  type DrillStep,
  dutyOf,
  type RunDuty,
  type RunInput,
  type StepRecord,
  stepAt,
} from '../../../core/drill/index.ts';
import { formatInstant, UserError } from '../../../core/kernel/index.ts';
import type { World } from '../../../sim/index.ts';
import { siteFlag } from '../../context.ts';
import { inForce } from '../../in-force.ts';
import type { SiteCopy } from '../../opened-site.ts';
import { type Evidence, NO_EVIDENCE } from '../evidence/evidence.ts';
import { EvidenceRecorder } from '../evidence/evidence-recorder.ts';
import type { Decision } from '../operator.ts';
import { reportedStep } from '../report/report-of.ts';
import type { Conducting } from './conducting.ts';
import { actIn, undoIn } from './perform-step.ts';
import { promisesOf } from './promises.ts';
import { type Run, type Transaction, withTransaction } from './run-record.ts';
import { Stage } from './stage.ts';
import { standingOf } from './standing.ts';

/** Runs on until there is nothing to do: the run is over, or paused. Returns the run as it is then. */
export async function conduct(run: Run, conducting: Conducting): Promise<Run> {
  const conductor = new Conductor(run, conducting);
  return conductor.conduct();
}

class Conductor {
  readonly #conducting: Conducting;
  #run: Run;
  #toldCount: number;
  #personMs = 0;
  #wasInterrupted = false;

  constructor(run: Run, conducting: Conducting) {
    this.#run = run;
    this.#toldCount = run.state.records.filter(({ endedMs }) => endedMs !== null).length;
    const { tools } = conducting;
    // The first Ctrl-C aborts the run. What takes it back is not stopped by it, and is asked all the same: so the second one is heard.
    const interrupted = async () => (await tools.context.interrupted()) && !this.#wasInterrupted;
    this.#conducting = { ...conducting, tools: { ...tools, context: { ...tools.context, interrupted } } };
  }

  async conduct(): Promise<Run> {
    for (;;) {
      const duty = dutyOf(this.#run.state);
      if (duty.type === 'rest' || duty.type === 'finish') return this.#run;
      await this.#do(duty);
      this.#tell();
      await this.#conducting.tools.context.interrupted();
    }
  }

  async #do(duty: Exclude<RunDuty, { readonly type: 'rest' | 'finish' }>): Promise<void> {
    switch (duty.type) {
      case 'stand':
      case 'stand-failed':
        return this.#decide(duty);
      case 'act':
        return this.#act(stepAt(this.#run.plan, duty.step));
      case 'undo':
        return this.#transaction((stage) => undoIn(stage, duty.entry));
      case 'watch':
        return this.#decidable((stage) => this.#watch(stage));
    }
  }

  /** What happens outside the site is journalled before anything else is done; the rest of a step is one with its action. */
  async #act(step: DrillStep): Promise<void> {
    const isOfSite = step.action.type === 'do' || step.action.type === 'wait';
    await this.#decidable(async (stage) => {
      // What must never be may be so before anything happens.
      stage.lookNow();
      await actIn(stage, step, { run: this.#run, ...this.#conducting });
      if (await this.#abortsIn(stage)) return;
      if (isOfSite && dutyOf(stage.state).type === 'watch') await this.#watch(stage);
    });
  }

  async #watch(stage: Stage): Promise<void> {
    await stage.watch();
    await this.#abortsIn(stage);
  }

  /** Whether Ctrl-C was pressed: then the run is aborted. */
  async #abortsIn(stage: Stage): Promise<boolean> {
    if (!(await this.#conducting.tools.context.interrupted())) return false;
    this.#wasInterrupted = true;
    const { nowMs } = stage.copy.world.data;
    stage.give({ type: 'aborted', atMs: nowMs, by: this.#conducting.operator.name, reason: 'interrupted' });
    return true;
  }

  async #decide({ type }: RunDuty): Promise<void> {
    const { operator, site, tools, lines } = this.#conducting;
    const stage = new Stage(this.#run, await site.look(), tools);
    if (!(await this.#abortsIn(stage))) {
      const standing = standingOf(this.#run, stage, this.#conducting);
      const askedMs = performance.now();
      const decision = await (type === 'stand' ? operator.standBefore(standing) : operator.standFailed(standing));
      if (operator.isPerson) this.#personMs += performance.now() - askedMs;
      stage.give(inputOf(decision, stage.copy.world.data.nowMs, operator.name));
    }
    const transaction = this.#transactionOf(stage, NO_EVIDENCE, false);
    await lines.append(transaction);
    this.#goOn(transaction);
  }

  /** As `#transaction`; where a value or an object is not there that is needed for it, nothing is done, and that is what failed. */
  async #decidable(work: (stage: Stage) => Promise<void>): Promise<void> {
    try {
      await this.#transaction(work);
    } catch (error) {
      if (!(error instanceof UserError) || !UNDECIDABLE.includes(error.code)) throw error;
      // The expression itself is the first line of why.
      const [expression] = error.why?.split('\n', 1) ?? [];
      const reason = expression === undefined ? error.message : `${error.message} It is ${expression}`;
      await this.#transaction(async (stage) => {
        stage.give({ type: 'undecidable', atMs: stage.copy.world.data.nowMs, reason });
      });
    }
  }

  /** Does something in a copy of the site, journals it, and puts it into the site; again, where somebody else has changed it meanwhile. */
  async #transaction(work: (stage: Stage) => Promise<void>): Promise<void> {
    for (;;) {
      const transaction = await this.#attempt(work);
      if (transaction === null) continue;
      return this.#goOn(transaction);
    }
  }

  #goOn(transaction: Transaction): void {
    this.#run = withTransaction(this.#run, transaction);
    this.#conducting.onInForce(transaction.inForce, this.#run.name);
  }

  async #attempt(work: (stage: Stage) => Promise<void>): Promise<Transaction | null> {
    const { site, lines, tools } = this.#conducting;
    const watchers: ((world: World) => void)[] = [];
    const copy = await site.open((world) => {
      for (const look of watchers) look(world);
    });
    const { document } = copy;
    const stage = new Stage(this.#run, copy, tools);
    const states = this.#run.transactions.flatMap(({ evidence }) => evidence.states);
    const recorder = new EvidenceRecorder(copy.world, this.#run.header.startMs, { states });
    watchers.push(
      (world) => stage.look(world),
      (world) => recorder.look(world),
    );
    await work(stage);
    const changesSite = copy.document !== document;
    const evidence = changesSite ? recorder.take(copy.world) : NO_EVIDENCE;
    const transaction = this.#transactionOf(stage, evidence, changesSite);
    if (transaction.inputs.length === 0 && !transaction.changesSite) return transaction;
    await lines.append(transaction);
    if (!transaction.changesSite || (await this.#committed(copy, transaction))) return transaction;
    await lines.append({ voided: transaction.transaction });
    return null;
  }

  #committed(copy: SiteCopy, { transaction }: Transaction): Promise<boolean> {
    return this.#conducting.site.commit(copy, { run: this.#run.name ?? '', transaction });
  }

  #transactionOf(stage: Stage, evidence: Evidence, changesSite: boolean): Transaction {
    const { world } = stage.copy;
    const personMs = Math.round(this.#personMs);
    this.#personMs = 0;
    return {
      transaction: (this.#run.transactions.at(-1)?.transaction ?? 0) + 1,
      changesSite,
      inputs: stage.inputs,
      evidence,
      promises: promisesOf(this.#run.plan, stage.state, this.#conducting.tools.expressions, {
        values: stage.values,
        world,
      }),
      inForce: inForce(world, siteFlag(this.#conducting.tools.context)),
      personMs,
    };
  }

  /** Tells of the attempts at steps that have come to an end, each once. */
  #tell(): void {
    const { records } = this.#run.state;
    const from = formatInstant(this.#run.header.startMs);
    while (records[this.#toldCount]?.endedMs != null) {
      this.#conducting.operator.told(reportedStep(this.#run, records[this.#toldCount] as StepRecord), from);
      this.#toldCount += 1;
    }
  }
}

/** What expressions fail with when they are worked out. */
const UNDECIDABLE: readonly string[] = ['CONDITION_INVALID', 'EXPRESSION_INVALID'];

function inputOf(decision: Decision, atMs: number, by: string): RunInput {
  switch (decision.type) {
    case 'go':
      return { type: 'went', atMs };
    case 'retry':
      return { type: 'retried', atMs };
    case 'skip':
      return { type: 'skipped', atMs, by, reason: decision.reason };
    case 'note':
      return { type: 'noted', atMs, by, text: decision.text };
    case 'undo':
      return { type: 'undo-asked', atMs };
    case 'quit':
      return { type: 'paused', atMs, reason: 'quit' };
    case 'abort':
      return { type: 'aborted', atMs, by, reason: decision.reason };
    case 'give-up':
      return { type: 'given-up', atMs };
  }
}
