/**
 * The findings about streaming: of each code a farm that has it, beside a farm in which there is nothing to find.
 */
import { describe, expect, it } from 'vitest';
import type { PvsCode } from '../../../../../src/core/pvs/codes/index.ts';
import { PVS_CHECKED, PVS_CODES, PVS_TEXTS } from '../../../../../src/core/pvs/readiness/index.ts';
import type { Farm, FarmSketch } from '../../../../support/farm.ts';
import { type FarmCase, findingsOfCase, foundInFarm, withFile } from '../../../../support/farm-readiness.ts';

const NEAR = '10.0.0.0/24';
const ADDRESSES = { pvs1: '10.0.0.1/24:6910', pvs2: '10.0.0.2/24:6910', pvs3: '10.0.9.3/24:6910' };
const VERSION = { number: 1, access: 'production', modified: '2026-01-02T20:00:00Z' } as const;
const NEXT = { number: 2, access: 'production', modified: '2026-01-04T20:00:00Z' } as const;
const LATER = { modified: '2026-01-02T20:00:02Z' };

function localWith(replicas: object): FarmCase {
  return { farm: { storage: 'local', vdisk: { versions: [{ ...VERSION, replicas }] } } };
}

function database(offlineSupport: boolean): FarmSketch {
  return { provisioning: { database: { offlineSupport } } };
}

function affinity(subnetAffinity: string, rest: object = {}): FarmSketch {
  const collection = { targets: { count: 6, name: 't-####', subnet: NEAR } };
  return { addresses: ADDRESSES, vdisk: { subnetAffinity, ...rest }, collection };
}

interface Case extends FarmCase {
  readonly code: PvsCode;
  readonly when: string;
  readonly found: readonly string[];
}

const CASES: readonly Case[] = [
  {
    code: 'PVS009',
    when: 'its service is stopped',
    after: (farm) => farm.stop('pvs3').pass(20),
    found: ['PVS009 pvs3 fail'],
  },
  {
    code: 'PVS010',
    when: 'a server is down',
    after: (farm) => farm.break({ kind: 'server-down', server: 'pvs3' }),
    found: ['PVS010 pvs3 fail'],
  },
  {
    code: 'PVS011',
    when: 'the site has one server, which is the only one to log in at',
    farm: { servers: 1 },
    found: ['PVS011 s warn', 'PVS012 s warn'],
  },
  {
    code: 'PVS011',
    when: 'the store is on one server of several',
    farm: { provisioning: { stores: { store: { site: 's', storage: 'shared', servers: ['pvs1'] } } } },
    found: ['PVS011 store warn'],
  },
  {
    code: 'PVS011',
    when: 'one server of several is left for a vDisk',
    farm: { servers: 2 },
    after: (farm) => farm.break({ kind: 'server-down', server: 'pvs2' }),
    found: ['PVS010 pvs2 fail', 'PVS011 win warn'],
  },
  { code: 'PVS012', when: 'the list has one login server', farm: { loginServers: ['pvs1'] }, found: ['PVS012 s warn'] },
  {
    code: 'PVS012',
    when: 'no login server is up',
    after: (farm) => farm.stop('pvs1', 'pvs2').pass(20),
    found: ['PVS009 pvs1 fail', 'PVS009 pvs2 fail', 'PVS012 s fail', 'PVS011 win warn'],
  },
  {
    code: 'PVS015',
    when: 'a server cannot reach its store',
    after: (farm) => farm.break({ kind: 'store-unreachable', server: 'pvs1', store: 'store' }),
    found: ['PVS015 pvs1/store warn'],
  },
  {
    code: 'PVS015',
    when: 'a server cannot open one copy',
    ...localWith({ pvs3: { unreachable: true } }),
    found: ['PVS015 pvs3/win warn'],
  },
  {
    code: 'PVS016',
    when: 'a copy is missing',
    ...localWith({ pvs3: { missing: true } }),
    found: ['PVS016 pvs3/win warn'],
  },
  { code: 'PVS017', when: 'a copy is of another time', ...localWith({ pvs3: LATER }), found: ['PVS017 pvs3/win warn'] },
  {
    code: 'PVS018',
    when: 'a properties file is missing',
    facts: (facts) => withFile(facts, 2, { propertiesMs: null }),
    found: ['PVS018 pvs3/win warn'],
  },
  {
    code: 'PVS019',
    when: 'a difference disk names another parent',
    farm: { storage: 'local', vdisk: { versions: [VERSION, NEXT] } },
    facts: (facts) => withFile(facts, 2, { parent: { layers: ['another'], modifiedMs: 0 } }),
    found: ['PVS019 pvs3/win warn'],
  },
  {
    code: 'PVS021',
    when: 'load balancing is off',
    farm: { vdisk: { loadBalanced: false, assignedServer: 'pvs2' } },
    found: ['PVS021 win warn'],
  },
  {
    code: 'PVS022',
    when: "the write cache is on a server's own disk",
    farm: { storage: 'local', vdisk: { writeCache: 'server' } },
    found: ['PVS022 win fail'],
  },
  {
    code: 'PVS023',
    when: 'a private vDisk is on local storage',
    farm: { storage: 'local', vdisk: { mode: 'private' }, targets: 1 },
    found: ['PVS023 win warn'],
  },
  {
    code: 'PVS024',
    when: 'a target runs from a version in maintenance',
    farm: {
      vdisk: { versions: [VERSION, { ...NEXT, access: 'maintenance' }] },
      targets: 1,
      collection: { type: 'maintenance' },
    },
    found: ['PVS024 win info'],
  },
  {
    code: 'PVS025',
    when: 'one server is in the subnet',
    farm: { ...affinity('fixed'), addresses: { ...ADDRESSES, pvs2: '10.0.9.2/24:6910' } },
    found: ['PVS025 pool warn'],
  },
  {
    code: 'PVS025',
    when: 'no server is in the subnet',
    farm: { ...affinity('fixed'), addresses: {} },
    found: ['PVS025 pool fail'],
  },
  {
    code: 'PVS027',
    when: 'there is nothing for production targets to boot',
    farm: { vdisk: { versions: [{ ...VERSION, access: 'test' }] } },
    found: ['PVS027 pool fail'],
  },
  {
    code: 'PVS031',
    when: 'two servers have 4096 targets',
    farm: { servers: 2, targets: 4096 },
    found: ['PVS031 s warn'],
  },
  {
    code: 'PVS041',
    when: 'subnet affinity and rebalancing are on',
    farm: affinity('best-effort', { rebalance: { enabled: true } }),
    found: ['PVS041 win warn'],
  },
  { code: 'PVS051', when: 'there is no offline support', farm: database(false), found: ['PVS051 database warn'] },
  {
    code: 'PVS051',
    when: 'the database is away, with offline support',
    after: (farm) => farm.break({ kind: 'database-offline', partial: false }),
    found: ['PVS051 database fail'],
  },
  {
    code: 'PVS051',
    when: 'the database is away, without offline support',
    farm: database(false),
    after: (farm) => farm.break({ kind: 'database-offline', partial: false }),
    found: ['PVS051 database fail'],
  },
  {
    code: 'PVS061',
    when: 'a target has 101 retries',
    after: ({ farm }) => farm.data.targets.retries.fill(101, 0, 1),
    found: ['PVS061 pvs1 warn'],
  },
  {
    code: 'PVS071',
    when: 'a version waits for its date',
    farm: { vdisk: { versions: [VERSION, { ...NEXT, scheduled: '2026-01-06T20:00:00Z' }] } },
    found: ['PVS071 win info'],
  },
];

it('finds nothing where nothing is wrong', () => expect(foundInFarm({})).toEqual([]));

it.each(CASES)('$code: $when', ({ found, ...farmCase }) => expect(foundInFarm(farmCase)).toEqual(found));

it('there is a case for every code that is looked for', () => {
  expect([...new Set(CASES.map(({ code }) => code))]).toEqual(PVS_CHECKED);
});

it('a finding about streaming is about no zone and no connector', () => {
  expect(findingsOfCase({ farm: { servers: 1 } })[0]).toMatchObject({ zone: null, connector: null, object: 's' });
});

it('the codes that are reasons of refusals alone are explained as well', () => {
  const alone = PVS_CODES.filter((code) => !PVS_CHECKED.includes(code));
  expect(alone).toEqual(['PVS013', 'PVS014', 'PVS026']);
  for (const code of alone) expect(PVS_TEXTS[code].meaning).not.toBe('');
});

it('P74: each risk to high availability is reported', () => {
  const found = [
    foundInFarm({ farm: { vdisk: { loadBalanced: false, assignedServer: 'pvs2' } } }),
    foundInFarm({ farm: { loginServers: ['pvs1'] } }),
    foundInFarm({ farm: { servers: 1, loginServers: ['pvs1'] } }),
    foundInFarm({ farm: database(false) }),
    foundInFarm(localWith({ pvs1: LATER })),
    foundInFarm({ farm: { storage: 'local', vdisk: { writeCache: 'server-persistent' } } }),
  ];
  expect(found.map(([first]) => first?.slice(0, 6))).toEqual([
    'PVS021',
    'PVS012',
    'PVS011',
    'PVS051',
    'PVS017',
    'PVS022',
  ]);
});

describe('the write cache', () => {
  const withoutDisks: FarmSketch = {
    storage: 'local',
    vdisk: { writeCache: 'device-disk' },
    collection: { localDisk: false },
  };

  it('P44: a cache that falls back to the server is a finding about the collection', () => {
    expect(findingsOfCase({ farm: withoutDisks })).toMatchObject([
      {
        code: 'PVS022',
        severity: 'fail',
        object: 'pool',
        message: "the targets of pool have no disk for the write cache of win: it falls back to the server's own disk",
      },
    ]);
  });

  it('P44: with disks of their own, or with shared storage, targets keep their fail-over', () => {
    expect(foundInFarm({ farm: { ...withoutDisks, collection: { localDisk: true } } })).toEqual([]);
    expect(foundInFarm({ farm: { ...withoutDisks, storage: 'shared' } })).toEqual([]);
  });
});

describe('copies', () => {
  it('are a warning while two servers are left, and a failure when fewer are', () => {
    expect(findingsOfCase(localWith({ pvs2: { missing: true }, pvs3: LATER }))).toMatchObject([
      {
        code: 'PVS011',
        object: 'win',
        severity: 'warn',
        message: 'of pvs1, pvs2 and pvs3, only pvs1 may stream win version 1 now',
      },
      { code: 'PVS016', object: 'pvs2/win', severity: 'fail', message: 'pvs2 has no copy of win version 1' },
      {
        code: 'PVS017',
        object: 'pvs3/win',
        severity: 'fail',
        message: 'on pvs3, win version 1 was modified 2 s later: not identical',
        effect: 'only pvs1 is left for win version 1: nobody could take over its targets',
        fix: 'copy the files of win from pvs1 to pvs3, with their times: holdover pvs replicas copy win --from pvs1 --to pvs3',
      },
    ]);
  });

  it('are what the inventory knows: a drift is found with its next look', () => {
    const drift = { kind: 'replica-drift', server: 'pvs3', vdisk: 'win' } as const;
    const farm = { storage: 'local' } as const;
    expect(foundInFarm({ farm, after: (each) => each.break(drift) })).toEqual([]);
    expect(foundInFarm({ farm, after: (each) => each.pass(1).break(drift) && each.pass(60) })).toEqual([
      'PVS017 pvs3/win warn',
    ]);
  });

  it('of a version that nobody boots yet are no finding', () => {
    const versions = [VERSION, { ...NEXT, scheduled: '2026-01-06T20:00:00Z', replicas: { pvs3: { missing: true } } }];
    expect(findingsOfCase({ farm: { storage: 'local', vdisk: { versions } } })).toMatchObject([
      {
        code: 'PVS071',
        message: 'win version 2 is pending: it waits for 2026-01-06T20:00:00.000Z and for current copies on pvs3',
      },
    ]);
  });

  describe('of a version that is being made', () => {
    const inMaking = (access: string) => [
      VERSION,
      { ...NEXT, access, replicas: { pvs2: { missing: true }, pvs3: LATER } },
    ];
    const farmWith = (access: string, type: string): FarmSketch => ({
      storage: 'local',
      vdisk: { versions: inMaking(access) },
      targets: 1,
      collection: { type },
    });

    it('P54: are information while nobody boots it, whatever targets there might be', () => {
      const off = (farm: Farm) => farm.do({ type: 'target-shut-down', target: 't-0001' });
      for (const access of ['test', 'maintenance']) {
        expect(foundInFarm({ farm: farmWith(access, 'maintenance'), after: off }), access).toEqual(['PVS071 win info']);
      }
      expect(foundInFarm({ farm: farmWith('test', 'production') })).toEqual(['PVS071 win info']);
    });

    it('P54: count for the test targets that run from it', () => {
      expect(findingsOfCase({ farm: farmWith('test', 'test') })).toMatchObject([
        { code: 'PVS011', message: 'of pvs1, pvs2 and pvs3, only pvs1 may stream win version 2 now' },
        { code: 'PVS016', severity: 'fail', message: 'pvs2 has no copy of win version 2' },
        { code: 'PVS017', severity: 'fail' },
        {
          code: 'PVS071',
          message: 'win version 2 is in test: to be released it needs current copies on pvs2 and pvs3',
        },
      ]);
    });

    it('in maintenance it has one copy, on the server where it is written', () => {
      expect(foundInFarm({ farm: farmWith('maintenance', 'maintenance') })).toEqual([
        'PVS024 win info',
        'PVS071 win info',
      ]);
    });
  });

  it('of a server that is down, or on which the store cannot be reached, are one finding', () => {
    const local = { storage: 'local' } as const;
    const down = { kind: 'server-down', server: 'pvs3' } as const;
    const cut = { kind: 'store-unreachable', server: 'pvs3', store: 'store' } as const;
    expect(foundInFarm({ farm: local, after: (farm) => farm.break(down) && farm.pass(120) })).toEqual([
      'PVS010 pvs3 fail',
    ]);
    expect(foundInFarm({ farm: local, after: (farm) => farm.break(cut) && farm.pass(120) })).toEqual([
      'PVS015 pvs3/store warn',
    ]);
  });

  it('of a vDisk without load balancing count on its server alone', () => {
    const vdisk = (replicas: object) => ({
      loadBalanced: false,
      assignedServer: 'pvs2',
      versions: [{ ...VERSION, replicas }],
    });
    const assigned = (replicas: object) => foundInFarm({ farm: { storage: 'local', vdisk: vdisk(replicas) } });
    expect(assigned({ pvs3: LATER })).toEqual(['PVS021 win warn']);
    expect(assigned({ pvs2: LATER })).toEqual(['PVS017 pvs2/win fail', 'PVS021 win warn']);
  });
});

describe('PVS031', () => {
  const message = (farm: FarmSketch) => findingsOfCase({ farm }).map((each) => each.message);

  it('is about what would be left: 4095 targets are not too many', () => {
    expect(message({ servers: 2, targets: 4095 })).toEqual([]);
    expect(message({ servers: 2, targets: 4096 })).toEqual([
      'without pvs1, pvs2 would have 4096 targets; 4095 is the documented limit of a server',
    ]);
  });

  it('counts power ratings: the stronger server gets more', () => {
    expect(message({ servers: { a: 1, b: 1, c: 3 }, targets: 5000 })).toEqual([]);
    expect(message({ servers: { a: 1, b: 1, c: 4 }, targets: 5500 })).toEqual([
      'without a, c would have 4400 targets; 4095 is the documented limit of a server',
    ]);
  });

  it('P14: best effort fills the servers of the subnet first', () => {
    const { addresses, ...rest } = affinity('best-effort');
    const collection = { targets: { count: 5000, name: 't-####', subnet: NEAR } };
    const four = { ...addresses, pvs4: '10.0.9.4/24:6910' };
    expect(message({ ...rest, servers: 4, addresses: four, collection })).toEqual([
      'without pvs1, pvs2 would have 5000 targets; 4095 is the documented limit of a server',
    ]);
    expect(message({ servers: 4, targets: 5000 })).toEqual([]);
  });

  it('leaves out targets that cannot move', () => {
    expect(message({ servers: 2, targets: 5000, storage: 'local', vdisk: { writeCache: 'server' } })).toHaveLength(1);
  });
});

describe('subnet affinity and rebalancing', () => {
  it.each(['best-effort', 'fixed'])('P52: %s with rebalancing is warned of, either alone is not', (subnetAffinity) => {
    expect(foundInFarm({ farm: affinity(subnetAffinity, { rebalance: { enabled: true } }) })).toContain(
      'PVS041 win warn',
    );
    expect(foundInFarm({ farm: affinity(subnetAffinity) })).toEqual([]);
    expect(foundInFarm({ farm: affinity('none', { rebalance: { enabled: true } }) })).toEqual([]);
  });
});
