import { describe, expect, test } from 'vitest';
import { hasAdvancedHealthCheck, storeFrontSettings } from '../../../../src/core/lhc/storefront/index.ts';
import { type StoreFrontDefinition, topologyOf } from '../../../../src/core/site/index.ts';
import { A, B, C } from '../../../support/lhc.ts';
import { siteOfZones } from '../../../support/site-of-zones.ts';

const VIP = 'vip.contoso.example';

describe('the version', () => {
  test.each(['2402', '1912 CU1', '1912 LTSR CU3', '1912.0.1000', '1912.1000', '1912.0.4000.12', '2203 CU4', '2203'])(
    'R48: %s has AdvancedHealthCheck',
    (version) => {
      expect(hasAdvancedHealthCheck(version)).toBe(true);
    },
  );

  test.each([
    '1912',
    '1912 LTSR',
    '1912 CU0',
    '1912.0.0',
    '1912.0.0.1057',
    '1909',
    '3.12',
    '3.12.1000',
    '7.15 LTSR CU9',
  ])('R48: %s does not', (version) => {
    expect(hasAdvancedHealthCheck(version)).toBe(false);
  });
});

describe('the settings', () => {
  test('R48: AdvancedHealthCheck is off where the version has it not', () => {
    const advancedOf = (version: string) => settingsOf({ version, advancedHealthCheck: true }).advancedHealthCheck;
    expect(advancedOf('2402')).toBe(true);
    expect(advancedOf('1912')).toBe(false);
    expect(settingsOf({ version: '2402', advancedHealthCheck: false }).advancedHealthCheck).toBe(false);
  });

  test('R48: a connector stands for its own zone, a virtual server for the one that it is mapped to', () => {
    const deliveryControllers = [A, B, VIP];
    expect(settingsOf({ deliveryControllers }, 'fra').controllers).toEqual([
      { fqdn: A, zone: 'ams' },
      { fqdn: B, zone: 'fra' },
      { fqdn: VIP, zone: 'fra' },
    ]);
    expect(settingsOf({ deliveryControllers }, null).controllers[2]).toEqual({ fqdn: VIP, zone: null });
  });

  test('case is ignored, and the spelling is that of the list', () => {
    const loud = A.toUpperCase();
    const group = { name: 'g', primary: [A], backup: [B.toUpperCase()], mode: 'failover', identical: true } as const;
    const settings = settingsOf({ deliveryControllers: [loud, B], aggregation: [group] });
    expect(settings.controllers[0]).toEqual({ fqdn: loud, zone: 'ams' });
    expect(settings.aggregation).toEqual([{ ...group, primary: [loud], backup: [B] }]);
  });

  test('R45: a bypass lasts 60 minutes unless the site says otherwise', () => {
    expect(settingsOf({}).bypassMs).toBe(3_600_000);
  });
});

function settingsOf(changes: Partial<StoreFrontDefinition>, vipZone: string | null = null) {
  const site = siteOfZones({
    zones: { ams: { connectors: [A], machineCount: 0 }, fra: { connectors: [B, C], machineCount: 0 } },
    vips: { [VIP]: [C] },
  });
  const storeFront = { ...site.storeFronts.sf1, ...changes } as StoreFrontDefinition;
  const vip = { zone: vipZone, members: [C], monitor: 'tcp' } as const;
  const adcs = { adc1: { vips: { [VIP]: vip }, gateway: null } };
  const definition = { ...site, storeFronts: { sf1: storeFront }, adcs };
  return storeFrontSettings(definition, topologyOf(definition), 'sf1');
}
