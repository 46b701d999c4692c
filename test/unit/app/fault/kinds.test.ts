/**
 * Faults of the streaming farm from what is typed, and those that are refused because they would do nothing.
 */
import { describe, expect, test } from 'vitest';
import type { FaultRequest } from '../../../../src/app/fault/kind-definition.ts';
import { faultOf, listFaultKinds, needsTarget } from '../../../../src/app/fault/kinds.ts';
import { parseSiteFile } from '../../../../src/app/site/read-site-file.ts';
import { UserError } from '../../../../src/core/kernel/index.ts';
import { settle, type World } from '../../../../src/sim/index.ts';
import { contoso } from '../../../support/contoso.ts';
import { siteOfZones } from '../../../support/site-of-zones.ts';

const FARM = `holdover: site/1
name: farm
start: 2026-01-05T08:00:00Z
zones: {main: {connectors: [{fqdn: cc-01.x}]}}
provisioning:
  sites: {main: {servers: {pvs1: {addresses: ["10.0.0.1:6910"]}, pvs2: {addresses: ["10.0.0.2:6910"]}}, loginServers: [pvs1]}}
  stores: {disks: {site: main, storage: local, servers: [pvs1, pvs2]}, own: {site: main, storage: local, servers: [pvs2]}}
  vdisks:
    desk:
      store: disks
      versions:
        - {number: 1, access: production, modified: 2026-01-02T20:00:00Z}
        - {number: 2, access: production, modified: 2026-01-03T20:00:00Z, replicas: {pvs2: {missing: true}}}
    image: {store: own, versions: [{number: 1, access: production, modified: 2026-01-02T20:00:00Z}]}
  collections: {pool: {site: main, vdisk: desk, targets: {count: 20, name: Vm-##}}}
`;

const farm = settle(parseSiteFile(FARM, 'farm.yaml').definition);
const site = settle(contoso);
const withoutFarm = settle(siteOfZones({ zones: { main: { connectors: ['a.x'], machineCount: 3 } } }));

type Flags = Partial<Omit<FaultRequest, 'kind' | 'target'>>;

function made(world: World, typed: string, flags: Flags = {}) {
  const [kind = '', target = null] = typed.split(' ');
  const none = { everyMs: null, link: null, status: null, noFarm: null, percent: null, partial: null };
  return faultOf(world, { kind, target, ...none, ...flags });
}

function refusal(world: World, typed: string, flags: Flags = {}): UserError {
  try {
    made(world, typed, flags);
  } catch (error) {
    if (error instanceof UserError && error.kind === 'usage' && error.hints.length > 0) return error;
    throw error;
  }
  throw new Error(`${typed} was not refused`);
}

test('names are as the site file spells them, however they were typed', () => {
  expect(made(site, 'server-down PVS1')).toEqual({ kind: 'server-down', server: 'pvs1' });
  expect(made(site, 'store-unreachable Pvs2/SAN')).toEqual({ kind: 'store-unreachable', server: 'pvs2', store: 'san' });
  expect(made(site, 'replica-drift pvs2/Win11')).toEqual({ kind: 'replica-drift', server: 'pvs2', vdisk: 'win11' });
  expect(made(farm, 'machine-down vm-07')).toEqual({ kind: 'machine-down', machine: 'Vm-07' });
});

test('flags belong to one kind', () => {
  expect(made(site, 'packet-loss pvs3', { percent: 5 })).toEqual({ kind: 'packet-loss', server: 'pvs3', percent: 5 });
  expect(made(site, 'database-offline')).toEqual({ kind: 'database-offline', partial: false });
  expect(made(site, 'database-offline', { partial: true })).toEqual({ kind: 'database-offline', partial: true });
  expect(refusal(site, 'server-down pvs1', { percent: 5 }).message).toContain('it belongs to packet-loss');
  expect(refusal(site, 'packet-loss pvs1', { partial: true }).message).toContain('it belongs to database-offline');
});

test('a target that is a machine as well is one machine', () => {
  expect(made(site, 'machine-down AMS-SRV-03')).toEqual({ kind: 'machine-down', machine: 'ams-srv-03' });
});

test('only the database needs no target', () => {
  const without = listFaultKinds().kinds.filter(({ kind }) => !needsTarget(kind));
  expect(without.map(({ kind }) => kind)).toEqual(['database-offline']);
});

const REFUSED: readonly (readonly [typed: string, code: string, part: string, world: World])[] = [
  ['server-down', 'ARGUMENT_MISSING', 'SERVER', site],
  ['database-offline pvs1', 'ARGUMENT_UNEXPECTED', '"pvs1"', site],
  ['server-down psv1', 'SERVER_UNKNOWN', 'Known: pvs1, pvs2, pvs3. Did you mean pvs1?', site],
  ['packet-loss pvs1', 'FLAG_MISSING', 'fault inject packet-loss pvs1 --percent 5', site],
  ['store-unreachable pvs1', 'TARGET_INVALID', 'fault inject store-unreachable pvs1/local', site],
  ['replica-drift pvs1/', 'TARGET_INVALID', 'fault inject replica-drift pvs1/win11', site],
  ['store-unreachable pvs1/loca', 'STORE_UNKNOWN', 'Did you mean local?', site],
  ['replica-drift pvs1/win10', 'VDISK_UNKNOWN', 'Did you mean win11?', site],
  ['machine-down vda-1', 'MACHINE_UNKNOWN', 'Did you mean vda-001?', site],
  ['server-down pvs1', 'FARM_NONE', 'has no "provisioning"', withoutFarm],
  ['store-unreachable pvs1', 'FARM_NONE', 'has no "provisioning"', withoutFarm],
  ['database-offline', 'FARM_NONE', 'has no "provisioning"', withoutFarm],
];

test.each(REFUSED)('%s is refused: %s', (typed, code, part, world) => {
  const error = refusal(world, typed);
  expect(error.code).toBe(code);
  expect([error.message, error.why, ...error.hints].join('\n')).toContain(part);
});

describe('a fault that would do nothing', () => {
  test('a store that the server does not serve', () => {
    const { code, message, hints } = refusal(farm, 'store-unreachable pvs1/own');
    expect([code, message]).toEqual(['STORE_NOT_SERVED', 'pvs1 does not serve the store own.']);
    expect(hints).toEqual(['holdover fault inject store-unreachable pvs2/own']);
  });

  test('a vDisk whose store the server does not serve', () => {
    const { code, hints } = refusal(farm, 'replica-drift pvs1/image');
    expect([code, hints]).toEqual(['STORE_NOT_SERVED', ['holdover fault inject replica-drift pvs2/image']]);
  });

  test('a copy of its own, where all servers have one', () => {
    const { code, why } = refusal(site, 'replica-drift pvs1/srv22');
    expect([code, why]).toEqual(['STORE_SHARED', expect.stringContaining('All its servers use one copy')]);
  });

  test('another file where there is none', () => {
    const { code, message } = refusal(farm, 'replica-drift pvs2/desk');
    expect(code).toBe('REPLICA_MISSING');
    expect(message).toBe('pvs2 has no file of version 2 of desk that could become another one.');
  });
});
