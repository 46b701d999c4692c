/**
 * Paths into a site file as they are typed: `zones.ams.peerVerdict`, `users[0].count`, `adcs.adc1.vips["vip.example.com"].members`.
 *
 * A key that contains dots stands in brackets or quotes. What can be meant is checked against the form of a site file and
 * against what the file holds, so that a slip is found before anything is changed.
 *
 * Not here: changing the text at a path (edit-text.ts).
 */

import { UserError } from '../../core/kernel/index.ts';
import { formatPath, type Path, sameFqdn } from '../../core/site/index.ts';
import { listed, nearestName } from '../did-you-mean.ts';
import { keysAt, schemaAt } from './schema-walk.ts';
import { siteSchema } from './site-schema.ts';

/** A key, an index in brackets, or a key in quotes, with or without brackets; then what joins it to the next. */
const PART =
  /(?:\[(?<index>\d+)\]|\[?(?:"(?<double>[^"]+)"|'(?<single>[^']+)')\]?|\[(?<bare>[^\]"']+)\]|(?<key>[^.[\]"']+))(?:\.(?=[^.])|(?=\[)|$)/y;

/** What keeps these as they are: the world has begun with them. */
const FIXED: readonly string[] = ['holdover', 'name', 'start', 'seed'];

/** The parts of a path. @throws {UserError} PATH_INVALID */
export function parsePath(text: string): Path {
  const parts: (string | number)[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const groups = PART.exec(text)?.groups;
    if (groups === undefined) throw invalid(text);
    const { index, double, single, bare, key } = groups;
    parts.push(index === undefined ? ((double ?? single ?? bare ?? key) as string) : Number(index));
  }
  if (parts.length === 0) throw invalid(text);
  return parts;
}

function invalid(text: string): UserError {
  return new UserError('usage', 'PATH_INVALID', `${JSON.stringify(text)} is no path into a site file.`, {
    why: 'Keys are joined by dots, a list is entered by [0], [1], …, and a key that contains dots stands in ["…"].',
    hints: ['holdover site set timers.pendingHa 90s', 'holdover help site-file'],
  });
}

/**
 * The path as the file spells it: names and host names are found without regard to case.
 * `value` is what the file holds. The last part of the path may be new, where names can be added.
 *
 * @throws {UserError} PATH_FIXED, PATH_UNKNOWN
 */
export function knownPath(path: Path, value: unknown): Path {
  const known: (string | number)[] = [];
  let found = value;
  path.forEach((part, index) => {
    const step = knownStep(known, part, found, index === path.length - 1 ? 'last' : 'inner');
    known.push(step);
    found = childOf(found, step);
  });
  const [first] = known;
  if (typeof first === 'string' && FIXED.includes(first)) throw fixed(first);
  return known;
}

/** The part of a path below `parent`, if there is, or may be, such a thing. */
function knownStep(parent: Path, part: string | number, found: unknown, place: 'inner' | 'last'): string | number {
  const schema = schemaAt(siteSchema, [...parent, part]);
  const keys = keysAt(siteSchema, parent);
  if (keys.length > 0) {
    if (keys.includes(String(part))) return String(part);
    throw unknownPart(parent, part, keys);
  }
  if (Array.isArray(found) || schemaAt(siteSchema, parent)?._zod.def.type === 'array') {
    const count = Array.isArray(found) ? found.length : 0;
    if (typeof part === 'number' && (part < count || (part === count && place === 'last'))) return part;
    throw unknownPart(
      parent,
      part,
      Array.from({ length: count }, (_, index) => `[${index}]`),
    );
  }
  const names = typeof found === 'object' && found !== null ? Object.keys(found) : [];
  const name = names.find((each) => each === part) ?? names.find((each) => sameFqdn(each, String(part)));
  if (name !== undefined) return name;
  if (schema === null || place === 'inner') throw unknownPart(parent, part, names);
  return String(part);
}

function childOf(value: unknown, part: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, part) ? (value as Record<string | number, unknown>)[part] : undefined;
}

function unknownPart(parent: Path, part: string | number, known: readonly string[]): UserError {
  const place = parent.length === 0 ? 'a site file' : formatPath(parent);
  const nearest = nearestName(String(part), known);
  const question = nearest === null ? '' : ` Did you mean ${joined(parent, nearest)}?`;
  return new UserError('usage', 'PATH_UNKNOWN', `There is no ${formatPath([part])} in ${place}.`, {
    why: `Known: ${listed(known)}.${question}`,
    hints: ['holdover site export', 'holdover schema site'],
  });
}

function joined(parent: Path, name: string): string {
  return name.startsWith('[') ? formatPath(parent) + name : formatPath([...parent, name]);
}

function fixed(key: string): UserError {
  return new UserError('usage', 'PATH_FIXED', `${key} of a loaded site cannot be changed.`, {
    why: 'A site keeps its name, its start and its seed for as long as it runs. Another one begins anew, from its file:',
    hints: ['holdover site export > FILE', 'holdover site load FILE --replace'],
  });
}
