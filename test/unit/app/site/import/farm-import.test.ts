/**
 * What `site import` makes of the exports of a streaming farm: the farm of contoso, and what administrators have otherwise.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { ImportWarning } from '../../../../../src/app/site/import/notes.ts';
import { parseSiteFile } from '../../../../../src/app/site/read-site-file.ts';
import { UserError } from '../../../../../src/core/kernel/index.ts';
import { DEFAULT_TIMERS, type ProvisioningDefinition } from '../../../../../src/core/site/index.ts';
import { CONTOSO_FILE } from '../../../../support/cli-site.ts';
import {
  bytesOf,
  type FarmExportStyle,
  farmExports,
  farmRows,
  PLAIN_STYLE,
  SECRET_WORD,
} from '../../../../support/farm-exports.ts';
import { farmFacts, type ImportedFarm, importedFarm } from '../../../../support/imported-farm.ts';
import { IpAddress, Moment, type Row } from '../../../../support/powershell-shapes.ts';
import type { RealFarm } from '../../../../support/real-farm.ts';
import type { Exports } from '../../../../support/site-exports.ts';

const contoso = parseSiteFile(readFileSync(CONTOSO_FILE, 'utf8'), 'contoso.yaml').definition;
const FARM: RealFarm = { provisioning: contoso.provisioning as ProvisioningDefinition, timers: DEFAULT_TIMERS };

type Rows = readonly Row[];
type Changes = Readonly<Record<string, ((rows: Rows) => Rows) | null>>;

/** The export of contoso's farm with some of its files changed; null takes a file away. */
function changed(changes: Changes, style: FarmExportStyle = PLAIN_STYLE): Exports {
  const rows: Record<string, Rows> = { ...farmRows(FARM, style) };
  for (const [file, change] of Object.entries(changes)) {
    if (change === null) delete rows[file];
    else rows[file] = change(rows[file] ?? []);
  }
  return bytesOf(rows, style.powerShell);
}

/** Sets properties of the object with the name, or of all. */
const set =
  (values: Row, name: string | null = null) =>
  (rows: Rows): Rows =>
    rows.map((row) => (name === null || Object.values(row).includes(name) ? { ...row, ...values } : row));

const add =
  (...more: Rows) =>
  (rows: Rows): Rows => [...rows, ...more];

async function farmOf(changes: Changes): Promise<ImportedFarm & { readonly farm: ProvisioningDefinition }> {
  const imported = await importedFarm(changed(changes));
  return { ...imported, farm: imported.definition.provisioning as ProvisioningDefinition };
}

async function refusal(exports: Exports): Promise<UserError> {
  const thrown: unknown = await importedFarm(exports).catch((error: unknown) => error);
  if (!(thrown instanceof UserError)) throw new Error(`expected a UserError, got ${String(thrown)}`);
  return thrown;
}

const saying = ({ warnings }: { readonly warnings: readonly ImportWarning[] }, code: string) =>
  warnings.filter((warning) => warning.code === code).map(({ message }) => message);

describe('the farm of contoso', () => {
  it('P71: is the same after its export by either version of PowerShell, however the objects were put together', async () => {
    for (const powerShell of ['5.1', '7'] as const) {
      for (const joined of [true, false]) {
        const { definition, warnings } = await importedFarm(farmExports(FARM, { ...PLAIN_STYLE, powerShell, joined }));
        expect(farmFacts(definition)).toEqual(farmFacts({ ...contoso, timers: DEFAULT_TIMERS }));
        expect(warnings.map(({ code }) => code)).toEqual(['SECRETS_DROPPED', 'LOCAL_DISK_UNKNOWN']);
      }
    }
  });

  test('is a few lines of the file, and counted', async () => {
    const { text, counts } = await importedFarm(farmExports(FARM));
    expect(text).toContain('    pool: {site: ams, vdisk: win11, targets: {count: 120, name: vda-###}}\n');
    expect(text).toContain('pvs3: {modified: 2026-01-02T20:00:02Z}');
    expect(counts).toMatchObject({ provisioningServers: 3, vdisks: 4, targets: 138, zones: 1, machines: 40 });
  });
});

describe('the forms that exports have', () => {
  const facts = farmFacts({ ...contoso, timers: DEFAULT_TIMERS });

  it('P71: lists that PowerShell wrapped, an object a line, and a single object are what they were meant to be', async () => {
    const exports: Record<string, Buffer> = { ...farmExports(FARM) };
    const devices = JSON.parse((exports['pvs-devices.json'] as Buffer).toString()) as Rows;
    exports['pvs-devices.json'] = Buffer.from(devices.map((device) => JSON.stringify(device)).join('\r\n'));
    const servers = JSON.parse((exports['pvs-servers.json'] as Buffer).toString()) as Rows;
    exports['pvs-servers.json'] = Buffer.from(JSON.stringify({ value: servers, Count: servers.length }));
    expect(farmFacts((await importedFarm(exports)).definition)).toEqual(facts);
  });

  it('P71: ids and addresses can be objects or texts, and moments can have any offset', async () => {
    const servers = (rows: Rows) =>
      rows.map((row) => ({ ...row, Guid: { Guid: row.Guid }, ServerId: `{${String(row.ServerId).toUpperCase()}}` }));
    const moments = (rows: Rows) =>
      rows.map((row) => {
        const atMs = (row.FileTime as Moment).atMs ?? 0;
        return { ...row, FileTime: { value: new Date(atMs + 7_200_000).toISOString().replace('Z', '+02:00') } };
      });
    const ofContoso = { 'pvs-servers.json': servers, 'pvs-inventory.json': moments };
    expect(farmFacts((await importedFarm(changed(ofContoso))).definition)).toEqual(facts);
  });

  it('P71: the properties tell what a file holds, whatever it is called', async () => {
    const misnamed = Object.entries(farmExports(FARM)).map(([, bytes], index) => [`export-${index}.json`, bytes]);
    expect(farmFacts((await importedFarm(Object.fromEntries(misnamed))).definition)).toEqual(facts);
  });

  it('P71: two names of one property that disagree are refused, with both values', async () => {
    const error = await refusal(changed({ 'pvs-servers.json': set({ ServerName: 'pvs9' }, 'pvs1') }));
    expect(error).toMatchObject({ kind: 'invalid-file', code: 'EXPORT_INCOMPLETE' });
    expect(error.problems).toEqual([
      {
        code: 'ALIAS_CONFLICT',
        message: 'a server has Name "pvs1" and ServerName "pvs9", and both name the same thing',
        object: 'ServerName',
      },
    ]);
    expect(error.hints[0]).toContain('Get-PvsServer | ConvertTo-Json');
  });

  it('P71: a number out of its range is told of with object, property, value and range, and counts as its default', async () => {
    const result = await farmOf({
      'pvs-servers.json': (rows) => set({ PowerRating: 0 }, 'pvs1')(set({ MaxBootSeconds: '5000' })(rows)),
      'pvs-disks.json': set({ RebalanceTriggerPercent: 'many' }, 'win11'),
    });
    expect(saying(result, 'VALUE_OUT_OF_RANGE')).toEqual([
      'server pvs3: MaxBootSeconds is "5000", and 10 to 900 is allowed; it counts as not given; so it is with 2 others',
      'server pvs1: PowerRating is 0, and 0.1 to 1000 is allowed; it counts as not given',
      'vDisk win11: RebalanceTriggerPercent is "many", and 5 to 5000 is allowed; it counts as not given',
    ]);
    expect(result.farm.sites.ams?.servers.pvs1?.powerRating).toBe(1);
    expect(result.farm.vdisks.win11?.rebalance.triggerPercent).toBe(25);
    expect(result.definition.timers.bootMax).toBe(DEFAULT_TIMERS.bootMax);
  });

  it('P72: passwords and addresses of network cards are dropped where they are read, and only their names are told', async () => {
    for (const powerShell of ['5.1', '7'] as const) {
      const result = await importedFarm(farmExports(FARM, { ...PLAIN_STYLE, powerShell }));
      expect(JSON.stringify(result)).not.toMatch(new RegExp(`${SECRET_WORD}|00-15-5D|21,\\s*93`));
      expect(saying(result, 'SECRETS_DROPPED')[0]).toContain(
        'AdPassword, DeviceMac, DomainObjectSID, MakPassword, Password',
      );
    }
  });

  it('P73: properties that nobody knows are told of once, and change nothing', async () => {
    const result = await farmOf({ 'pvs-devices.json': set({ LatestFeature: 'on' }) });
    expect(farmFacts(result.definition)).toEqual(facts);
    expect(result.warnings.find(({ code }) => code === 'PROPERTY_UNKNOWN')).toMatchObject({
      count: 138,
      message: expect.stringContaining('LatestFeature'),
    });
  });

  it('P73: numbers that nobody knows are told of, and count as what they are by default', async () => {
    const result = await farmOf({
      'pvs-farm.json': set({ MergeMode: 7 }),
      'pvs-disks.json': set({ WriteCacheType: 6, SubnetAffinity: 5 }, 'win11'),
      'pvs-versions.json': set({ Access: 12 }, 'win11.vhdx'),
      'pvs-inventory.json': set({ State: '8' }),
      'pvs-devices.json': set({ Type: 9 }, 'vda-001'),
    });
    expect(saying(result, 'CODE_UNKNOWN').map((message) => /of (\w+) is/.exec(message)?.[1])).toEqual([
      'WriteCacheType',
      'SubnetAffinity',
      'Access',
      'State',
      'Type',
      'MergeMode',
    ]);
    expect(result.farm.autoMerge.access).toBe('maintenance');
    expect(result.farm.vdisks.win11).toMatchObject({ writeCache: 'device-ram-overflow', subnetAffinity: 'none' });
    expect(result.farm.collections.pool).toMatchObject({ type: 'production', targets: { count: 120 } });
  });
});

describe('servers', () => {
  test('settings that differ between them stay at their default, with a warning', async () => {
    const result = await farmOf({ 'pvs-servers.json': set({ BootPauseSeconds: 20 }, 'pvs1') });
    expect(saying(result, 'TIMERS_DIFFER')).toEqual([
      'the servers differ in BootPauseSeconds (10, 20), and a site file has one for all: bootPause stays at 10',
    ]);
    const agreeing = await farmOf({ 'pvs-servers.json': set({ BootPauseSeconds: 20, MaxBootDevicesAllowed: 30 }) });
    expect(agreeing.definition.timers).toMatchObject({ bootPause: 20_000, bootsAtOnce: 30 });
    expect(agreeing.text).toContain('bootsAtOnce: 30\n');
  });

  test('one without an address is known by its host name, and one that is down is told of', async () => {
    const result = await farmOf({
      'pvs-servers.json': set({ Ip: [], ContactIp: new IpAddress('0.0.0.0'), FirstPort: 7000, Active: 0 }, 'pvs1'),
    });
    expect(result.farm.sites.ams?.servers.pvs1?.addresses).toEqual(['pvs1.contoso.example:7000']);
    expect(saying(result, 'SERVER_ADDRESS_UNKNOWN')).toHaveLength(1);
    expect(saying(result, 'SERVER_DOWN')[0]).toContain('pvs1');
  });

  test('the lists of several bootstraps are joined, and addresses of nobody are left out', async () => {
    const second = { Name: 'ARDBP32.BIN', Bootserver1_Ip: '10.0.3.13', Bootserver2_Ip: '10.8.8.8' };
    const result = await farmOf({ 'pvs-bootstraps.json': add(second) });
    expect(result.farm.sites.ams?.loginServers).toEqual(['pvs1', 'pvs2', 'pvs3']);
    expect(saying(result, 'LOGIN_LISTS_DIFFER')).toHaveLength(1);
    expect(saying(result, 'LOGIN_SERVER_UNKNOWN')[0]).toContain('10.8.8.8');
  });

  test('sites are known by their servers as well; one without servers, and a server without a site, are left out', async () => {
    const untold = await farmOf({ 'pvs-sites.json': null });
    expect(Object.keys(untold.farm.sites)).toEqual(['ams']);
    const lost = { Name: 'lost', SiteName: null, PowerRating: 1 };
    const result = await farmOf({
      'pvs-sites.json': add({ Name: 'empty', SiteId: 'e', EnableDiskUpdate: false }),
      'pvs-servers.json': add(lost),
    });
    expect(saying(result, 'SITE_LEFT_OUT')[0]).toContain('empty');
    expect(saying(result, 'SERVER_LEFT_OUT')[0]).toContain('lost');
  });
});

describe('stores', () => {
  const storage = async (store: Row, ownPaths: readonly string[] = ['', '', '']) => {
    const result = await farmOf({
      'pvs-stores.json': set(store, 'san'),
      'pvs-server-stores.json': (rows) =>
        rows.map((row) =>
          row.StoreName === 'san' ? { ...row, Path: ownPaths[Number(String(row.ServerName).at(-1)) - 1] } : row,
        ),
      'pvs-inventory.json': null,
    });
    return [result.farm.stores.san?.storage, saying(result, 'STORE_PATHS_DIFFER').length];
  };

  test('are shared or local by their type, else by their path', async () => {
    expect(await storage({ PathType: 'Remote', Path: 'S:\\Store' })).toEqual(['shared', 0]);
    expect(await storage({ PathType: 'Local', Path: '\\\\nas\\x' })).toEqual(['local', 0]);
    expect(await storage({ PathType: null, Path: '\\\\nas\\x' })).toEqual(['shared', 0]);
    expect(await storage({ PathType: null, Path: 'D:\\x' })).toEqual(['local', 0]);
  });

  test('whose servers have paths of their own are shared only where all of them open the same', async () => {
    const unc = { PathType: 'Local', Path: 'D:\\x' };
    expect(await storage(unc, ['\\\\nas\\x', '\\\\NAS\\x\\', '\\\\nas\\x'])).toEqual(['shared', 0]);
    expect(await storage(unc, ['\\\\nas\\x', '', ''])).toEqual(['local', 1]);
    expect(await storage(unc, ['', 'E:\\x', ''])).toEqual(['local', 0]);
  });

  test('of the whole farm are one store for each site that serves them', async () => {
    const server = { Name: 'pvs-f1', Guid: 'f1', SiteName: 'fra', PowerRating: 1, Ip: ['10.1.0.1'] };
    const store = {
      Name: 'wide',
      Guid: 'w',
      SiteId: '00000000-0000-0000-0000-000000000000',
      SiteName: '',
      Path: '\\\\dfs\\w',
      PathType: 'Remote',
    };
    const served = ['pvs1', 'pvs-f1'].map((name) => ({ StoreName: 'wide', ServerName: name, Path: '' }));
    const disk = { Name: 'img', Guid: 'd', SiteName: 'fra', StoreName: 'wide', WriteCacheType: 9, SubnetAffinity: 0 };
    const result = await farmOf({
      'pvs-servers.json': add(server),
      'pvs-stores.json': add(store, { Name: 'unused', Path: 'D:\\', PathType: 'Local' }),
      'pvs-server-stores.json': add(...served),
      'pvs-disks.json': add(disk),
    });
    expect(result.farm.stores['wide-fra']).toEqual({ site: 'fra', storage: 'shared', servers: ['pvs-f1'] });
    expect(result.farm.stores['wide-ams']).toMatchObject({ site: 'ams', servers: ['pvs1'] });
    expect(result.farm.vdisks.img?.store).toBe('wide-fra');
    expect(saying(result, 'STORE_SPLIT')[0]).toContain('wide');
    expect(saying(result, 'STORE_LEFT_OUT')[0]).toContain('unused');
  });

  test('without the export of who serves them, every server of the site does', async () => {
    const result = await farmOf({ 'pvs-server-stores.json': null });
    expect(result.farm.stores.local?.servers).toEqual(['pvs1', 'pvs2', 'pvs3']);
    expect(saying(result, 'EXPORT_MISSING')[0]).toContain('Get-PvsServerStore');
  });
});

describe('vDisks', () => {
  test.each([
    [0, 512, 'private', 'device-ram-overflow', 512],
    [1, 0, 'standard', 'server', 512],
    [3, 256, 'standard', 'device-ram', 256],
    [4, 0, 'standard', 'device-disk', 512],
    [7, 0, 'standard', 'server-persistent', 512],
    [9, 2048, 'standard', 'device-ram-overflow', 2048],
    [9, 0, 'standard', 'device-disk', 512],
    [10, 0, 'private', 'device-ram-overflow', 512],
    [11, 0, 'standard', 'server-persistent', 512],
    ['12', '64', 'standard', 'device-ram-overflow', 64],
  ] as const)(
    'WriteCacheType %s of %s MB is mode and write cache',
    async (code, sizeMb, mode, writeCache, writeCacheMb) => {
      const { farm } = await farmOf({
        'pvs-disks.json': set({ WriteCacheType: code, WriteCacheSize: sizeMb }, 'win11'),
      });
      expect(farm.vdisks.win11).toMatchObject({ mode, writeCache, writeCacheMb });
    },
  );

  test('of one name in two stores are told apart, and those in no store are left out', async () => {
    const { Name: name, ...located } = {
      Name: 'win11',
      Guid: 'x2',
      SiteName: 'ams',
      WriteCacheType: 9,
      SubnetAffinity: 1,
    };
    const result = await farmOf({
      'pvs-disks.json': add(
        { ...located, Name: name, StoreName: 'san' },
        { ...located, Guid: 'x3', Name: 'lost', StoreName: 'gone' },
      ),
      'pvs-devices.json': set({ DiskLocatorId: null, DiskLocatorName: 'san\\win11,local\\win11' }, 'kiosk'),
    });
    expect(result.farm.vdisks).toMatchObject({ win11: { store: 'local' }, 'win11-2': { store: 'san' } });
    expect(result.farm.collections.kiosk?.vdisk).toBe('win11-2');
    expect(saying(result, 'NAME_CHANGED')).toEqual(['another vDisk "win11" is called "win11-2" in the site file']);
    expect(saying(result, 'VDISKS_SEVERAL')[0]).toContain('kiosk-1');
    expect(saying(result, 'VDISK_LEFT_OUT')[0]).toContain('lost');
    expect(saying(result, 'SUBNET_UNKNOWN')[0]).toContain('win11-2');
  });

  test('whose one server does not serve the store are load balanced, with a warning', async () => {
    const result = await farmOf({
      'pvs-server-stores.json': (rows) => rows.filter((row) => row.StoreName !== 'san' || row.ServerName !== 'pvs2'),
    });
    expect(result.farm.vdisks.pinned).toMatchObject({ loadBalanced: true, assignedServer: null });
    expect(saying(result, 'ASSIGNED_SERVER_UNKNOWN')[0]).toContain('pinned');
  });
});

describe('versions', () => {
  const WIN11 = FARM.provisioning.vdisks.win11?.versions[0]?.modifiedMs ?? 0;

  /** Versions of win11, by their Access, Type and more; the first is number 0. */
  const versions = async (...list: Rows) => {
    const template = farmRows(FARM)['pvs-versions.json']?.find(({ Version }) => Version === 42) as Row;
    const inventory = farmRows(FARM)['pvs-inventory.json']?.filter(({ Version }) => Version === '42') as Rows;
    const result = await farmOf({
      'pvs-versions.json': (rows) => [
        ...rows.filter(({ Version }) => Version !== 42),
        ...list.map((row, index) => ({ ...template, Type: index === 0 ? 0 : 1, ...row, Version: index })),
      ],
      'pvs-inventory.json': (rows) => [
        ...rows.filter(({ Version }) => Version !== '42'),
        ...list.flatMap((_, index) => inventory.map((row) => ({ ...row, Version: String(index) }))),
      ],
    });
    const found = result.farm.vdisks.win11?.versions ?? [];
    return { ...result, found: found.map(({ number, access, scheduledMs }) => [number, access, scheduledMs]) };
  };

  test('have the access of their number', async () => {
    const { found, ...result } = await versions(
      { Access: 0 },
      { Access: 7 },
      { Access: 4 },
      { Access: 5 },
      { Access: 6 },
      { Access: 1 },
    );
    expect(found).toEqual([
      [0, 'production', null],
      [1, 'test', null],
      [5, 'maintenance', null],
    ]);
    expect(saying(result, 'VERSION_LEFT_OUT')[0]).toContain('win11 2, win11 3, win11 4');
    expect((await versions({ Access: 0 }, { Access: 2 })).found[1]).toEqual([1, 'maintenance', null]);
  });

  test('above one that is pinned are test versions', async () => {
    const { found, ...result } = await versions({ Access: 0 }, { Access: 3 }, { Access: 0 }, { Access: 7 });
    expect(found.map(([, access]) => access)).toEqual(['production', 'production', 'test', 'test']);
    expect(saying(result, 'VERSION_PINNED')[0]).toContain('win11 2');
  });

  test('that wait for their moment are scheduled; those that wait for servers are test versions', async () => {
    const at = Date.UTC(2026, 5, 1);
    const { found, ...result } = await versions(
      { Access: 0, ScheduledDate: new Moment(Date.UTC(2025, 0, 1)) },
      { Access: 0, IsPending: true, ScheduledDate: new Moment(at) },
      { Access: 0, IsPending: true },
    );
    expect(found).toEqual([
      [0, 'production', null],
      [1, 'production', at],
      [2, 'test', null],
    ]);
    expect(saying(result, 'VERSION_PENDING')[0]).toContain('win11 2');
  });

  test('that a merge replaced are left out, below a new base and between the base and a merged difference', async () => {
    const base = await versions({ Access: 0 }, { Access: 0 }, { Access: 0, Type: 4 }, { Access: 0 }, { Access: 7 });
    expect(base.found.map(([number]) => number)).toEqual([2, 3, 4]);
    const difference = await versions({ Access: 0 }, { Access: 0 }, { Access: 0, Type: 3 }, { Access: 0 });
    expect(difference.found.map(([number]) => number)).toEqual([0, 2, 3]);
    expect(saying(difference, 'VERSION_LEFT_OUT')[0]).toContain('win11 1');
    const untested = await versions({ Access: 0 }, { Access: 0 }, { Access: 7, Type: 4 });
    expect(untested.found.map(([number]) => number)).toEqual([0, 1, 2]);
    expect(saying(untested, 'VERSION_SIMPLIFIED')[0]).toContain('win11 2');
  });

  const copies = async (ofStore: string, states: Readonly<Record<string, Row>>) => {
    const vdisk = ofStore === 'local' ? 'win11' : 'pinned';
    const id = farmRows(FARM)['pvs-disks.json']?.find(({ Name }) => Name === vdisk)?.Guid;
    const result = await farmOf({
      'pvs-inventory.json': (rows) =>
        rows.map((row) =>
          row.Guid === id
            ? { ...row, FileTime: new Moment(WIN11), State: '0', ...states[String(row.ServerName)] }
            : row,
        ),
    });
    return { ...result, replicas: result.farm.vdisks[vdisk]?.versions[0]?.replicas };
  };
  const none = { missing: false, unreachable: false, modifiedMs: null, content: null };

  test('are missing, unreachable or modified at another time on some servers', async () => {
    const { replicas } = await copies('local', {
      pvs1: { State: '1', FileTime: new Moment(null) },
      pvs2: { State: 5, FileTime: new Moment(null) },
    });
    expect(replicas).toEqual({ pvs1: { ...none, missing: true }, pvs2: { ...none, unreachable: true } });
    const otherMs = WIN11 + 61_000;
    const outdated = await copies('local', {
      pvs1: { State: '2', FileTime: new Moment(otherMs) },
      pvs2: { State: '2' },
    });
    expect(outdated.replicas).toEqual({ pvs1: { ...none, modifiedMs: otherMs }, pvs2: { ...none, missing: true } });
    expect(saying(outdated, 'REPLICA_SIMPLIFIED')[0]).toContain('win11 42 on pvs2');
  });

  test('whose properties file is missing or another one are no copies of the version', async () => {
    const timeMs = WIN11 + 5000;
    const result = await copies('local', {
      pvs1: { State: '3', PropertiesTime: new Moment(null) },
      pvs2: { State: '4', PropertiesTime: new Moment(timeMs) },
    });
    expect(result.replicas).toEqual({ pvs1: { ...none, missing: true }, pvs2: { ...none, modifiedMs: timeMs } });
    expect(saying(result, 'REPLICA_SIMPLIFIED')[0]).toContain('win11 42 on pvs1, win11 42 on pvs2');
  });

  test('without states are judged by their times: what most servers have is the version', async () => {
    const newer = new Moment(WIN11 + 1000);
    const result = await copies('local', {
      pvs1: { State: null, FileTime: newer },
      pvs2: { State: null, FileTime: newer },
      pvs3: { State: null },
    });
    expect(result.farm.vdisks.win11?.versions[0]?.modifiedMs).toBe(WIN11 + 1000);
    expect(result.replicas).toEqual({ pvs3: { ...none, modifiedMs: WIN11 } });
  });

  test('on shared storage can be out of reach, and nothing else', async () => {
    const result = await copies('san', {
      pvs1: { State: '1' },
      pvs2: { State: '2', FileTime: new Moment(WIN11 + 9000) },
    });
    expect(result.replicas).toEqual({ pvs1: { ...none, unreachable: true } });
    expect(saying(result, 'REPLICA_SIMPLIFIED')[0]).toContain('pinned 1 on pvs2');
  });

  test('are those of the inventory where none were exported, and copies that it does not tell of are told of', async () => {
    const result = await farmOf({
      'pvs-versions.json': null,
      'pvs-inventory.json': (rows) =>
        rows.filter(({ ServerName, Version }) => ServerName !== 'pvs2' || Version !== '42'),
    });
    expect(result.farm.vdisks.win11?.versions.map(({ number }) => number)).toEqual([42]);
    expect(saying(result, 'EXPORT_MISSING')[0]).toContain('Get-PvsDiskVersion');
    expect(saying(result, 'REPLICA_UNKNOWN')[0]).toContain('win11 42 on pvs2');
    const nothing = await farmOf({ 'pvs-versions.json': null, 'pvs-inventory.json': null });
    expect(nothing.farm.vdisks.win11?.versions).toMatchObject([{ number: 1, access: 'production' }]);
  });
});

describe('collections', () => {
  test('are split where devices differ in vDisk, type or numbers', async () => {
    const result = await farmOf({
      'pvs-devices.json': (rows) =>
        rows
          .filter(({ Name }) => Name !== 'vda-100')
          .map((row) =>
            row.Name === 'vda-001' ? { ...row, Type: 1 } : row.Name === 'vda-002' ? { ...row, Type: 3 } : row,
          ),
    });
    const names = Object.keys(result.farm.collections).filter((name) => name.startsWith('pool'));
    const targets = (farmFacts(result.definition) as { collections: Record<string, { targets: readonly string[] }> })
      .collections;
    expect(names.flatMap((name) => targets[name]?.targets ?? []).toSorted()).toEqual(
      Array.from({ length: 120 }, (_, index) => `vda-${String(index + 1).padStart(3, '0')}`).filter(
        (name) => name !== 'vda-100',
      ),
    );
    expect(result.farm.collections.pool).toMatchObject({ type: 'test', targets: { count: 1, name: 'vda-001' } });
    expect(saying(result, 'COLLECTION_SPLIT')[0]).toContain('pool (');
    expect(saying(result, 'TYPE_SIMPLIFIED')[0]).toContain('vda-002');
  });

  test('are without devices that cannot stream a vDisk', async () => {
    const result = await farmOf({
      'pvs-collections.json': set({ Enabled: false }, 'build'),
      'pvs-disks.json': set({ Enabled: false }, 'pinned'),
      'pvs-devices.json': (rows) =>
        rows.map((row) => ({
          ...row,
          ...{
            'vda-001': { Enabled: false },
            'vda-002': { Template: true },
            'vda-003': { BootFrom: 2 },
            'vda-004': { DiskLocatorId: null, DiskLocatorName: '' },
            'vda-005': { Name: 'two words', DeviceName: 'two words' },
            'vda-006': { SiteId: 'gone', SiteName: 'gone' },
          }[String(row.Name)],
        })),
    });
    expect(Object.keys(result.farm.collections)).not.toContain('build');
    expect(Object.keys(result.farm.collections)).not.toContain('kiosk');
    expect(result.counts.targets).toBe(138 - 6 - 1 - 4);
    expect(saying(result, 'DEVICE_LEFT_OUT')).toHaveLength(6);
    expect(saying(result, 'DEVICE_LEFT_OUT')[0]).toMatch(/disabled.*dev-1, kiosk-1/);
  });

  test('of one name in two sites are two, each with its own devices', async () => {
    const fra = { SiteId: 'f', SiteName: 'fra' };
    const ofFra = (rows: Rows, name: string, more: Row) => ({
      ...rows.find((row) => row.Name === name),
      ...fra,
      ...more,
    });
    const device = {
      Guid: 'd',
      DeviceId: 'd',
      Name: 'fra-1',
      DeviceName: 'fra-1',
      CollectionId: null,
      DiskLocatorId: 'x',
    };
    const result = await farmOf({
      'pvs-sites.json': add({ Name: 'fra', Guid: 'f', EnableDiskUpdate: false }),
      'pvs-servers.json': (rows) => [
        ...rows,
        ofFra(rows, 'pvs1', { Guid: 's', ServerId: 's', Name: 'z', ServerName: 'z', ServerFqdn: 'z.fra.example' }),
      ],
      'pvs-stores.json': (rows) => [
        ...rows,
        ofFra(rows, 'local', { Guid: 't', StoreId: 't', Name: 'far', StoreName: 'far' }),
      ],
      'pvs-server-stores.json': add({ ServerName: 'z', StoreName: 'far', Path: '' }),
      'pvs-disks.json': (rows) => [
        ...rows,
        ofFra(rows, 'win11', { Guid: 'x', DiskLocatorId: 'x', StoreId: 't', StoreName: 'far' }),
      ],
      'pvs-collections.json': (rows) => [
        ...set({ Enabled: false }, 'pool')(rows),
        ofFra(rows, 'pool', { Guid: 'c', CollectionId: 'c' }),
      ],
      'pvs-devices.json': (rows) => [...rows, ofFra(rows, 'vda-001', device)],
    });
    expect(result.farm.collections.pool).toMatchObject({ site: 'fra', vdisk: 'win11-2', targets: { name: 'fra-1' } });
    expect(result.counts.targets).toBe(138 - 120 + 1);
    expect(result.farm.sites.fra?.servers.z?.addresses).toEqual(['z.fra.example:6910']);
    expect(saying(result, 'SERVER_ADDRESS_REPEATED')[0]).toContain(': z');
    expect(result.farm.sites.ams?.loginServers).toEqual(['pvs1', 'pvs2']);
  });

  test('are known by their devices as well', async () => {
    const without =
      (...keys: readonly string[]) =>
      (rows: Rows) =>
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key))));
    const named = await farmOf({ 'pvs-collections.json': null, 'pvs-devices.json': without('CollectionId') });
    expect(Object.keys(named.farm.collections)).toContain('pool');
    const byId = await farmOf({ 'pvs-devices.json': without('CollectionName', 'SiteName', 'SiteId') });
    expect(farmFacts(byId.definition)).toEqual(farmFacts({ ...contoso, timers: DEFAULT_TIMERS }));
  });
});

describe('what is missing', () => {
  test.each([
    ['pvs-servers.json', 'server', 'Get-PvsServer'],
    ['pvs-stores.json', 'store', 'Get-PvsStore'],
    ['pvs-disks.json', 'vDisk', 'Get-PvsDiskInfo'],
    ['pvs-devices.json', 'target device', 'Get-PvsDeviceInfo'],
  ])('without %s there is no farm', async (file, noun, cmdlet) => {
    const error = await refusal(changed({ [file]: null }));
    expect(error.problems).toContainEqual({
      code: 'EXPORT_MISSING',
      message: `there is a streaming farm in the exports, and no ${noun} of it`,
    });
    expect(error.hints.join('\n')).toContain(`${cmdlet} |`);
  });

  test('without the farm itself and its bootstrap there is one, with warnings', async () => {
    const result = await farmOf({ 'pvs-farm.json': null, 'pvs-bootstraps.json': null });
    expect(result.farm.database.offlineSupport).toBe(false);
    expect(result.farm.sites.ams?.loginServers).toEqual(['pvs1', 'pvs2', 'pvs3']);
    expect(saying(result, 'EXPORT_MISSING')).toHaveLength(2);
  });

  test('views, locks and tasks are known, and not needed', async () => {
    const others = [
      { Name: 'view', SiteViewName: 'view', MakActivateNeededCount: 0 },
      { DeviceName: 'vda-001', Exclusive: true, ReadOnly: false },
      { TaskId: 1, MapiException: '', State: 2 },
    ];
    const result = await farmOf({ 'others.json': () => others });
    expect(saying(result, 'OBJECT_UNKNOWN')).toEqual([]);
  });
});

describe('a base', () => {
  test('keeps its comments and all that is not of the farm', async () => {
    const base = readFileSync(CONTOSO_FILE, 'utf8');
    const { text, definition } = await importedFarm(changed({ 'pvs-farm.json': set({ MaxVersions: 9 }) }), base);
    expect(text.replace(/\n {2}autoMerge:[\s\S]*$/, '')).toContain('# The reference site');
    expect(text).toContain('# the same machines as LHC');
    expect(definition.provisioning?.autoMerge.maxVersions).toBe(9);
    expect({ ...definition, provisioning: null }).toEqual({ ...contoso, provisioning: null });
  });

  test('can be JSON', async () => {
    const base = JSON.stringify({ holdover: 'site/1', name: 'x', zones: { z: { connectors: [{ fqdn: 'cc' }] } } });
    const { text, definition } = await importedFarm(farmExports(FARM), base);
    expect(JSON.parse(text)).toMatchObject({ name: 'x', provisioning: { database: { offlineSupport: true } } });
    expect(farmFacts(definition)).toEqual(farmFacts({ ...contoso, timers: DEFAULT_TIMERS }));
  });

  test('whose timers are tied to other places of the file is refused', async () => {
    const timers = 'timers: {bootPause: &pause 20s, machineReset: *pause}';
    const base = `holdover: site/1\nname: x\nzones: {z: {connectors: [{fqdn: cc}]}}\n${timers}\n`;
    const refused = importedFarm(farmExports(FARM), base);
    await expect(refused).rejects.toMatchObject({ code: 'TEXT_NOT_EDITABLE', kind: 'invalid-file' });
  });
});
