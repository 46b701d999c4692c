/**
 * The part of the status document about streaming, of farms to which something has happened.
 */
import { describe, expect, it, test } from 'vitest';
import { type PvsStatus, type StatusDocument, statusOf, type TargetStatus } from '../../src/core/status/index.ts';
import { factsOf } from '../../src/sim/index.ts';
import { Farm } from '../support/farm.ts';
import { farmRun } from '../support/farm-run.ts';
import { perform } from '../support/world-runs.ts';

function documentOf(farm: Farm): StatusDocument {
  return statusOf(factsOf(farm.world));
}

function pvsOf(farm: Farm): PvsStatus {
  const { pvs } = documentOf(farm);
  if (pvs === undefined) throw new Error('the site has no farm');
  return pvs;
}

describe('copies', () => {
  it('P56: each copy has one of the six states of the inventory; of a server that is down nothing is known', () => {
    const modified = '2026-01-04T20:00:02Z';
    const farm = Farm.of({
      servers: 5,
      storage: 'local',
      vdisk: {
        versions: [
          {
            number: 3,
            access: 'production',
            modified: '2026-01-04T20:00:00Z',
            replicas: { pvs2: { missing: true }, pvs3: { modified }, pvs4: { unreachable: true } },
          },
        ],
      },
    });
    expect(pvsOf(farm).vdisks.win?.versions['3']).toEqual({
      access: 'production',
      replicas: {
        pvs1: 'current',
        pvs2: 'missing',
        pvs3: 'not-identical',
        pvs4: 'unreachable',
        pvs5: 'current',
      },
      identicalOn: ['pvs1', 'pvs5'],
    });
    farm.break({ kind: 'server-down', server: 'pvs2' });
    expect(pvsOf(farm).vdisks.win?.versions['3']?.replicas).toMatchObject({ pvs1: 'current', pvs2: 'unreachable' });
  });

  test('one copy that is left is no fail-over: the vDisk says why', () => {
    const farm = Farm.of({ servers: 2, storage: 'local' });
    expect(pvsOf(farm).vdisks.win).toMatchObject({ highlyAvailable: true, why: null });
    // The version was modified when the site started: its drift comes later.
    farm.pass(5).break({ kind: 'replica-drift', server: 'pvs2', vdisk: 'win' });
    farm.pass(120);
    expect(pvsOf(farm).vdisks.win).toMatchObject({ highlyAvailable: false, why: { code: 'PVS017' } });
  });
});

describe('targets and servers', () => {
  it('P69: a target names its server, address, version, access, retries and RAM cache; a server its state, targets and addresses', () => {
    const farm = Farm.of({
      servers: 2,
      targets: 4,
      addresses: { pvs1: '10.0.0.1:6911' },
      vdisk: { writeCache: 'device-ram', writeCacheMb: 1 },
    });
    farm.pass(400);
    expect(pvsOf(farm).servers.pvs1).toEqual({
      site: 's',
      up: true,
      streamService: 'running',
      addresses: ['10.0.0.1:6911'],
      powerRating: 1,
      targets: 2,
      booting: 0,
      load: 2,
    });
    const target = pvsOf(farm).targets['t-0001'];
    expect(target).toEqual({
      site: 's',
      collection: 'pool',
      type: 'production',
      vdisk: 'win',
      version: 1,
      access: 'production',
      state: 'streaming',
      held: false,
      server: 'pvs1',
      serverAddress: '10.0.0.1:6911',
      loginServer: 'pvs1',
      recordedServer: 'pvs1',
      failovers: 0,
      lastFreezeSec: 0,
      retries: 0,
      ioErrors: 0,
      // Ten blocks of 64 KB in 400 s, of 1 MB.
      ramCachePercent: 62,
      highlyAvailable: true,
      why: null,
    });
  });

  test('the address of a server is the one in the subnet of the target', () => {
    const farm = Farm.of({
      servers: 1,
      collection: { targets: { count: 1, name: 't-#', subnet: '10.0.2.0/24' } },
      provisioning: {
        sites: { s: { servers: { pvs1: { addresses: ['10.0.1.1:6910/24', '10.0.2.1:6910/24'] } } } },
      },
    });
    expect(pvsOf(farm).targets['t-1']?.serverAddress).toBe('10.0.2.1:6910');
  });

  test('a target that is off has no cache, and says what it would boot', () => {
    const farm = Farm.of({ servers: 2, targets: 1, vdisk: { writeCache: 'device-ram' } });
    farm.do({ type: 'target-shut-down', target: 't-0001' });
    expect(pvsOf(farm).targets['t-0001']).toMatchObject({
      state: 'off',
      version: 1,
      server: null,
      serverAddress: null,
      ramCachePercent: null,
      highlyAvailable: true,
      why: null,
    });
    farm.break({ kind: 'server-down', server: 'pvs2' });
    farm.pass(60);
    expect(pvsOf(farm).targets['t-0001']).toMatchObject({ highlyAvailable: false, why: { code: 'PVS010' } });
  });

  test('while a target is held it says for how long; afterwards for how long it was', () => {
    const farm = Farm.of({ servers: 2, targets: 2, timers: { streamRetries: 2 } });
    const fault = farm.break({ kind: 'server-down', server: 'pvs1' });
    farm.break({ kind: 'server-down', server: 'pvs2' });
    farm.pass(120);
    const frozen = pvsOf(farm).targets['t-0001'];
    expect(frozen).toMatchObject({ state: 'frozen', server: null, failovers: 0, why: { code: 'PVS012' } });
    farm.pass(10);
    expect(pvsOf(farm).targets['t-0001']?.lastFreezeSec).toBe((frozen?.lastFreezeSec ?? 0) + 10);
    farm.mend(fault).pass(60);
    expect(pvsOf(farm).targets['t-0001']).toMatchObject({ state: 'streaming', server: 'pvs1', failovers: 0 });
    expect(pvsOf(farm).targets['t-0001']?.lastFreezeSec).toBeGreaterThan(100);
  });

  test('a server that is down has no service that runs', () => {
    const farm = Farm.of({ servers: 2 });
    farm.break({ kind: 'server-down', server: 'pvs1' });
    expect(pvsOf(farm).servers.pvs1).toMatchObject({ up: false, streamService: 'stopped' });
  });
});

describe('the verdict', () => {
  test('healthy while all is well; degraded while a service is stopped or a target boots; failed while one is frozen', () => {
    const farm = Farm.of({ servers: 2, targets: 2 });
    expect(documentOf(farm).verdict).toBe('healthy');
    farm.stop('pvs1').pass(30);
    expect(documentOf(farm).verdict).toBe('degraded');
    farm.stop('pvs2').pass(30);
    expect(pvsOf(farm).targetCounts).toEqual({ off: 0, booting: 0, streaming: 0, reconnecting: 0, frozen: 2 });
    expect(documentOf(farm).verdict).toBe('failed');
    farm.start('pvs1', 'pvs2').pass(30);
    expect(documentOf(farm).verdict).toBe('healthy');
    farm.do({ type: 'target-shut-down', target: 't-0001' });
    expect(documentOf(farm).verdict).toBe('healthy');
    farm.do({ type: 'target-booted', target: 't-0001' }).pass(5);
    expect(documentOf(farm).verdict).toBe('degraded');
  });

  test('what is reported hangs together, whatever happened', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { definition, deeds } = farmRun(seed);
      const farm = new Farm(definition, { farmCheckers: [], requests: 'that-matter' });
      for (const deed of deeds) {
        perform(farm.world, deed);
        expectSound(pvsOf(farm));
      }
    }
  });
});

function expectSound({ servers, targets, targetCounts }: PvsStatus): void {
  const all = Object.values(targets);
  const countOf = (holds: (target: TargetStatus) => boolean) => all.filter(holds).length;
  for (const [name, server] of Object.entries(servers)) {
    expect(countOf((target) => target.server === name)).toBe(server.targets);
    expect(server.booting).toBeLessThanOrEqual(server.targets);
  }
  for (const [name, count] of Object.entries(targetCounts)) expect(countOf(({ state }) => state === name)).toBe(count);
  expect(all.filter(isUnsound)).toEqual([]);
}

function isUnsound({ state, server, serverAddress, highlyAvailable, why }: TargetStatus): boolean {
  if ((server === null) !== (serverAddress === null)) return true;
  if (state === 'frozen') return server !== null;
  if (state === 'streaming' && highlyAvailable) return server === null;
  return !highlyAvailable && why === null;
}
