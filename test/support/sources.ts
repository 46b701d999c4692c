/**
 * The project's own files, for tests that are about them.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface Source {
  /** From the root, with slashes: `src/core/kernel/assert.ts`. */
  readonly path: string;
  readonly text: string;
}

/** The files that match a pattern, by path. Fixtures are no sources: they are wrong on purpose. */
export function sources(pattern: string): readonly Source[] {
  return globSync(pattern, { cwd: ROOT })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.includes('/fixtures/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** What a file imports: the specifier, and whether it is erased (`import type`). */
export interface Import {
  readonly from: string;
  readonly isType: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s+)?(?:[^'"();]*?\sfrom\s+)?'([^']+)';|import\('([^']+)'\)/gm;

export function importsOf(text: string): readonly Import[] {
  return [...text.matchAll(IMPORT)].map((match) => ({
    from: (match[2] ?? match[3]) as string,
    isType: match[1] !== undefined,
  }));
}
