/**
 * Rehearsals of contoso and of sites that are set up in another way: what an outage does to users, and what helps.
 */
import { describe, expect, test } from 'vitest';
import type { RehearseResult } from '../../src/app/rehearse/result.ts';
import { parseInstant } from '../../src/core/kernel/index.ts';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import { busyContoso, contoso } from '../support/contoso.ts';
import { rehearsal } from '../support/rehearsal.ts';

const HOUR_MS = 3_600_000;
const EVERYWHERE = ['cloud-unreachable all'];

/** contoso with both connectors of tok in its virtual server, so that every zone is taken over. */
const mended = withVip(busyContoso, 'tok', { connectors: 2, monitor: 'citrix-xd-ddc' });

/** The connectors of a zone are reached through one virtual server. */
function withVip(
  definition: SiteDefinition,
  zone: string,
  { connectors, monitor }: { readonly connectors: number; readonly monitor: 'tcp' | 'citrix-xd-ddc' },
): SiteDefinition {
  const members = Array.from({ length: connectors }, (_, index) => `cc-${zone}-0${index + 1}.contoso.example`);
  const fqdn = `vip-${zone}.contoso.example`;
  const { adc1 } = definition.adcs;
  const { sf1 } = definition.storeFronts;
  if (adc1 === undefined || sf1 === undefined) throw new Error('contoso has an ADC and a StoreFront');
  const others = sf1.deliveryControllers.filter((listed) => !members.includes(listed) && listed !== fqdn);
  return {
    ...definition,
    adcs: { ...definition.adcs, adc1: { ...adc1, vips: { ...adc1.vips, [fqdn]: { zone, members, monitor } } } },
    storeFronts: { sf1: { ...sf1, deliveryControllers: [...others, fqdn] } },
  };
}

function withStoreFront(settings: { readonly advancedHealthCheck: boolean; readonly version: string }): SiteDefinition {
  const { sf1 } = mended.storeFronts;
  if (sf1 === undefined) throw new Error('contoso has a StoreFront');
  return { ...mended, storeFronts: { sf1: { ...sf1, ...settings } } };
}

function resource({ resources }: RehearseResult, name: string) {
  const found = resources.find((each) => each.resource === name);
  if (found === undefined) throw new Error(`no resource ${name}`);
  return found;
}

/** Launches of a resource that a whole run lost to the wrong zone. */
async function wrongZoneOf(definition: SiteDefinition, name: string) {
  const { failedBy, attempted } = resource(await rehearsal(definition, EVERYWHERE), name);
  return { lost: failedBy['wrong-zone'] ?? 0, attempted };
}

function failureOf({ failures }: RehearseResult, reason: RehearseResult['failures'][number]['reason']) {
  return failures.filter((failure) => failure.reason === reason);
}

describe('an outage of all zones', () => {
  test('R48: without AdvancedHealthCheck a share of the launches goes to the wrong zone, and most of those of one zone alone', async () => {
    const off = await wrongZoneOf(withStoreFront({ advancedHealthCheck: false, version: '2402' }), 'JP Desktop');
    expect(off.attempted).toBeGreaterThan(20);
    expect(off.lost / off.attempted).toBeGreaterThan(0.5);
    const on = await wrongZoneOf(withStoreFront({ advancedHealthCheck: true, version: '2402' }), 'JP Desktop');
    expect(on.lost).toBe(0);
  });

  test('R48: a version that cannot do it loses as many as one that does not', async () => {
    const off = await wrongZoneOf(withStoreFront({ advancedHealthCheck: false, version: '2402' }), 'JP Desktop');
    expect(await wrongZoneOf(withStoreFront({ advancedHealthCheck: true, version: '1912' }), 'JP Desktop')).toEqual(
      off,
    );
  });

  test('R48: the verdict on launches that went to a wrong zone is failed, with their share and what avoids it', async () => {
    const off = await rehearsal(withStoreFront({ advancedHealthCheck: false, version: '2402' }), EVERYWHERE);
    expect(off.verdict).toBe('failed');
    const [misrouted, ...others] = failureOf(off, 'launches-misrouted');
    expect(misrouted).toMatchObject({ zone: null, resource: null, seedCount: 1, seed: 7 });
    expect(misrouted?.message).toMatch(
      /^[\d.]+ % of launches, of JP Desktop [\d.]+ %, went to a wrong zone: AdvancedHealthCheck avoids it$/,
    );
    expect(misrouted?.elapsedSec).toBeGreaterThan(60);
    expect(misrouted?.elapsedSec).toBeLessThan(1800);
    expect(others).toEqual([]);
  });

  test('R47: of a zone that nobody brokers for, every launch is lost to the end of the faults, and the verdict says so', async () => {
    const result = await rehearsal(busyContoso, EVERYWHERE);
    expect(result.verdict).toBe('failed');
    expect(result.failures).toMatchObject([
      { reason: 'zone-without-broker', zone: 'tok', resource: null, seedCount: 1, elapsedSec: 7200 },
      { reason: 'resource-lost', zone: null, resource: 'JP Desktop', seedCount: 1, elapsedSec: 7200 },
    ]);
    expect(resource(result, 'JP Desktop').longestWithoutLaunchSec).toBeGreaterThan(6000);
    const sound = await rehearsal(mended, EVERYWHERE);
    expect(sound.verdict).toBe('passed');
    expect(resource(sound, 'JP Desktop').longestWithoutLaunchSec).toBeLessThan(300);
    const { longestWithoutLaunchSec, longestWithoutResourceSec } = result.impact;
    expect(longestWithoutResourceSec.worst).toBe(resource(result, 'JP Desktop').longestWithoutLaunchSec);
    expect(longestWithoutLaunchSec.worst).toBeLessThan(300);
  });

  test('R47: a zone that the cloud could broker for, but no way leads there, is lost as well', async () => {
    const { failures } = await rehearsal(busyContoso, ['force-outage tok'], { forMs: HOUR_MS });
    expect(failures).toMatchObject([{ reason: 'resource-lost', resource: 'JP Desktop' }]);
  });

  test('R34: sessions are kept or logged off by their users, and none is dropped', async () => {
    const { sessions } = await rehearsal(mended, EVERYWHERE);
    const { before, kept, endedBy, dropped } = sessions;
    expect(before).toBeGreaterThan(400);
    expect({ ended: endedBy, dropped }).toEqual({ ended: { 'logged-off': before - kept }, dropped: 0 });
  });

  test('R51: a tcp monitor sends launches to connectors that are not elected, and citrix-xd-ddc none', async () => {
    const site = (monitor: 'tcp' | 'citrix-xd-ddc') =>
      withVip(withVip(busyContoso, 'tok', { connectors: 2, monitor }), 'ams', { connectors: 3, monitor });
    const lost = async (monitor: 'tcp' | 'citrix-xd-ddc') => {
      const counts = { jpDesktop: 0, storefront: 0, gateway: 0, turnedAway: 0 };
      for (let seed = 1; seed <= 4; seed++) {
        const result = await rehearsal(site(monitor), EVERYWHERE, { seed });
        counts.jpDesktop += notElected(resource(result, 'JP Desktop'));
        for (const path of result.paths) counts[path.path] += notElected(path);
        counts.turnedAway += result.paths[0]?.turnedAway ?? 0;
      }
      return counts;
    };
    const tcp = await lost('tcp');
    const verdictOf = async (monitor: 'tcp' | 'citrix-xd-ddc') =>
      failureOf(await rehearsal(site(monitor), EVERYWHERE, { seed: 1 }), 'launches-turned-away').length;
    expect([await verdictOf('tcp'), await verdictOf('citrix-xd-ddc')]).toEqual([1, 0]);
    expect(tcp.storefront + tcp.gateway).toBe(tcp.jpDesktop);
    expect(tcp.storefront).toBeGreaterThan(20);
    expect(tcp.gateway).toBeGreaterThan(0);
    expect(tcp.turnedAway).toBeGreaterThan(100);
    expect(await lost('citrix-xd-ddc')).toEqual({
      jpDesktop: 0,
      storefront: 0,
      gateway: 0,
      turnedAway: expect.any(Number),
    });
  });
});

function notElected({ failedBy }: { readonly failedBy: Readonly<Record<string, number>> }): number {
  return failedBy['not-elected'] ?? 0;
}

describe('pooled desktops in eight hours', () => {
  type Hosting = 'vsphere' | 'citrix-hypervisor' | 'other';

  interface Switches {
    readonly site?: boolean;
    readonly group?: boolean;
    readonly power?: boolean;
    readonly hosting?: Hosting;
  }

  function site({ site: ofSite = false, group = false, power = false, hosting = 'vsphere' }: Switches): SiteDefinition {
    const groups = Object.entries(mended.deliveryGroups).map(([name, definition]) => {
      const switches = { hosting, reuseMachinesWithoutShutdownInOutage: group };
      return [name, definition.type === 'pooled' ? { ...definition, ...switches } : definition];
    });
    return {
      ...mended,
      policy: { reuseMachinesWithoutShutdownInOutageAllowed: ofSite, powerActionsInOutage: power },
      deliveryGroups: Object.fromEntries(groups),
    };
  }

  async function office(switches: Switches) {
    const result = await rehearsal(site(switches), EVERYWHERE, { forMs: 8 * HOUR_MS });
    const pooled = result.pooled.filter(({ deliveryGroup }) => deliveryGroup === 'office');
    const { failedBy } = resource(result, 'Office Desktop');
    return {
      parked: pooled.map(({ parkedMax }) => parkedMax),
      exhausted: pooled.map(({ exhaustedSec }) => exhaustedSec),
      refused: failedBy['awaiting-reset'] ?? 0,
      samples: pooled[0]?.samples ?? [],
      verdict: result.verdict,
      usedUp: failureOf(result, 'desktops-used-up'),
      firstExhausted: result.impact.exhaustedSec.worst,
    };
  }

  test('R38: are parked at logoff, hour after hour, until none is left and users are refused', async () => {
    const { parked, exhausted, refused, samples, verdict, usedUp, firstExhausted } = await office({});
    for (const count of parked) expect(count).toBeGreaterThan(200);
    for (const sec of exhausted) expect(sec).toBeGreaterThan(4 * 3600);
    expect(refused).toBeGreaterThan(50);
    expect(verdict).toBe('failed');
    expect(usedUp.map(({ zone, resource: name }) => `${zone} ${name}`).sort()).toEqual([
      'ams Office Desktop',
      'fra Office Desktop',
    ]);
    for (const { message, elapsedSec } of usedUp) {
      expect(message).toMatch(/^office in (ams|fra): no unused desktop was left for \d+ launches of Office Desktop$/);
      expect(elapsedSec).toBeGreaterThan(4 * 3600);
    }
    expect(firstExhausted).toBe(Math.min(...exhausted.map((sec) => sec ?? Number.POSITIVE_INFINITY)));
    const inOutage = samples.filter(({ elapsedSec }) => elapsedSec <= 8 * 3600).map((sample) => sample.parked);
    expect(inOutage).toEqual([...inOutage].sort((a, b) => a - b));
    expect(samples.at(-1)?.parked).toBeLessThan(inOutage.at(-1) ?? 0);
  });

  test('R39: one of the two switches changes nothing, and with both none is parked', async () => {
    const neither = await office({});
    expect(await office({ site: true })).toEqual(neither);
    expect(await office({ group: true })).toEqual(neither);
    expect(await office({ site: true, group: true })).toMatchObject({
      parked: [0, 0],
      exhausted: [null, null],
      refused: 0,
      verdict: 'passed',
      usedUp: [],
      firstExhausted: null,
    });
  });

  test('R41: power actions reset them on two kinds of hosting, and do nothing on others', async () => {
    const reset = { parked: [0, 0], exhausted: [null, null], refused: 0 };
    expect(await office({ power: true, hosting: 'vsphere' })).toMatchObject(reset);
    expect(await office({ power: true, hosting: 'citrix-hypervisor' })).toMatchObject(reset);
    expect(await office({ power: true, hosting: 'other' })).toEqual(await office({ hosting: 'other' }));
  });
});

describe('without a workload', () => {
  test('there is nothing to decide by, unless something else fails', async () => {
    const quiet = withVip(contoso, 'tok', { connectors: 2, monitor: 'citrix-xd-ddc' });
    expect(await rehearsal(quiet, EVERYWHERE, { forMs: HOUR_MS })).toMatchObject({ verdict: 'unknown', failures: [] });
    const lost = await rehearsal(contoso, EVERYWHERE, { forMs: HOUR_MS });
    expect(lost).toMatchObject({ verdict: 'failed', failures: [{ reason: 'zone-without-broker', zone: 'tok' }] });
  });
});

describe('minute by minute', () => {
  test('R22, R23: registrations fall and rise at the take-over, the crash of the elected one, its return and the hand-back', async () => {
    const faults = ['force-outage ams', 'connector-down cc-ams-01 --at 20m --for 15m'];
    const result = await rehearsal(mended, faults, { forMs: HOUR_MS });
    expect(result.verdict).toBe('passed');
    const registered = result.minutes.map((minute) => minute.registered);
    const all = registered[19] ?? 0;
    // Who brokers from then on knows no machine of ams yet: a fifth of them is there a minute later, all of them after five minutes.
    for (const change of [1, 20, 35, 70]) {
      expect(registered[change], `after ${change} minutes`).toBeLessThan(all - 200);
      expect(registered[change + 4], `after ${change + 4} minutes`).toBeGreaterThan(all - 60);
    }
    expect(brokersOf(result, 'ams')).toEqual([
      'cc-ams-01.contoso.example brokers',
      'nobody brokers',
      'cc-ams-02.contoso.example brokers',
      'nobody brokers',
      'cc-ams-01.contoso.example brokers',
      'the cloud brokers',
    ]);
  });

  test('every launch is in one minute, and every minute of the run is there', async () => {
    const { minutes, launches, until, at } = await rehearsal(mended, EVERYWHERE, { forMs: HOUR_MS });
    expect(sum(minutes.map(({ attempted }) => attempted))).toBe(launches.attempted);
    expect(sum(minutes.map(({ failed }) => failed))).toBe(launches.failed);
    expect(sum(minutes.flatMap(({ zones }) => zones.map(({ attempted }) => attempted)))).toBe(launches.attempted);
    expect(minutes.length).toBe(Math.ceil(((parseInstant(until) ?? 0) - (parseInstant(at) ?? 0)) / 60_000));
  });

  function brokersOf({ timeline }: RehearseResult, zone: string): readonly string[] {
    return timeline.filter((moment) => moment.kind === 'broker' && moment.zone === zone).map(({ message }) => message);
  }

  function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, number) => total + number, 0);
  }
});

describe('seeds', () => {
  test('the same seed gives the same rehearsal, and another seed another one', async () => {
    const first = await rehearsal(mended, EVERYWHERE, { seed: 5, forMs: HOUR_MS });
    expect(await rehearsal(mended, EVERYWHERE, { seed: 5, forMs: HOUR_MS })).toEqual(first);
    const other = await rehearsal(mended, EVERYWHERE, { seed: 6, forMs: HOUR_MS });
    expect(other.minutes).not.toEqual(first.minutes);
  });

  test('no law is broken, and every run comes to rest', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const faults = [
        'cloud-unreachable ams',
        'connector-down cc-ams-01 --at 15m --for 10m',
        'link-flapping fra --at 10m',
      ];
      const { failures } = await rehearsal(mended, faults, { seed, forMs: HOUR_MS });
      expect(failures, `seed ${seed}`).toEqual([]);
    }
  });
});
