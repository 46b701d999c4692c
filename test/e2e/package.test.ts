/**
 * What `npm pack` makes works where nothing is installed but what it depends on.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, runCli, temporaryHome } from '../support/cli.ts';
import { CONTOSO_FILE } from '../support/cli-site.ts';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

test('the packed package runs with its dependencies alone', async () => {
  const home = temporaryHome();
  const { filename, files } = pack(home);
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['dist/LICENCES.txt', 'examples/sites/contoso.yaml', 'package.json']));
  expect(paths.filter((path) => /^(?:src|test|scripts|bench)\/|\bdev\.js$/.test(path))).toEqual([]);

  mkdirSync(join(home, 'node_modules'));
  run('tar', ['-xzf', join(home, filename), '-C', join(home, 'node_modules')]);
  for (const path of runtimePackages()) cpSync(join(ROOT, path), join(home, path), { recursive: true });

  const bin = join(home, 'node_modules', 'package', 'bin');
  const words = [
    ['site', 'load', CONTOSO_FILE],
    ['lhc', 'force-outage', '--zone', 'ams', '--expect', "lhc.zones.ams.state == 'working-normally'"],
    ['status', '--json'],
    ['help', 'lhc', 'status'],
  ];
  for (const each of words) {
    const { stderr, exitCode } = await runCli(each, { home, bin: join(bin, 'run.js') });
    expect({ each, stderr, exitCode }).toEqual({ each, stderr: '', exitCode: 0 });
  }
  expect((await runCli(['status'], { home, bin: join(bin, 'lhc.js') })).stdout).toContain('pending-ha');
});

/** Packs the project into a folder. Nothing of it is run: it is built already. */
function pack(folder: string): Packed {
  const text = run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder]);
  const [packed] = Object.values(JSON.parse(text)) as Packed[];
  return packed as Packed;
}

/** Where the packages are that are installed together with holdover, on every platform. */
function runtimePackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>>;
  };
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== '' && !dev && !devOptional && !optional)
    .map(([path]) => path);
}

function run(command: string, parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, parameters, {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stdout;
}
