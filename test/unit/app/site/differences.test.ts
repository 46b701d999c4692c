/**
 * The differences of two definitions, in the words of the site file.
 */
import { expect, test } from 'vitest';
import { differencesOf } from '../../../../src/app/site/differences.ts';
import type { SiteDefinition } from '../../../../src/core/site/index.ts';
import { contoso } from '../../../support/contoso.ts';

const differences = (change: Partial<SiteDefinition>) => differencesOf(contoso, { ...contoso, ...change });

test('a definition does not differ from itself', () => {
  expect(differencesOf(contoso, structuredClone(contoso))).toEqual([]);
});

test('timers are durations, and counts are numbers', () => {
  const timers = {
    ...contoso.timers,
    pendingHa: 90_000,
    streamRetries: 5,
    configImport: { base: 1, perThousandMachines: 0 },
  };
  expect(differences({ timers })).toEqual([
    { path: 'timers.pendingHa', before: '1m', after: '1m30s' },
    { path: 'timers.configImport.base', before: '20s', after: '1ms' },
    { path: 'timers.configImport.perThousandMachines', before: '1s', after: '0s' },
    { path: 'timers.streamRetries', before: 10, after: 5 },
  ]);
});

test('moments are written as the file writes them', () => {
  const { win11, ...vdisks } = contoso.provisioning!.vdisks;
  const [version] = win11!.versions;
  const versions = [{ ...version!, modifiedMs: version!.modifiedMs + 1_000, scheduledMs: version!.modifiedMs }];
  const provisioning = { ...contoso.provisioning!, vdisks: { win11: { ...win11!, versions }, ...vdisks } };
  expect(differences({ provisioning })).toEqual([
    {
      path: 'provisioning.vdisks.win11.versions[0].modified',
      before: '2026-01-02T20:00:00.000Z',
      after: '2026-01-02T20:00:01.000Z',
    },
    { path: 'provisioning.vdisks.win11.versions[0].scheduled', before: null, after: '2026-01-02T20:00:00.000Z' },
  ]);
});

test('what is added or gone differs as a whole, and so do lists of other lengths', () => {
  const { tok, ...zones } = contoso.zones;
  const users = [{ count: 1, name: 'x' }];
  expect(differences({ zones: { ...zones, osl: tok! }, users })).toEqual([
    { path: 'zones.tok', before: tok, after: null },
    { path: 'zones.osl', before: null, after: tok },
    { path: 'users', before: contoso.users, after: users },
  ]);
});

test('keys with dots stand in brackets', () => {
  const vips = { 'vip-tok.contoso.example': { zone: null, members: ['x.y'], monitor: 'tcp' } } as const;
  const paths = differences({ adcs: { adc1: { ...contoso.adcs.adc1!, vips } } }).map(({ path }) => path);
  expect(paths).toEqual([
    'adcs.adc1.vips["vip-tok.contoso.example"].zone',
    'adcs.adc1.vips["vip-tok.contoso.example"].members[0]',
    'adcs.adc1.vips["vip-tok.contoso.example"].monitor',
  ]);
});
