import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSiteFile } from '../../../../src/app/site/read-site-file.ts';
import { formatPath, meaningProblems, type SiteDefinition } from '../../../../src/core/site/index.ts';

const contosoText = readFileSync(new URL('../../../../examples/sites/contoso.yaml', import.meta.url), 'utf8');
const contoso = parseSiteFile(contosoText, 'contoso.yaml').definition;

/** Nothing of it names a zone or a connector. */
const bare: SiteDefinition = {
  ...contoso,
  deliveryGroups: {},
  storeFronts: {},
  adcs: {},
  workload: { ...contoso.workload, launchesPerMinute: 0, mix: {} },
};

function codesAndPaths(definition: SiteDefinition): string[] {
  return meaningProblems(definition).map(({ code, path }) => `${code} ${formatPath(path)}`);
}

describe('the meaning of a definition', () => {
  test('contoso may be said', () => {
    expect(meaningProblems(contoso)).toEqual([]);
  });

  test('an unknown name comes with the names that are known', () => {
    const group = {
      ...contoso.deliveryGroups.japan!,
      machines: [{ ...contoso.deliveryGroups.japan!.machines[0]!, zone: 'tik' }],
    };
    const problems = meaningProblems({ ...contoso, deliveryGroups: { ...contoso.deliveryGroups, japan: group } });
    expect(problems).toEqual([
      {
        path: ['deliveryGroups', 'japan', 'machines', 0, 'zone'],
        at: 'value',
        code: 'ZONE_UNKNOWN',
        message: 'there is no zone "tik"',
        found: 'tik',
        allowed: ['ams', 'fra', 'tok'],
        restsOn: [['zones']],
      },
    ]);
  });

  test('names that every object has are not taken for names of the site', () => {
    const vip = { ...contoso.adcs.adc1!.vips['vip-tok.contoso.example']!, zone: 'constructor' };
    const adcs = { adc1: { vips: { 'vip-tok.contoso.example': vip }, gateway: null } };
    expect(codesAndPaths({ ...contoso, adcs })).toEqual([
      'ZONE_UNKNOWN adcs.adc1.vips["vip-tok.contoso.example"].zone',
    ]);
  });

  test.each(['con', 'NUL.x', 'a.', '.a', 'a/b', '', 'ä', 'x'.repeat(65), '../x'])('%j cannot name a site', (name) => {
    expect(codesAndPaths({ ...contoso, name })).toEqual(['SITE_NAME_INVALID name']);
  });

  test('a site without zones, and a zone without connectors, cannot start settled', () => {
    expect(codesAndPaths({ ...bare, zones: {}, provisioning: null })).toEqual(['ZONES_EMPTY zones']);
    const empty = { ...contoso.zones.ams!, connectors: [] };
    expect(codesAndPaths({ ...bare, zones: { ams: empty } })).toEqual(['ZONE_WITHOUT_CONNECTOR zones.ams.connectors']);
  });

  test('a site without zones is one all the same where it has a streaming server', () => {
    expect(codesAndPaths({ ...bare, zones: {} })).toEqual([]);
    const nothing = { sites: {}, stores: {}, vdisks: {}, collections: {} };
    const provisioning = { ...contoso.provisioning!, ...nothing };
    expect(codesAndPaths({ ...bare, zones: {}, provisioning })).toEqual(['ZONES_EMPTY zones']);
  });

  test('what is legal but unwise is no problem: one connector, no StoreFront, one login server', () => {
    const zones = {
      ...contoso.zones,
      tok: { ...contoso.zones.tok!, connectors: contoso.zones.tok!.connectors.slice(1) },
    };
    const farm = contoso.provisioning!;
    const provisioning = { ...farm, sites: { ams: { ...farm.sites.ams!, loginServers: ['pvs1'] } } };
    expect(codesAndPaths({ ...contoso, zones, provisioning, storeFronts: {} })).toEqual([]);
  });

  test('the machines of a site are counted together', () => {
    const many = { ...contoso.deliveryGroups.office!.machines[0]!, count: 6_000_000 };
    const machines = [many, { ...many, name: 'other-#' }];
    const office = { ...contoso.deliveryGroups.office!, machines };
    expect(codesAndPaths({ ...contoso, deliveryGroups: { ...contoso.deliveryGroups, office } })).toEqual([
      'TOO_MANY deliveryGroups.office.machines[1].count',
    ]);
  });
});
