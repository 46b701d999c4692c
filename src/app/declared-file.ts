/**
 * Reads a file that declares something: YAML or JSON in, what it declares out, or every problem of the file at once, with line and column.
 *
 * Not here: the formats (site/site-schema.ts, drill/file/drill-schema.ts), and what their contents mean.
 */

import type { z } from 'zod';
import { type Problem, UserError } from '../core/kernel/index.ts';
import { formatPath, type MeaningProblem } from '../core/site/index.ts';
import { suggestion } from './did-you-mean.ts';
import { repair } from './site/repair.ts';
import { type ShapeProblem, shapeProblems, shown } from './site/shape-problems.ts';
import { readFileText } from './site/site-file-text.ts';
import { readYaml, type YamlSource } from './site/yaml-source.ts';

/** One format of file, and what its files declare. */
export interface FileFormat<Schema extends z.ZodType, Content> {
  /** The value of the key `holdover`: `site/1`. */
  readonly format: string;
  /** As a sentence names such a file: `site file`. */
  readonly noun: string;
  /** Code of the failure: `SITE_FILE_INVALID`. */
  readonly code: string;
  /** Commands that tell of the format. */
  readonly hints: readonly string[];
  /** What helps whoever has no such file yet: commands, and what the first of them does. */
  readonly toBegin: { readonly hints: readonly [string, ...string[]]; readonly does: string };
  readonly schema: Schema;
  readonly contentOf: (shape: z.output<Schema>) => Content;
  readonly problemsOf: (content: Content, shape: z.output<Schema>) => readonly ContentProblem[];
}

/** What is wrong with the content of a well-formed file. */
export interface ContentProblem extends MeaningProblem {
  /** Which character of the text at the path is where the problem begins, counted from 0; without it, the whole is meant. */
  readonly index?: number;
}

export interface DeclaredFile<Content> {
  readonly content: Content;
  /** The text as it was read, without a byte order mark. */
  readonly text: string;
  readonly fileName: string;
}

/** Far more than any file needs: machines are declared in groups. In UTF-16 units. */
const TEXT_LENGTH_MAX = 16 * 1024 * 1024;

/**
 * Reads and checks a file; `-` reads standard input.
 * @throws {UserError} `FILE_NOT_FOUND`, `FILE_NOT_READABLE`, or the code of the format with every problem.
 */
export async function readDeclaredFile<Schema extends z.ZodType, Content>(
  path: string,
  format: FileFormat<Schema, Content>,
): Promise<DeclaredFile<Content>> {
  const fileName = path === '-' ? 'standard input' : path;
  const read = await readFileText(path, format.toBegin.hints);
  if (typeof read !== 'string') throw invalidFile(fileName, format, [read]);
  return parseDeclaredFile(read, fileName, format);
}

/**
 * Checks a text. `fileName` is only for messages.
 * @throws {UserError} the code of the format with every problem, in the order of the text.
 */
export function parseDeclaredFile<Schema extends z.ZodType, Content>(
  text: string,
  fileName: string,
  format: FileFormat<Schema, Content>,
): DeclaredFile<Content> {
  const ownText = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const result = check(ownText, format);
  if (!result.valid) throw invalidFile(fileName, format, result.problems);
  return { content: result.content, text: ownText, fileName };
}

interface About {
  readonly noun: string;
  readonly code: string;
  readonly hints: readonly string[];
}

function invalidFile(fileName: string, { noun, code, hints }: About, problems: readonly Problem[]): UserError {
  const sorted = inOrder(problems).map((problem) => ({ ...problem, file: fileName }));
  const number = sorted.length === 1 ? '1 problem' : `${sorted.length} problems`;
  return new UserError('invalid-file', code, `${fileName} is not a valid ${noun}: ${number}`, {
    problems: sorted,
    hints,
  });
}

/** By position, and each said once: through an alias the same text can be wrong in several places. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const once = new Map<string, Problem>();
  for (const problem of problems) {
    const key = `${problem.line}:${problem.column}:${problem.message}`;
    if (!once.has(key)) once.set(key, problem);
  }
  return [...once.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

type Checked<Content> =
  | { readonly valid: true; readonly content: Content }
  | { readonly valid: false; readonly problems: readonly Problem[] };

function check<Schema extends z.ZodType, Content>(text: string, format: FileFormat<Schema, Content>): Checked<Content> {
  if (text.length > TEXT_LENGTH_MAX) return invalid([atStart('FILE_TOO_LARGE', 'the file is larger than 16 MB')]);
  const source = readYaml(text);
  if (source.value === undefined) {
    return invalid(source.problems.length > 0 ? source.problems : [emptyFile(format.toBegin)]);
  }
  const other = otherFormat(source, format);
  return other === null ? checkContent(source, format) : invalid([...source.problems, other]);
}

function invalid(problems: readonly Problem[]): { readonly valid: false; readonly problems: readonly Problem[] } {
  return { valid: false, problems };
}

function emptyFile({ hints: [command], does }: FileFormat<z.ZodType, unknown>['toBegin']): Problem {
  return atStart('FILE_EMPTY', `the file is empty; "${command}" ${does}`);
}

function atStart(code: string, message: string): Problem {
  return { code, message, line: 1, column: 1 };
}

type Wanted = Pick<FileFormat<z.ZodType, unknown>, 'format' | 'noun'>;

/** A file of another format is not judged by the rules of this one. A missing `holdover` line is left to the form. */
function otherFormat({ value, positionOf }: YamlSource, { format, noun }: Wanted): Problem | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = `the file is ${shown(value)}; it must be a map that begins with "holdover: ${format}"`;
    return { code: 'FORMAT_UNKNOWN', message, ...positionOf([], 'value') };
  }
  const found: unknown = 'holdover' in value ? value.holdover : undefined;
  if (found === undefined || found === format) return null;
  const message = `holdover is ${shown(found)}; the known format of ${noun}s is "${format}"`;
  return { code: 'FORMAT_UNKNOWN', message, object: 'holdover', ...positionOf(['holdover'], 'value') };
}

function checkContent<Schema extends z.ZodType, Content>(
  source: YamlSource,
  { schema, format, contentOf, problemsOf }: FileFormat<Schema, Content>,
): Checked<Content> {
  const shape = shapeProblems(schema, source.value);
  const repaired = repair(schema, source.value);
  const parsed = repaired === null ? null : schema.safeParse(repaired.value);
  const content = parsed?.success ? contentOf(parsed.data) : null;
  const meaning = parsed?.success && content !== null ? problemsOf(content, parsed.data) : [];
  const problems = [
    ...source.problems,
    ...shape.map((problem) => placedShape(source, problem, format)),
    ...meaning.filter((problem) => repaired?.isCertain(problem)).map((problem) => placedMeaning(source, problem)),
  ];
  return problems.length > 0 || content === null ? invalid(problems) : { valid: true, content };
}

function placedShape(source: YamlSource, { path, code, message }: ShapeProblem, format: string): Problem {
  const part = code === 'KEY_UNKNOWN' || code === 'KEY_INVALID' ? 'key' : 'value';
  const isFormat = code === 'KEY_MISSING' && path.length === 1 && path[0] === 'holdover';
  const said = isFormat ? `the line "holdover: ${format}" is missing; it says which format the file has` : message;
  return { code, message: said, object: formatPath(path), ...source.positionOf(path, part) };
}

function placedMeaning(source: YamlSource, problem: ContentProblem): Problem {
  const { path, at, code, message, found, allowed, restsOn, index } = problem;
  // What the file leaves to a default has no line: what it was compared with does.
  const place = source.has(path) ? path : (restsOn.find((other) => source.has(other)) ?? path);
  const more = found === undefined || allowed === undefined ? '' : suggestion(found, allowed);
  const position = index === undefined ? source.positionOf(place, at) : source.positionWithin(place, index);
  return { code, message: message + more, object: formatPath(path), ...position };
}
