/**
 * Makes a working tree ready to run: installs what package-lock.json names, and builds, each only when it has not been done.
 *
 * Plain JavaScript without dependencies that runs on Node 18, because it runs before there is anything else.
 * What is installed is compared by content, not by time: git gives files the time of the checkout.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// Not `npm ci`: it refuses a lock without the optional packages of foreign platforms, which some registries do not carry. This keeps to
// the locked versions as well, leaves the lock as it is, and does not take node_modules away from whoever is using it.
if (!isInstalled()) {
  console.error('Installing what package-lock.json names; the first time this takes half a minute.');
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
}
if (!isBuilt()) run('node', ['scripts/build.ts']);

/** Whether every package that is needed on every platform is there, in the version that is locked. */
function isInstalled() {
  const locked = packagesOf('package-lock.json');
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional === true || installed[path]?.version === version,
  );
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(join(ROOT, lockFile), 'utf8')).packages;
  } catch {
    return {};
  }
}

/** Whether the build's last file is younger than everything that it is made of. */
function isBuilt() {
  const builtMs = youngestMs('oclif.manifest.json');
  const sources = ['src', 'package.json', join('scripts', 'build.ts'), join('scripts', 'build')];
  return (
    builtMs > 0 && youngestMs(join('dist', 'cli', 'main.js')) > 0 && sources.every((path) => youngestMs(path) < builtMs)
  );
}

/** The time of the youngest file or folder at a path, 0 when there is none. A folder's own time tells of files that went away. */
function youngestMs(path) {
  const stats = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(join(ROOT, path)).map((name) => youngestMs(join(path, name))));
}

function run(command, parameters) {
  // The project's own Node comes first, which is not there yet when this script starts.
  const path = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`;
  const isWindows = process.platform === 'win32';
  const { status, error } = spawnSync(command, parameters, {
    cwd: ROOT,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 2, 'inherit'],
    shell: isWindows,
  });
  if (error !== undefined) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
