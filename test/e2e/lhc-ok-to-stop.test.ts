/**
 * `lhc ok-to-stop`: yes or no, and what would move.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('yes: another connector takes over; nothing is changed', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const elected = (number: number) => `cc-ams-0${number}.contoso.example`;
  const side = {
    brokering: 'cloud',
    haReady: true,
    machinesRegistered: 432,
    machinesResetting: 0,
    machinesUnregistered: 0,
  };
  expect(await site.json('lhc ok-to-stop cc-ams-01')).toEqual({
    schema: 'holdover.ok-to-stop/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    connectors: [elected(1)],
    ok: true,
    obstacles: [],
    remarks: [],
    zones: [
      {
        zone: 'ams',
        now: { ...side, elected: elected(1) },
        without: { ...side, elected: elected(2) },
        machinesMoving: 149,
      },
    ],
  });
  expect(site.stored()).toBe(before);
});

test('no: the connector that brokers in an outage; another one of the zone can be stopped', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams --wait');
  const { stdout, exitCode } = await site.run('lhc ok-to-stop cc-ams-01');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✗ NO {2}cc-ams-01\.contoso\.example/);
  expect(stdout).toContain(
    ' ✗ cc-ams-01.contoso.example brokers for ams now: nobody would for up to 15s, and its 432 machines register again, and once more when it returns\n',
  );
  expect(stdout).toMatch(/ +then +secondary +cc-ams-02\.contoso\.example +brokered +432\n/);
  expect(stdout).toContain('432 machines of ams would have to find another connector.\n');
  expect(await site.json('lhc ok-to-stop cc-ams-02')).toMatchObject({ ok: true, remarks: [] });
});

test('yes, with a remark: a zone that is left with one connector', async () => {
  const site = await CliSite.contoso();
  const message =
    'fra would be left with cc-fra-02.contoso.example alone: one more failure, and nobody brokers for it (LHC011)';
  expect(await site.json('lhc ok-to-stop cc-fra-01')).toMatchObject({
    ok: true,
    remarks: [{ kind: 'one-connector-left', object: 'fra', message }],
  });
  expect(await site.text('lhc ok-to-stop cc-fra-01')).toContain(` ! ${message}\n`);
});

test('no: a zone that nobody would broker for, now or in an outage', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('lhc ok-to-stop cc-fra-01 cc-fra-02', 1)).toMatchObject({
    ok: false,
    obstacles: [{ kind: 'nobody-brokers', object: 'fra', message: 'nobody would broker for fra' }],
    zones: [{ zone: 'fra', without: { brokering: 'none', elected: null, haReady: false } }],
  });
  const { stdout, exitCode, stderr } = await site.run('lhc ok-to-stop cc-tok-02');
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(stdout).toContain(' ✗ tok would be brokered by nobody in an outage, as now\n');
  expect(stdout).toContain(' ✗ no member of the virtual server vip-tok.contoso.example would be left\n');
  // Without the one that StoreFront does not know, the other one would be elected.
  expect(await site.json('lhc ok-to-stop cc-tok-01')).toMatchObject({
    zones: [{ now: { haReady: false }, without: { haReady: true } }],
  });
});

test('no: a StoreFront or a gateway with nobody left', async () => {
  const site = await CliSite.contoso();
  const stas = 'lhc ok-to-stop cc-ams-01 cc-ams-02 cc-fra-01';
  expect(await site.json(stas, 1)).toMatchObject({
    obstacles: [{ kind: 'gateway-without-authority', object: 'adc1' }],
  });
  await site.text('site set storeFronts.sf1.deliveryControllers [cc-ams-01.contoso.example]');
  expect(await site.json('lhc ok-to-stop cc-ams-01', 1)).toMatchObject({
    obstacles: expect.arrayContaining([
      expect.objectContaining({ kind: 'storefront-without-controller', object: 'sf1' }),
    ]),
  });
});

test('with users at work, nobody is taken for lost', async () => {
  const site = await CliSite.busyContoso();
  expect(await site.json('lhc ok-to-stop cc-ams-01 cc-ams-01.contoso.example')).toMatchObject({
    ok: true,
    connectors: ['cc-ams-01.contoso.example'],
    zones: [{ now: { machinesResetting: 0 }, without: { machinesResetting: 1 } }],
  });
  expect(await site.text('lhc ok-to-stop cc-ams-01')).toMatch(
    /now .* 432 \(0 in reset\)\n +then .* 431 \(1 in reset\)\n/,
  );
});

test('wrong usage', async () => {
  const site = await CliSite.contoso();
  await site.refused('lhc ok-to-stop', 64, 'ARGUMENT_MISSING');
  await site.refused('lhc ok-to-stop cc-ams-09', 64, 'CONNECTOR_UNKNOWN');
});
