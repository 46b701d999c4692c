/**
 * `drill validate`: checks drill files, and needs no site.
 */

import { type Danger, type Drill, type ParamType, worstDanger } from '../../core/drill/index.ts';
import { UserError } from '../../core/kernel/index.ts';
import type { CommandLines } from './command-lines.ts';
import { type DrillFile, readDrillFile } from './file/read-drill-file.ts';

export interface DrillValidateResult {
  readonly schema: 'holdover.drill-validate/1';
  readonly valid: true;
  /** In the order in which they were named. */
  readonly drills: readonly ValidDrill[];
}

export interface ValidDrill {
  readonly file: string;
  readonly name: string;
  readonly title: string | null;
  /** How many there are. */
  readonly steps: number;
  /** The worst of its steps. */
  readonly danger: Danger;
  readonly params: readonly ValidParam[];
}

export interface ValidParam {
  readonly name: string;
  readonly type: ParamType;
  readonly required: boolean;
  readonly default: string | null;
  readonly title: string | null;
}

/** @throws {UserError} FILE_NOT_FOUND, or DRILL_FILE_INVALID with every problem of every file */
export async function validateDrills(files: readonly string[], commands: CommandLines): Promise<DrillValidateResult> {
  const read: DrillFile[] = [];
  const refused: UserError[] = [];
  for (const file of files) {
    try {
      read.push(await readDrillFile(file, commands));
    } catch (error) {
      if (!(error instanceof UserError) || error.kind !== 'invalid-file') throw error;
      refused.push(error);
    }
  }
  if (refused.length > 0) throw allOf(refused);
  return { schema: 'holdover.drill-validate/1', valid: true, drills: read.map(validDrill) };
}

/** One failure that says everything; the failure itself where there is one only. */
function allOf(refused: readonly UserError[]): UserError {
  const [first] = refused;
  if (first !== undefined && refused.length === 1) return first;
  return new UserError('invalid-file', 'DRILL_FILE_INVALID', `${refused.length} files are not valid drill files`, {
    problems: refused.flatMap(({ problems }) => problems),
    hints: first?.hints ?? [],
  });
}

function validDrill({ drill, fileName }: DrillFile): ValidDrill {
  const { name, title, steps } = drill;
  return { file: fileName, name, title, steps: steps.length, danger: worstDanger(drill), params: paramsOf(drill) };
}

function paramsOf({ params }: Drill): readonly ValidParam[] {
  return Object.entries(params).map(([name, param]) => ({ name, ...param }));
}
