/**
 * What a site file says about the streaming farm and its timers: what is read, what is filled in, what is refused.
 */
import { describe, expect, it, test } from 'vitest';
import { parseSiteFile } from '../../../../src/app/site/read-site-file.ts';
import { type Problem, UserError } from '../../../../src/core/kernel/index.ts';
import type { ProvisioningDefinition, SiteDefinition } from '../../../../src/core/site/index.ts';

function siteOf(rest: string): SiteDefinition {
  return parseSiteFile(`holdover: site/1\nname: s\nzones: {z: {connectors: [{fqdn: cc.example}]}}\n${rest}\n`, 's.yaml')
    .definition;
}

/** A farm of two servers and a store that they share. */
function siteWithFarm(keys: string): string {
  return `provisioning:
  sites: {a: {servers: {pvs1: {addresses: [10.0.0.1]}, pvs2: {addresses: [10.0.0.2]}}}}
  stores: {local: {site: a, storage: local, servers: [pvs1, pvs2]}}
${keys}`;
}

function farmOf(keys: string): ProvisioningDefinition {
  return siteOf(siteWithFarm(keys)).provisioning!;
}

function versionsOf(versions: string): ProvisioningDefinition['vdisks'][string]['versions'] {
  return farmOf(`  vdisks: {v: {store: local, versions: [${versions}]}}`).vdisks.v!.versions;
}

/** Each as `CODE object: message`. */
function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ code, object, message }: Problem) => `${code} ${object}: ${message}`);
  }
  return [];
}

describe('merging by itself', () => {
  it('P61: is on, of more than 5 versions, into a version in maintenance, where the file says nothing', () => {
    expect(farmOf('').autoMerge).toEqual({ enabled: true, maxVersions: 5, access: 'maintenance' });
  });

  it('P61: can be set, with 3 to 50 versions', () => {
    expect(farmOf('  autoMerge: {enabled: false, maxVersions: 50, access: production}').autoMerge).toEqual({
      enabled: false,
      maxVersions: 50,
      access: 'production',
    });
    expect([2, 51].flatMap((most) => problemsOf(() => farmOf(`  autoMerge: {maxVersions: ${most}}`)))).toEqual([
      'VALUE_INVALID provisioning.autoMerge.maxVersions: maxVersions is 2; it must be a whole number from 3 to 50',
      'VALUE_INVALID provisioning.autoMerge.maxVersions: maxVersions is 51; it must be a whole number from 3 to 50',
    ]);
  });
});

describe('a version and its copies', () => {
  it('P7: may say what they contain', () => {
    const [version] = versionsOf(
      '{number: 1, content: alpha, replicas: {pvs1: {content: beta}, pvs2: {missing: true}}}',
    );
    expect(version).toMatchObject({
      content: 'alpha',
      replicas: { pvs1: { content: 'beta', modifiedMs: null }, pvs2: { content: null } },
    });
  });

  test('contain what nothing else does, where the file says nothing', () => {
    expect(versionsOf('{number: 1}, {number: 2}').map(({ content }) => content)).toEqual([null, null]);
  });

  it('P59: only the newest version can be in maintenance, wherever it stands in the list', () => {
    expect(versionsOf('{number: 3, access: maintenance}, {number: 2, access: test}, {number: 1}')).toHaveLength(3);
    expect(problemsOf(() => versionsOf('{number: 1, access: maintenance}, {number: 2, access: maintenance}'))).toEqual([
      'MAINTENANCE_IMPOSSIBLE provisioning.vdisks.v.versions[0].access: version 1 is in maintenance, which only the newest version can be; version 2 rests on it',
    ]);
  });
});

describe('where targets keep what they write', () => {
  const collectionsOf = (keys: string) =>
    farmOf(`  vdisks: {v: {store: local}}\n  collections: {c: {site: a, vdisk: v, ${keys}targets: {name: t}}}`)
      .collections;

  it('P44: they have a disk of their own, unless the file says that they have none', () => {
    expect(collectionsOf('').c?.localDisk).toBe(true);
    expect(collectionsOf('localDisk: false, ').c?.localDisk).toBe(false);
  });

  test('the part in RAM is 512 MB, or what the file says, up to 128 GB', () => {
    const vdiskOf = (keys: string) => farmOf(`  vdisks: {v: {store: local${keys}}}`).vdisks.v;
    expect(vdiskOf('')?.writeCacheMb).toBe(512);
    expect(vdiskOf(', writeCacheMb: 131072')?.writeCacheMb).toBe(131_072);
    expect([0, 131_073, 1.5].map((sizeMb) => problemsOf(() => vdiskOf(`, writeCacheMb: ${sizeMb}`)).length)).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('the range of a timer', () => {
  const timersOf = (timers: string) => siteOf(`timers: {${timers}}`).timers;

  it.each([
    ['streamReplyTimeout', '499ms', '10001ms', '500ms', '10s'],
    ['bootPause', '999ms', '61s', '1s', '1m'],
    ['bootMax', '9s', '901s', '10s', '15m'],
    ['inventoryPoll', '0s', '601s', '1s', '10m'],
  ])(
    'P24, P26, P31: %s outside it is refused, with the value and what is allowed',
    (name, below, above, least, most) => {
      for (const value of [below, above]) {
        const [problem, ...others] = problemsOf(() => timersOf(`${name}: ${value}`));
        expect(others).toEqual([]);
        expect(problem).toMatch(new RegExp(`^TIMER_OUT_OF_RANGE timers\\.${name}: ${name} is [\\dms]+; `));
        expect(problem).toContain(`it must be from ${least} to ${most}`);
      }
      expect(problemsOf(() => [timersOf(`${name}: ${least}`), timersOf(`${name}: ${most}`)])).toEqual([]);
    },
  );

  it.each([
    ['streamRetries', 2],
    ['bootsAtOnce', 1],
  ])('P24, P31: %s is a count from %i to 1000', (name, least) => {
    const outside = [least - 1, 1_001];
    expect(outside.flatMap((value) => problemsOf(() => timersOf(`${name}: ${value}`)))).toEqual(
      outside.map(
        (value) => `VALUE_INVALID timers.${name}: ${name} is ${value}; it must be a whole number from ${least} to 1000`,
      ),
    );
    expect(problemsOf(() => [timersOf(`${name}: ${least}`), timersOf(`${name}: 1000`)])).toEqual([]);
  });
});
