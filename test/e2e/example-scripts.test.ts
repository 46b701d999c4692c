/**
 * The scripts in examples/scripts do what they say, with nothing but holdover on the PATH.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CliRun, ROOT } from '../support/cli.ts';
import { CliSite } from '../support/cli-site.ts';
import { runShell } from '../support/shell.ts';
import { smallSite } from '../support/site-file.ts';

function script(line: string, { home }: CliSite, before = ''): Promise<CliRun> {
  return runShell(`${before} ${join(ROOT, 'examples', 'scripts', line)}`, home);
}

describe('nightly-rehearsal.sh', () => {
  test('rehearses every zone, keeps the worst run of each, and leaves nothing else behind', async () => {
    const site = new CliSite();
    site.file('small.yaml', smallSite({ name: 'small' }));
    const { stdout, ...rest } = await script('nightly-rehearsal.sh small.yaml kept 2', site);
    expect(rest).toEqual({ stderr: '', exitCode: 0 });
    const folder = join('kept', onlyEntry(join(site.home, 'kept')));
    expect(folder).toMatch(/\d{4}-\d{2}-\d{2}$/);
    expect(stdout).toBe(`✓ OK    check: ${folder}/check.txt\n✓ OK    main: ${folder}/main.txt\n`);
    const kept = (name: string) => readFileSync(join(site.home, folder, name), 'utf8');
    expect(kept('main.txt')).toContain('2 seeds: 2 ✓ PASSED');
    expect(kept('main.html')).toMatch(/^<!doctype html>/i);
    expect(kept('main.xml')).toMatch(/^<\?xml [\s\S]*failures="0"/);
    expect(kept('check.xml')).toMatch(/^<\?xml /);
    expect(existsSync(join(site.home, '.config'))).toBe(false);
    expect(readdirSync(join(site.home, 'tmp')).filter((name) => name.startsWith('tmp.'))).toEqual([]);
  });

  test('tells of a zone that nobody would broker, and ends with 1', async () => {
    const site = new CliSite();
    site.file('small.yaml', smallSite({ name: 'small', listed: ['cc-02'] }));
    const { stdout, stderr, exitCode } = await script('nightly-rehearsal.sh small.yaml kept 2', site);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 });
    expect(stdout).toMatch(/^✗ FAIL {2}check: .*\n✗ FAIL {2}main: .*\n$/);
    const folder = join(site.home, 'kept', onlyEntry(join(site.home, 'kept')));
    expect(readFileSync(join(folder, 'main.txt'), 'utf8')).toContain('LHC015');
    expect(existsSync(join(folder, 'main.html'))).toBe(false);
  });

  test('passes on what is wrong with a file, and with how it is called', async () => {
    const site = new CliSite();
    expect(await script('nightly-rehearsal.sh absent.yaml kept', site)).toMatchObject({ stdout: '', exitCode: 66 });
    expect(await script('nightly-rehearsal.sh', site)).toMatchObject({ stdout: '', exitCode: 64 });
  });
});

test('change-gate.sh opens only where nothing speaks against the change', async () => {
  const site = await CliSite.contoso();
  expect(await script('change-gate.sh', site)).toMatchObject({ stdout: '', exitCode: 64 });
  const before = site.stored();
  const open = { stdout: '✓ OPEN  ams\n', stderr: '', exitCode: 0 };
  expect(await script('change-gate.sh ams cc-ams-02', site)).toEqual(open);
  expect(site.stored()).toBe(before);
  expect(await script('change-gate.sh ams', site, 'HOLDOVER_SITE=contso')).toMatchObject({ exitCode: 64 });

  const shut = async (line: string) => {
    const { stdout, stderr, exitCode } = await script(line, site);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    return stderr.trimEnd().split('\n').at(-1);
  };
  expect(await shut('change-gate.sh tok')).toContain('✗ SHUT  users would be hurt by an outage: holdover check');
  expect(await shut('change-gate.sh ams cc-ams-01 cc-ams-02 cc-ams-03')).toContain('cannot be stopped');
  await site.text('site set policy.powerActionsInOutage true');
  expect(await shut('change-gate.sh ams')).toContain('not every connector is current: holdover lhc sync --zone ams');
  await site.text('lhc force-outage --zone ams');
  expect(await shut('change-gate.sh ams')).toBe('✗ SHUT  the site is not healthy: holdover status --exit-code');
});

test('watch-until.sh stops when a condition holds, when another one does, when the time is over, and after Ctrl-C', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  const watch = (line: string, before = '') => script(`watch-until.sh ${line}`, site, `RATE=10000 ${before}`);
  const isIn = (state: string) => `"lhc.zones.ams.state == '${state}'"`;

  const seen = await watch(`${isIn('initial-ha')} 10m`);
  expect(seen).toMatchObject({ stderr: '', exitCode: 0 });
  expect(seen.stdout).toMatch(/pending-ha -> initial-ha[\s\S]*\n✓ OK {4}lhc\.zones\.ams\.state == 'initial-ha'\n$/);
  expect(seen.stdout).toContain(readFileSync(join(site.home, 'watch.log'), 'utf8'));

  const failed = { exitCode: 1, stderr: "✗ FAIL  lhc.zones.ams.state == 'extended-ha'\n" };
  expect(await watch(`${isIn('working-normally')} 1h ${isIn('extended-ha')}`)).toMatchObject(failed);
  const late = { exitCode: 124, stderr: expect.stringContaining('✗ LATE  not within 1m: ') };
  expect(await watch(`${isIn('working-normally')} 1m`)).toMatchObject(late);
  const stopped = { exitCode: 130, stderr: expect.stringContaining('- STOP  interrupted') };
  // `timeout` presses Ctrl-C: it signals the whole group.
  const ctrlC = 'timeout --preserve-status --signal=INT 3';
  expect(await script(`watch-until.sh false 1d`, site, `RATE=1 ${ctrlC}`)).toMatchObject(stopped);
  expect(await watch('')).toMatchObject({ exitCode: 64 });
});

function onlyEntry(folder: string): string {
  const [entry = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return entry;
}
