/**
 * `pvs check`, and what `check` says of provisioning: findings, verdict, formats, mutes.
 *
 * Not here: the findings about Local Host Cache, and what both have in common (lhc-check.test.ts).
 */
import { expect, test } from 'vitest';
import type { CheckResult } from '../../src/app/check.ts';
import { CliSite, QUIET_CONTOSO } from '../support/cli-site.ts';

async function check(site: CliSite, typed = 'pvs check', exitCode = 0): Promise<CheckResult> {
  return (await site.json(typed, exitCode)) as unknown as CheckResult;
}

function foundIn({ findings }: CheckResult): readonly string[] {
  return findings.map(({ code, severity, object }) => `${code} ${severity} ${object}`);
}

const OF_CONTOSO = ['PVS017 warn pvs3/win11', 'PVS023 warn dev', 'PVS021 warn pinned', 'PVS024 info srv22'];

test('P74: what of contoso would hold targets', async () => {
  const site = await CliSite.contoso();
  const result = await check(site);
  expect(result).toMatchObject({ schema: 'holdover.check/1', verdict: 'warnings', systems: ['pvs'] });
  expect([...foundIn(result)].sort()).toEqual([...OF_CONTOSO].sort());
  expect(result.findings.find(({ code }) => code === 'PVS017')).toEqual({
    code: 'PVS017',
    severity: 'warn',
    zone: null,
    connector: null,
    object: 'pvs3/win11',
    message: 'on pvs3, win11 version 42 was modified 2 s later: not identical',
    effect: 'that server cannot take over targets of the version, nor boot them',
    fix: 'copy the files of win11 from pvs1 to pvs3, with their times: holdover pvs replicas copy win11 --from pvs1 --to pvs3',
  });
});

test('the text has no column for zones, and says what it does and what to do', async () => {
  const site = await CliSite.contoso();
  const lines = (await site.text('pvs check')).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'check · contoso · 2026-01-05 08:00:00Z  ! READY, with warnings',
    ' ! WARN  PVS017  on pvs3, win11 version 42 was modified 2 s later: not identical',
    '         what it does: that server cannot take over targets of the version, nor boot them',
  ]);
  expect(lines.at(-2)).toBe('Next: holdover pvs explain PVS017');
});

test('what a finding says to type mends it', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs replicas copy win11 --from pvs1 --to pvs3');
  await site.text('clock advance 2m');
  expect(foundIn(await check(site))).not.toContain('PVS017 warn pvs3/win11');
});

test('with a server down, and the login servers gone', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs1');
  const one = await check(site, 'pvs check', 1);
  expect(foundIn(one)).toEqual(
    expect.arrayContaining(['PVS010 fail pvs1', 'PVS011 warn win11', 'PVS017 fail pvs3/win11']),
  );
  await site.text('pvs stop-stream pvs2');
  const both = await check(site, 'pvs check', 1);
  expect(foundIn(both)).toEqual(expect.arrayContaining(['PVS009 fail pvs2', 'PVS012 fail ams', 'PVS011 fail win11']));
});

test('check has both systems; zones, and lhc check, leave provisioning out', async () => {
  const site = await CliSite.contoso();
  const all = await check(site, 'check', 1);
  expect(all.systems).toEqual(['lhc', 'pvs']);
  expect(foundIn(all)).toEqual(expect.arrayContaining(OF_CONTOSO));
  for (const typed of ['check --zone tok', 'lhc check']) {
    const some = await check(site, typed, 1);
    expect(some.systems).toEqual(['lhc']);
    expect(some.findings.filter(({ code }) => code.startsWith('PVS'))).toEqual([]);
  }
});

test('formats: nagios and junit are about provisioning alone', async () => {
  const site = await CliSite.contoso();
  expect(await site.run('pvs check --format nagios')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringMatching(
      /^HOLDOVER WARNING - contoso: PVS017 pvs3\/win11, .* \| fail=0;;0;0 warn=3;0;;0 info=1;;;0 muted=0;;;0 known=0;;;0\n$/,
    ),
  });
  const junit = await site.text('pvs check --format junit');
  expect(junit).toContain('<testsuites tests="20" failures="0" errors="0" skipped="0">');
  expect(junit).toContain('What it does: that server cannot take over');
  expect(junit).not.toContain('LHC');
});

test('--mute and --baseline', async () => {
  const site = await CliSite.contoso();
  site.file('baseline.json', (await site.run('pvs check --json')).stdout);
  expect(await check(site, 'pvs check --baseline baseline.json')).toMatchObject({ verdict: 'ready', findings: [] });
  const muted = await check(site, 'pvs check --mute pvs017 --mute PVS021 --mute PVS023 --for 4h');
  expect(muted.verdict).toBe('ready');
  expect(muted.muted.map(({ code }) => code)).toEqual(['PVS017', 'PVS023', 'PVS021']);
  expect((await check(site, 'lhc check', 1)).mutes).toEqual([]);
  const before = site.stored();
  expect(await site.refused('pvs check --mute LHC015 --for 4h', 64, 'FINDING_NOT_CHECKED')).toContain(
    'holdover lhc check --mute LHC015 --for 4h',
  );
  expect(site.stored()).toBe(before);
});

test('explain CODE tells of the codes of provisioning, and who has them', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('lhc explain PVS017')).toMatchObject({
    kind: 'finding',
    code: 'PVS017',
    findings: [{ object: 'pvs3/win11' }],
  });
  expect(await site.text('lhc explain pvs013')).toContain('a server of another site');
});

test('without a farm there is nothing of it to find', async () => {
  const site = new CliSite();
  site.file('plain.yaml', QUIET_CONTOSO.slice(0, QUIET_CONTOSO.indexOf('\nprovisioning:')));
  await site.text('site load plain.yaml');
  await site.refused('pvs check', 64, 'FARM_NONE');
  expect((await check(site, 'check', 1)).systems).toEqual(['lhc']);
});
