import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { EXAMPLE_FARM } from '../../../../src/app/site/example-farm.ts';
import { EXAMPLE_SITE } from '../../../../src/app/site/example-site.ts';
import { parseSiteFile, readSiteFile } from '../../../../src/app/site/read-site-file.ts';
import { UserError } from '../../../../src/core/kernel/index.ts';

function example(name: string): string {
  return readFileSync(new URL(`../../../../examples/sites/${name}.yaml`, import.meta.url), 'utf8');
}

const directory = mkdtempSync(join(tmpdir(), 'holdover-site-file-'));
afterAll(() => rmSync(directory, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function failureOf(path: string): Promise<UserError> {
  const failure: unknown = await readSiteFile(path).catch((error: unknown) => error);
  if (!(failure instanceof UserError)) throw new Error(`expected a UserError, got ${String(failure)}`);
  return failure;
}

describe('the reference site', () => {
  const { definition, fileName } = parseSiteFile(example('contoso'), 'contoso.yaml');

  test('is read with its zones, connectors and machines in the order of the file', () => {
    expect(fileName).toBe('contoso.yaml');
    expect(definition).toMatchObject({ name: 'contoso', seed: 7, cloud: { farm: 'Contoso' } });
    expect(definition.startMs).toBe(Date.UTC(2026, 0, 5, 8));
    expect(Object.keys(definition.zones)).toEqual(['ams', 'fra', 'tok']);
    expect(definition.zones.tok).toEqual({
      connectors: [
        { fqdn: 'cc-tok-01.contoso.example', cores: 2, memoryGb: 4 },
        { fqdn: 'cc-tok-02.contoso.example', cores: 4, memoryGb: 8 },
      ],
      peerVerdict: 'all-unhealthy',
      electionAmong: 'all',
      registrationLimit: 10_000,
    });
    expect(definition.deliveryGroups.office?.machines[0]).toEqual({
      zone: 'ams',
      count: 420,
      name: 'ams-pool-###',
      maxSessions: 1,
      assignedTo: null,
      tags: [],
      sessionSupport: 'single-session',
      maintenance: false,
    });
    expect(definition.deliveryGroups.directors?.machines[0]?.assignedTo).toBe('CONTOSO\\director-#');
    expect(definition.deliveryGroups.finance?.hosting).toBe('other');
  });

  test('has every timer at its default, in milliseconds', () => {
    expect(definition.timers).toMatchObject({
      configSync: 60_000,
      storeFrontContactExpiry: 259_200_000,
      streamRetries: 10,
    });
    expect(definition.timers.configImport).toEqual({ base: 20_000, perThousandMachines: 1_000 });
  });

  test('has one StoreFront, a virtual server over tok, and a gateway', () => {
    expect(definition.storeFronts.sf1).toMatchObject({
      version: '2402',
      advancedHealthCheck: true,
      backgroundHealthChecks: true,
      loadBalance: true,
      aggregation: [],
    });
    expect(definition.storeFronts.sf1?.deliveryControllers.at(-1)).toBe('vip-tok.contoso.example');
    expect(definition.adcs.adc1?.vips['vip-tok.contoso.example']?.zone).toBe('tok');
    expect(definition.adcs.adc1?.gateway?.share).toBe(0.2);
  });

  test('streams vDisks, of which one has a copy that differs', () => {
    const farm = definition.provisioning;
    expect(farm?.vdisks.win11?.versions).toEqual([
      {
        number: 42,
        access: 'production',
        modifiedMs: Date.UTC(2026, 0, 2, 20),
        content: null,
        scheduledMs: null,
        replicas: {
          pvs3: { missing: false, unreachable: false, modifiedMs: Date.UTC(2026, 0, 2, 20, 0, 2), content: null },
        },
      },
    ]);
    expect(farm?.vdisks.pinned).toMatchObject({
      loadBalanced: false,
      assignedServer: 'pvs2',
      subnetAffinity: 'none',
      writeCacheMb: 512,
    });
    expect(farm?.vdisks.dev?.versions).toEqual([
      {
        number: 1,
        access: 'production',
        modifiedMs: definition.startMs,
        content: null,
        scheduledMs: null,
        replicas: {},
      },
    ]);
    expect(farm?.collections.image).toEqual({
      site: 'ams',
      vdisk: 'srv22',
      type: 'maintenance',
      localDisk: true,
      targets: { count: 1, name: 'srv22-edit-#', subnet: null },
    });
    expect(farm).toMatchObject({
      identity: 'timestamp',
      haLogin: 'list-then-site',
      database: { offlineSupport: true },
      autoMerge: { enabled: true, maxVersions: 5, access: 'maintenance' },
    });
  });
});

describe('a site file', () => {
  test('that site init writes is the small example, or the farm, and valid', () => {
    expect(EXAMPLE_SITE).toBe(example('small'));
    expect(parseSiteFile(EXAMPLE_SITE, 'small.yaml').definition.name).toBe('example');
    expect(EXAMPLE_FARM).toBe(example('farm'));
    expect(parseSiteFile(EXAMPLE_FARM, 'farm.yaml').definition).toMatchObject({ name: 'farm', zones: {} });
  });

  test('may be JSON', () => {
    const json = JSON.stringify({
      holdover: 'site/1',
      name: 'j',
      zones: { a: { connectors: [{ fqdn: 'cc.example' }] } },
    });
    expect(parseSiteFile(json, 'j.json').definition.zones.a?.connectors).toEqual([
      { fqdn: 'cc.example', cores: 4, memoryGb: 8 },
    ]);
  });

  test('needs only a name and a zone: everything else has a default', () => {
    const { definition } = parseSiteFile(
      'holdover: site/1\nname: m\nzones: {a: {connectors: [{fqdn: cc.example}]}}\n',
      'm.yaml',
    );
    expect(definition).toMatchObject({
      startMs: Date.UTC(2026, 0, 5, 8),
      seed: 1,
      cloud: { farm: 'm' },
      provisioning: null,
    });
    expect(definition.workload).toEqual({ launchesPerMinute: 0, sessionMinutes: { mean: 240 }, mix: {} });
  });

  test('may give the import one duration, use aliases, and begin with a byte order mark', () => {
    const text = `\uFEFFholdover: site/1
name: m
zones:
  a: {connectors: &connectors [{fqdn: cc.example}]}
timers: {configImport: 1m30s}
adcs: {x: {gateway: {stas: [&fqdn cc.example]}, vips: {vip.example: {members: [*fqdn]}}}}
`;
    const file = parseSiteFile(text, 'm.yaml');
    expect(file.text).toBe(text.slice(1));
    expect(file.definition.timers.configImport).toEqual({ base: 90_000, perThousandMachines: 0 });
    expect(file.definition.adcs.x?.vips['vip.example']?.members).toEqual(['cc.example']);
  });

  test('of a million machines is checked at once', () => {
    const machines = ['{zone: a, count: 500000, name: x-######}', '{zone: a, count: 500000, name: y-######}'];
    const text = `holdover: site/1
name: m
zones: {a: {connectors: [{fqdn: cc.example}]}}
deliveryGroups: {g: {resources: [D], machines: [${machines.join(', ')}]}}
`;
    expect(parseSiteFile(text, 'm.yaml').definition.deliveryGroups.g?.machines).toHaveLength(2);
  });
});

describe('reading from disk', () => {
  test('gives the definition, the text and the name', async () => {
    const path = written('small.yaml', EXAMPLE_SITE);
    expect(await readSiteFile(path)).toMatchObject({
      fileName: path,
      text: EXAMPLE_SITE,
      definition: { name: 'example' },
    });
  });

  test('a file that is not there is named, with a hint', async () => {
    const path = join(directory, 'absent.yaml');
    const failure = await failureOf(path);
    expect(failure).toMatchObject({ kind: 'no-such-file', code: 'FILE_NOT_FOUND', hints: ['holdover site init'] });
    expect(failure.message).toContain(path);
  });

  test('a directory is no file, and an impossible path neither', async () => {
    expect(await failureOf(directory)).toMatchObject({ kind: 'no-such-file', code: 'FILE_NOT_READABLE' });
    expect(await failureOf('a\0b')).toMatchObject({ kind: 'no-such-file', code: 'FILE_NOT_READABLE' });
    expect(await failureOf(join(written('plain', ''), 'below'))).toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  test('bytes that are not UTF-8 are pointed at', async () => {
    const path = written('latin1.yaml', Buffer.from('holdover: site/1\nname: caf\xe9\n', 'latin1'));
    const failure = await failureOf(path);
    expect(failure).toMatchObject({ kind: 'invalid-file', code: 'SITE_FILE_INVALID' });
    expect(failure.problems).toMatchObject([{ code: 'ENCODING_INVALID', file: path, line: 2, column: 10 }]);
    const utf16 = written('utf16.yaml', Buffer.from('\uFEFFholdover: site/1\n', 'utf16le'));
    expect((await failureOf(utf16)).problems[0]?.message).toContain('UTF-16');
  });
});

describe('whatever the text is', () => {
  /** Reads it; only a UserError with at least one placed problem may come of it. */
  function survives(text: string): void {
    try {
      parseSiteFile(text, 'any.yaml');
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      const { problems } = error as UserError;
      expect(problems.length).toBeGreaterThan(0);
      for (const { line, column } of problems) expect([Number(line) >= 1, Number(column) >= 1]).toEqual([true, true]);
    }
  }

  test('only a UserError is thrown, with a place for every problem', () => {
    const word = fc.constantFrom(
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '!x ',
      '? ',
      "'",
      '"',
      '#',
      '|',
      '\t',
      'zones',
      'name',
      '1',
      '~',
      '<<',
      '---\n',
      '%YAML 1.1\n',
      '\uFEFF',
      '__proto__',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
        ),
        survives,
      ),
      { numRuns: 500 },
    );
  });

  test('also when contoso is damaged anywhere', () => {
    const contoso = example('contoso');
    const damage = fc.tuple(
      fc.nat(contoso.length),
      fc.nat(30),
      fc.constantFrom('', ' ', ':', '\n', '0', '-', '[', 'x: ', '~', '*a'),
    );
    fc.assert(
      fc.property(damage, ([from, length, replacement]) =>
        survives(contoso.slice(0, from) + replacement + contoso.slice(from + length)),
      ),
      { numRuns: 150 },
    );
  });

  test('also when any value is of any other kind', () => {
    const keys = fc.constantFrom(
      'zones',
      'name',
      'connectors',
      'fqdn',
      'timers',
      'configImport',
      'deliveryGroups',
      'machines',
      'users',
      'adcs',
      'provisioning',
      'vdisks',
      'sites',
      'toString',
      '__proto__',
      'a',
    );
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(null, true, 0, -1.5, '', 'a', '60s'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(keys, value), (site) =>
        survives(JSON.stringify({ holdover: 'site/1', name: 'n', zones: {}, ...site })),
      ),
      { numRuns: 300 },
    );
  });
});
