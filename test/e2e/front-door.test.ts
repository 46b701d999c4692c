/**
 * The ways into the program: three bins, links to them, an old Node, and the sources without a build.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentOf, ROOT, runCli, temporaryHome } from '../support/cli.ts';

const VERSION = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version as string;

const OLD_NODE = oldNode();

test('without words, holdover shows its help', async () => {
  const run = await runCli([]);
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(run.stdout).toContain('COMMANDS\n');
  expect(run.stdout).toContain('doctor');
  expect(run.stdout).toContain('exit-codes');
  expect(await runCli(['--help'])).toEqual(run);
  expect(await runCli(['help'])).toEqual(run);
});

test('the help of a command shows its global flags in a group of their own', async () => {
  const { stdout } = await runCli(['doctor', '--help']);
  expect(stdout).toContain('GLOBAL FLAGS\n');
  for (const flag of ['--site=NAME', '--json', '--quiet', '--verbose', '--no-color', '--yes', '--confirm=NAME']) {
    expect(stdout).toContain(flag);
  }
  expect((await runCli(['help', 'doctor'])).stdout).toBe(stdout);
});

test.each(['lhc', 'pvs'])('%s is a command of its own', async (topic) => {
  const bin = `bin/${topic}.js`;
  const help = await runCli([topic, '--help']);
  expect(help.exitCode).toBe(0);
  expect(help.stdout).toContain(`$ holdover ${topic} COMMAND`);
  expect(await runCli(['--help'], { bin })).toEqual(help);
  expect(await runCli(['help'], { bin })).toEqual(help);
  expect(await runCli([], { bin })).toEqual(help);
  expect((await runCli(['--version'], { bin })).stdout).toMatch(`holdover/${VERSION} `);
  expect(await runCli(['no-such'], { bin })).toEqual(await runCli([topic, 'no-such']));
});

test('a link to a bin, as npm makes them, works from anywhere', async () => {
  const home = temporaryHome();
  const link = join(home, 'holdover');
  symlinkSync(join(ROOT, 'bin', 'run.js'), link);
  expect((await runCli(['--version'], { bin: link, home })).stdout).toMatch(`holdover/${VERSION} `);
});

test('the sources run without a build', async () => {
  const built = await runCli(['help', 'doctor']);
  expect(await runCli(['help', 'doctor'], { bin: 'bin/dev.js' })).toEqual(built);
});

test.each(['environment', 'exit-codes', 'site-file', 'states'])('holdover help %s is a page', async (page) => {
  const run = await runCli(['help', page]);
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  expect(run.stdout.length).toBeGreaterThan(300);
});

test('doctor looks at the folders of this user, and quiet is quiet', async () => {
  const home = temporaryHome();
  const { stdout, exitCode } = await runCli(['doctor', '--json'], { home });
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ schema: 'holdover.doctor/1', version: VERSION });
  expect(result.checks.find((check: { name: string }) => check.name === 'cache').message).toContain(home);
  expect(exitCode).toBe(0);
  expect(await runCli(['doctor', '--quiet'], { home })).toEqual({ stdout: '', stderr: '', exitCode: 0 });
});

test.skipIf(OLD_NODE === null)(
  'an old Node hands over to the own one: words, output and exit code pass through',
  async () => {
    const node = OLD_NODE as string;
    for (const words of [['--version'], ['docto'], ['doctor', '--jsn', '--json']]) {
      expect(await runCli(words, { node })).toEqual(await runCli(words));
    }
  },
);

test.skipIf(OLD_NODE === null)('an old Node that was handed over to is not handed over to again', async () => {
  const run = await runCli(['--version'], { node: OLD_NODE as string, env: { HOLDOVER_RESTARTED: '1' } });
  expect(run.stderr).toMatch(/^holdover needs Node 22\.12 or newer; this is v\d+\.\d+\.\d+\n$/);
  expect(run).toMatchObject({ stdout: '', exitCode: 69 });
});

test.skipIf(OLD_NODE === null || process.platform === 'win32')(
  'a signal reaches the Node that was handed over to',
  async () => {
    const bin = join(waitingProject(), 'bin', 'run.js');
    const child = spawn(OLD_NODE as string, [bin], { env: environmentOf(temporaryHome()) });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const end = await new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    expect(end).toEqual({ code: null, signal: 'SIGTERM' });
  },
);

test.skipIf(OLD_NODE === null || process.platform === 'win32')(
  'the Node that was handed over to ends with the one that was started, also where that is killed',
  async () => {
    const bin = join(waitingProject(), 'bin', 'run.js');
    const child = spawn(OLD_NODE as string, [bin], { env: environmentOf(temporaryHome()) });
    child.stdout.once('data', () => child.kill('SIGKILL'));
    // Both have the output open: it is closed when both are gone.
    const end = await new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    expect(end).toEqual({ code: null, signal: 'SIGKILL' });
  },
);

/** A project with our bins and our Node, whose program says hello and waits. */
function waitingProject(): string {
  const root = temporaryHome();
  cpSync(join(ROOT, 'bin'), join(root, 'bin'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'dist', 'cli'), { recursive: true });
  const waiting = `export const main = () => { setInterval(() => {}, 1000); console.log('hello'); };`;
  writeFileSync(join(root, 'dist', 'cli', 'main.js'), waiting);
  return root;
}

/** A Node on PATH that is too old for holdover; null when there is none. */
function oldNode(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];
  for (const node of folders.map((folder) => join(folder, 'node'))) {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    const match = /^v(\d+)\./.exec(stdout ?? '');
    if (match !== null && Number(match[1]) < 22) return node;
  }
  return null;
}
