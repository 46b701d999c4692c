/**
 * Servers, stores, vDisks and targets by the names that are typed.
 */
import { expect, test } from 'vitest';
import { serverNamed, storeNamed, targetNamed, vdiskNamed } from '../../../src/app/streaming-objects.ts';
import { UserError } from '../../../src/core/kernel/index.ts';
import { settle, type World } from '../../../src/sim/index.ts';
import { contoso } from '../../support/contoso.ts';
import { siteOfZones } from '../../support/site-of-zones.ts';

const site = settle(contoso);
const withoutFarm = settle(siteOfZones({ zones: { main: { connectors: ['a.x'], machineCount: 3 } } }));

function said(find: (world: World, name: string) => string, name: string, world = site): readonly (string | null)[] {
  try {
    return [find(world, name)];
  } catch (error) {
    if (error instanceof UserError && error.kind === 'usage' && error.hints.length > 0) return [error.code, error.why];
    throw error;
  }
}

test('case is ignored', () => {
  expect(said(serverNamed, 'PVS3')).toEqual(['pvs3']);
  expect(said(storeNamed, 'San')).toEqual(['san']);
  expect(said(vdiskNamed, 'WIN11')).toEqual(['win11']);
  expect(said(targetNamed, 'VDA-017')).toEqual(['vda-017']);
  expect(said(targetNamed, 'ams-srv-12')).toEqual(['ams-srv-12']);
});

test('an unknown name is answered with what there is, and what was probably meant', () => {
  expect(said(serverNamed, 'pvs4')).toEqual(['SERVER_UNKNOWN', 'Known: pvs1, pvs2, pvs3. Did you mean pvs1?']);
  expect(said(storeNamed, 'sen')).toEqual(['STORE_UNKNOWN', 'Known: local, san. Did you mean san?']);
  expect(said(vdiskNamed, 'nothing')).toEqual(['VDISK_UNKNOWN', 'Known: win11, srv22, dev, pinned.']);
  expect(said(targetNamed, 'vda-17')).toEqual(['TARGET_UNKNOWN', expect.stringMatching(/Did you mean vda-017\?$/)]);
  expect(said(targetNamed, 'vda-121')).toEqual([
    'TARGET_UNKNOWN',
    expect.stringMatching(/^Known: vda-001 to vda-120, .* Did you mean one of vda-001 to vda-120\?$/),
  ]);
});

test('a site without a farm says so', () => {
  for (const find of [serverNamed, storeNamed, vdiskNamed, targetNamed]) {
    expect(said(find, 'pvs1', withoutFarm)[0]).toBe('FARM_NONE');
  }
});
