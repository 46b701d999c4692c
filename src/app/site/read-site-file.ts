/**
 * Reads a site file: YAML or JSON in, a definition out, or every problem of the file at once, with its line and column.
 *
 * Not here: the form (site-schema.ts), the meaning (core/site/meaning.ts), keeping the site (store).
 */

import { type Problem, UserError } from '../../core/kernel/index.ts';
import { formatPath, type MeaningProblem, meaningProblems, type SiteDefinition } from '../../core/site/index.ts';
import { suggestion } from '../did-you-mean.ts';
import { repair } from './repair.ts';
import { type ShapeProblem, shapeProblems, shown } from './shape-problems.ts';
import { toSiteDefinition } from './site-definition.ts';
import { readFileText } from './site-file-text.ts';
import { SITE_FORMAT, siteSchema } from './site-schema.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** A site, and the text that declares it. */
export interface SiteFile {
  readonly definition: SiteDefinition;
  /** The text as it was read, without a byte order mark. */
  readonly text: string;
  readonly fileName: string;
}

/** Far more than any site needs: machines are declared in groups. In UTF-16 units. */
const TEXT_LENGTH_MAX = 16 * 1024 * 1024;

/**
 * Reads and checks a site file; `-` reads standard input.
 * @throws {UserError} `FILE_NOT_FOUND`, `FILE_NOT_READABLE`, or `SITE_FILE_INVALID` with every problem.
 */
export async function readSiteFile(path: string): Promise<SiteFile> {
  const fileName = path === '-' ? 'standard input' : path;
  const read = await readFileText(path);
  if (typeof read !== 'string') throw invalidFile(fileName, [read]);
  return parseSiteFile(read, fileName);
}

/**
 * Checks the text of a site file. `fileName` is only for messages.
 * @throws {UserError} `SITE_FILE_INVALID` with every problem, in the order of the text.
 */
export function parseSiteFile(text: string, fileName: string): SiteFile {
  const ownText = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const result = check(ownText);
  if (Array.isArray(result)) throw invalidFile(fileName, result);
  return { definition: result, text: ownText, fileName };
}

function invalidFile(fileName: string, problems: readonly Problem[]): UserError {
  const sorted = inOrder(problems).map((problem) => ({ ...problem, file: fileName }));
  const number = sorted.length === 1 ? '1 problem' : `${sorted.length} problems`;
  return new UserError('invalid-file', 'SITE_FILE_INVALID', `${fileName} is not a valid site file: ${number}`, {
    problems: sorted,
    hints: ['holdover help site-file', 'holdover schema site'],
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

function check(text: string): SiteDefinition | Problem[] {
  if (text.length > TEXT_LENGTH_MAX) return [atStart('FILE_TOO_LARGE', 'the file is larger than 16 MB')];
  const source = readYaml(text);
  if (source.value === undefined) {
    if (source.problems.length > 0) return [...source.problems];
    return [atStart('FILE_EMPTY', 'the file is empty; "holdover site init" writes one to start from')];
  }
  const format = formatProblem(source);
  if (format !== null) return [...source.problems, format];
  return checkContent(source);
}

function atStart(code: string, message: string): Problem {
  return { code, message, line: 1, column: 1 };
}

/** A file of another format is not judged by the rules of this one. A missing `holdover` line is left to the form. */
function formatProblem({ value, positionOf }: YamlSource): Problem | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = `the file is ${shown(value)}; it must be a map that begins with "holdover: ${SITE_FORMAT}"`;
    return { code: 'FORMAT_UNKNOWN', message, ...positionOf([], 'value') };
  }
  const format: unknown = 'holdover' in value ? value.holdover : undefined;
  if (format === undefined || format === SITE_FORMAT) return null;
  const message = `holdover is ${shown(format)}; the known format of site files is "${SITE_FORMAT}"`;
  return { code: 'FORMAT_UNKNOWN', message, object: 'holdover', ...positionOf(['holdover'], 'value') };
}

function checkContent(source: YamlSource): SiteDefinition | Problem[] {
  const shape = shapeProblems(siteSchema, source.value);
  const repaired = repair(siteSchema, source.value);
  const parsed = repaired === null ? null : siteSchema.safeParse(repaired.value);
  const definition = parsed?.success ? toSiteDefinition(parsed.data) : null;
  const meaning = definition === null ? [] : meaningProblems(definition);
  const problems = [
    ...source.problems,
    ...shape.map((problem) => placedShape(source, problem)),
    ...meaning.filter((problem) => repaired?.isCertain(problem)).map((problem) => placedMeaning(source, problem)),
  ];
  return problems.length > 0 || definition === null ? problems : definition;
}

function placedShape(source: YamlSource, { path, code, message }: ShapeProblem): Problem {
  const part = code === 'KEY_UNKNOWN' || code === 'KEY_INVALID' ? 'key' : 'value';
  return { code, message: withFormat(path, code, message), object: formatPath(path), ...source.positionOf(path, part) };
}

function withFormat(path: ShapeProblem['path'], code: string, message: string): string {
  const isFormat = code === 'KEY_MISSING' && path.length === 1 && path[0] === 'holdover';
  return isFormat ? `the line "holdover: ${SITE_FORMAT}" is missing; it says which format the file has` : message;
}

function placedMeaning(source: YamlSource, problem: MeaningProblem): Problem {
  const { path, at, code, message, found, allowed, restsOn } = problem;
  // What the file leaves to a default has no line: what it was compared with does.
  const place = source.has(path) ? path : (restsOn.find((other) => source.has(other)) ?? path);
  const more = found === undefined || allowed === undefined ? '' : suggestion(found, allowed);
  return { code, message: message + more, object: formatPath(path), ...source.positionOf(place, at) };
}
