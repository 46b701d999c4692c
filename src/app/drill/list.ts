/**
 * `drill list`: the drills that ship, and the runs that are kept.
 *
 * Not here: one run in full (report.ts).
 */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type DrillVerdict, verdictOf } from '../../core/drill/index.ts';
import { formatInstant, UserError } from '../../core/kernel/index.ts';
import type { AppContext } from '../context.ts';
import type { CommandLines } from './command-lines.ts';
import { parseDrillFile } from './file/read-drill-file.ts';
import { journalsOf, readRun } from './runs.ts';
import { shippedDrills } from './shipped.ts';

export interface DrillListResult {
  readonly schema: 'holdover.drills/1';
  readonly drills: readonly ListedDrill[];
  /** Oldest first. */
  readonly runs: readonly ListedRun[];
}

export interface ListedDrill {
  readonly name: string;
  readonly title: string | null;
  readonly file: string;
  /** The names of its parameters, those that have to be given first. */
  readonly params: readonly string[];
}

export interface ListedRun {
  readonly run: string;
  readonly drill: string | null;
  readonly site: string | null;
  /** Whether it ran in a copy of the site. */
  readonly copy: boolean;
  readonly by: string | null;
  /** World time at its beginning. */
  readonly from: string | null;
  /** Real time at its beginning. */
  readonly startedAt: string | null;
  /** Null where its journal cannot be read. */
  readonly verdict: DrillVerdict | null;
  /** Why it cannot be read; null where it can. */
  readonly problem: string | null;
}

export async function listDrills(context: AppContext, root: string, commands: CommandLines): Promise<DrillListResult> {
  const drills = shippedDrills(root).map((file) => listedDrill(file, commands));
  const runs: ListedRun[] = [];
  for (const name of await journalsOf(context).list()) runs.push(await listedRun(context, name, commands));
  const wanted = runs.filter(({ site }) => context.site === null || site === null || site === context.site);
  return { schema: 'holdover.drills/1', drills, runs: wanted };
}

function listedDrill(file: string, commands: CommandLines): ListedDrill {
  const { drill } = parseDrillFile(readFileSync(file, 'utf8'), basename(file), commands);
  const params = Object.entries(drill.params).sort(([, a], [, b]) => Number(b.required) - Number(a.required));
  return { name: drill.name, title: drill.title, file, params: params.map(([name]) => name) };
}

/** One that cannot be read is listed all the same: it must not hide the others. */
async function listedRun(context: AppContext, name: string, commands: CommandLines): Promise<ListedRun> {
  try {
    const { header, plan, state } = await readRun({ ...context, site: null }, name, commands);
    const { site, copy, by, startMs, startedAt } = header;
    const { verdict } = verdictOf(plan, state);
    const from = formatInstant(startMs);
    return { run: name, drill: plan.drill.name, site, copy, by, from, startedAt, verdict, problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const nothing = { drill: null, site: null, copy: false, by: null, from: null, startedAt: null, verdict: null };
    return { run: name, ...nothing, problem: error.message };
  }
}
