/**
 * Drill files for tests, and what is said about wrong ones. Command lines are judged by the real program.
 */
import { type DrillFile, parseDrillFile } from '../../src/app/drill/file/read-drill-file.ts';
import { type Problem, UserError } from '../../src/core/kernel/index.ts';
import { innerCommands } from './inner-commands.ts';

const commands = await innerCommands();

/** The drill of a text that is valid. */
export function drillFile(text: string): DrillFile {
  return parseDrillFile(text, 'drill.yaml', commands);
}

/** A drill of these steps, as entries of a list in YAML, with more of the file behind them. */
export function drillOfSteps(steps: readonly string[], more = ''): string {
  return [
    'holdover: drill/1',
    'name: test',
    'params: {zone: {type: zone}, lease: {type: duration, default: 40m}}',
    'steps:',
    ...steps.map((step) => `  - ${step}`),
    more,
  ].join('\n');
}

/** Every problem of a text, in its order; none where it is valid. */
export function drillProblems(text: string): readonly Problem[] {
  try {
    drillFile(text);
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

/** As `line:column CODE message`. */
export function drillComplaints(text: string): readonly string[] {
  return drillProblems(text).map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}
