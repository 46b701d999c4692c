/**
 * Who may stream to whom, in farms that run: identity, storage, modes, places.
 */
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../src/core/pvs/eligibility/index.ts';
import { candidatesOf, whyOf } from '../../src/sim/index.ts';
import { Farm } from '../support/farm.ts';

const OTHER_TIME = '2026-01-02T20:00:02Z';
const version = (replicas: object = {}, number = 1) => ({ number, modified: '2026-01-02T20:00:00Z', replicas });

/** The codes of the candidates of a target, in file order. */
function codesFor(farm: Farm, target: string): readonly (string | null)[] {
  return candidatesOf(farm.world, farm.number(target)).map(({ refusal }) => refusal?.code ?? null);
}

describe('who may take over', () => {
  it('P1: every running server of the site that can access the vDisk streams it', () => {
    const farm = Farm.of({ servers: 3, targets: 6 });
    expect(farm.counts).toEqual({ pvs1: 2, pvs2: 2, pvs3: 2 });
  });

  it('P2: on shared storage a target carries on from any of the others, without a lost byte', () => {
    const farm = Farm.of({ servers: 2, targets: 4, storage: 'shared' });
    farm.pass(120).break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(300);
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 4 });
    expect(farm.names.map((name) => farm.valueOf(name, 'lostBytes'))).toEqual([0, 0, 0, 0]);
    expect(farm.violations).toEqual([]);
  });

  it('P3: only servers with an identical replica take over', () => {
    const farm = Farm.of({ storage: 'local', vdisk: { versions: [version({ pvs3: { modified: OTHER_TIME } })] } });
    expect(farm.counts).toEqual({ pvs1: 3, pvs2: 3, pvs3: 0 });
    farm.stop('pvs1').pass(2);
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 6, pvs3: 0 });
  });

  it('P4: of three replicas one is updated: it serves nobody who booted the old content, and the others back each other', () => {
    const farm = Farm.of({ storage: 'local' }).pass(5);
    farm.break({ kind: 'replica-drift', server: 'pvs2', vdisk: 'win' });
    farm.pass(70).stop('pvs1').pass(2);
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 2, pvs3: 4 });
    expect(codesFor(farm, 't-0001')).toEqual(['PVS009', 'PVS017', null]);
    // Those that have the drifted file open keep what they opened, and move to a copy of that.
    farm.start('pvs1').stop('pvs2').pass(2);
    expect(farm.counts).toEqual({ pvs1: 2, pvs2: 0, pvs3: 4 });
    expect(farm.violations).toEqual([]);
  });

  it('P4: the target finds a copy that drifted since the last look at the stores', () => {
    const farm = Farm.of({ storage: 'local', timers: { inventoryPoll: '10m' } }).pass(5);
    farm.break({ kind: 'replica-drift', server: 'pvs2', vdisk: 'win' });
    farm.stop('pvs1').pass(2);
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 2, pvs3: 4 });
    expect(farm.violations).toEqual([]);
  });

  it('P5: the same update applied by hand to two replicas makes them two different ones', () => {
    const replicas = { pvs2: { modified: OTHER_TIME }, pvs3: { modified: '2026-01-02T20:00:09Z' } };
    const farm = Farm.of({ storage: 'local', vdisk: { versions: [version(replicas)] } });
    expect(farm.counts).toEqual({ pvs1: 6, pvs2: 0, pvs3: 0 });
    farm.stop('pvs1').pass(2);
    expect(farm.phases).toEqual({ frozen: 6 });
    expect(whyOf(farm.world, 0)?.code).toBe('PVS017');
  });

  it('P6: a copy with its times is identical; one with new times is not', () => {
    const sketch = { storage: 'local', vdisk: { versions: [version({ pvs3: { modified: OTHER_TIME } })] } } as const;
    const kept = Farm.of(sketch).do({
      type: 'replicas-copied',
      vdisk: 'win',
      from: 'pvs1',
      to: ['pvs3'],
      newTimes: false,
    });
    expect(codesFor(kept, 't-0001')).toEqual([null, null, null]);
    const fresh = Farm.of(sketch).do({
      type: 'replicas-copied',
      vdisk: 'win',
      from: 'pvs1',
      to: ['pvs3'],
      newTimes: true,
    });
    expect(codesFor(fresh, 't-0001')).toEqual([null, null, 'PVS017']);
  });

  it('P7: with identity by content, equal times with another content are refused', () => {
    const vdisk = { versions: [{ ...version({ pvs2: { content: 'one byte else' } }), content: 'golden' }] };
    const byContent = Farm.of({ storage: 'local', vdisk, provisioning: { identity: 'content' } });
    expect(codesFor(byContent, 't-0001')).toEqual([null, 'PVS017', null]);
    const byTime = Farm.of({ storage: 'local', vdisk });
    expect(codesFor(byTime, 't-0001')).toEqual([null, null, null]);
  });

  it('P8: a server that misses a file in the middle of the chain is not eligible', () => {
    const versions = [version({}, 1), version({ pvs2: { missing: true } }, 2), version({}, 3)];
    const farm = Farm.of({ storage: 'local', vdisk: { versions } });
    expect(codesFor(farm, 't-0001')).toEqual([null, 'PVS016', null]);
  });

  it('P9: a private image on local storage freezes, and resumes where it was', () => {
    const farm = Farm.of({ storage: 'local', targets: 1, vdisk: { mode: 'private' } });
    const id = farm.break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(200);
    expect([farm.phaseOf('t-0001'), whyOf(farm.world, 0)?.code]).toEqual(['frozen', 'PVS023']);
    farm.mend(id).pass(15);
    expect([farm.phaseOf('t-0001'), farm.serverOf('t-0001')]).toEqual(['streaming', 'pvs1']);
    expect(farm.violations).toEqual([]);
  });

  it('P9: a private image on shared storage moves (assumed)', () => {
    const farm = Farm.of({ storage: 'shared', targets: 1, vdisk: { mode: 'private' } });
    farm.pass(300).stop('pvs1').pass(2);
    expect([farm.phaseOf('t-0001'), farm.serverOf('t-0001')]).toEqual(['streaming', 'pvs2']);
    farm.pass(300);
    expect(farm.violations).toEqual([]);
  });

  it('P10: a version in maintenance never moves, even on shared storage', () => {
    const versions = [version({}, 1), { ...version({}, 2), access: 'maintenance' }];
    const farm = Farm.of({ targets: 1, vdisk: { versions }, collection: { type: 'maintenance' } });
    farm.stop('pvs1').pass(2);
    expect([farm.phaseOf('t-0001'), whyOf(farm.world, 0)?.code]).toEqual(['frozen', 'PVS024']);
    farm.start('pvs1').pass(15);
    expect([farm.phaseOf('t-0001'), farm.serverOf('t-0001'), farm.versionOf('t-0001')]).toEqual([
      'streaming',
      'pvs1',
      2,
    ]);
  });

  it('P11: without load balancing the assigned server is the only one; the target resumes there when it returns', () => {
    const farm = Farm.of({ vdisk: { loadBalanced: false, assignedServer: 'pvs2' } });
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 6, pvs3: 0 });
    farm.stop('pvs2').pass(60);
    expect(farm.phases).toEqual({ frozen: 6 });
    expect(whyOf(farm.world, 0)?.code).toBe('PVS021');
    farm.start('pvs2').pass(15);
    expect([farm.phases, farm.counts]).toEqual([{ streaming: 6 }, { pvs1: 0, pvs2: 6, pvs3: 0 }]);
  });

  it('P12: a server of another site is never chosen, however much the own one lacks', () => {
    const provisioning = {
      sites: {
        s: { servers: { pvs1: { addresses: ['10.0.0.1'] } } },
        other: { servers: { pvs9: { addresses: ['10.0.0.9'] } } },
      },
      stores: { store: { site: 's', storage: 'local', servers: ['pvs1'] } },
    };
    const farm = Farm.of({ provisioning });
    farm.stop('pvs1').pass(60);
    expect([farm.phases, farm.counts]).toEqual([{ frozen: 6 }, { pvs1: 0, pvs9: 0 }]);
    const [own] = candidatesOf(farm.world, 0);
    expect(own?.refusal?.code).toBe('PVS009');
    const vdisk = farm.farm.topology.vdisks[0]!;
    const demand = { site: 0, vdisk, access: 'production', chain: [], writeCache: 'device-disk' } as const;
    const server = { number: 1, name: 'pvs9', site: 1, up: true, isHeard: true, streamService: 'running' } as const;
    const facts = { ...server, hasDatabase: true, subnets: [], reachesStore: true, copies: [] };
    const refusal = refusalOf({ ...demand, subnet: null, boundTo: null, lockedBy: null }, facts, 'timestamp');
    expect(refusal?.code).toBe('PVS013');
  });

  it('P13: a server without the store, or that cannot reach it, is no candidate', () => {
    const stores = { store: { site: 's', storage: 'local', servers: ['pvs1', 'pvs2'] } };
    const farm = Farm.of({ provisioning: { stores } });
    expect(codesFor(farm, 't-0001')).toEqual([null, null, 'PVS014']);
    farm.break({ kind: 'store-unreachable', server: 'pvs2', store: 'store' });
    farm.pass(200);
    expect(codesFor(farm, 't-0001')).toEqual([null, 'PVS015', 'PVS014']);
    expect(farm.counts).toEqual({ pvs1: 6, pvs2: 0, pvs3: 0 });
  });

  it('P14: affinity none takes the least busy anywhere, best-effort goes out of the subnet when it must, fixed never does', () => {
    const addresses = { pvs1: '10.0.1.1:6910/24', pvs2: '10.0.2.2:6910/24', pvs3: '10.0.2.3:6910/24' };
    const collection = { targets: { count: 6, name: 't-####', subnet: '10.0.2.0/24' } };
    const withAffinity = (subnetAffinity: string) => Farm.of({ addresses, collection, vdisk: { subnetAffinity } });
    expect(withAffinity('none').counts).toEqual({ pvs1: 2, pvs2: 2, pvs3: 2 });
    const bestEffort = withAffinity('best-effort');
    expect(bestEffort.counts).toEqual({ pvs1: 0, pvs2: 3, pvs3: 3 });
    bestEffort.stop('pvs2', 'pvs3').pass(2);
    expect(bestEffort.counts).toEqual({ pvs1: 6, pvs2: 0, pvs3: 0 });
    const fixed = withAffinity('fixed');
    fixed.stop('pvs2', 'pvs3').pass(2);
    expect([fixed.phases, whyOf(fixed.world, 0)?.code]).toEqual([{ frozen: 6 }, 'PVS025']);
  });

  it('P15: a server that has just gone counts as up until it has been silent for 8 s: who is handed to it asks the next one', () => {
    const farm = Farm.of({ servers: 3, targets: 2 });
    farm.stop('pvs3').pass(1).start('pvs3').pass(60);
    // The idle server is the least busy one, and goes down at the moment at which the others stop.
    farm.break({ kind: 'server-down', server: 'pvs3' });
    farm.stop('pvs2').pass(4);
    expect(farm.phaseOf('t-0002')).toBe('relogin');
    farm.pass(20);
    expect([farm.phaseOf('t-0002'), farm.serverOf('t-0002')]).toEqual(['streaming', 'pvs1']);
    expect(farm.violations).toEqual([]);
  });

  it('P15: a server whose Stream Service is stopped, or that is down, is no candidate', () => {
    const farm = Farm.of();
    farm.stop('pvs2').break({ kind: 'server-down', server: 'pvs3' });
    farm.pass(10);
    expect(codesFor(farm, 't-0001')).toEqual([null, 'PVS009', 'PVS010']);
  });

  it('P16: without a candidate a boot is refused with a reason and tried again, and a running target stays frozen and keeps trying', () => {
    const farm = Farm.of({ servers: 2, storage: 'local', targets: 2 });
    farm.do({ type: 'target-shut-down', target: 't-0002' });
    const ids = ['pvs1', 'pvs2'].map((server) => farm.break({ kind: 'store-unreachable', server, store: 'store' }));
    farm.pass(70).do({ type: 'target-booted', target: 't-0002' }).pass(120);
    expect([farm.phaseOf('t-0001'), farm.phaseOf('t-0002')]).toEqual(['frozen', 'waiting']);
    expect([whyOf(farm.world, 0)?.code, whyOf(farm.world, 1)?.code]).toEqual(['PVS015', 'PVS015']);
    farm.pass(86_400);
    for (const id of ids) farm.mend(id);
    farm.pass(120);
    expect(farm.phases).toEqual({ streaming: 2 });
    expect(farm.violations).toEqual([]);
  });

  it('PVS012 only when no server of the site is up', () => {
    const farm = Farm.of({ servers: 2 });
    farm.break({ kind: 'server-down', server: 'pvs1' });
    farm.break({ kind: 'server-down', server: 'pvs2' });
    farm.pass(300);
    expect([farm.phases, whyOf(farm.world, 0)?.code]).toEqual([{ frozen: 6 }, 'PVS012']);
  });
});
