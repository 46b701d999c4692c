/**
 * What is printed, and with which exit code, when something is wrong.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentOf, ROOT, runCli, temporaryHome } from '../support/cli.ts';

const BROKEN = 'test/e2e/fixtures/broken/run.js';

test('an error has four parts, on stderr', async () => {
  expect(await runCli(['doctor', '--jsn'])).toEqual({
    stdout: '',
    stderr: `✗ ERROR  "doctor" has no flag --jsn.
         Did you mean --json?
         Try: holdover doctor --help
         FLAG_UNKNOWN (exit 64)
`,
    exitCode: 64,
  });
});

test('an unknown command says what was meant', async () => {
  const run = await runCli(['docto']);
  expect(run.stderr).toContain('holdover has no command "docto".\n         Did you mean "doctor"?');
  expect(run.stderr).toContain('COMMAND_UNKNOWN (exit 64)');
  expect(run).toMatchObject({ stdout: '', exitCode: 64 });
});

test('an unknown help page says what was meant', async () => {
  const run = await runCli(['help', 'exit-code']);
  expect(run.stderr).toContain('Did you mean "exit-codes"?\n         Try: holdover help exit-codes');
  expect(run.exitCode).toBe(64);
});

test.each([
  [['doctor', '--jsn', '--json'], 'FLAG_UNKNOWN'],
  [['--json', 'doctor', '--jsn'], 'FLAG_UNKNOWN'],
  [['docto', '--json'], 'COMMAND_UNKNOWN'],
  [['--json', 'docto'], 'COMMAND_UNKNOWN'],
  [['lhc', 'no-such', '--json'], 'COMMAND_UNKNOWN'],
  [['--jsn', '--json'], 'FLAG_UNKNOWN'],
  [['doctor', 'extra', '--json'], 'ARGUMENT_UNEXPECTED'],
  [['doctor', '--json', '--site'], 'USAGE_WRONG'],
])('with --json, %j prints exactly one document: %s', async (words, code) => {
  const run = await runCli(words);
  expect(JSON.parse(run.stdout)).toMatchObject({ schema: 'holdover.error/1', error: { code, exit: 64 } });
  expect(run).toMatchObject({ stderr: '', exitCode: 64 });
  expect(run.stdout).toMatch(/^\{\n {2}"schema"[\s\S]*\}\n$/);
});

test('--json after -- is no flag', async () => {
  const run = await runCli(['docto', '--', '--json']);
  expect(run).toMatchObject({ stdout: '', exitCode: 64 });
});

test('--json prints one document on success as well', async () => {
  for (const words of [['doctor'], ['help', 'states'], ['--version'], ['doctor', '--help'], []]) {
    const run = await runCli([...words, '--json'], { env: { PATH: '' } });
    expect(JSON.parse(run.stdout)).toHaveProperty('schema');
    expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  }
});

test.each(['throw', 'later'])('a bug (%s) is exit 70 with a report that holds no variables', async (command) => {
  const home = temporaryHome();
  const run = await runCli([command, '--secret-looking'], { home, bin: BROKEN, env: { API_TOKEN: 'hunter2' } });
  expect(run).toMatchObject({ stdout: '', exitCode: 70 });
  expect(run.stderr).toContain('BUG (exit 70)');
  const path = /cat (\S+)/.exec(run.stderr)?.[1] as string;
  expect(path.startsWith(join(home, 'tmp'))).toBe(true);
  const report = readFileSync(path, 'utf8');
  expect(report).toContain('9.9.9');
  expect(report).toContain(`["${command}","--secret-looking"]`);
  expect(report).toContain('TypeError: nobody expected this');
  expect(report).not.toContain('hunter2');
});

test('a bug with --json is one document', async () => {
  const run = await runCli(['later', '--json'], { bin: BROKEN });
  expect(JSON.parse(run.stdout)).toMatchObject({ schema: 'holdover.error/1', error: { code: 'BUG', exit: 70 } });
  expect(run).toMatchObject({ stderr: '', exitCode: 70 });
});

test('a closed pipe is a quiet exit 0', async () => {
  const run = await exitAfterClosedPipe(['help', 'exit-codes']);
  expect(run).toEqual({ exitCode: 0, stderr: '' });
});

test('colours are printed to a terminal or on demand, never otherwise', async () => {
  const bare = (env: Record<string, string>, ...words: string[]) => runCli(['docto', ...words], { env });
  const coloured = expect.stringContaining('\u001B[');
  expect((await bare({})).stderr).not.toEqual(coloured);
  expect((await bare({ FORCE_COLOR: '1' })).stderr).toEqual(coloured);
  expect((await bare({ FORCE_COLOR: '1' }, '--no-color')).stderr).not.toEqual(coloured);
  expect((await bare({ NO_COLOR: '1' })).stderr).not.toEqual(coloured);
  expect((await bare({ NO_COLOR: '1', FORCE_COLOR: '1' })).stderr).toEqual(coloured);
  expect((await runCli(['--help'], { env: { FORCE_COLOR: '1' } })).stdout).toEqual(coloured);
  expect((await runCli(['--help'])).stdout).not.toEqual(coloured);
});

function exitAfterClosedPipe(words: readonly string[]): Promise<{ exitCode: number | null; stderr: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'run.js'), ...words], {
    env: environmentOf(temporaryHome()),
  });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, stderr })));
}

test('control characters that were typed are written out, and reach no terminal', async () => {
  const { stderr } = await runCli(['clock', 'advance', '5\u001b[31mm']);
  expect(stderr).toContain('"5\\x1b[31mm" is no duration.');
});

test.runIf(existsSync('/dev/full'))('output for which there is no room is no bug', () => {
  const stdout = openSync('/dev/full', 'w');
  const env = environmentOf(temporaryHome());
  const run = spawnSync(process.execPath, [join(ROOT, 'bin', 'run.js'), 'fault', 'kinds'], {
    env,
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(stdout);
  expect(run.stderr).toContain('OUTPUT_NOT_WRITABLE (exit 73)');
  expect(run.status).toBe(73);
});
