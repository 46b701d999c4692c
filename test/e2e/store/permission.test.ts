/**
 * A configuration that belongs to someone else: it is reported as such, and nothing is tried twice.
 *
 * Root may do everything, so a run as root is done as another user; whoever else runs the tests locks himself out.
 */

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { environmentOf, ROOT } from '../../support/cli.ts';
import { CliSite, CONTOSO_FILE } from '../../support/cli-site.ts';

const BIN = join(ROOT, 'bin', 'run.js');
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const STRANGER = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Commands that change a site. */
const WRITING = [
  'fault inject connector-down cc-ams-01',
  'clock advance 5m',
  `site load ${CONTOSO_FILE} --replace`,
  'site reset',
];

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly why: string;
  readonly exit: number;
}

beforeEach((context) => {
  if (process.platform === 'win32') context.skip('Windows has no modes of files');
  // A checkout in the home of root cannot be run by anybody else.
  const { status } = spawnSync(process.execPath, ['--check', BIN], STRANGER);
  if (status !== 0) context.skip(`another user cannot run ${BIN}`);
});

/** What a stranger is answered who is given the home of someone else. */
function asStranger(site: CliSite, line: string): Promise<{ stdout: string; stderr: string; exitCode: number | null }> {
  const options = { cwd: '/', env: { ...environmentOf(site.home), USER: 'nobody', SHELL: '/bin/sh' }, ...STRANGER };
  const child = spawn(process.execPath, [BIN, ...line.split(' ')], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ ...output, exitCode }));
  });
}

/** A command that is not permitted, as text and as JSON. Gives the JSON's error. */
async function refused(site: CliSite, line: string): Promise<Refusal> {
  const [text, json] = await Promise.all([asStranger(site, line), asStranger(site, `${line} --json`)]);
  expect(text, line).toMatchObject({ stdout: '', exitCode: 77 });
  expect(text.stderr).toContain('STORE_NO_PERMISSION (exit 77)');
  expect(json, json.stderr).toMatchObject({ stderr: '', exitCode: 77 });
  const { error } = JSON.parse(json.stdout) as { error: Refusal };
  expect(error).toMatchObject({ code: 'STORE_NO_PERMISSION', exit: 77 });
  expect(text.stderr).toContain(error.message);
  return error;
}

/** Gives a folder other rights until the test is over: else it could not be deleted. */
function restrict(folder: string, mode: number): void {
  chmodSync(folder, mode);
  onTestFinished(() => chmodSync(folder, 0o700));
}

/** Lets everybody look into the home, but write nothing there. */
function showToAll(site: CliSite): void {
  const config = join(site.home, '.config');
  const folders = ['holdover/locks', 'holdover/sites', 'holdover', ''].map((name) => join(config, name));
  for (const folder of [...folders, site.home]) restrict(folder, 0o555);
  for (const file of ['sites/contoso.json', 'settings.json', 'locks/contoso.lock', 'locks/_settings.lock']) {
    chmodSync(join(config, 'holdover', file), 0o444);
  }
}

test('a configuration that may not be looked into is not permitted, whatever is asked', async () => {
  const site = await CliSite.contoso();
  const config = join(site.home, '.config');
  chmodSync(site.home, 0o755);
  restrict(config, isRoot ? 0o700 : 0o000);
  for (const line of ['lhc status', 'site list', ...WRITING]) {
    expect((await refused(site, line)).message).toContain('permission was denied (EACCES)');
  }
  chmodSync(config, 0o700);
  expect(await site.text('lhc status')).toContain('working-normally');
});

test('a document that may be read but not written is read, and no command changes it', async () => {
  const site = await CliSite.contoso();
  const [before, status] = [readFileSync(site.storePath()), await site.text('lhc status --json')];
  showToAll(site);
  expect(await asStranger(site, 'lhc status --json')).toEqual({ stdout: status, stderr: '', exitCode: 0 });
  for (const line of WRITING) expect((await refused(site, line)).message).toContain('Site contoso cannot be used');
  expect(readFileSync(site.storePath())).toEqual(before);
});

test('a document that may not be read is named with its path', async () => {
  const site = await CliSite.contoso();
  showToAll(site);
  chmodSync(site.storePath(), isRoot ? 0o400 : 0o000);
  const { why } = await refused(site, 'lhc status');
  expect(why).toBe(`The user that runs this command has no access to ${site.storePath()}, which was left as it is.`);
});

test('a first site cannot be loaded where no configuration may be made', async () => {
  const site = new CliSite();
  restrict(site.home, 0o555);
  await refused(site, `site load ${CONTOSO_FILE}`);
});
