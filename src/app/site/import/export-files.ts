/**
 * Reads the files of an export: finds them, decodes them, and takes the objects out of their lists and wrappers.
 *
 * What looks like a secret is dropped while the JSON is parsed, so nothing else here ever holds one (P72).
 *
 * Not here: what the objects say (read-*.ts).
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../../../core/kernel/index.ts';
import { damageOf, decodeExport } from '../../powershell-json.ts';
import { unreadable } from '../site-file-text.ts';
import { cmdletOf, isFarmKind, type Kind, kindNamed, kindOf } from './kinds.ts';
import { isKnownProperty } from './known-properties.ts';
import { fewOf, type ImportNotes, numberOf, warn } from './notes.ts';
import { isValues, type Values } from './record-values.ts';

/** An object of an export. */
export interface ExportRecord {
  readonly kind: Kind;
  readonly file: string;
  readonly values: Values;
}

/** The cmdlets of the broker give no more than this, unless they are told to. */
const RECORDS_BY_DEFAULT = 250;

/** A name of a property that could hold a secret, or tells a machine from all others. Flags and numbers are none, whatever they are called. */
const SECRET =
  /passw|pwd|passphrase|secret|token|credential|(?:api|private|shared|session|encryption|hmac|access)key|^key$|^(?:device)?mac(?:address)?$|^domainobjectsid$/i;

const HINT = 'holdover site import --help';

/**
 * The objects of all files, each with its kind. `paths` are files, or folders whose `*.json` are read.
 * @throws {UserError} FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_PERMITTED, EXPORT_INVALID, EXPORT_FOLDER_EMPTY
 */
export async function readExportFiles(paths: readonly string[], notes: ImportNotes): Promise<readonly ExportRecord[]> {
  const records: ExportRecord[] = [];
  const secrets = new Map<string, number>();
  const totals = new Map<Kind, number>();
  const files = (await Promise.all(paths.map(filesAt))).flat();
  for (const file of new Set(files)) {
    const json = await readJson(file, secrets);
    const found = recordsOf(json, file, notes);
    noteTotal(totals, json, found);
    if (!isPage(json)) warnOfTruncation(found, file, notes);
    for (const record of found) records.push(record);
  }
  warnOfMissingPages(records, totals, notes);
  const dropped = [...secrets.keys()].sort();
  warn(
    notes,
    'SECRETS_DROPPED',
    sum(secrets),
    `values that can be secrets, or the address of a network card, were not read: ${fewOf(dropped)}`,
  );
  warnOfUnknown(records, notes);
  return records;
}

async function filesAt(path: string): Promise<readonly string[]> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (cause) {
    throw unreadable(path, cause, [HINT]);
  }
  if (!isFolder) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => /\.json$/i.test(entry.name) && (entry.isFile() || entry.isSymbolicLink()))
    .map(({ name }) => name)
    .sort();
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new UserError('invalid-file', 'EXPORT_FOLDER_EMPTY', `there is no .json file in ${path}`, { hints: [HINT] });
}

async function readJson(file: string, secrets: Map<string, number>): Promise<unknown> {
  const text = decodeExport(await readBytes(file));
  // What PowerShell writes when a cmdlet gives nothing.
  if (text.trim() === '') return [];
  const parse = (json: string): unknown =>
    JSON.parse(json, (key, value) => {
      if (!isSecret(key, value)) return value;
      secrets.set(key, (secrets.get(key) ?? 0) + 1);
      return undefined;
    });
  try {
    return isListOfLines(text) ? text.trim().split('\n').map(parse) : parse(text);
  } catch (cause) {
    const damage = damageOf(text, 'the document ended before this; give every export a file of its own');
    throw new UserError('invalid-file', 'EXPORT_INVALID', `${file} is not valid JSON`, {
      problems: [{ code: 'JSON_INVALID', file, ...damage }],
      hints: [HINT],
      cause,
    });
  }
}

/** `ConvertTo-Json -Compress` of one object after another: each line is an object of its own. */
function isListOfLines(text: string): boolean {
  const isObject = (line: string) => /^\{.*\}\s*$/.test(line);
  const whole = text.trim();
  const first = whole.indexOf('\n');
  return first !== -1 && isObject(whole.slice(0, first)) && whole.split('\n').every(isObject);
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw unreadable(file, cause, [HINT]);
  }
}

function isSecret(key: string, value: unknown): boolean {
  if (value === '' || value === null || typeof value === 'boolean' || typeof value === 'number') return false;
  return SECRET.test(key) && key !== 'ContinuationToken';
}

function recordsOf(value: unknown, file: string, notes: ImportNotes): ExportRecord[] {
  const records: ExportRecord[] = [];
  const unknown: Values[] = [];
  collect(value, basename(file).replace(/\.json$/i, ''), (kind, values) => {
    if (kind === null) unknown.push(values);
    else records.push({ kind, file, values });
  });
  const properties = fewOf(Object.keys(unknown[0] ?? {}));
  warn(
    notes,
    'OBJECT_UNKNOWN',
    unknown.length,
    `${file}: ${numberOf(unknown.length, 'object')} of no kind that is known, with properties ${properties || 'of no name'}`,
  );
  return records;
}

/** Goes into lists, into `{value, Count}` and `{Items}`, and into objects that hold several lists. `name` is that of the file or list. */
function collect(value: unknown, name: string, take: (kind: Kind | null, values: Values) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, name, take);
    return;
  }
  if (!isValues(value)) return;
  const kind = kindOf(value);
  if (kind !== null) return take(kind, value);
  const lists = Object.entries(value).filter(([, part]) => isListOfObjects(part));
  if (lists.length === 0) {
    if (!isEmptyWrapper(value)) take(kindNamed(name, value), value);
    return;
  }
  for (const [key, part] of lists) collect(part, /^(?:value|items)$/i.test(key) ? name : key, take);
}

function isListOfObjects(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isValues);
  return isValues(value) && (Array.isArray(value.Items) || Array.isArray(value.value));
}

/** `{"Items": []}` and its like: an export of nothing. */
function isEmptyWrapper(value: Values): boolean {
  return ['Items', 'items', 'value'].some((key) => Array.isArray(value[key])) || Object.keys(value).length === 0;
}

function warnOfTruncation(records: readonly ExportRecord[], file: string, notes: ImportNotes): void {
  const counts = new Map<Kind, number>();
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const [kind, count] of counts) {
    if (count !== RECORDS_BY_DEFAULT || kind === 'not-needed' || isFarmKind(kind)) continue;
    const cmdlet = cmdletOf(kind);
    const message = `${file} holds exactly ${count} objects of ${cmdlet}: it gives no more unless it is told to, so it is probably cut off`;
    warn(notes, 'EXPORT_TRUNCATED', count, `${message}; export again with -MaxRecordCount 100000`);
  }
}

/** What the REST service gives at once; its size is whatever was asked for. */
function isPage(json: unknown): json is Values {
  return isValues(json) && Array.isArray(json.Items);
}

/** A page of the REST service says how many objects there are on all pages. */
function noteTotal(totals: Map<Kind, number>, json: unknown, found: readonly ExportRecord[]): void {
  const kind = found[0]?.kind;
  if (kind === undefined || !isPage(json) || typeof json.TotalItems !== 'number') return;
  totals.set(kind, Math.max(json.TotalItems, totals.get(kind) ?? 0));
}

function warnOfMissingPages(
  records: readonly ExportRecord[],
  totals: ReadonlyMap<Kind, number>,
  notes: ImportNotes,
): void {
  for (const [kind, total] of totals) {
    const count = records.filter((record) => record.kind === kind).length;
    const message = `${numberOf(count, kind)} of ${total}: pages are missing; follow ContinuationToken until there is none`;
    warn(notes, 'EXPORT_TRUNCATED', total - count, message);
  }
}

/** One warning for each property and kind. */
function warnOfUnknown(records: readonly ExportRecord[], notes: ImportNotes): void {
  const counts = new Map<string, { readonly kind: Kind; readonly property: string; count: number }>();
  for (const { kind, values } of records) {
    for (const property of Object.keys(values)) {
      if (isKnownProperty(kind, property)) continue;
      const key = `${kind} ${property}`;
      const entry = counts.get(key) ?? { kind, property, count: 0 };
      entry.count += 1;
      counts.set(key, entry);
    }
  }
  for (const { kind, property, count } of counts.values()) {
    warn(
      notes,
      'PROPERTY_UNKNOWN',
      count,
      `${numberOf(count, kind)}: the property ${property} is not known and was not used`,
    );
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
