/**
 * The record of a run: what its journal holds, line by line, and the run that it folds to.
 *
 * A transaction is what the run was told in one go, with what was seen meanwhile. One that changes the site is journalled before the
 * site is written, and the site's document says which was the last; so one that the site does not know of has not happened.
 *
 * Not here: where the lines are kept (store), and what writes them (conductor.ts).
 */

import { beginRun, type RunInput, type RunPlan, type RunState, stepRun } from '../../../core/drill/index.ts';
import { UserError } from '../../../core/kernel/index.ts';
import type { InForce } from '../../in-force.ts';
import type { CommandLines } from '../command-lines.ts';
import { type Evidence, joinedEvidence, NO_EVIDENCE } from '../evidence/evidence.ts';
import { type DrillFile, parseDrillFile } from '../file/read-drill-file.ts';
import type { ParamValues } from '../params.ts';
import type { ReportedRequirement } from '../report/report-document.ts';
import { withoutLocalPromises } from './local-command.ts';

/** The first line. */
export interface RunHeader {
  readonly format: 'holdover: drill-run/1';
  /** The drill file as it was read. */
  readonly file: string;
  readonly text: string;
  readonly site: string;
  readonly params: ParamValues;
  /** What was answered beforehand, by key. */
  readonly answers: Readonly<Record<string, string>>;
  readonly requirements: readonly ReportedRequirement[];
  /** Whether local commands may be run. */
  readonly allowsRun: boolean;
  /** The seed that it ran with; whether in a copy of the site. */
  readonly seed: number;
  readonly copy: boolean;
  readonly startMs: number;
  readonly by: string;
  /** Real time, RFC 3339. */
  readonly startedAt: string;
  readonly version: string;
}

/** Every other line, but for those that take one back. */
export interface Transaction {
  /** From 1, without gaps among those that count. */
  readonly transaction: number;
  readonly changesSite: boolean;
  readonly inputs: readonly RunInput[];
  readonly evidence: Evidence;
  /** Which of the conditions that finished steps have seen held at its end, by `STEP/INDEX`. */
  readonly promises: Readonly<Record<string, boolean>>;
  readonly inForce: readonly InForce[];
  /** Real time that people took. */
  readonly personMs: number;
}

/** A transaction that has not happened after all. */
interface Voided {
  readonly voided: number;
}

/** All that is known of a run. */
export interface Run {
  /** Null where nothing is kept of it. */
  readonly name: string | null;
  readonly header: RunHeader;
  readonly drill: DrillFile;
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly transactions: readonly Transaction[];
}

/** A run that has just begun. */
export function newRun(name: string | null, header: RunHeader, drill: DrillFile): Run {
  const { copy, params } = header;
  const plan = { drill: copy ? withoutLocalPromises(drill.drill) : drill.drill, durations: params.durations };
  return { name, header, drill, plan, state: beginRun(header.startMs), transactions: [] };
}

/** A run after one more transaction. */
export function withTransaction(run: Run, transaction: Transaction): Run {
  const state = transaction.inputs.reduce((before, input) => stepRun(run.plan, before, input), run.state);
  return { ...run, state, transactions: [...run.transactions, transaction] };
}

/**
 * The run that the lines of a journal fold to.
 * @throws {UserError} RUN_DAMAGED where they are no run of this program's
 */
export function foldRun(name: string, lines: readonly unknown[], commands: CommandLines): Run {
  const [header, ...rest] = lines as readonly [RunHeader | undefined, ...(Transaction | Voided)[]];
  if (header?.format !== 'holdover: drill-run/1') throw damaged(name);
  const drill = parseDrillFile(header.text, header.file, commands);
  const voided = new Set(rest.flatMap((line, index) => ('voided' in line ? [lastOf(rest.slice(0, index), line)] : [])));
  const counting = rest.filter((line): line is Transaction => 'transaction' in line && !voided.has(line));
  return counting.reduce(withTransaction, newRun(name, header, drill));
}

/** The evidence of a whole run. */
export function evidenceOf({ transactions }: Run): Evidence {
  return transactions.length === 0 ? NO_EVIDENCE : joinedEvidence(transactions.map(({ evidence }) => evidence));
}

/** The last transaction that is a part of the site; 0 for none. */
export function lastOnSite({ transactions }: Run): number {
  return transactions.findLast(({ changesSite }) => changesSite)?.transaction ?? 0;
}

function lastOf(lines: readonly (Transaction | Voided)[], { voided }: Voided): Transaction | undefined {
  return lines.findLast((line): line is Transaction => 'transaction' in line && line.transaction === voided);
}

function damaged(name: string): UserError {
  return new UserError('invalid-file', 'RUN_DAMAGED', `The journal of run ${name} does not begin as one.`, {
    hints: ['holdover drill list'],
  });
}
