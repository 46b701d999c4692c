/**
 * `drill report`: all that is known of a run. `drill export`: a drill as it is written down, for those who run it by hand.
 *
 * Not here: the forms of a report (ui/report).
 */

import type { Drill } from '../../core/drill/index.ts';
import type { AppContext } from '../context.ts';
import type { CommandLines } from './command-lines.ts';
import { readDrillFile } from './read-drill-file.ts';
import type { DrillReport } from './report-document.ts';
import { reportOf } from './report-of.ts';
import { readRun, runMeant } from './runs.ts';
import { drillPath } from './shipped.ts';

/** `run` null: the last one. @throws {UserError} RUNS_NONE, RUN_UNKNOWN, RUN_DAMAGED, and what the store throws */
export async function reportRun(context: AppContext, run: string | null, commands: CommandLines): Promise<DrillReport> {
  return reportOf(await readRun(context, await runMeant(context, run), commands));
}

/** The drill of a file, or one that ships. @throws {UserError} those of files, DRILL_FILE_INVALID */
export async function exportedDrill(file: string, root: string, commands: CommandLines): Promise<Drill> {
  return (await readDrillFile(drillPath(file, root), commands)).drill;
}
