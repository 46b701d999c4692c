/**
 * `lhc status`: the document that scripts read, the screen that people read, and what reading leaves alone.
 */
import { expect, test } from 'vitest';
import type { StatusDocument } from '../../src/core/status/index.ts';
import { CliSite, registryValues } from '../support/cli-site.ts';

test('before anything happens the document says who would broker', async () => {
  const site = await CliSite.contoso();
  const document = await site.status();
  expect(document).toMatchObject({
    schema: 'holdover.status/1',
    site: 'contoso',
    revision: 1,
    at: '2026-01-05T08:00:00.000Z',
    elapsedSec: 0,
    verdict: 'healthy',
    lhc: { runtime: 'modelled', cloudBroker: { revision: 1 } },
  });
  expect(Object.keys(document.lhc.zones)).toEqual(['ams', 'fra', 'tok']);
  expect(document.lhc.zones.ams).toMatchObject({
    state: 'working-normally',
    sinceSec: 0,
    brokering: 'cloud',
    elected: 'cc-ams-01.contoso.example',
    electedBrokers: ['cc-ams-01.contoso.example'],
    acceptingBrokers: 0,
    machines: {
      total: 432,
      registered: 432,
      registeredPercent: 100,
      registeredWith: { cloud: 432, secondary: 0, none: 0 },
      resetting: 0,
      maintenance: 0,
      tainted: 0,
      available: 432,
    },
    sessions: { active: 0, disconnected: 0 },
  });
  expect(document.lhc.zones.ams?.connectors['cc-ams-02.contoso.example']).toMatchObject({
    up: true,
    state: 'working-normally',
    since: '2026-01-05T08:00:00.000Z',
    elected: false,
    accepting: false,
    participates: true,
    forcedOutage: false,
    cloudReachable: true,
    lhcEnabled: true,
    outageModeEntered: false,
    deliveryController: true,
    lastStoreFrontContact: '2026-01-05T08:00:00.000Z',
    components: { xml: 'healthy', 'vda-relay': 'healthy', sta: 'healthy', 'forced-outage': 'healthy' },
    localDb: { revision: 1, importedAt: '2026-01-05T08:00:00.000Z', lastImport: 'succeeded' },
    registrations: 0,
  });
  expect(document.lhc.storeFronts.sf1).toMatchObject({
    advancedHealthCheck: true,
    missingConnectors: ['cc-tok-01.contoso.example'],
    deliveryControllers: {
      'cc-ams-01.contoso.example': { healthy: true, lastHeartbeat: '2026-01-05T08:00:00.000Z' },
      'vip-tok.contoso.example': { healthy: true, bypassedUntil: null },
    },
  });
  expect(document.lhc).toMatchObject({
    vips: {
      'vip-tok.contoso.example': {
        zone: 'tok',
        monitor: 'citrix-xd-ddc',
        members: { 'cc-tok-02.contoso.example': { state: 'up', reason: null } },
      },
    },
    launches: { attempted: 0, succeeded: 0, failed: 0, failedBy: {} },
    enumerations: { attempted: 0, failed: 0 },
  });
});

test('R60: status shows Enabled, IsElected and OutageModeEntered of every connector', async () => {
  const site = await CliSite.contoso();
  expect(registryValues(await site.zone('tok'))).toEqual({ 'cc-tok-01': 'IsElected', 'cc-tok-02': 'Enabled' });
  await site.text('lhc force-outage --zone ams');
  await site.text('clock advance 2m');
  expect(registryValues(await site.zone('ams'))).toEqual({
    'cc-ams-01': 'Enabled IsElected OutageModeEntered',
    'cc-ams-02': 'Enabled OutageModeEntered',
    'cc-ams-03': 'Enabled OutageModeEntered',
  });
  const lines = (await site.text('lhc status --verbose')).split('\n');
  expect(lines.find((line) => line.includes('ENABLED  ELECTED  OUTAGE'))).toBeDefined();
  expect(lines.find((line) => /ams +cc-ams-01 +initial-ha/.test(line))).toMatch(/Z {2}yes +yes +yes +yes +82/);
  expect(lines.find((line) => /tok +cc-tok-01 +working/.test(line))).toMatch(/Z {2}no +yes +no +no +0 +never/);
});

test('R12: status --verbose shows the timers that it rests on, with the values in force', async () => {
  const site = await CliSite.contoso();
  const text = await site.text('lhc status --verbose');
  for (const value of ['initialHa 10m', 'pendingRecovery 10m', 'healthCheck 15s', 'peerSilence 15s']) {
    expect(text).toContain(value);
  }
  const document = await site.json('lhc status --verbose');
  expect(document.assumptions).toContainEqual({ timer: 'initialHa', valueSec: 600 });
  expect(document.assumptions).toContainEqual({ timer: 'pendingRecovery', valueSec: 600 });
  expect(await site.status()).not.toHaveProperty('assumptions');
});

test('the screen names every zone, the findings, and what to type next', async () => {
  const site = await CliSite.contoso();
  const text = await site.text('lhc status');
  expect(text).toMatch(/^LHC · contoso · 2026-01-05 08:00:00Z .* HEALTHY\nZONE +STATE/);
  expect(text).toMatch(/\nams +working-normally +0s +cloud +3\/3 up +432\/432 +100 % +rev 1\n/);
  expect(text).toMatch(/✗ FAIL {2}LHC015 {2}tok .*nobody would broker for tok/);
  expect(text).toMatch(/! WARN {2}LHC012 {2}tok /);
  expect(text).toMatch(/\nNext: holdover lhc force-outage --zone \w+/);
  expect(text.split('\n').filter((line) => line.endsWith(' '))).toEqual([]);
});

test('what users have of the site: sessions, desktops being reset, parked ones, launches that failed, members that are down', async () => {
  const site = await CliSite.busyContoso();
  expect(await site.text('lhc status')).toMatch(/\n {3}sessions: ams \d+, fra \d+, tok \d+\nNext: /);
  await site.text('clock advance 4h');
  const busy = await site.text('lhc status');
  expect(busy).toMatch(/ HEALTHY\n/);
  expect(busy).toMatch(/\n {3}sessions: .* \(\d+ disconnected\)\n {3}being reset after use: \w+ \d+/);
  expect(busy).not.toMatch(/launches|not registered yet/);
  await site.text('lhc force-outage --all-zones --force LHC015 --force LHC012');
  await site.text('clock advance 2h');
  const outage = await site.text('lhc status');
  expect(outage).toMatch(/\n {3}used and not reset: ams \d+, fra \d+\n/);
  expect(outage).toMatch(/\n {3}launches: \d+ attempted, \d+ failed \(\d+ no-controller\)\n/);
  expect(outage).toMatch(/\n {3}vip-tok\.contoso\.example {2}cc-tok-02 down: no success code: status 503/);
  for (const text of [busy, outage]) {
    const [head, ...rows] = text.split('\n').slice(0, 5);
    for (const line of [head, ...rows]) expect(line?.length, line).toBeLessThanOrEqual(80);
  }
});

test('a site without sessions shows nothing about users', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('lhc status')).not.toMatch(/sessions|launches|reset|down/);
});

test('the exit code is the verdict only where that is asked for', async () => {
  const site = await CliSite.contoso();
  expect((await site.run('lhc status --exit-code')).exitCode).toBe(0);
  await site.text('fault inject cloud-unreachable fra');
  expect((await site.status()).verdict).toBe('failed');
  expect((await site.run('lhc status')).exitCode).toBe(0);
  expect((await site.run('lhc status --exit-code')).exitCode).toBe(1);
  expect(await site.json('lhc status --exit-code', 1)).toMatchObject({ verdict: 'failed' });
  expect(await site.run('lhc status --exit-code --quiet')).toEqual({ stdout: '', stderr: '', exitCode: 1 });
});

test('reading commands change no byte of what is stored', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams --for 20m');
  await site.text('clock advance 90s');
  const before = site.stored();
  const reading = ['lhc status --verbose', 'lhc events', 'lhc sync', 'lhc elect', 'status', 'clock show', 'fault list'];
  const sites = ['site list', 'site show', 'site export'];
  await Promise.all([...reading, ...sites].map((line) => site.text(line)));
  expect(site.stored()).toBe(before);
});

test('status is about the site as a whole, and says the same', async () => {
  const site = await CliSite.contoso();
  const [whole, lhc] = await Promise.all([site.json('status'), site.status()]);
  expect((whole as unknown as StatusDocument).lhc).toEqual(lhc.lhc);
  expect(await site.text('status')).toMatch(/^holdover · contoso · 2026-01-05 08:00:00Z/);
});

test('without a site, or with a wrong flag, nothing is answered', async () => {
  const site = new CliSite();
  await Promise.all(['lhc status', 'lhc sync', 'fault list'].map((line) => site.refusedInTurn(line, 64, 'NO_SITE')));
  expect(await site.refused('lhc status --verbos', 64, 'FLAG_UNKNOWN')).toContain('Did you mean --verbose?');
  await site.refused('lhc status ams', 64, 'ARGUMENT_UNEXPECTED');
});
