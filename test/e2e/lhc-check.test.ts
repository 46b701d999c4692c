/**
 * `check` and `lhc check`: the findings of a site, the verdict in each format, what is left out and for how long.
 *
 * Not here: the findings about provisioning (pvs-check.test.ts).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/app/check.ts';
import { CliSite } from '../support/cli-site.ts';

const CC_TOK_01 = 'cc-tok-01.contoso.example';
const MEMBERS = 'adcs.adc1.vips["vip-tok.contoso.example"].members';

async function check(site: CliSite, flags: string, exitCode = 0): Promise<CheckResult> {
  return (await site.json(`lhc check ${flags}`.trim(), exitCode)) as unknown as CheckResult;
}

function codesOf({ findings }: CheckResult): readonly string[] {
  return findings.map(({ code, object }) => `${code} ${object}`);
}

/** The connector that is missing is added to the virtual server, and StoreFront has come by. */
async function mend(site: CliSite): Promise<void> {
  await site.text(['site', 'set', MEMBERS, `[${CC_TOK_01}, cc-tok-02.contoso.example]`]);
  await site.text('clock advance 3m');
}

test('R47: tok would be brokered by nobody; mended, it is ready', async () => {
  const site = await CliSite.contoso();
  const before = await check(site, '--zone tok', 1);
  expect(before).toMatchObject({ schema: 'holdover.check/1', site: 'contoso', verdict: 'not-ready', why: null });
  expect(codesOf(before)).toEqual(
    expect.arrayContaining([`LHC015 ${CC_TOK_01}`, `LHC012 ${CC_TOK_01}`, `LHC065 ${CC_TOK_01}`]),
  );
  expect(before.findings[0]).toMatchObject({
    code: 'LHC015',
    severity: 'fail',
    zone: 'tok',
    connector: CC_TOK_01,
    effect:
      'nobody brokers for tok: JP Desktop loses 180 of 180 machines (100 %), Director Desktop loses 6 of 6 machines (100 %)',
  });
  await mend(site);
  const after = await check(site, '--zone tok');
  expect(after.verdict).toBe('warnings');
  expect(codesOf(after)).toEqual([`LHC033 ${CC_TOK_01}`]);
});

test('R47: a zone that is missing from StoreFront is lost, and how much that is', async () => {
  const site = await CliSite.contoso();
  await site.text(['site', 'set', 'storeFronts.sf1.deliveryControllers[5]', 'null']);
  const { findings } = await check(site, '--zone tok', 1);
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['LHC010', 'LHC064']));
  expect(findings.find(({ code }) => code === 'LHC010')).toMatchObject({
    object: 'tok',
    message: 'no connector of tok is a delivery controller: its 186 machines are lost in an outage',
    effect: expect.stringContaining('JP Desktop loses 180 of 180 machines (100 %)'),
  });
});

test('haReady says of each zone whether it would be brokered', async () => {
  const site = await CliSite.contoso();
  const ready = async () => Object.values((await site.status()).lhc.zones).map(({ haReady }) => haReady);
  expect(await ready()).toEqual([true, true, false]);
  await mend(site);
  expect(await ready()).toEqual([true, true, true]);
  await site.text(['lhc', 'wait', '--until', 'lhc.zones.all(z, lhc.zones[z].haReady)', '--timeout', '1m']);
});

test('the text says what is the case, what it does, and what to do', async () => {
  const site = await CliSite.contoso();
  const { stdout, stderr, exitCode } = await site.run('check');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 });
  const lines = stdout.split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'check · contoso · 2026-01-05 08:00:00Z  ✗ NOT READY',
    ` ✗ FAIL  LHC015  tok  ${CC_TOK_01} would be elected but cannot enter HA mode: nobody would broker for tok`,
    '         in an outage: nobody brokers for tok: JP Desktop loses 180 of 180 machines (100 %), Director Desktop loses 6 of 6 machines (100 %)',
    `         to mend it: add ${CC_TOK_01} to StoreFront, or to the virtual server that StoreFront lists`,
  ]);
  expect(lines.at(-2)).toBe('Next: holdover lhc explain LHC015');
});

test('--outage: a longer outage is foreseen', async () => {
  const site = await CliSite.busyContoso();
  const poolsOf = async (flags: string) =>
    (await check(site, flags, 1)).findings
      .filter(({ code }) => code === 'LHC041')
      .map(({ object, zone }) => [object, zone]);
  const office = ['office', 'fra'];
  expect(await poolsOf('--outage 4h')).toEqual([]);
  expect(await poolsOf('--outage 6h')).toEqual([office]);
  expect(await poolsOf('')).toEqual([['office', 'ams'], office]);
  expect(await poolsOf('--outage 12h')).toEqual([['office', 'ams'], office, ['japan', 'tok']]);
});

describe('formats', () => {
  test('nagios: one line with figures, and the exit codes of a plug-in', async () => {
    const site = await CliSite.busyContoso();
    const critical = await site.run('lhc check --format nagios');
    expect(critical).toMatchObject({ exitCode: 2, stderr: '' });
    expect(critical.stdout).toMatch(
      /^HOLDOVER CRITICAL - contoso: LHC015 cc-tok-01\.contoso\.example, .* \| fail=1;;0;0 warn=5;0;;0 info=0;;;0 muted=0;;;0 known=0;;;0\n$/,
    );
    await mend(site);
    expect(await site.run('lhc check --format nagios')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^HOLDOVER WARNING - contoso: LHC033 /),
    });
    expect(await site.run('lhc check --format nagios --mute LHC033 --mute LHC041 --for 1h')).toMatchObject({
      exitCode: 0,
      stdout: 'HOLDOVER OK - contoso: nothing found | fail=0;;0;0 warn=0;0;;0 info=0;;;0 muted=3;;;0 known=0;;;0\n',
    });
    expect(await new CliSite().run('check --format nagios')).toMatchObject({
      exitCode: 3,
      stdout: expect.stringMatching(/^HOLDOVER UNKNOWN - .*no site/i),
    });
  });

  test('nagios: what goes wrong is one line, and unknown', async () => {
    const site = await CliSite.contoso();
    for (const typed of ['--site nowhere', '--zone nowhere', '--nonsense', '--baseline no.json']) {
      const run = await site.run(`check --format nagios ${typed}`);
      expect(run).toMatchObject({ exitCode: 3, stderr: '' });
      expect(run.stdout).toMatch(/^HOLDOVER UNKNOWN - [^\n|]+ \([A-Z_]+\)\n$/);
    }
    expect((await site.run('check --format=nagios --zone nowhere')).exitCode).toBe(3);
    expect(await site.json('check --format nagios --zone nowhere', 64)).toMatchObject({ error: { exit: 64 } });
  });

  test('junit: a test case for each code and object', async () => {
    const site = await CliSite.busyContoso();
    const { stdout, stderr, exitCode } = await site.run('lhc check --format junit --mute LHC041 --for 1h');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 });
    expect(stdout).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites tests="21" failures="1" errors="0" skipped="2">/,
    );
    expect(stdout).toMatch(/<testcase classname="LHC015" name="cc-tok-01\.contoso\.example">\n +<failure message=/);
    expect(stdout).toMatch(/<testcase classname="LHC041" name="office \(fra\)">\n +<skipped\/>/);
    expect(stdout).toContain('<testcase classname="LHC010" name="nothing found"/>');
  });

  test('json is the document of --json, and --json goes before a format', async () => {
    const site = await CliSite.contoso();
    const { stdout } = await site.run('check --json');
    expect(await site.run('check --format json')).toMatchObject({ stdout, exitCode: 1 });
    expect(await site.run('check --format nagios --json')).toMatchObject({ stdout, exitCode: 1 });
  });
});

describe('--baseline', () => {
  test('only what is new is reported, and counts', async () => {
    const site = await CliSite.busyContoso();
    site.file('baseline.json', (await site.run('check --json')).stdout);
    const same = await check(site, '--baseline baseline.json');
    expect([same.verdict, same.findings.length, same.known.length]).toEqual(['ready', 0, 6]);
    await site.text('site set storeFronts.sf1.advancedHealthCheck false');
    const changed = await check(site, '--baseline baseline.json', 1);
    expect(codesOf(changed).filter((found) => !found.startsWith('LHC021'))).toEqual(['LHC013 sf1']);
    // What was known stays known when the new result is the next baseline.
    site.file('next.json', JSON.stringify(changed));
    expect((await check(site, '--baseline next.json')).findings).toEqual([]);
  });

  test('where nothing is new, it says how much is known', async () => {
    const site = await CliSite.contoso();
    site.file('baseline.json', (await site.run('check --json')).stdout);
    const nothingNew = 'nothing new; 4 known (1 fail)';
    expect((await site.text('lhc check --baseline baseline.json')).split('\n').slice(1)).toEqual(['', nothingNew, '']);
    expect(await site.text('lhc check --baseline baseline.json --format nagios')).toBe(
      `HOLDOVER OK - contoso: ${nothingNew} | fail=0;;0;0 warn=0;0;;0 info=0;;;0 muted=0;;;0 known=4;;;0\n`,
    );
  });

  test('as PowerShell writes it', async () => {
    const site = await CliSite.contoso();
    const { stdout } = await site.run('check --json');
    writeFileSync(join(site.home, 'utf16.json'), Buffer.from(`\ufeff${stdout}`, 'utf16le'));
    expect((await check(site, '--baseline utf16.json')).verdict).toBe('ready');
  });

  test('a file that is none is refused', async () => {
    const site = await CliSite.contoso();
    site.file('cut.json', '{"schema": "holdover.check/1", "findings": [');
    site.file('status.json', (await site.run('status --json')).stdout);
    site.file('lists.json', '{"schema": "holdover.check/1", "findings": {}}');
    expect(await site.refused('check --baseline absent.json', 66, 'FILE_NOT_FOUND')).toContain('holdover check --json');
    expect(await site.refused('check --baseline cut.json', 65, 'BASELINE_INVALID')).toContain('ends in the middle');
    await site.refused('check --baseline status.json', 65, 'BASELINE_INVALID');
    await site.refused('check --baseline lists.json', 65, 'BASELINE_INVALID');
  });
});

describe('--mute', () => {
  test('is journalled, ends by itself, and a change of the site leaves it alone', async () => {
    const site = await CliSite.contoso();
    const muted = await check(site, '--zone tok --mute LHC015 --mute lhc033 --for 2h');
    const until = '2026-01-05T10:00:00.000Z';
    expect(muted.verdict).toBe('warnings');
    expect(muted.mutes).toEqual([
      { code: 'LHC015', until },
      { code: 'LHC033', until },
    ]);
    expect(muted.muted.map(({ code, object, until: end }) => [code, object, end])).toEqual([
      ['LHC015', CC_TOK_01, until],
      ['LHC033', CC_TOK_01, until],
    ]);
    const { journal } = JSON.parse(site.stored());
    expect(journal).toMatchObject([
      { action: { type: 'finding-muted', code: 'LHC015' } },
      { action: { type: 'finding-muted', code: 'LHC033' } },
    ]);
    const stored = site.stored();
    await check(site, '--mute LHC015 --for 2h');
    expect(site.stored()).toBe(stored);
    await site.text('site set timers.pendingHa 90s');
    expect(await site.text('check --zone tok')).toContain('muted: LHC015 until 2026-01-05 10:00:00Z (1 finding)');
    await site.text('clock advance 119m');
    expect((await check(site, '--zone tok')).verdict).toBe('warnings');
    await site.text('clock advance 1m');
    expect(await check(site, '--zone tok', 1)).toMatchObject({ mutes: [], muted: [] });
  });

  test('wants a code that exists, and an end', async () => {
    const site = await CliSite.contoso();
    const before = site.stored();
    expect(await site.refused('check --mute LHC034 --for 4h', 64, 'FINDING_UNKNOWN')).toContain('did you mean "LHC0');
    expect(await site.refused('check --mute LHC033', 64, 'FLAG_MISSING')).toContain('--mute needs --for.');
    expect(await site.refused('check --for 4h', 64, 'FLAG_MISSING')).toContain('--for needs --mute.');
    await site.refused('check --zone tko --mute LHC033 --for 4h', 64, 'ZONE_UNKNOWN');
    expect(site.stored()).toBe(before);
  });
});

test('without a site there is nothing to decide by', async () => {
  const site = new CliSite();
  expect(await site.json('check', 2)).toMatchObject({ schema: 'holdover.check/1', site: null, verdict: 'unknown' });
  expect(await site.run('check')).toMatchObject({ exitCode: 2, stdout: expect.stringContaining('? UNKNOWN') });
  await site.refused('check --site contoso', 64, 'NO_SITE');
});
