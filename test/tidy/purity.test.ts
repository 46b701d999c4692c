/**
 * Proves that the compiler and the linter really refuse what core, sim and the other layers may not do: each is run over files that are
 * wrong on purpose, and has to complain about exactly the lines that say so.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../support/sources.ts';
import { expectedLines } from '../support/wrong-on-purpose.ts';

const FIXTURES = join(ROOT, 'test', 'tidy', 'fixtures');

test('the compiler refuses Node, the browser, timers and other layers in core', () => {
  const project = join(FIXTURES, 'impure-core', 'core');
  const found = new Set<string>();
  for (const line of run('tsc', ['-p', project, '--pretty', 'false'], project).split('\n')) {
    const match = /impure\.ts\((\d+),\d+\): error/.exec(line);
    if (match !== null) found.add(`impure.ts:${match[1]} error`);
  }
  expect([...found].sort()).toEqual(expectedLines(project));
});

test('the linter refuses clocks, chance and locales in core and sim, and imports between layers', () => {
  const project = mkdtempSync(join(tmpdir(), 'holdover-lint-'));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  cpSync(join(ROOT, 'biome.json'), join(project, 'biome.json'));
  cpSync(join(ROOT, 'scripts', 'lint'), join(project, 'scripts', 'lint'), { recursive: true });
  cpSync(join(FIXTURES, 'bad-layers', 'src'), join(project, 'src'), { recursive: true });
  const report = run(
    'biome',
    ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', 'src'],
    project,
  );
  const { diagnostics } = JSON.parse(report) as { diagnostics: readonly Diagnostic[] };
  const found = new Set(
    diagnostics.map(
      ({ category, location }) => `${location.path}:${location.start.line} ${category.split('/').at(-1)}`,
    ),
  );
  expect([...found].sort()).toEqual(expectedLines(project));
});

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

function run(program: string, parameters: readonly string[], cwd: string): string {
  const path = join(ROOT, 'node_modules', '.bin', program);
  const { stdout, error } = spawnSync(path, parameters, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (error !== undefined) throw error;
  return stdout;
}
