/**
 * The scripts in examples/scripts do what they say, with nothing but holdover on the PATH.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CliRun, ROOT } from '../support/cli.ts';
import { CliSite, CONTOSO_FILE } from '../support/cli-site.ts';
import { runShell } from '../support/shell.ts';
import { smallSite } from '../support/site-file.ts';

function script(line: string, { home }: CliSite): Promise<CliRun> {
  return runShell(join(ROOT, 'examples', 'scripts', line), home);
}

test('nightly-rehearsal.sh rehearses every zone, and leaves nothing behind', async () => {
  const site = new CliSite();
  site.file('small.yaml', smallSite({ name: 'small' }));
  const run = await script('nightly-rehearsal.sh small.yaml', site);
  expect(run).toEqual({ stdout: '✓ OK    main\n', stderr: '', exitCode: 0 });
  expect(existsSync(join(site.home, '.config'))).toBe(false);
  expect(readdirSync(join(site.home, 'tmp')).filter((name) => name.startsWith('tmp.'))).toEqual([]);
});

test('nightly-rehearsal.sh stops at the zone that nobody would broker, and says which', async () => {
  const { stdout, stderr, exitCode } = await script(`nightly-rehearsal.sh ${CONTOSO_FILE}`, new CliSite());
  expect(stdout).toBe('✓ OK    ams\n✓ OK    fra\n');
  expect(stderr).toContain('LHC015');
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('✗ FAIL  tok: nobody takes over (exit 10)');
  expect(exitCode).toBe(1);
});

test('nightly-rehearsal.sh passes on what is wrong with a file', async () => {
  const site = new CliSite();
  expect(await script('nightly-rehearsal.sh absent.yaml', site)).toMatchObject({ stdout: '', exitCode: 66 });
  expect(await script('nightly-rehearsal.sh', site)).toMatchObject({ stdout: '', exitCode: 64 });
});

test('change-gate.sh opens only for a site that is healthy and current', async () => {
  const site = await CliSite.contoso();
  const open = { stdout: '', stderr: '', exitCode: 0 };
  expect(await script('change-gate.sh', site)).toEqual(open);
  expect(await script('change-gate.sh --site contoso', site)).toEqual(open);
  expect(await script('change-gate.sh --site contso', site)).toMatchObject({ exitCode: 64 });
  await site.text('site set policy.powerActionsInOutage true');
  const behind = { exitCode: 1, stdout: '', stderr: '✗ FAIL  not every connector is current: holdover lhc sync\n' };
  expect(await script('change-gate.sh', site)).toEqual(behind);
  await site.text('clock advance 10m');
  expect(await script('change-gate.sh', site)).toEqual(open);
  await site.text('lhc force-outage --zone ams');
  const sick = { exitCode: 1, stdout: '', stderr: '✗ FAIL  the site is not healthy: holdover status\n' };
  expect(await script('change-gate.sh', site)).toEqual(sick);
});
