/**
 * `drill report`: all that is known of a run. `drill export`: a drill as it is written down, for those who run it by hand.
 *
 * Not here: the forms of a report (ui/report).
 */

import type { Drill } from '../../core/drill/index.ts';
import type { AppContext } from '../context.ts';
import type { CommandLines } from './command-lines.ts';
import { readDrillFile } from './file/read-drill-file.ts';
import { refuseUnknownParams } from './params.ts';
import type { DrillReport } from './report/report-document.ts';
import { reportOf } from './report/report-of.ts';
import { readRun, runMeant } from './runs.ts';
import { drillPath } from './shipped.ts';

/** `run` null: the last one. @throws {UserError} RUNS_NONE, RUN_UNKNOWN, RUN_DAMAGED, and what the store throws */
export async function reportRun(context: AppContext, run: string | null, commands: CommandLines): Promise<DrillReport> {
  return reportOf(await readRun(context, await runMeant(context, run), commands));
}

export interface DrillExportResult {
  readonly schema: 'holdover.drill-export/1';
  readonly drill: string;
  readonly format: 'markdown';
  readonly text: string;
}

export interface ExportOptions {
  /** A path, or the name of a drill that ships. */
  readonly file: string;
  readonly params: Readonly<Record<string, string>>;
  /** The folder of package.json. */
  readonly root: string;
}

/** The drill to be written down. @throws {UserError} those of files, DRILL_FILE_INVALID, PARAM_UNKNOWN */
export async function exportedDrill({ file, params, root }: ExportOptions, commands: CommandLines): Promise<Drill> {
  const { drill } = await readDrillFile(drillPath(file, root), commands);
  refuseUnknownParams(drill, params);
  return drill;
}
