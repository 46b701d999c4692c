/**
 * `lhc end-outage`: releases what was forced, says so, and changes nothing where nothing was.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('only what was forced is released, and ending it again changes nothing', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  const ended = await site.json('lhc end-outage --all-zones');
  expect(ended).toMatchObject({ schema: 'holdover.end-outage/1', changed: true, zones: ['ams', 'fra', 'tok'] });
  expect(ended.released).toEqual([1, 2, 3].map((number) => `cc-ams-0${number}.contoso.example`));
  const before = site.stored();
  expect(await site.json('lhc end-outage --zone ams')).toMatchObject({ changed: false, released: [] });
  expect(await site.text('lhc end-outage --all-zones')).toContain('No outage is forced on ams, fra, tok: nothing');
  expect(site.stored()).toBe(before);
});

test('ended before it became an outage, the zone works normally at once', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  await site.text('clock advance 30s');
  expect(await site.text('lhc end-outage --zone ams')).toContain('Forced outage ended on 3 connectors: cc-ams-01');
  expect(await site.zone('ams')).toMatchObject({ state: 'working-normally', brokering: 'cloud' });
});

test('a zone that cannot reach the cloud stays in its outage, and that is said', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  await site.text('clock advance 15m');
  await site.text('fault inject cloud-unreachable ams');
  const text = await site.text('lhc end-outage --zone ams');
  expect(text).toContain('! ams cannot reach the cloud all the same: see holdover fault list');
  await site.text('clock advance 20m');
  expect(await site.zone('ams')).toMatchObject({ state: 'extended-ha', brokering: 'secondary' });
  expect(await site.json('lhc end-outage --zone ams')).toMatchObject({ changed: false, stillUnreachable: ['ams'] });
});

test('wrong usage changes nothing', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  const before = site.stored();
  await Promise.all([
    site.refusedInTurn('lhc end-outage', 64, 'NOTHING_SELECTED'),
    site.refusedInTurn('lhc end-outage --zone amz', 64, 'ZONE_UNKNOWN'),
    site.refusedInTurn('lhc end-outage --connector nobody', 64, 'CONNECTOR_UNKNOWN'),
    site.refusedInTurn('lhc end-outage --zone ams --all-zones', 64, 'FLAGS_CONFLICT'),
    site.refusedInTurn('lhc end-outage --zone ams --for 5m', 64, 'FLAG_UNKNOWN'),
  ]);
  expect(site.stored()).toBe(before);
});

test('with --wait, an outage and its end settle while people work and desktops are reset', async () => {
  const site = await CliSite.busyContoso();
  await site.text('clock advance 1h');
  const forced = await site.json('lhc force-outage --zone ams --wait');
  expect(forced).toMatchObject({ settled: true });
  expect(forced.waitedSec).toBeLessThan(600);
  await site.text('clock advance 1h');
  expect(await site.json('lhc end-outage --zone ams --wait')).toMatchObject({ settled: true });
  const { verdict, lhc } = await site.status();
  expect(verdict).toBe('healthy');
  expect(lhc.zones.ams?.machines.resetting).toBeGreaterThan(0);
  expect(await site.text('lhc status')).not.toContain('not registered yet');
});
