/**
 * What a start loads: as few files as there can be, and no package that only another command needs. Nothing here depends on time.
 *
 * Not here: how long a start takes (bench/status-rows.ts).
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, runCli } from '../support/cli.ts';
import { CliSite } from '../support/cli-site.ts';

const DIST = join(ROOT, 'dist');
const HOOK = join(import.meta.dirname, '..', 'support', 'note-files.ts');

/** Which packages are in which file of dist, as the build wrote it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(DIST, 'packages.json'), 'utf8'),
);

/** What every command may load: oclif, what oclif uses, colours, and the distance between two words. */
const LIGHT =
  /^(?:@oclif\/core|ansi-escapes|ansi-regex|ansi-styles|ansis|chalk|clean-stack|cli-spinners|color-convert|color-name|debug|ejs|emoji-regex|escape-string-regexp|fastest-levenshtein|has-flag|indent-string|is-fullwidth-code-point|ms|string-width|strip-ansi|supports-color|widest-line|wordwrap|wrap-ansi)$/;

const STORE = ['ajv', 'conf', 'fs-native-extensions'];
const SITE_FILE = ['yaml', 'zod'];
const CONDITION = ['@marcbachmann/cel-js'];

const SITE_OF_1000 = {
  holdover: 'site/1',
  name: 'thousand',
  start: '2026-01-05T08:00:00Z',
  seed: 1,
  zones: { a: { connectors: [1, 2, 3].map((number) => ({ fqdn: `cc-a-${number}.example.com` })) } },
  deliveryGroups: {
    desktops: { type: 'pooled', resources: ['Desktop'], machines: [{ zone: 'a', count: 1000, name: 'a-####' }] },
  },
  storeFronts: {
    sf: { version: '2402', deliveryControllers: [1, 2, 3].map((number) => `cc-a-${number}.example.com`) },
  },
};

const DRILL = "holdover: drill/1\nname: look\nsteps: [{name: look, observe: {zones: 'size(lhc.zones)'}}]\n";

/** bin, main, the runtime of the bundle, the base, the command, and what two or three commands share. */
const FILES_MAX = 10;

test.each<[command: string, packages: readonly string[]]>([
  ['lhc status --json', []],
  ['lhc status', []],
  ['status', []],
  ['lhc elect', []],
  ['lhc explain LHC015', []],
  ['check', []],
  ['lhc events', []],
  ['fault list', []],
  ['clock show', []],
  ['site list', []],
  ['doctor', []],
  ['help states', []],
  ['autocomplete bash', []],
  ['--help', []],
  ['--version', []],
  ['lhc status --json --site thousand --verbose', []],
  ['site validate site.json', SITE_FILE],
  [`site import ${join(ROOT, 'examples', 'export', 'sample')} --quiet`, SITE_FILE],
])('%s loads %j beside what every command loads', async (command, packages) => {
  const site = await siteOf1000();
  expect(heavyOf(await filesOf(site, command))).toEqual(packages);
});

test.each<[command: string, needed: readonly string[], unneeded: readonly string[]]>([
  ['clock advance 1m', STORE, [...SITE_FILE, ...CONDITION]],
  ['clock advance 1m --expect true', [...STORE, ...CONDITION], SITE_FILE],
  ['site load site.json --replace', [...STORE, ...SITE_FILE], CONDITION],
  ['lhc wait --until true', CONDITION, SITE_FILE],
  ['drill run look.yaml', [...SITE_FILE, ...CONDITION], ['react-reconciler', 'yoga-layout', 'echarts']],
])('%s may change a site, loads %j, and none of %j', async (command, needed, unneeded) => {
  const heavy = heavyOf(await filesOf(await siteOf1000(), command));
  expect(heavy).toEqual(expect.arrayContaining([...needed]));
  for (const name of [...unneeded, 'ink', 'react']) expect(heavy).not.toContain(name);
});

test('a status is a handful of files, all of them ours', async () => {
  const files = await filesOf(await siteOf1000(), 'lhc status --json');
  expect(files.filter((file) => !/^(?:bin|dist)\//.test(file))).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(FILES_MAX);
});

test('compiled code is kept, and used by the next run', async () => {
  const site = await siteOf1000();
  const cache = join(site.home, 'compiled');
  const env = { NODE_COMPILE_CACHE: cache };
  await site.text('lhc status', { env });
  const first = filesUnder(cache);
  expect(first.size).toBeGreaterThan(3);
  await site.text('lhc status', { env });
  expect(filesUnder(cache)).toEqual(first);
});

/** Someone with a site of 1,000 machines, in an outage. */
async function siteOf1000(): Promise<CliSite> {
  const site = new CliSite();
  writeFileSync(join(site.home, 'site.json'), JSON.stringify(SITE_OF_1000));
  writeFileSync(join(site.home, 'look.yaml'), DRILL);
  for (const command of ['site load site.json', 'lhc force-outage --all-zones', 'clock advance 3m']) {
    await site.text(command);
  }
  return site;
}

/** The files that a command loads, from the root, with slashes. */
async function filesOf(site: CliSite, command: string): Promise<readonly string[]> {
  const note = join(site.home, 'note.txt');
  const env = { NODE_OPTIONS: `--import=${HOOK}`, HOLDOVER_NOTE_FILES: note };
  const { exitCode, stderr } = await runCli(command.split(' '), { home: site.home, env });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const paths = readFileSync(note, 'utf8').split('\n');
  return paths.filter((path) => path !== HOOK).map((path) => relative(ROOT, path).split(sep).join('/'));
}

/** The packages in files, without those that every command may load. */
function heavyOf(files: readonly string[]): readonly string[] {
  const names = files.flatMap((file) => {
    const installed = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
    return installed === undefined ? (PACKAGES[file.replace(/^dist\//, '')] ?? []) : [installed];
  });
  return [...new Set(names)].filter((name) => !LIGHT.test(name)).sort();
}

/** Every file under a folder, with what changes when it is written anew. */
function filesUnder(folder: string): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true });
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path, `${statSync(path).mtimeMs} ${statSync(path).ino}`]));
}
