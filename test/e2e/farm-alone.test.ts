/**
 * A site that is a streaming farm and nothing else: every command does what it can, and says what is not there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';
import { CliSite } from '../support/cli-site.ts';

const FARM_FILE = join(ROOT, 'examples', 'sites', 'farm.yaml');
const NO_ZONES = 'The site has no zones: it is a streaming farm and nothing else.\n';

async function farmAlone(): Promise<CliSite> {
  const site = new CliSite();
  await site.text(['site', 'load', FARM_FILE]);
  return site;
}

test('status tells of the farm, and lhc status that there are no zones', async () => {
  const site = await farmAlone();
  const status = await site.text('status --verbose');
  expect(status).toContain('HEALTHY\nSERVER  SITE ');
  expect(status).not.toMatch(/ZONE|healthCheck/);
  expect(await site.text('lhc status')).toMatch(new RegExp(`HEALTHY\n${NO_ZONES}Next: holdover pvs status\n$`));
  expect(await site.json('lhc status')).toMatchObject({ verdict: 'healthy', lhc: { zones: {}, storeFronts: {} } });
  expect(await site.json('status')).toMatchObject({ lhc: { zones: {} }, pvs: { targetCounts: { streaming: 41 } } });
  expect(await site.text('lhc elect')).toContain(NO_ZONES);
  expect(await site.text('lhc sync')).toContain(NO_ZONES);
  expect(await site.text('lhc history')).toContain('no outage');
});

test('check judges by the farm alone', async () => {
  const site = await farmAlone();
  expect(await site.json('check')).toMatchObject({ verdict: 'ready', systems: ['pvs'], findings: [] });
  await site.refused('lhc check', 64, 'ZONES_NONE');
  await site.refused('check --zone ams', 64, 'ZONES_NONE');
  await site.text('fault inject server-down pvs2');
  expect(await site.json('check', 1)).toMatchObject({ verdict: 'not-ready', systems: ['pvs'] });
});

test('what is declared beside no zones is not looked at: nobody could use it', async () => {
  const site = new CliSite();
  const adcs = 'adcs: {a: {vips: {v.example: {members: []}}, gateway: {stas: [], share: 0.5}}}\n';
  await site.text(['site', 'load', site.file('odd.yaml', readFileSync(FARM_FILE, 'utf8') + adcs)]);
  await site.text('clock advance 10m');
  expect(await site.json('check')).toMatchObject({ verdict: 'ready', findings: [] });
});

test.each([
  'lhc force-outage --all-zones',
  'lhc end-outage --zone ams',
  'lhc launch somebody Desktop',
  'lhc enumerate somebody',
  'lhc logoff somebody',
  'lhc ok-to-stop cc-01',
  'fault inject cloud-unreachable all',
  'fault inject connector-down cc-01',
])('%s is refused, since nothing is there', async (typed) => {
  const site = await farmAlone();
  const before = site.stored('farm');
  expect(await site.refused(typed, 64, 'ZONES_NONE')).toContain('There are no zones in farm.');
  expect(site.stored('farm')).toBe(before);
});

test('time passes, faults come and go, and the site is changed', async () => {
  const site = await farmAlone();
  await site.text('fault inject server-down pvs1 --for 10m');
  await site.text(['pvs', 'wait', '--until', 'pvs.servers.pvs2.targets == 41', '--timeout', '5m']);
  const watched = await site.run('watch --rate 100000 --timeout 20m');
  expect(watched).toMatchObject({ exitCode: 124, stdout: expect.stringContaining('targets: 41 streaming') });
  const changed = await site.text('site set timers.streamRetries 12 --wait');
  expect(changed).toContain('farm is at revision 2.\n');
  expect(changed).toContain('Next: holdover pvs status');
  expect(await site.json('site set timers.streamRetries 13')).toMatchObject({
    changed: true,
    followsBy: null,
    waiting: [],
  });
  expect(await site.text('site show')).toContain('2 servers, 1 vDisk, 41 targets, no zones, start ');
  expect(await site.json(['site', 'apply', FARM_FILE])).toMatchObject({ changed: true });
  await site.refused('site set provisioning null', 64, 'VALUE_INVALID');
});

test('a fault of the farm is rehearsed, by what the farm rests on', async () => {
  const site = await farmAlone();
  const rehearsed = await site.run(['rehearse', 'server-down pvs1', '--for', '10m', '--seeds', '2']);
  expect(rehearsed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Targets: 21 of 41 were held') });
  expect(rehearsed.stdout).not.toContain('timers.healthCheck');
  await site.refused(['rehearse', 'cloud-unreachable all', '--for', '10m'], 64, 'ZONES_NONE');
});
