/**
 * The findings: of each code a site that has it, and the same site mended, in which there is nothing to find.
 */
import { describe, expect, it } from 'vitest';
import type { ConnectorState } from '../../../../../src/core/lhc/connector/index.ts';
import { LHC_CODES, LHC_TEXTS, type LhcCode, partOfZone } from '../../../../../src/core/lhc/readiness/index.ts';
import {
  type SiteDefinition,
  topologyOf,
  type ZoneDefinition,
  type ZoneTopology,
} from '../../../../../src/core/site/index.ts';
import {
  A1,
  A2,
  B1,
  B2,
  type Changes,
  findingsIn,
  foundIn,
  group,
  machines,
  readySite,
  withStoreFront,
  withVip,
} from '../../../../support/readiness.ts';
import { siteOfZones } from '../../../../support/site-of-zones.ts';

const DAYS_4 = 4 * 86_400_000;
const POWER_ACTIONS = { reuseMachinesWithoutShutdownInOutageAllowed: false, powerActionsInOutage: true };
const BOTH_ALLOWED = { reuseMachinesWithoutShutdownInOutageAllowed: true, powerActionsInOutage: false };
const BUSY = { launchesPerMinute: 1, sessionMinutes: { mean: 60 }, mix: { Desktop: 1 } };

const unlike = { group: group({ resources: ['Japan'], machines: [machines('b', 20)] }) };
const unlikeZones = readySite({ deliveryGroups: { ...readySite().deliveryGroups, ...unlike } });

function withZoneA(site: SiteDefinition, change: Partial<ZoneDefinition>): SiteDefinition {
  const { a } = site.zones;
  return { ...site, zones: { ...site.zones, a: { ...(a as ZoneDefinition), ...change } } };
}

function withGateway(share: number, stas: readonly string[]): SiteDefinition {
  return { ...readySite(), adcs: { adc1: { vips: {}, gateway: { share, stas } } } };
}

function withImport(change: Partial<ConnectorState['configSync']>): Changes {
  return { [A2]: ({ configSync }) => ({ configSync: { ...configSync, ...change } }) };
}

const forced: Changes = {
  [A1]: ({ haMode }) => ({
    haMode: { ...haMode, components: { ...haMode.components, 'forced-outage': 'unhealthy' } },
  }),
};

const silent: Changes = { [A2]: () => ({ participates: false, lastStoreFrontContactMs: -DAYS_4 }) };

interface Case {
  readonly code: LhcCode;
  readonly broken: readonly [site: SiteDefinition, changes?: Changes];
  readonly found: readonly string[];
  /** Without it the ready site is the mended one. */
  readonly mended?: SiteDefinition;
}

const CASES: readonly Case[] = [
  {
    code: 'LHC010',
    broken: [withStoreFront(readySite(), { deliveryControllers: [B1, B2] })],
    found: ['LHC010 a fail'],
  },
  {
    code: 'LHC011',
    broken: [withZoneA(readySite(), { connectors: [{ fqdn: A1, cores: 4, memoryGb: 8 }] })],
    found: ['LHC011 a warn'],
  },
  {
    code: 'LHC012',
    broken: [withStoreFront(readySite(), { deliveryControllers: [A1, B1, B2] })],
    found: [`LHC012 ${A2} warn`],
  },
  {
    code: 'LHC013',
    broken: [unlikeZones],
    found: ['LHC013 sf1 fail'],
    mended: withStoreFront(unlikeZones, { advancedHealthCheck: true }),
  },
  { code: 'LHC014', broken: [readySite(), silent], found: [`LHC014 ${A2} fail`] },
  {
    code: 'LHC015',
    broken: [withStoreFront(readySite(), { deliveryControllers: [A2, B1, B2] })],
    found: [`LHC015 ${A1} fail`, `LHC012 ${A1} warn`],
  },
  {
    code: 'LHC016',
    broken: [withStoreFront(unlikeZones, { advancedHealthCheck: true, version: '1912' })],
    found: ['LHC016 sf1 fail'],
    mended: withStoreFront(unlikeZones, { advancedHealthCheck: true, version: '1912 CU1' }),
  },
  { code: 'LHC021', broken: [readySite(), withImport({ lastImport: 'failed' })], found: [`LHC021 ${A2} warn`] },
  {
    code: 'LHC031',
    broken: [withZoneA(readySite(), { registrationLimit: 99 })],
    found: ['LHC031 a fail'],
    mended: withZoneA(readySite(), { registrationLimit: 100 }),
  },
  {
    code: 'LHC033',
    broken: [
      withZoneA(readySite(), {
        connectors: [
          { fqdn: A1, cores: 2, memoryGb: 8 },
          { fqdn: A2, cores: 8, memoryGb: 16 },
        ],
      }),
    ],
    found: [`LHC033 ${A1} warn`],
  },
  { code: 'LHC041', broken: [readySite({ workload: BUSY })], found: ['LHC041 desktops warn', 'LHC041 desktops warn'] },
  {
    code: 'LHC042',
    broken: [
      readySite({
        policy: BOTH_ALLOWED,
        deliveryGroups: { desktops: group({ reuseMachinesWithoutShutdownInOutage: true }) },
      }),
    ],
    found: ['LHC042 desktops warn'],
    mended: readySite({ policy: BOTH_ALLOWED }),
  },
  {
    code: 'LHC043',
    broken: [readySite({ policy: POWER_ACTIONS, deliveryGroups: { desktops: group({ hosting: 'other' }) } })],
    found: ['LHC043 desktops warn'],
    mended: readySite({ policy: POWER_ACTIONS }),
  },
  { code: 'LHC051', broken: [readySite(), forced], found: ['LHC051 a warn'] },
  {
    code: 'LHC061',
    broken: [withVip(readySite(), { monitor: 'tcp' })],
    found: ['LHC061 vip-a fail'],
    mended: withVip(readySite()),
  },
  {
    code: 'LHC062',
    broken: [withVip(readySite(), { members: [A1, A2, B1] })],
    found: ['LHC062 vip-a fail'],
    mended: withVip(readySite()),
  },
  {
    code: 'LHC063',
    broken: [withVip(readySite(), { zone: 'b' })],
    found: ['LHC063 vip-a fail'],
    mended: withVip(readySite()),
  },
  {
    code: 'LHC064',
    broken: [withStoreFront(withVip(readySite()), { deliveryControllers: [A1, A2, B1, B2] })],
    found: ['LHC064 vip-a warn'],
    mended: withVip(readySite()),
  },
  {
    code: 'LHC065',
    broken: [withVip(readySite(), { members: [A1] })],
    found: [`LHC012 ${A2} warn`, `LHC065 ${A2} warn`],
    mended: withVip(readySite()),
  },
  {
    code: 'LHC066',
    broken: [withGateway(0.25, [])],
    found: ['LHC066 adc1 fail'],
    mended: withGateway(0.25, [A1]),
  },
];

describe.each(CASES)('$code', ({ broken, found, mended = readySite() }) => {
  it('is found where it is the case, and nothing else is', () => expect(foundIn(...broken)).toEqual(found));
  it('is gone when it is mended', () => expect(foundIn(mended)).toEqual([]));
});

it('a gateway that nobody uses needs no ticket authority', () => expect(foundIn(withGateway(0, []))).toEqual([]));

it('LHC051: a zone with a blank in its name is quoted in the command to paste', () => {
  const site = siteOfZones({ zones: { 'my zone': { connectors: [A1, A2], machineCount: 1 } } });
  const [zone] = topologyOf(site).zones;
  expect(partOfZone(zone as ZoneTopology, 1).fix).toContain("holdover lhc force-outage --zone 'my zone'");
});

it('there is a case for every code', () => expect(CASES.map(({ code }) => code)).toEqual(LHC_CODES));

it('R47: a zone that no StoreFront lists is lost capacity, resource by resource', () => {
  const site = withStoreFront(unlikeZones, { deliveryControllers: [A1, A2] });
  expect(findingsIn(site)).toMatchObject([
    {
      code: 'LHC010',
      zone: 'b',
      connector: null,
      message: 'no connector of b is a delivery controller: its 120 machines are lost in an outage',
      effect: 'nobody brokers for b: Desktop loses 100 of 200 machines (50 %), Japan loses 20 of 20 machines (100 %)',
    },
  ]);
});

it('R37: a machine that a tag keeps from a resource is no loss for it', () => {
  const tagged = [machines('a', 100, { tags: ['new'] }), machines('b', 60, { tags: ['new'] }), machines('b', 40)];
  const deliveryGroups = { desktops: group({ restrictToTag: 'new', machines: tagged }) };
  const site = withStoreFront(readySite({ deliveryGroups }), { deliveryControllers: [A1, A2] });
  expect(findingsIn(site)[0]?.effect).toBe('nobody brokers for b: Desktop loses 60 of 160 machines (37.5 %)');
});

describe('what is assumed is said to be', () => {
  it('R62: the size that a connector needs is assumed, and said to be', () => {
    const [small] = findingsIn(withZoneA(readySite(), { connectors: [{ fqdn: A1, cores: 2, memoryGb: 4 }] })).filter(
      ({ code }) => code === 'LHC033',
    );
    expect([small?.message, small?.fix]).toEqual([
      expect.stringContaining('assumed'),
      expect.stringContaining('assumed'),
    ]);
    expect(LHC_TEXTS.LHC033.basis).toContain('assumed: up to 1000 machines (250 multi-session) 4 cores and 6 GB');
  });

  it('R62: the forecast of pooled machines says what it assumes', () => {
    expect(findingsIn(readySite({ workload: BUSY }))[0]).toMatchObject({
      code: 'LHC041',
      message:
        'the 100 machines of desktops in a run out 1h56m into an outage of all zones of 8h, at 0.6 launches a minute (assumed: even spread)',
    });
    expect(LHC_TEXTS.LHC041.basis).toMatch(/assumed/);
  });

  it('R62: so is what becomes of a part of a zone, and who can win the election', () => {
    expect([LHC_TEXTS.LHC051.basis, LHC_TEXTS.LHC015.basis].every((basis) => basis.includes('assumed'))).toBe(true);
  });
});

describe('LHC015', () => {
  const nobody: Changes = { [A1]: () => ({ brokerRuns: false }), [A2]: () => ({ phase: 'down' }) };

  it('is of the zone where there is nobody to elect', () => {
    expect(findingsIn(readySite(), nobody)).toMatchObject([
      { code: 'LHC015', zone: 'a', connector: null, object: 'a' },
    ]);
  });

  it('goes by who can be elected, not by who is first', () => {
    const site = withStoreFront(readySite(), { deliveryControllers: [A2, B1, B2] });
    expect(foundIn(site, { [A1]: () => ({ brokerRuns: false }) })).toEqual([`LHC012 ${A1} warn`]);
  });

  it('is not there where only connectors in HA mode take part in the election', () => {
    const site = withZoneA(withStoreFront(readySite(), { deliveryControllers: [A2, B1, B2] }), {
      electionAmong: 'in-ha-mode',
    });
    expect(foundIn(site)).toEqual([`LHC012 ${A1} warn`]);
  });
});

describe('LHC021', () => {
  it('fails where there never was an import', () => {
    expect(foundIn(readySite(), withImport({ localDb: null, lastImport: 'none' }))).toEqual([`LHC021 ${A2} fail`]);
  });

  it('warns of a LocalDB that is older and cannot be renewed, and tells of one that the next import renews', () => {
    const localDb = { revision: 0, members: [A1, A2], importedAtMs: 0 };
    expect(foundIn(readySite(), withImport({ localDb, obstacle: 'cloud-unreachable' }))).toEqual([`LHC021 ${A2} warn`]);
    expect(foundIn(readySite(), withImport({ localDb }))).toEqual([`LHC021 ${A2} info`]);
  });
});

it('LHC041: a resource with a name that every object knows is weighed as any other', () => {
  const named = (resource: string) => {
    const deliveryGroups = { desktops: group({ resources: [resource, 'Desktop'] }) };
    return findingsIn(readySite({ deliveryGroups, workload: BUSY })).map(({ message }) => message);
  };
  expect(named('constructor')).toEqual(named('Something else'));
});

it('LHC041: whoever has a session already takes no further machine', () => {
  const users = [{ count: 60, name: 'user-##' }];
  const messages = findingsIn(readySite({ workload: BUSY, users })).map(({ message }) => message);
  // Of 60 users half have a session when it begins, 15 of them in each zone. Of the sessions a fifth is left and taken up again,
  // which with every second launch starting one is a tenth more: 85 machines at 0.4125 launches a minute.
  expect(messages[0]).toContain('the 100 machines of desktops in a run out 3h26m into an outage');
});

it('LHC016 only warns where every zone has the same resources', () => {
  expect(foundIn(withStoreFront(readySite(), { advancedHealthCheck: true, version: '3.12' }))).toEqual([
    'LHC016 sf1 warn',
  ]);
});

it('LHC063: without AdvancedHealthCheck nobody goes by the mapping; without a mapping nothing is sent to it', () => {
  const unmapped = withVip(readySite(), { zone: null });
  expect(findingsIn(unmapped)).toMatchObject([
    { code: 'LHC063', zone: 'a', effect: 'no launch is sent to it in an outage' },
  ]);
  expect(foundIn(withStoreFront(unmapped, { advancedHealthCheck: false }))).toEqual([]);
});

it('LHC065 is no more than a note where StoreFront lists the connector by its own name', () => {
  const site = withStoreFront(withVip(readySite(), { members: [A1] }), { deliveryControllers: ['vip-a', A2, B1, B2] });
  expect(foundIn(site)).toEqual([`LHC065 ${A2} info`]);
});
