/**
 * Whatever a drill file says, reading it ends with a drill or with problems that have a place; never with a crash.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { DrillExpressions } from '../../../src/app/drill/expressions/expressions.ts';
import { drillFile, drillProblems } from '../../support/drill-file.ts';
import { OUTAGE_DRILL } from '../../support/outage-drill.ts';

/** Problems have places; a text without any is a drill whose expressions can be made. */
function expectRead(text: string): void {
  const problems = drillProblems(text);
  for (const { line, column, code, message } of problems) {
    expect({ line, column, code, message }).toEqual({
      line: expect.any(Number),
      column: expect.any(Number),
      code: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.any(String),
    });
  }
  if (problems.length === 0) expect(() => new DrillExpressions(drillFile(text).drill)).not.toThrow();
}

test('any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => expectRead(`holdover: drill/1\n${text}`)),
    { numRuns: 60 },
  );
});

test('a drill that is damaged anywhere', () => {
  const damage = fc.record({ at: fc.nat(OUTAGE_DRILL.length), length: fc.nat(30), text: fc.string({ maxLength: 12 }) });
  fc.assert(
    fc.property(damage, ({ at, length, text }) => {
      expectRead(OUTAGE_DRILL.slice(0, at) + text + OUTAGE_DRILL.slice(at + length));
    }),
    { numRuns: 120 },
  );
});

test('a drill in which any value is another one', () => {
  const pieces = [
    'zone',
    'before',
    '.',
    'elected',
    '$',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    "'",
    '"',
    '\\',
    ' ',
    '==',
    '1',
    'lhc',
    'in',
    '&&',
  ];
  const words = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
  const names = fc.constantFrom('constructor', '__proto__', 'toString', 'as', 'type', 'lhc', 'zone');
  const value = fc.oneof(words, names, fc.jsonValue());
  const paths = pathsOf(parse(OUTAGE_DRILL));
  const change = fc.record({ path: fc.constantFrom(...paths), value });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const file: unknown = parse(OUTAGE_DRILL);
      for (const { path, value: other } of changes) put(file, path, other);
      expectRead(stringify(file, { aliasDuplicateObjects: false }));
    }),
    { numRuns: 200 },
  );
});

type Path = readonly string[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const within = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
  return path.length === 0 ? within : [path, ...within];
}

function put(root: unknown, path: Path, value: unknown): void {
  let holder = root;
  for (const part of path.slice(0, -1)) holder = isHolder(holder) ? holder[part] : undefined;
  if (isHolder(holder)) holder[path.at(-1) as string] = value;
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
