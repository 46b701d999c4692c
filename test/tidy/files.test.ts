/**
 * Rules about files that no linter knows: where the doors are, who knows whom, how long a file may be and how it begins.
 */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, ROOT, sources } from '../support/sources.ts';

const LINES_MAX = 400;

const SOURCES = sources('src/**/*.ts');

/** The layers that a layer may import, itself excepted. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  sim: ['core'],
  store: ['core'],
  app: ['core', 'sim', 'store'],
  ui: ['core', 'app'],
  cli: ['core', 'app', 'ui'],
  commands: ['core', 'app', 'ui', 'cli'],
};

test('a file of src is in one of the layers', () => {
  expect(SOURCES.map(({ path }) => path).filter((path) => LAYERS[layerOf(path)] === undefined)).toEqual([]);
});

test('a layer imports only the layers below it', () => {
  const wrong = imports().filter(({ path, to }) => {
    const layer = layerOf(path);
    return layerOf(to) !== layer && LAYERS[layer]?.includes(layerOf(to)) !== true;
  });
  expect(wrong.map(lineOf)).toEqual([]);
});

test('ui knows app by its types alone', () => {
  const wrong = imports().filter(({ path, to, isType }) => layerOf(path) === 'ui' && layerOf(to) === 'app' && !isType);
  expect(wrong.map(lineOf)).toEqual([]);
});

test('nobody imports past the door of a folder', () => {
  expect(
    imports()
      .filter(({ path, to }) => passedDoor(path, to))
      .map(lineOf),
  ).toEqual([]);
});

test(`no file is longer than ${LINES_MAX} lines`, () => {
  const long = SOURCES.filter(({ text }) => text.split('\n').length - 1 > LINES_MAX);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('a file begins by saying what it is', () => {
  const bare = SOURCES.filter(({ path, text }) => !path.endsWith('/index.ts') && !text.startsWith('/**\n'));
  expect(bare.map(({ path }) => path)).toEqual([]);
});

test('nothing is left to be done in a comment', () => {
  // Written so that this line does not find itself.
  const mark = /\b(?:TO[D]O|FIX[M]E)\b/;
  const left = [...SOURCES, ...sources('{bin,scripts,test}/**/*.{ts,js}')].filter(({ text }) => mark.test(text));
  expect(left.map(({ path }) => path)).toEqual([]);
});

test('a file is named after what it is, not after what it is used for', () => {
  const vague = /(?:^|\/)(?:utils?|helpers?|types|common|misc|shared)(?:\/|\.ts$)/;
  const named = [...SOURCES, ...sources('{scripts,test}/**/*.ts')].filter(({ path }) => vague.test(path));
  expect(named.map(({ path }) => path)).toEqual([]);
});

interface Edge {
  readonly path: string;
  readonly to: string;
  readonly isType: boolean;
}

/** Every import of one of our files by another. */
function imports(): readonly Edge[] {
  return SOURCES.flatMap(({ path, text }) =>
    importsOf(text)
      .filter(({ from }) => from.startsWith('.'))
      .map(({ from, isType }) => ({ path, to: posix.join(posix.dirname(path), from), isType })),
  );
}

function layerOf(path: string): string {
  return path.split('/')[1] as string;
}

/** Whether an import goes into a folder with a door, from outside that folder, and not through the door. */
function passedDoor(path: string, to: string): boolean {
  for (let folder = posix.dirname(to); folder !== 'src'; folder = posix.dirname(folder)) {
    const door = `${folder}/index.ts`;
    if (!path.startsWith(`${folder}/`) && to !== door && existsSync(join(ROOT, door))) return true;
  }
  return false;
}

function lineOf({ path, to }: Edge): string {
  return `${path} imports ${to}`;
}
