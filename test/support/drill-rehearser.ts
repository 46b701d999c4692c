/**
 * Someone with the site contoso who runs drills on it inside this process: plans them, runs them, and aborts them before each of their steps.
 *
 * Not here: the real program with its exit codes (cli.ts).
 */
import { join } from 'node:path';
import type { AppContext } from '../../src/app/context.ts';
import { conduct } from '../../src/app/drill/conducting/conductor.ts';
import { CopiedSite } from '../../src/app/drill/conducting/drill-site.ts';
import { AGREEABLE } from '../../src/app/drill/conducting/preview.ts';
import { newRun, type Run, withTransaction } from '../../src/app/drill/conducting/run-record.ts';
import { NO_EVIDENCE } from '../../src/app/drill/evidence/evidence.ts';
import type { Operator } from '../../src/app/drill/operator.ts';
import { type DrillPlanResult, planDrill } from '../../src/app/drill/plan.ts';
import type { RunSummary } from '../../src/app/drill/report/report-document.ts';
import { summaryOf } from '../../src/app/drill/report/report-of.ts';
import { type DrillOptions, type DrillTools, type ReadyDrill, readyDrill, runDrill } from '../../src/app/drill/run.ts';
import { rebalanceFarm } from '../../src/app/pvs/rebalance.ts';
import { loadSite } from '../../src/app/site/load.ts';
import { copyOfSite } from '../../src/app/site-copy.ts';
import { type StatusParts, status } from '../../src/app/status.ts';
import { answersOf, type RunInput } from '../../src/core/drill/index.ts';
import { ROOT } from './cli.ts';
import { innerCommands } from './inner-commands.ts';

const commands = await innerCommands();

/** Answers every question well. */
const WELL_INFORMED: Operator = {
  ...AGREEABLE,
  answer: async ({ step }) => ({ text: answersOf(step.action)[0] ?? 'yes', tookMs: 0 }),
};

const TOOLS: DrillTools = {
  commands,
  operator: () => WELL_INFORMED,
  onBegin: () => {},
  onInForce: () => {},
  version: '0',
  root: ROOT,
  startedAt: '2026-01-05T08:00:00Z',
};

/** How a drill was ended early, and how the site stood then. */
export interface EarlyEnd {
  /** `before cut`, `in cut`. */
  readonly when: string;
  readonly summary: RunSummary;
  readonly status: StatusParts;
}

export class DrillRehearser {
  readonly #context: AppContext;

  private constructor(context: AppContext) {
    this.#context = context;
  }

  /** `home` is a folder of its own, `file` the site file. */
  static async begin(home: string, file: string): Promise<DrillRehearser> {
    const context: AppContext = {
      configDir: join(home, 'config'),
      cacheDir: join(home, 'cache'),
      site: null,
      command: 'holdover drill run FILE',
      operator: 'somebody',
      dryRun: false,
      expect: null,
      waitMs: null,
      interrupted: async () => false,
      copy: null,
    };
    await loadSite(context, { file, replace: false });
    return new DrillRehearser(context);
  }

  /** Spreads the targets over the servers of the farm, as drills that move some of them do at their end. */
  async rebalance(): Promise<void> {
    await rebalanceFarm(this.#context, { server: null, vdisk: null });
  }

  plan(file: string, params: Readonly<Record<string, string>>): Promise<DrillPlanResult> {
    return planDrill(this.#context, optionsOf(file, params), TOOLS);
  }

  /** Runs it on the site itself; every question is answered well. */
  run(file: string, params: Readonly<Record<string, string>>): Promise<RunSummary> {
    return runDrill(this.#context, optionsOf(file, params), TOOLS);
  }

  async status(): Promise<StatusParts> {
    return (await status(this.#context, { part: 'both', targets: 'listed' })).document;
  }

  /** Runs it in a copy; in copies of that, aborts it before each of its steps, and interrupts each step when its action is done. */
  async endedEarly(file: string, params: Readonly<Record<string, string>>): Promise<readonly EarlyEnd[]> {
    const ready = await readyDrill(this.#context, optionsOf(file, params), TOOLS);
    const site = new CopiedSite(copyOfSite(ready.site, {}));
    let run = newRun(null, { ...ready.header, copy: true }, ready.drill);
    const ends: EarlyEnd[] = [];
    for (const { name } of ready.drill.drill.steps) {
      run = await this.#conduct(resumed(run), {
        ready,
        site,
        operator: pausingBefore(name),
        isInterrupted: () => false,
      });
      if (run.state.paused === null) break;
      ends.push(await this.#abortedBefore(name, run, ready, site), await this.#interruptedIn(name, run, ready, site));
    }
    return ends;
  }

  #abortedBefore(step: string, run: Run, ready: ReadyDrill, { copy }: CopiedSite): Promise<EarlyEnd> {
    const aborted = told(run, { type: 'aborted', atMs: run.state.nowMs, by: 'somebody', reason: 'a test' });
    const site = new CopiedSite(copyOfSite(copy, {}));
    return this.#end(`before ${step}`, aborted, { ready, site, operator: AGREEABLE, isInterrupted: () => false });
  }

  #interruptedIn(step: string, run: Run, ready: ReadyDrill, { copy }: CopiedSite): Promise<EarlyEnd> {
    const site = new CopiedSite(copyOfSite(copy, {}));
    let hasGone = false;
    const standBefore: Operator['standBefore'] = async () => {
      hasGone = true;
      return { type: 'go' };
    };
    const operator = { ...AGREEABLE, standBefore };
    return this.#end(`in ${step}`, resumed(run), { ready, site, operator, isInterrupted: () => hasGone });
  }

  async #end(when: string, run: Run, conducted: Conducted): Promise<EarlyEnd> {
    const summary = summaryOf(await this.#conduct(run, conducted));
    const { copy } = conducted.site;
    const { document } = await status({ ...this.#context, copy }, { part: 'both', targets: 'listed' });
    return { when, summary, status: document };
  }

  #conduct(run: Run, { ready, site, operator, isInterrupted }: Conducted): Promise<Run> {
    const context = { ...this.#context, interrupted: async () => isInterrupted() };
    const tools = { commands, expressions: ready.expressions, context };
    return conduct(run, { site, lines: { append: async () => {} }, operator, onInForce: () => {}, tools });
  }
}

interface Conducted {
  readonly ready: ReadyDrill;
  readonly site: CopiedSite;
  readonly operator: Operator;
  readonly isInterrupted: () => boolean;
}

function pausingBefore(name: string): Operator {
  return { ...AGREEABLE, standBefore: async ({ step }) => (step.name === name ? { type: 'quit' } : { type: 'go' }) };
}

function resumed(run: Run): Run {
  return told(run, { type: 'resumed', atMs: run.state.nowMs });
}

function told(run: Run, input: RunInput): Run {
  const transaction = (run.transactions.at(-1)?.transaction ?? 0) + 1;
  const nothing = { evidence: NO_EVIDENCE, promises: {}, inForce: [], personMs: 0 };
  return withTransaction(run, { transaction, changesSite: false, inputs: [input], ...nothing });
}

function optionsOf(file: string, params: Readonly<Record<string, string>>): DrillOptions {
  return { file, params, answers: {}, allowsRun: false, accepted: [] };
}
