/**
 * Boots, fail-overs, balance and the loss of the database, in farms that run.
 */
import { describe, expect, it } from 'vitest';
import type { World } from '../../src/sim/index.ts';
import { Farm } from '../support/farm.ts';

/** The pauses of all targets that had one, in milliseconds, ascending. */
function pausesOf(farm: Farm): readonly number[] {
  return [...farm.farm.data.targets.pausedMs].filter((ms) => ms > 0).sort((a, b) => a - b);
}

describe('selection', () => {
  it('P17: the login server need not be the streaming server', () => {
    const farm = Farm.of({ servers: 3, loginServers: ['pvs1'], targets: 3 });
    farm.do({ type: 'target-shut-down', target: 't-0003' }).do({ type: 'target-booted', target: 't-0003' }).pass(60);
    expect(farm.serverOf('t-0003')).toBe('pvs3');
    expect(farm.farm.data.targets.loginServer[2]).toBe(1);
  });

  it('P18, P20: each login gets the least busy server, and the first name of several', () => {
    const farm = Farm.of({ servers: { b: 1, a: 1, c: 1 }, targets: 4 });
    expect(farm.counts).toEqual({ a: 2, b: 1, c: 1 });
    expect(farm.violations).toEqual([]);
  });

  it('P19: with power ratings 2:1 targets are spread 2:1', () => {
    expect(Farm.of({ servers: { weak: 1, strong: 2 }, targets: 300 }).counts).toEqual({ weak: 100, strong: 200 });
  });

  it('P21: the targets of a lost server are spread over all others', () => {
    const farm = Farm.of({ servers: 4, targets: 40 });
    farm.break({ kind: 'server-down', server: 'pvs2' });
    farm.pass(200);
    expect(Object.values(farm.counts).sort()).toEqual([0, 13, 13, 14]);
  });

  it('P22, P85: 4,000 targets on 8 servers lose one: the survivors differ by one at most, and every target goes on', () => {
    const farm = Farm.of({ servers: 8, targets: 4_000 }, { requests: 'that-matter', farmCheckers: [] });
    farm.break({ kind: 'server-down', server: 'pvs8' });
    farm.pass(300);
    const { pvs8, ...survivors } = farm.counts;
    const numbers = Object.values(survivors);
    expect([pvs8, Math.max(...numbers) - Math.min(...numbers), farm.phases]).toEqual([0, 1, { streaming: 4_000 }]);
    const pauses = pausesOf(farm);
    expect(pauses).toHaveLength(500);
    // All tries of a healthy timer, and the logins one after another.
    expect(pauses[0]).toBeGreaterThan(65_500);
    expect(pauses.at(-1)).toBeLessThan(75_000);
  });
});

describe('boot', () => {
  it('P23: the first login server is down: the second one is used after five seconds', () => {
    const farm = Farm.of({ servers: 3, loginServers: ['pvs1', 'pvs2'], targets: 1 });
    farm.do({ type: 'target-shut-down', target: 't-0001' });
    farm.break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(60).do({ type: 'target-booted', target: 't-0001' }).pass(4.9);
    expect(farm.phaseOf('t-0001')).toBe('login');
    farm.pass(0.2);
    expect([farm.phaseOf('t-0001'), farm.serverOf('t-0001')]).toEqual(['loading', 'pvs2']);
  });

  it('P24: no more targets boot on a server at once than it allows, the others wait, and all boot in the end', () => {
    const farm = Farm.of({ servers: 1, targets: 20, timers: { bootsAtOnce: 5 } });
    for (const target of farm.names) farm.do({ type: 'target-shut-down', target });
    for (const target of farm.names) farm.do({ type: 'target-booted', target });
    let most = 0;
    for (let second = 0; second < 300; second++) {
      farm.pass(1);
      most = Math.max(most, farm.farm.data.targets.bootingOn[0] ?? 0);
    }
    expect([most, farm.phases]).toEqual([5, { streaming: 20 }]);
  });

  it('P25: 600 targets lose their server where 500 may boot at once: all go on, and none is counted as a boot', () => {
    const farm = Farm.of({ servers: 2, targets: 1_200 }, { requests: 'that-matter' });
    const [first] = Object.values(farm.counts);
    let booting = 0;
    farm.break({ kind: 'server-down', server: 'pvs1' });
    for (let second = 0; second < 200; second++) {
      farm.pass(1);
      booting = Math.max(booting, ...farm.farm.data.targets.bootingOn);
    }
    expect([first, booting, farm.counts, farm.phases]).toEqual([
      600,
      0,
      { pvs1: 0, pvs2: 1_200 },
      { streaming: 1_200 },
    ]);
    expect(farm.violations).toEqual([]);
  });

  it('P26: a target counts as booting for bootMax at most', () => {
    const farm = Farm.of({ servers: 1, targets: 1, timers: { bootMax: '10s' } });
    farm.do({ type: 'target-shut-down', target: 't-0001' }).do({ type: 'target-booted', target: 't-0001' }).pass(9);
    expect(farm.farm.data.targets.bootingOn[0]).toBe(1);
    farm.pass(2);
    expect([farm.phaseOf('t-0001'), farm.farm.data.targets.bootingOn[0]]).toEqual(['loading', 0]);
  });
});

describe('fail-over', () => {
  it('P28: a notified stop is noticed at once: all targets go on within a second', () => {
    const farm = Farm.of({ servers: 3, targets: 90 });
    farm.pass(30).stop('pvs1').pass(1);
    expect([farm.counts, farm.phases]).toEqual([{ pvs1: 0, pvs2: 45, pvs3: 45 }, { streaming: 90 }]);
    expect(pausesOf(farm).at(-1)).toBeLessThan(1_000);
  });

  it('P29: the service closes when its targets have gone', () => {
    const farm = Farm.of({ servers: 2, targets: 20 });
    farm.stop('pvs1');
    expect(farm.farm.data.servers[0]?.service).toBe('stopping');
    farm.pass(1);
    expect(farm.farm.data.servers[0]?.service).toBe('stopped');
  });

  it('P30, P32: a silent crash is noticed with all tries of the timer, and by an idle target one heartbeat later', () => {
    const farm = Farm.of({ servers: 2, targets: 200 });
    farm.pass(60).break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(30 + 95 + 10);
    expect(farm.phases).toEqual({ streaming: 200 });
    const pauses = pausesOf(farm);
    expect(pauses).toHaveLength(100);
    for (const ms of pauses) expect(ms).toBeGreaterThan(65_499);
    expect(pauses.at(-1)).toBeLessThan(95_000 + 10_000);
  });

  it('P35: a target goes on with the version that it booted, even when a newer one is released meanwhile', () => {
    const modified = '2026-01-02T20:00:00Z';
    const versions = [
      { number: 1, modified },
      { number: 2, modified: '2026-01-03T20:00:00Z', access: 'test' },
    ];
    const farm = Farm.of({ servers: 2, targets: 2, vdisk: { versions } });
    farm.do({ type: 'version-promoted', vdisk: 'win', version: 2, to: 'production', scheduledMs: null }).pass(120);
    farm.stop('pvs1').pass(2);
    expect([farm.versionOf('t-0001'), farm.serverOf('t-0001')]).toEqual([1, 'pvs2']);
    farm.do({ type: 'target-shut-down', target: 't-0001' }).do({ type: 'target-booted', target: 't-0001' }).pass(60);
    expect(farm.versionOf('t-0001')).toBe(2);
    expect(farm.violations).toEqual([]);
  });

  it('P37: a target whose server goes while it boots starts again at the bootstrap list', () => {
    const farm = Farm.of({ servers: 2, targets: 1, loginServers: ['pvs2'] });
    farm.do({ type: 'target-shut-down', target: 't-0001' }).do({ type: 'target-booted', target: 't-0001' }).pass(5);
    expect([farm.phaseOf('t-0001'), farm.serverOf('t-0001')]).toEqual(['loading', 'pvs1']);
    farm.stop('pvs1').pass(60);
    expect([farm.phaseOf('t-0001'), farm.serverOf('t-0001')]).toEqual(['streaming', 'pvs2']);
    expect(farm.valueOf('t-0001', 'failovers')).toBe(0);
  });

  it('P38: nothing moves back when a server returns', () => {
    const farm = Farm.of({ servers: 2, targets: 10 });
    farm.stop('pvs1').pass(60).start('pvs1').pass(3_600);
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 10 });
  });

  it('the login list is asked first, then every other server of the site; with haLogin: list nobody else', () => {
    const sketch = { servers: 3, loginServers: ['pvs1'], targets: 3 } as const;
    const toSite = Farm.of(sketch);
    toSite.break({ kind: 'server-down', server: 'pvs1' });
    expect(toSite.pass(200).phases).toEqual({ streaming: 3 });
    const listOnly = Farm.of({ ...sketch, provisioning: { haLogin: 'list' } });
    const id = listOnly.break({ kind: 'server-down', server: 'pvs1' });
    expect(listOnly.pass(200).phases).toEqual({ streaming: 2, frozen: 1 });
    expect(listOnly.mend(id).pass(20).phases).toEqual({ streaming: 3 });
  });
});

describe('write cache', () => {
  const crash = (writeCache: string, storage: 'local' | 'shared', world?: (farm: Farm) => void) => {
    const farm = Farm.of({ servers: 3, targets: 30, storage, vdisk: { writeCache } });
    farm.pass(600).break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(900);
    world?.(farm);
    expect(farm.violations).toEqual([]);
    return farm;
  };

  it('P41: a cache of the device loses nothing in a fail-over', () => {
    for (const writeCache of ['device-ram', 'device-ram-overflow', 'device-disk']) {
      expect(crash(writeCache, 'local').phases, writeCache).toEqual({ streaming: 30 });
    }
  });

  it('P42: with a cache on the server a target moves only where the cache can be read', () => {
    for (const writeCache of ['server', 'server-persistent']) {
      expect(crash(writeCache, 'shared').phases, writeCache).toEqual({ streaming: 30 });
      expect(crash(writeCache, 'local').phases, writeCache).toEqual({ streaming: 20, frozen: 10 });
    }
  });

  it('P43: a cache is thrown away at boot and never when the server changes; a persistent one stays', () => {
    for (const writeCache of ['device-disk', 'server', 'server-persistent']) {
      const farm = Farm.of({ servers: 2, targets: 6, storage: 'shared', vdisk: { writeCache } });
      farm.pass(600).stop('pvs1').pass(600);
      for (const target of farm.names) farm.do({ type: 'target-shut-down', target });
      for (const target of farm.names) farm.do({ type: 'target-booted', target });
      farm.pass(1_200);
      expect([farm.violations, farm.phases], writeCache).toEqual([[], { streaming: 6 }]);
    }
  });

  it('P44: a device without a disk keeps its writes on the server, and is bound to it', () => {
    const collection = { localDisk: false };
    const farm = Farm.of({
      servers: 2,
      targets: 2,
      storage: 'local',
      vdisk: { writeCache: 'device-disk' },
      collection,
    });
    farm.stop('pvs1').pass(5);
    expect(farm.phases).toEqual({ streaming: 1, frozen: 1 });
  });
});

describe('rebalance', () => {
  const uneven = (vdisk: object = {}, targets = 40) => {
    const farm = Farm.of({ servers: 2, targets, vdisk });
    return farm.stop('pvs1').pass(5).start('pvs1').pass(5);
  };

  it('P46, P47: a server looks every ten minutes, only where rebalancing is on, and moves what is above its fair share', () => {
    expect(uneven().pass(3_600).counts).toEqual({ pvs1: 0, pvs2: 40 });
    const farm = uneven({ rebalance: { enabled: true } });
    farm.pass(580);
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 40 });
    farm.pass(30);
    expect(farm.counts).toEqual({ pvs1: 20, pvs2: 20 });
    expect(farm.violations).toEqual([]);
  });

  it('P47: up to the trigger nothing is moved', () => {
    expect(uneven({ rebalance: { enabled: true, triggerPercent: 100 } }).pass(1_300).counts).toEqual({
      pvs1: 0,
      pvs2: 40,
    });
    expect(uneven({ rebalance: { enabled: true, triggerPercent: 99 } }).pass(1_300).counts).toEqual({
      pvs1: 20,
      pvs2: 20,
    });
  });

  it('P47: the share is that among servers that may have the targets', () => {
    const farm = Farm.of({ servers: 3, targets: 40, storage: 'local', vdisk: { rebalance: { enabled: true } } }).pass(
      5,
    );
    farm.break({ kind: 'replica-drift', server: 'pvs3', vdisk: 'win' });
    farm.stop('pvs3').pass(5).start('pvs3').pass(1_300);
    // Among all three each of the others would have half as much again as its share.
    expect(farm.counts).toEqual({ pvs1: 20, pvs2: 20, pvs3: 0 });
    expect(farm.names.every((name) => farm.valueOf(name, 'failovers') <= 1)).toBe(true);
  });

  it('P48: not with fewer than five targets, nor while many boot', () => {
    const few = uneven({ rebalance: { enabled: true } }, 4);
    expect(few.pass(1_300).counts).toEqual({ pvs1: 0, pvs2: 4 });
    const storm = uneven({ rebalance: { enabled: true } });
    storm.pass(580);
    for (const target of storm.names.slice(0, 12)) storm.do({ type: 'target-shut-down', target });
    storm.stop('pvs1');
    for (const target of storm.names.slice(0, 12)) storm.do({ type: 'target-booted', target });
    storm.pass(5).start('pvs1').pass(10);
    expect(storm.counts).toEqual({ pvs1: 0, pvs2: 40 });
  });

  it('P49: a target that boots is not moved', () => {
    const farm = uneven();
    farm
      .do({ type: 'target-shut-down', target: 't-0001' })
      .stop('pvs1')
      .do({ type: 'target-booted', target: 't-0001' });
    farm
      .pass(2)
      .start('pvs1')
      .do({ type: 'rebalanced', servers: ['pvs2'], vdisk: null })
      .pass(5);
    expect([farm.phaseOf('t-0001'), farm.serverOf('t-0001')]).toEqual(['loading', 'pvs2']);
    expect(farm.counts).toEqual({ pvs1: 20, pvs2: 20 });
  });

  it('P50: a second rebalance right after the first moves nothing', () => {
    const farm = uneven()
      .do({ type: 'rebalanced', servers: ['pvs2'], vdisk: null })
      .pass(5);
    expect(farm.counts).toEqual({ pvs1: 20, pvs2: 20 });
    const before = farm.names.map((name) => farm.valueOf(name, 'failovers'));
    farm.do({ type: 'rebalanced', servers: ['pvs1', 'pvs2'], vdisk: null }).pass(5);
    expect(farm.names.map((name) => farm.valueOf(name, 'failovers'))).toEqual(before);
  });

  it('P50: no more targets are moved than have to be, from whichever servers', () => {
    const farm = Farm.of({ servers: 5, targets: 200 }).stop('pvs2').pass(30).start('pvs2').pass(5);
    expect(farm.counts).toEqual({ pvs1: 50, pvs2: 0, pvs3: 50, pvs4: 50, pvs5: 50 });
    const before = farm.names.map((name) => farm.serverOf(name));
    farm.do({ type: 'rebalanced', servers: ['pvs1', 'pvs2', 'pvs3', 'pvs4', 'pvs5'], vdisk: 'win' }).pass(10);
    expect(farm.counts).toEqual({ pvs1: 40, pvs2: 40, pvs3: 40, pvs4: 40, pvs5: 40 });
    expect(farm.names.filter((name, target) => farm.serverOf(name) !== before[target])).toHaveLength(40);
    expect(farm.violations).toEqual([]);
  });

  it('P53: nothing is moved to a server that may not have it', () => {
    const farm = Farm.of({ servers: 3, targets: 30, storage: 'local' }).pass(5);
    farm.stop('pvs1', 'pvs3').pass(5).break({ kind: 'replica-drift', server: 'pvs3', vdisk: 'win' });
    farm
      .start('pvs1', 'pvs3')
      .pass(70)
      .do({ type: 'rebalanced', servers: ['pvs2'], vdisk: null })
      .pass(5);
    expect(farm.counts).toEqual({ pvs1: 15, pvs2: 15, pvs3: 0 });
    expect(farm.violations).toEqual([]);
  });
});

describe('without the database', () => {
  it('P65: with offline support fail-over between running servers goes on', () => {
    const farm = Farm.of({ servers: 2, targets: 10 });
    farm.break({ kind: 'database-offline', partial: false });
    farm.pass(60).break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(200);
    expect([farm.phases, farm.counts]).toEqual([{ streaming: 10 }, { pvs1: 0, pvs2: 10 }]);
  });

  it('P66: the record of who is where stays behind, and is written when the database is back', () => {
    const farm = Farm.of({ servers: 2, targets: 2 });
    const id = farm.break({ kind: 'database-offline', partial: false });
    farm.stop('pvs1').pass(5);
    expect([farm.serverOf('t-0001'), farm.valueOf('t-0001', 'recorded')]).toEqual(['pvs2', 1]);
    farm.mend(id);
    expect(farm.valueOf('t-0001', 'recorded')).toBe(2);
  });

  it('P67: without offline support streaming stops, and goes on when the database is back', () => {
    const farm = Farm.of({ servers: 2, targets: 10, provisioning: { database: { offlineSupport: false } } });
    const id = farm.break({ kind: 'database-offline', partial: false });
    farm.pass(300);
    expect(farm.phases).toEqual({ frozen: 10 });
    farm.mend(id).pass(15);
    expect(farm.phases).toEqual({ streaming: 10 });
    expect(farm.violations).toEqual([]);
  });

  it('P68: a database that is slow makes logins slower, and stops nothing', () => {
    const farm = Farm.of({ servers: 2, targets: 40, provisioning: { database: { offlineSupport: false } } });
    farm.break({ kind: 'database-offline', partial: true });
    farm.pass(60).stop('pvs1').pass(3);
    expect([farm.phases, farm.counts]).toEqual([{ streaming: 40 }, { pvs1: 0, pvs2: 40 }]);
    expect(pausesOf(farm).at(-1)).toBeGreaterThan(1_000);
  });
});

describe('a target that is a machine of a delivery group', () => {
  const both = () =>
    Farm.of({
      servers: 1,
      targets: 4,
      site: {
        zones: { z: { connectors: [{ fqdn: 'cc1.example' }, { fqdn: 'cc2.example' }] } },
        deliveryGroups: {
          apps: { type: 'multi-session', resources: ['Excel'], machines: [{ zone: 'z', count: 6, name: 't-####' }] },
        },
      },
    });

  const registered = ({ zones }: World) => zones[0]?.fleet.columns.heldBy[1];

  it('is one machine: frozen, its agent sends no heartbeat, and its broker gives it up', () => {
    const farm = both();
    expect(registered(farm.world)).toBe(6);
    const id = farm.break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(900);
    expect([farm.phases, registered(farm.world)]).toEqual([{ frozen: 4 }, 2]);
    farm.mend(id).pass(60);
    expect([farm.phases, registered(farm.world)]).toEqual([{ streaming: 4 }, 6]);
    expect(farm.violations).toEqual([]);
  });

  it('registers when it has booted', () => {
    const farm = both();
    farm.do({ type: 'target-shut-down', target: 't-0001' }).pass(700);
    expect(registered(farm.world)).toBe(5);
    farm.do({ type: 'target-booted', target: 't-0001' }).pass(15);
    expect(registered(farm.world)).toBe(5);
    farm.pass(60);
    expect(registered(farm.world)).toBe(6);
  });

  it('stays off when its machine is repaired, if an operator has switched it off', () => {
    const farm = both().do({ type: 'target-shut-down', target: 't-0002' });
    farm.do({ type: 'fault-injected', id: 'm1', fault: { kind: 'machine-down', machine: 't-0002' }, untilMs: null });
    farm.pass(5).mend('m1').pass(700);
    expect([farm.phaseOf('t-0002'), registered(farm.world)]).toEqual(['off', 5]);
    farm.do({ type: 'target-booted', target: 't-0002' }).pass(60);
    expect([farm.phaseOf('t-0002'), registered(farm.world)]).toEqual(['streaming', 6]);
  });

  it('goes off with the machine, and boots when that is on again', () => {
    const farm = both();
    farm
      .do({ type: 'fault-injected', id: 'm1', fault: { kind: 'machine-down', machine: 't-0002' }, untilMs: null })
      .pass(5);
    expect(farm.phaseOf('t-0002')).toBe('off');
    farm.mend('m1').pass(5);
    expect(farm.phaseOf('t-0002')).toBe('loading');
    farm.pass(60);
    expect([farm.phaseOf('t-0002'), registered(farm.world)]).toEqual(['streaming', 6]);
  });
});

describe('packet loss', () => {
  const lossy = (percent: number) => {
    const farm = Farm.of({ servers: 3, targets: 30 }).pass(60);
    const id = farm.break({ kind: 'packet-loss', server: 'pvs1', percent });
    return { farm, id };
  };

  it('of some packets costs retries and moves nobody', () => {
    const { farm } = lossy(20);
    farm.pass(1_800);
    const retries = farm.names.map((name) => farm.valueOf(name, 'retries')).reduce((sum, count) => sum + count, 0);
    expect(retries).toBeGreaterThan(0);
    expect([farm.counts, farm.violations]).toEqual([{ pvs1: 10, pvs2: 10, pvs3: 10 }, []]);
  });

  it('of all packets is noticed like a crash: the others take over, and nobody is handed to that server', () => {
    const { farm, id } = lossy(100);
    farm.pass(300);
    expect([farm.counts, farm.phases]).toEqual([{ pvs1: 0, pvs2: 15, pvs3: 15 }, { streaming: 30 }]);
    // The login list begins with the silent server.
    farm.stop('pvs2').pass(6);
    expect(farm.counts).toEqual({ pvs1: 0, pvs2: 0, pvs3: 30 });
    farm.mend(id).stop('pvs3').pass(30);
    expect([farm.counts, farm.violations]).toEqual([{ pvs1: 30, pvs2: 0, pvs3: 0 }, []]);
  });
});
