/**
 * The report of a run: all that is known of it, as one document. Every form of report is made of this.
 *
 * Not here: how it is worked out (report-of.ts), and how it looks (ui/report).
 */

import type { Danger, DrillVerdict, Expectation, StepAction, StepRecord } from '../../../core/drill/index.ts';
import type { Evidence } from '../evidence/evidence.ts';

/** World time in RFC 3339; lengths of time in seconds. */
export interface RunSummary {
  /** `r1`, `r2`, …; null where nothing is kept of the run, as in a plan. */
  readonly run: string | null;
  readonly drill: string;
  readonly title: string | null;
  readonly description: string | null;
  /** The drill file, as it was given. */
  readonly file: string;
  readonly site: string;
  readonly seed: number;
  /** Whether it ran in a copy of the site, with a seed of its own. */
  readonly copy: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly by: string;
  readonly verdict: DrillVerdict;
  /** Why the verdict is not better. */
  readonly reasons: readonly string[];
  /** What a paused run waits to be answered; null where it does not. */
  readonly question: OpenQuestion | null;
  readonly from: string;
  readonly at: string;
  /** World time that the run took. */
  readonly tookSec: number;
  /** Real time that people took to decide and to answer. It is no part of `tookSec`. */
  readonly personSec: number;
  readonly requirements: readonly ReportedRequirement[];
  readonly steps: readonly ReportedStep[];
  readonly restored: readonly ReportedExpectation[];
  readonly objectives: readonly ReportedObjective[];
  readonly never: readonly ReportedProhibition[];
  readonly undone: readonly ReportedUndo[];
  readonly notes: readonly { readonly at: string; readonly by: string; readonly text: string }[];
  /** The command that runs it again. Where it ran in a copy it comes to the same, as long as the site stands as it did. */
  readonly replay: string;
  /** What is still in force of what the run did, and the commands that undo it; empty where nothing is. */
  readonly inForce: readonly { readonly what: string; readonly undo: string }[];
}

export interface OpenQuestion {
  /** What `--answer` calls it. */
  readonly key: string;
  readonly text: string;
  readonly options: readonly string[];
}

export interface DrillReport extends RunSummary {
  readonly schema: 'holdover.drill-report/1';
  /** Real time at which the run was begun, RFC 3339. */
  readonly startedAt: string;
  /** The version of this program that ran it. */
  readonly version: string;
  readonly evidence: Evidence;
}

export interface ReportedRequirement {
  /** The finding or the condition. */
  readonly text: string;
  readonly why: string | null;
  /** Whether it was unmet and accepted all the same. */
  readonly accepted: boolean;
}

/** One attempt at a step. */
export interface ReportedStep {
  readonly name: string;
  readonly title: string | null;
  readonly kind: StepAction['type'];
  readonly danger: Danger;
  readonly attempt: number;
  readonly state: StepRecord['state'];
  readonly from: string;
  readonly to: string | null;
  readonly tookSec: number | null;
  /** The command lines that were run, with their exit codes, and what they said where they failed. */
  readonly lines: readonly ReportedLine[];
  /** The question, the instruction, or the time to wait; null for command lines and observations. */
  readonly text: string | null;
  /** What it bound, and by which name; null for nothing. */
  readonly bound: { readonly name: string; readonly value: unknown } | null;
  readonly answer: { readonly text: string; readonly by: string; readonly tookSec: number | null } | null;
  readonly expectations: readonly ReportedExpectation[];
  readonly failure: string | null;
  readonly skipped: { readonly by: string; readonly reason: string } | null;
  /** It was begun, and its end is not known: the process that ran it was killed. */
  readonly inDoubt: boolean;
}

export interface ReportedLine {
  readonly command: string;
  readonly exit: number;
  readonly error: string | null;
}

export interface ReportedExpectation {
  readonly type: Expectation['type'];
  readonly that: string;
  readonly why: string | null;
  /** `within` or `for`, in seconds; null for `that`. */
  readonly limitSec: number | null;
  readonly state: 'open' | 'held' | 'failed';
  /** The moment at which it began to count, and at which it was decided. */
  readonly from: string;
  readonly at: string | null;
  readonly tookSec: number | null;
  /** How much of `within` was left. */
  readonly marginSec: number | null;
}

export interface ReportedObjective extends Omit<ReportedExpectation, 'type' | 'from'> {
  readonly name: string;
  readonly after: string;
  /** Null where its step was not done. */
  readonly from: string | null;
}

export interface ReportedProhibition {
  readonly that: string;
  readonly why: string | null;
  readonly violations: readonly { readonly at: string; readonly step: string | null }[];
}

export interface ReportedUndo {
  readonly step: string;
  readonly at: string;
  readonly lines: readonly ReportedLine[];
}
