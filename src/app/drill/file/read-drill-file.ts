/**
 * Reads a drill file: YAML or JSON in, a drill out, or every problem of the file at once, with its line and column.
 *
 * Not here: how any file is read (../declared-file.ts), the form (drill-schema.ts), the meaning (core/drill/meaning.ts), and what a site
 * makes of a drill.
 */

import { type Drill, drillMeaningProblems } from '../../../core/drill/index.ts';
import { FINDING_CODES } from '../../../core/readiness/index.ts';
import { namesOf, reference } from '../../../core/site/index.ts';
import {
  type ContentProblem,
  type DeclaredFile,
  type FileFormat,
  parseDeclaredFile,
  readDeclaredFile,
} from '../../declared-file.ts';
import type { CommandLines } from '../command-lines.ts';
import { expressionProblems, Judge } from '../expressions/expression-problems.ts';
import { DOCUMENT_NAMES, scopesOf } from '../expressions/scope.ts';
import { drillOf } from './drill-content.ts';
import { DRILL_FORMAT, drillSchema } from './drill-schema.ts';
import { keyProblems } from './key-problems.ts';
import { lineProblems } from './line-problems.ts';

/** A drill, and the text that declares it. */
export interface DrillFile {
  readonly drill: Drill;
  /** The text as it was read, without a byte order mark. */
  readonly text: string;
  readonly fileName: string;
}

/**
 * Reads and checks a drill file; `-` reads standard input.
 * @throws {UserError} `FILE_NOT_FOUND`, `FILE_NOT_READABLE`, or `DRILL_FILE_INVALID` with every problem.
 */
export async function readDrillFile(path: string, commands: CommandLines): Promise<DrillFile> {
  return drillFile(await readDeclaredFile(path, formatOf(commands)));
}

/**
 * Checks the text of a drill file. `fileName` is only for messages.
 * @throws {UserError} `DRILL_FILE_INVALID` with every problem, in the order of the text.
 */
export function parseDrillFile(text: string, fileName: string, commands: CommandLines): DrillFile {
  return drillFile(parseDeclaredFile(text, fileName, formatOf(commands)));
}

function drillFile({ content, text, fileName }: DeclaredFile<Drill>): DrillFile {
  return { drill: content, text, fileName };
}

function formatOf(commands: CommandLines): FileFormat<typeof drillSchema, Drill> {
  return {
    format: DRILL_FORMAT,
    noun: 'drill file',
    code: 'DRILL_FILE_INVALID',
    hints: ['holdover help drill-file', 'holdover schema drill'],
    toBegin: { hints: ['holdover help drill-file', 'holdover drill list'], does: 'shows one' },
    schema: drillSchema,
    contentOf: drillOf,
    problemsOf: (drill, shape) => [...keyProblems(shape), ...contentProblems(drill, commands)],
  };
}

function contentProblems(drill: Drill, commands: CommandLines): ContentProblem[] {
  const judge = new Judge(drill, scopesOf(drill));
  return [
    ...drillMeaningProblems(drill, DOCUMENT_NAMES),
    ...findingProblems(drill),
    ...expressionProblems(drill, judge),
    ...lineProblems(drill, judge, commands),
  ];
}

function findingProblems({ require: required }: Drill): ContentProblem[] {
  const known = namesOf('finding', 'FINDING_UNKNOWN', FINDING_CODES, []);
  return required.flatMap((requirement, index) =>
    requirement.type === 'that' ? [] : reference(['require', index, 'finding'], 'value', requirement.code, known),
  );
}
