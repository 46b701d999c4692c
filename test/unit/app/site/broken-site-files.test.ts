/**
 * Broken site files, and what is said about each: line, column, code, object, and a part of the message.
 */
import { describe, expect, test } from 'vitest';
import { parseSiteFile } from '../../../../src/app/site/read-site-file.ts';
import { type Problem, UserError } from '../../../../src/core/kernel/index.ts';

function problemsOf(text: string): readonly Problem[] {
  try {
    parseSiteFile(text, 'site.yaml');
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

type Expected = readonly [line: number, column: number, code: string, object: string | undefined, fragment: string];

function expectProblems(text: string, expected: readonly Expected[]): void {
  const problems = problemsOf(text);
  const places = problems.map(({ line, column, code, object }) => [line, column, code, object]);
  expect(places).toEqual(expected.map(([line, column, code, object]) => [line, column, code, object]));
  for (const [index, [, , , , fragment]] of expected.entries()) expect(problems[index]?.message).toContain(fragment);
}

/** Lines 1 to 6 of a valid site; a fixture goes on at line 7. */
const SITE = `holdover: site/1
name: test
zones:
  ams: {connectors: [{fqdn: cc-1.example}, {fqdn: cc-2.example}]}
  fra: {connectors: [{fqdn: cc-3.example}]}

`;

const SERVERS = '{servers: {pvs1: {addresses: [10.0.0.1]}, pvs2: {addresses: [10.0.0.2]}}}';
/** Lines 1 to 9, with a streaming farm; a fixture goes on at line 10, indented by two. */
const FARM = `${SITE}provisioning:
  sites: {a: ${SERVERS}, b: {servers: {pvs3: {addresses: [10.0.0.3]}}}}
  stores: {local: {site: a, storage: local, servers: [pvs1, pvs2]}, san: {site: a, storage: shared, servers: [pvs1]}}
`;

describe('texts that are no site file', () => {
  test.each<[string, string, Expected[]]>([
    ['an empty file', '', [[1, 1, 'FILE_EMPTY', undefined, 'holdover site init']]],
    ['only comments', '# nothing\n', [[1, 1, 'FILE_EMPTY', undefined, 'empty']]],
    ['a list', '- a\n', [[1, 1, 'FORMAT_UNKNOWN', undefined, 'the file is a list; it must be a map']]],
    ['plain text', '\nhello', [[2, 1, 'FORMAT_UNKNOWN', undefined, '"hello"']]],
    ['another format', 'holdover: drill/1\nsteps: 1\n', [[1, 11, 'FORMAT_UNKNOWN', 'holdover', 'is "site/1"']]],
    ['a later format', 'a: 1\nholdover: site/2\n', [[2, 11, 'FORMAT_UNKNOWN', 'holdover', '"site/2"']]],
    ['a tab', 'holdover: site/1\nzones:\n\tams: 1\n', [[3, 1, 'YAML_INVALID', undefined, 'a tab']]],
    ['an open bracket', 'holdover: site/1\nusers: [1\n', [[3, 1, 'YAML_INVALID', undefined, 'not valid YAML']]],
    ['two documents', `${SITE}---\na: 1\n`, [[7, 1, 'YAML_INVALID', undefined, 'a file holds one']]],
    ['an unknown tag', `${SITE}users: !secret []\n`, [[7, 8, 'YAML_INVALID', undefined, '!secret']]],
  ])('%s', (_, text, expected) => expectProblems(text, expected));

  test('nesting without end', () => {
    // In which column the parser gives up depends on the stack it runs on.
    expect(problemsOf(`${SITE}users: ${'['.repeat(9_000)}`)).toMatchObject([{ code: 'YAML_INVALID', line: 7 }]);
  });

  test('aliases that multiply', () => {
    const doubled = Array.from({ length: 40 }, (_, index) => `x${index + 1}: &x${index + 1} [*x${index}, *x${index}]`);
    const problems = problemsOf(`holdover: site/1\nx0: &x0 [1]\n${doubled.join('\n')}\n`);
    expect(problems).toMatchObject([{ code: 'YAML_INVALID', line: 21 }]);
    expect(problems[0]?.message).toContain('what aliases stand for');
  });
});

describe('keys and values', () => {
  test.each<[string, string, Expected[]]>([
    [
      'no format line',
      'name: x\nzones: {a: {connectors: [{fqdn: c.d}]}}\n',
      [[1, 1, 'KEY_MISSING', 'holdover', 'holdover: site/1']],
    ],
    [
      'an unknown key near a known one',
      `${SITE}zonez: {}\n`,
      [[7, 1, 'KEY_UNKNOWN', 'zonez', 'unknown key "zonez"; did you mean "zones"? (allowed: holdover, name']],
    ],
    [
      'an unknown key near none',
      `${SITE}kubernetes: {}\n`,
      [[7, 1, 'KEY_UNKNOWN', 'kubernetes', 'unknown key "kubernetes" (allowed']],
    ],
    ['a merge key', `${SITE}<<: {}\n`, [[7, 1, 'KEY_UNKNOWN', '["<<"]', 'unknown key "<<"']]],
    ['a key twice', `${SITE}seed: 1\nseed: 2\n`, [[8, 1, 'KEY_DUPLICATE', 'seed', 'the first is in line 7']]],
    ['__proto__', `${SITE}__proto__: {a: 1}\n`, [[7, 1, 'KEY_INVALID', undefined, '__proto__']]],
    ['a list as a key', `${SITE}? [a]\n: 1\n`, [[7, 3, 'YAML_INVALID', undefined, 'a key must be text']]],
    [
      'a missing key, at the key of its parent',
      `${SITE}storeFronts:\n  sf: {}\n`,
      [
        [
          8,
          3,
          'KEY_MISSING',
          'storeFronts.sf.deliveryControllers',
          '"deliveryControllers" is missing; it must be a list',
        ],
      ],
    ],
    [
      'a value of another kind',
      `${SITE}users: many\n`,
      [[7, 8, 'VALUE_INVALID', 'users', 'users is "many"; it must be a list']],
    ],
    [
      'a key without a value',
      `${SITE}workload:\n`,
      [[7, 1, 'VALUE_INVALID', 'workload', 'workload is empty; it must be a map']],
    ],
    [
      'an entry of another kind',
      `${SITE}users: [bob]\n`,
      [[7, 9, 'VALUE_INVALID', 'users[0]', 'entry 1 of users is "bob"']],
    ],
    [
      'a word that is none of those allowed',
      `${SITE}adcs: {x: {vips: {v.example: {members: [], monitor: citrix-xd-dcc}}}}\n`,
      [
        [
          7,
          53,
          'VALUE_INVALID',
          'adcs.x.vips["v.example"].monitor',
          'did you mean "citrix-xd-ddc"? (allowed: citrix-xd-ddc, tcp)',
        ],
      ],
    ],
    [
      'a number out of range',
      `${SITE}users: [{name: u-#, count: 10000001}]\n`,
      [[7, 28, 'VALUE_INVALID', 'users[0].count', 'from 1 to 10000000']],
    ],
    [
      'a fraction of a user',
      `${SITE}users: [{name: u-#, count: 1.5}]\n`,
      [[7, 28, 'VALUE_INVALID', 'users[0].count', 'a whole number']],
    ],
    ['infinity', `${SITE}seed: .inf\n`, [[7, 7, 'VALUE_INVALID', 'seed', 'seed is Infinity']]],
    [
      'a duration without units',
      `${SITE}timers: {vdaRetry: 8}\n`,
      [[7, 20, 'VALUE_INVALID', 'timers.vdaRetry', 'such as 60s']],
    ],
    ['a negative duration', `${SITE}timers: {vdaRetry: -8s}\n`, [[7, 20, 'VALUE_INVALID', 'timers.vdaRetry', '"-8s"']]],
    [
      'an endless duration',
      `${SITE}timers: {vdaRetry: 4000d}\n`,
      [[7, 20, 'VALUE_INVALID', 'timers.vdaRetry', 'at most 3650d']],
    ],
    [
      'a wrong part of a value that can be two things',
      `${SITE}timers: {configImport: {base: 1, per: 2s}}\n`,
      [
        [7, 31, 'VALUE_INVALID', 'timers.configImport.base', 'base is 1'],
        [7, 34, 'KEY_UNKNOWN', 'timers.configImport.per', '(allowed: base, perThousandMachines)'],
      ],
    ],
    [
      'neither of two things',
      `${SITE}timers: {configImport: [1]}\n`,
      [[7, 24, 'VALUE_INVALID', 'timers.configImport', 'or a map']],
    ],
    [
      'a day that is none',
      `${SITE}start: 2026-02-29T00:00:00Z\n`,
      [[7, 8, 'VALUE_INVALID', 'start', 'a date and time']],
    ],
    [
      'a version without quotes',
      `${SITE}storeFronts: {s: {version: 2402, deliveryControllers: []}}\n`,
      [[7, 28, 'VALUE_INVALID', 'storeFronts.s.version', 'in quotes']],
    ],
    [
      'a name of digits',
      `${SITE}storeFronts: {1: {deliveryControllers: []}}\n`,
      [[7, 15, 'KEY_INVALID', 'storeFronts.1', 'not only digits']],
    ],
    ['a name with a slash', `${SITE}adcs: {a/b: {}}\n`, [[7, 8, 'KEY_INVALID', 'adcs["a/b"]', 'without "/"']]],
    [
      'windows line ends',
      `${SITE.replaceAll('\n', '\r\n')}seed: x\r\n`,
      [[7, 7, 'VALUE_INVALID', 'seed', 'seed is "x"']],
    ],
    ['a byte order mark', `\uFEFFnome: 1\n${SITE}`, [[1, 1, 'KEY_UNKNOWN', 'nome', 'did you mean "name"?']]],
  ])('%s', (_, text, expected) => expectProblems(text, expected));
});

describe('names and contradictions', () => {
  const group = (body: string): string => `${SITE}deliveryGroups:\n  g: {resources: [D], ${body}}\n`;
  test.each<[string, string, Expected[]]>([
    ['an unsafe site name', SITE.replace('test', '../etc'), [[2, 7, 'SITE_NAME_INVALID', 'name', '"../etc"']]],
    ['no zones', 'holdover: site/1\nname: x\nzones: {}\n', [[3, 8, 'ZONES_EMPTY', 'zones', 'at least one zone']]],
    [
      'nothing at all',
      'holdover: site/1\nname: x\n',
      [[1, 1, 'ZONES_EMPTY', 'zones', 'at least one zone, or a provisioning with a server']],
    ],
    [
      'a zone without connectors',
      'holdover: site/1\nname: x\nzones: {a: {connectors: []}}\n',
      [[3, 25, 'ZONE_WITHOUT_CONNECTOR', 'zones.a.connectors', 'need at least one']],
    ],
    ['a zone named all', SITE.replace('ams:', 'all:'), [[4, 3, 'NAME_RESERVED', 'zones.all', 'every zone']]],
    [
      'a connector twice, in other case and another zone',
      SITE.replace('cc-3.example', 'CC-1.Example'),
      [[5, 29, 'CONNECTOR_DUPLICATE', 'zones.fra.connectors[0].fqdn', 'zone "ams" has it']],
    ],
    [
      'an unknown zone',
      group('machines: [{zone: amz, name: a}]'),
      [
        [
          8,
          41,
          'ZONE_UNKNOWN',
          'deliveryGroups.g.machines[0].zone',
          'there is no zone "amz"; did you mean "ams"? (allowed: ams, fra)',
        ],
      ],
    ],
    [
      'many machines of one name',
      group('machines: [{zone: ams, name: a, count: 2}]'),
      [[8, 52, 'NAME_PATTERN_INVALID', 'deliveryGroups.g.machines[0].name', 'as in "a-##"']],
    ],
    [
      'two numbers in a name',
      group('machines: [{zone: ams, name: "a-#-#"}]'),
      [[8, 52, 'NAME_PATTERN_INVALID', 'deliveryGroups.g.machines[0].name', '2 runs of #']],
    ],
    [
      'machines that overlap',
      group('machines: [{zone: ams, name: a-##, count: 20}, {zone: fra, name: A-1#, count: 3}]'),
      [[8, 88, 'MACHINE_DUPLICATE', 'deliveryGroups.g.machines[1].name', '"a-11" is declared twice']],
    ],
    [
      'users that overlap',
      `${SITE}users: [{name: u-#, count: 5}, {name: u-5}]\n`,
      [[7, 39, 'USER_DUPLICATE', 'users[1].name', '"u-5"']],
    ],
    [
      'several sessions on a desktop',
      group('machines: [{zone: ams, name: a, maxSessions: 2}]'),
      [[8, 68, 'SESSIONS_IMPOSSIBLE', 'deliveryGroups.g.machines[0].maxSessions', 'holds 1 session']],
    ],
    [
      'an owner of a pooled machine',
      group('machines: [{zone: ams, name: a, assignedTo: u}]'),
      [[8, 67, 'ASSIGNMENT_IMPOSSIBLE', 'deliveryGroups.g.machines[0].assignedTo', 'type static']],
    ],
    [
      'an owner who is no user',
      group('type: static, machines: [{zone: ams, name: a-#, count: 3, assignedTo: u-#}]').concat(
        'users: [{name: u-#, count: 2}]\n',
      ),
      [[8, 93, 'USER_UNKNOWN', 'deliveryGroups.g.machines[0].assignedTo', 'no user "u-3"']],
    ],
    [
      'an entitled stranger',
      group('entitled: [u-1, v-1], machines: []').concat('users: [{name: u-#, count: 2}]\n'),
      [[8, 39, 'USER_UNKNOWN', 'deliveryGroups.g.entitled[1]', 'no user "v-1"']],
    ],
    [
      'a tag on no machine',
      group('restrictToTag: gpu, machines: [{zone: ams, name: a, tags: [cpu]}]'),
      [[8, 38, 'TAG_UNKNOWN', 'deliveryGroups.g.restrictToTag', 'did you mean "cpu"?']],
    ],
    [
      'a resource in the mix that nobody publishes',
      group('machines: []').concat('workload: {mix: {Desktop: 1}}\n'),
      [[9, 18, 'RESOURCE_UNKNOWN', 'workload.mix.Desktop', '(allowed: D)']],
    ],
    [
      'launches without users',
      group('machines: []').concat('workload: {launchesPerMinute: 1}\n'),
      [[9, 31, 'WORKLOAD_IMPOSSIBLE', 'workload.launchesPerMinute', 'no users']],
    ],
    [
      'controllers of a StoreFront',
      `${SITE}storeFronts: {s: {deliveryControllers: [cc-1, CC-2.example, cc-2.example, nowhere.test]}}\n`,
      [
        [7, 41, 'CONTROLLER_UNKNOWN', 'storeFronts.s.deliveryControllers[0]', 'did you mean "cc-1.example"?'],
        [7, 61, 'LISTED_TWICE', 'storeFronts.s.deliveryControllers[2]', 'listed twice'],
        [
          7,
          75,
          'CONTROLLER_UNKNOWN',
          'storeFronts.s.deliveryControllers[3]',
          '(allowed: cc-1.example, cc-2.example, cc-3.example)',
        ],
      ],
    ],
    [
      'an aggregation over controllers that its StoreFront does not list',
      `${SITE}storeFronts: {s: {deliveryControllers: [cc-1.example], aggregation: [{name: a, primary: [cc-2.example]}]}}\n`,
      [[7, 90, 'CONTROLLER_UNKNOWN', 'storeFronts.s.aggregation[0].primary[0]', 'in this StoreFront']],
    ],
    [
      'members and STAs',
      `${SITE}adcs:\n  x:\n    vips: {v.example: {zone: arms, members: [v.example]}, cc-1.example: {members: []}}\n    gateway: {stas: [v.example]}\n`,
      [
        [9, 30, 'ZONE_UNKNOWN', 'adcs.x.vips["v.example"].zone', 'did you mean "ams"?'],
        [9, 46, 'CONNECTOR_UNKNOWN', 'adcs.x.vips["v.example"].members[0]', 'no connector "v.example"'],
        [9, 59, 'VIP_DUPLICATE', 'adcs.x.vips["cc-1.example"]', 'a connector already'],
        [10, 22, 'CONNECTOR_UNKNOWN', 'adcs.x.gateway.stas[0]', 'no connector'],
      ],
    ],
    [
      'a virtual server twice',
      `${SITE}adcs: {x: {vips: {v.e: {members: []}}}, y: {vips: {V.E: {members: []}}}}\n`,
      [[7, 52, 'VIP_DUPLICATE', 'adcs.y.vips["V.E"]', 'case is ignored']],
    ],
    [
      'a heartbeat of nothing',
      `${SITE}timers: {peerHeartbeat: 0s}\n`,
      [[7, 25, 'TIMER_IMPOSSIBLE', 'timers.peerHeartbeat', 'more than 0s']],
    ],
    [
      'silence shorter than a heartbeat',
      `${SITE}timers: {peerHeartbeat: 20s}\n`,
      [[7, 25, 'TIMER_IMPOSSIBLE', 'timers.peerSilence', 'peerSilence (15s) is shorter than peerHeartbeat (20s)']],
    ],
  ])('%s', (_, text, expected) => expectProblems(text, expected));

  test.each<[string, string, Expected[]]>([
    [
      'an address that is none',
      FARM.replace('10.0.0.1', '10.0.0.300'),
      [[8, 44, 'ADDRESS_INVALID', 'provisioning.sites.a.servers.pvs1.addresses[0]', 'no address']],
    ],
    [
      'an address twice',
      FARM.replace('10.0.0.2', '"10.0.0.1:6910"'),
      [[8, 75, 'ADDRESS_DUPLICATE', 'provisioning.sites.a.servers.pvs2.addresses[0]', 'is taken by']],
    ],
    [
      'a server twice',
      FARM.replace('pvs3', 'PVS1'),
      [[8, 103, 'SERVER_DUPLICATE', 'provisioning.sites.b.servers.PVS1', 'declared twice']],
    ],
    [
      'an unknown login server',
      FARM.replace('{servers: {pvs3', '{loginServers: [pvs1], servers: {pvs3'),
      [
        [
          8,
          108,
          'SERVER_UNKNOWN',
          'provisioning.sites.b.loginServers[0]',
          'no server "pvs1" in site "b"; did you mean "pvs3"?',
        ],
      ],
    ],
    [
      'a store of no site',
      FARM.replace('san: {site: a', 'san: {site: c'),
      [[9, 81, 'PROVISIONING_SITE_UNKNOWN', 'provisioning.stores.san.site', '(allowed: a, b)']],
    ],
    [
      'a store on a server of another site',
      FARM.replace('servers: [pvs1]', 'servers: [pvs3]'),
      [[9, 111, 'SERVER_UNKNOWN', 'provisioning.stores.san.servers[0]', 'in site "a"']],
    ],
    [
      'a vDisk in no store',
      `${FARM}  vdisks: {v: {store: locl}}\n`,
      [[10, 23, 'STORE_UNKNOWN', 'provisioning.vdisks.v.store', 'did you mean "local"?']],
    ],
    [
      'a pinned vDisk without a server',
      `${FARM}  vdisks: {v: {store: local, loadBalanced: false}}\n`,
      [[10, 44, 'ASSIGNED_SERVER_MISSING', 'provisioning.vdisks.v.loadBalanced', 'needs assignedServer']],
    ],
    [
      'a vDisk pinned to a server without the store',
      `${FARM}  vdisks: {v: {store: san, loadBalanced: false, assignedServer: pvs2}}\n`,
      [[10, 65, 'SERVER_UNKNOWN', 'provisioning.vdisks.v.assignedServer', 'in store "san"']],
    ],
    [
      'a version twice',
      `${FARM}  vdisks: {v: {store: san, versions: [{number: 1}, {number: 1}]}}\n`,
      [[10, 61, 'VERSION_DUPLICATE', 'provisioning.vdisks.v.versions[1].number', 'version 1']],
    ],
    [
      'a replica on no server of the store',
      `${FARM}  vdisks: {v: {store: local, versions: [{number: 1, replicas: {pvs3: {missing: true}}}]}}\n`,
      [[10, 64, 'SERVER_UNKNOWN', 'provisioning.vdisks.v.versions[0].replicas.pvs3', 'in store "local"']],
    ],
    [
      'a replica that differs on shared storage',
      `${FARM}  vdisks: {v: {store: san, versions: [{number: 1, replicas: {pvs1: {missing: true}}}]}}\n`,
      [[10, 68, 'REPLICA_IMPOSSIBLE', 'provisioning.vdisks.v.versions[0].replicas.pvs1', 'is shared']],
    ],
    [
      'a replica with another content on shared storage',
      `${FARM}  vdisks: {v: {store: san, versions: [{number: 1, replicas: {pvs1: {content: x}}}]}}\n`,
      [[10, 68, 'REPLICA_IMPOSSIBLE', 'provisioning.vdisks.v.versions[0].replicas.pvs1', 'is shared']],
    ],
    [
      'collections',
      `${FARM}  vdisks: {v: {store: san}}\n  collections:\n    c: {site: a, vdisk: w, targets: {name: t-#, count: 3}}\n    d: {site: b, vdisk: v, targets: {name: t-2}}\n`,
      [
        [12, 25, 'VDISK_UNKNOWN', 'provisioning.collections.c.vdisk', '(allowed: v)'],
        [13, 25, 'VDISK_OUT_OF_REACH', 'provisioning.collections.d.vdisk', 'cannot reach it'],
        [13, 44, 'TARGET_DUPLICATE', 'provisioning.collections.d.targets.name', '"t-2"'],
      ],
    ],
  ])('%s', (_, text, expected) => expectProblems(text, expected));
});

describe('all problems at once', () => {
  test('form and meaning are reported together, in the order of the text', () => {
    const text = `holdover: site/1
name: a b
zones:
  ams: {connectors: [{fqdn: cc-1.example, cores: four}]}
storeFronts:
  sf: {versoin: '2402', deliveryControllers: [cc-2.example]}
timers: {vdaHeartbeat: 0s, configSync: 60}
`;
    expectProblems(text, [
      [2, 7, 'SITE_NAME_INVALID', 'name', '"a b"'],
      [4, 50, 'VALUE_INVALID', 'zones.ams.connectors[0].cores', '"four"'],
      [6, 8, 'KEY_UNKNOWN', 'storeFronts.sf.versoin', 'did you mean "version"?'],
      [6, 47, 'CONTROLLER_UNKNOWN', 'storeFronts.sf.deliveryControllers[0]', 'did you mean "cc-1.example"?'],
      [7, 24, 'TIMER_IMPOSSIBLE', 'timers.vdaHeartbeat', 'more than 0s'],
      [7, 40, 'VALUE_INVALID', 'timers.configSync', 'a duration'],
    ]);
  });

  test('a name is not called unknown where what declares it could not be read', () => {
    const text = `holdover: site/1
name: x
zones:
  ams: {connectors: [{fqdn: 7}]}
  fra: {conectors: [{fqdn: cc-3.example}]}
storeFronts: {sf: {deliveryControllers: [cc-1.example, cc-3.example]}}
deliveryGroups: {g: {resources: [D], machines: [{zone: ams, name: a}, {zone: arms, name: b}]}}
`;
    expectProblems(text, [
      [4, 29, 'VALUE_INVALID', 'zones.ams.connectors[0].fqdn', 'a host name'],
      [5, 3, 'KEY_MISSING', 'zones.fra.connectors', '"connectors" is missing'],
      [5, 9, 'KEY_UNKNOWN', 'zones.fra.conectors', 'did you mean "connectors"?'],
    ]);
  });

  test('what is wrong in an anchored value is said once, where it stands', () => {
    const text = `${SITE}users: [&user {name: u-1, cuont: 1}, *user]\n`;
    expectProblems(text, [
      [7, 22, 'USER_DUPLICATE', 'users[1].name', '"u-1"'],
      [7, 27, 'KEY_UNKNOWN', 'users[0].cuont', 'did you mean "count"?'],
    ]);
  });

  test('the error names the file, how many problems there are, and where to read more', () => {
    try {
      parseSiteFile('holdover: site/1\n', 'mine.yaml');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        kind: 'invalid-file',
        code: 'SITE_FILE_INVALID',
        message: 'mine.yaml is not a valid site file: 2 problems',
        hints: ['holdover help site-file', 'holdover schema site'],
        problems: [{ file: 'mine.yaml' }, { file: 'mine.yaml' }],
      });
    }
  });
});
