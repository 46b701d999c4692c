import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { type ImportResult, importSite } from '../../../../../src/app/site/import/import-site.ts';
import { parseSiteFile } from '../../../../../src/app/site/read-site-file.ts';
import { UserError } from '../../../../../src/core/kernel/index.ts';
import { numberedName, type ProvisioningDefinition, type SiteDefinition } from '../../../../../src/core/site/index.ts';
import { CONTOSO_FILE } from '../../../../support/cli-site.ts';
import { farmExports, PLAIN_STYLE } from '../../../../support/farm-exports.ts';
import { type RealSite, realSite } from '../../../../support/real-site.ts';
import {
  type Exports,
  exportedBy7,
  exportedBy51,
  exportedByRest,
  writtenTo,
} from '../../../../support/site-exports.ts';
import { smallSite } from '../../../../support/site-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'holdover-import-'));
afterAll(() => rmSync(directory, { recursive: true }));

let folders = 0;

function folderOf(exports: Exports): string {
  folders += 1;
  return writtenTo(join(directory, String(folders)), exports);
}

const SMALL = realSite(2);

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The export of a small site by PowerShell 7, with some of its files changed; null takes a file away. */
function changed(changes: Readonly<Record<string, ((rows: Rows) => unknown) | null>>, site = SMALL): Exports {
  const exports: Record<string, Buffer> = { ...exportedBy7(site) };
  for (const [name, change] of Object.entries(changes)) {
    const before: unknown = JSON.parse(exports[name]?.toString('utf8') ?? '[]');
    if (change === null) delete exports[name];
    else exports[name] = Buffer.from(JSON.stringify(change(Array.isArray(before) ? before : [before as Rows[number]])));
  }
  return exports;
}

async function imported(
  exports: Exports,
): Promise<ImportResult & { readonly definition: SiteDefinition; readonly text: string }> {
  const result = await importSite({ paths: [folderOf(exports)], name: null, output: null, base: null });
  const text = result.text ?? '';
  return { ...result, text, definition: parseSiteFile(text, 'site.yaml').definition };
}

async function refusal(exports: Exports): Promise<UserError> {
  const thrown: unknown = await imported(exports).catch((error: unknown) => error);
  if (!(thrown instanceof UserError)) throw new Error(`expected a UserError, got ${String(thrown)}`);
  return thrown;
}

const codes = ({ warnings }: ImportResult) => [...new Set(warnings.map(({ code }) => code))].sort();
const saying = ({ warnings }: ImportResult, code: string) =>
  warnings.filter((warning) => warning.code === code).map(({ message }) => message);

function machinesOf(definition: SiteDefinition): readonly string[] {
  return Object.entries(definition.deliveryGroups).flatMap(([group, { machines }]) =>
    machines.flatMap(({ name, count, zone, maintenance, assignedTo }) =>
      Array.from({ length: count }, (_, index) => {
        const owner = assignedTo === null ? null : numberedName(assignedTo, index + 1);
        return [group, zone, numberedName(name, index + 1), owner, maintenance].join(' ');
      }),
    ),
  );
}

const realMachines = ({ machines }: RealSite) =>
  machines.map(({ group, zone, name, owner, maintenance }) => [group, zone, name, owner, maintenance].join(' '));

describe('a site of 10,000 machines', () => {
  const site = realSite();

  test('is the same file, byte for byte, from PowerShell 5.1, PowerShell 7 and REST', async () => {
    const [by51, by7, byRest] = await Promise.all(
      [exportedBy51(site), exportedBy7(site), exportedByRest(site)].map(imported),
    );
    expect(by51?.text).toBe(by7?.text);
    expect(byRest?.text).toBe(by7?.text);
    expect(by7?.counts).toMatchObject({ zones: 3, connectors: 7, deliveryGroups: 5, machines: 10_000, storeFronts: 1 });
    expect(by7?.text.split('\n').length).toBeLessThan(250);
    expect(machinesOf(by7?.definition as SiteDefinition).toSorted()).toEqual(realMachines(site).toSorted());
  });
});

describe('what a site file says of an exported site', () => {
  test('groups have their type, resources, switches and entitlements', async () => {
    const { definition } = await imported(exportedBy7(SMALL));
    const { Office, Finance, Directors, 'Call Centre': callCentre } = definition.deliveryGroups;
    expect(Office).toMatchObject({
      type: 'pooled',
      resources: ['Office Desktop'],
      entitled: ['CONTOSO\\Office Users'],
      reuseMachinesWithoutShutdownInOutage: false,
    });
    expect(Finance).toMatchObject({ type: 'multi-session', resources: ['Excel', 'SAP'], entitled: null });
    expect(Directors?.type).toBe('static');
    expect(Directors?.machines[0]).toMatchObject({ name: 'TOK-DIR-###', assignedTo: 'CONTOSO\\director-###' });
    expect(callCentre).toMatchObject({ reuseMachinesWithoutShutdownInOutage: true });
    expect(callCentre?.machines[0]?.tags).toEqual(['gold', 'headset']);
    expect(definition.policy.reuseMachinesWithoutShutdownInOutageAllowed).toBe(true);
    expect(definition.name).toBe('cloudxdsite');
  });

  test('a server that is no connector stands in a comment, and the file says what to fill in', async () => {
    const result = await imported(exportedBy7(SMALL));
    expect(result.definition.storeFronts.sf1).toMatchObject({
      version: '2402.0.0.12',
      advancedHealthCheck: true,
      loadBalance: true,
    });
    expect(result.definition.storeFronts.sf1?.deliveryControllers).toHaveLength(5);
    expect(saying(result, 'CONTROLLER_UNRESOLVED')[0]).toContain('vip-tok.contoso.example');
    expect(result.text).toContain('      # - vip-tok.contoso.example\n');
    expect(result.text).toContain('#       vip-tok.contoso.example: {zone: ZONE, members: [CONNECTOR, CONNECTOR]');
  });

  test('a StoreFront of which no server is a connector is left without delivery controllers', async () => {
    const storeFront = { StoreFront: 'sf1', Farms: { FarmName: 'a', Servers: 'vip.example other.example' } };
    const result = await imported(changed({ 'storefront.json': () => storeFront }));
    expect(result.definition.storeFronts.sf1?.deliveryControllers).toEqual([]);
    expect(codes(result)).toContain('STOREFRONT_VERSION_UNKNOWN');
  });

  test('timers of StoreFront are taken over where they are not the default', async () => {
    const storeFront = (rows: Rows) => ({
      ...rows[0],
      BackgroundHealthCheckPollingPeriod: '00:02:00',
      Farms: [{ FarmName: 'a', Servers: ['cc-ams-01'], LoadBalance: false, BypassDuration: 5 }],
    });
    const { definition } = await imported(changed({ 'storefront.json': storeFront }));
    expect(definition.timers).toMatchObject({ storeFrontHeartbeat: 120_000, storeFrontBypass: 300_000 });
    expect(definition.storeFronts.sf1).toMatchObject({
      loadBalance: false,
      deliveryControllers: ['cc-ams-01.contoso.example'],
    });
  });

  test('farms that were exported by themselves are a StoreFront, with the version that was exported beside them', async () => {
    const farms = () => ({ FarmName: 'Cloud', FarmType: 2, Servers: ['cc-ams-01.contoso.example'], LoadBalance: true });
    const version = () => ({ Major: 2203, Minor: 0, Build: 1000, Revision: 7 });
    const result = await imported(changed({ 'storefront.json': farms, 'version.json': version }));
    expect(result.definition.storeFronts.storefront).toMatchObject({ version: '2203.0.1000' });
  });

  test('a machine whose session support does not fit its group is told as it is', async () => {
    const machines = (rows: Rows) =>
      rows.map((row, index) => (index === 3 ? { ...row, SessionSupport: 'MultiSession' } : row));
    const { definition } = await imported(changed({ 'broker-machines.json': machines }));
    const odd = definition.deliveryGroups.Office?.machines.find((each) => each.sessionSupport === 'multi-session');
    expect(odd).toMatchObject({ name: 'AMS-POOL-0004', count: 1 });
  });

  test('groups in maintenance have all their machines in it, disabled ones entitle nobody', async () => {
    const groups = (rows: Rows) =>
      rows.map((row) => ({ ...row, InMaintenanceMode: row.Name === 'Finance', Enabled: row.Name !== 'Japan' }));
    const result = await imported(changed({ 'broker-desktop-groups.json': groups }));
    expect(result.definition.deliveryGroups.Finance?.machines.every(({ maintenance }) => maintenance)).toBe(true);
    expect(result.definition.deliveryGroups.Japan?.entitled).toEqual([]);
    expect(codes(result)).toContain('GROUP_CLOSED');
  });

  test('a tag restriction is kept where machines carry the tag', async () => {
    const rules = (tag: string) => (rows: Rows) => rows.map((row) => ({ ...row, RestrictToTag: tag }));
    const { definition } = await imported(changed({ 'broker-entitlement-rules.json': rules('gold') }));
    expect(definition.deliveryGroups['Call Centre']?.restrictToTag).toBe('gold');
    expect(definition.deliveryGroups.Office?.restrictToTag).toBe(null);
  });

  test('entitlements that differ by resource are joined, and the export says for whom', async () => {
    const apps = (rows: Rows) =>
      rows.map((row) => ({
        ...row,
        UserFilterEnabled: true,
        AssociatedUserNames: [`CONTOSO\\${row.ApplicationName}`],
      }));
    const result = await imported(changed({ 'broker-applications.json': apps }));
    expect(result.definition.deliveryGroups.Finance?.entitled).toEqual(['CONTOSO\\Excel', 'CONTOSO\\SAP']);
    expect(saying(result, 'ENTITLEMENT_SIMPLIFIED')[0]).toContain('Finance');
  });

  test('access rules narrow a group whose own rules are for everyone, unless they are for everyone too', async () => {
    const access = (users: readonly string[], allowedUsers: unknown) => () => [
      {
        Name: 'Finance_direct',
        DesktopGroupUid: 12,
        AllowedConnections: 1,
        AllowedUsers: allowedUsers,
        IncludedUserFilterEnabled: true,
        IncludedUsers: users,
      },
    ];
    const entitled = async (...rule: Parameters<typeof access>) => {
      const { definition } = await imported(changed({ 'broker-access-rules.json': access(...rule) }));
      return definition.deliveryGroups.Finance?.entitled;
    };
    expect(await entitled(['CONTOSO\\Bank'], 'Filtered')).toEqual(['CONTOSO\\Bank']);
    expect(await entitled(['CONTOSO\\Bank'], 1)).toEqual(['CONTOSO\\Bank']);
    expect(await entitled(['CONTOSO\\Bank'], 'AnyAuthenticated')).toBe(null);
    expect(await entitled([], 3)).toBe(null);
  });

  test('names that a site file cannot have are changed, and machines of one name in two domains go by their DNS names', async () => {
    const site: RealSite = { ...SMALL, groups: SMALL.groups.map((each) => ({ ...each })) };
    const machines = (rows: Rows) => [
      ...rows.map((row) => ({ ...row, DesktopGroupName: null })),
      { ...rows[0], MachineName: 'OTHER\\AMS-POOL-0001', DNSName: 'ams-pool-0001.other.example', ZoneUid: null },
    ];
    const groups = (rows: Rows) =>
      rows.map((row) => ({ ...row, Name: row.Name === 'Office' ? 'Office/EU' : row.Name }));
    const result = await imported(
      changed({ 'broker-machines.json': machines, 'broker-desktop-groups.json': groups }, site),
    );
    expect(Object.keys(result.definition.deliveryGroups)).toContain('Office-EU');
    expect(saying(result, 'NAME_CHANGED')).toEqual(['the group "Office/EU" is called "Office-EU" in the site file']);
    expect(machinesOf(result.definition).filter((each) => each.includes('0001.'))).toEqual([
      'Office-EU ams ams-pool-0001.contoso.example  false',
      'Office-EU ams ams-pool-0001.other.example  false',
    ]);
  });

  test('on premises the delivery controllers of a zone are its connectors', async () => {
    const zones = () => [
      { Name: 'Primary', Uid: 'z', IsPrimary: true, ControllerNames: ['CONTOSO\\DDC1', 'CONTOSO\\DDC2'] },
    ];
    const controllers = () =>
      [1, 2].map((number) => ({
        MachineName: `CONTOSO\\DDC${number}`,
        DNSName: `ddc${number}.contoso.example`,
        ActiveSiteServices: [],
      }));
    const machines = (rows: Rows) => rows.map((row) => ({ ...row, ZoneName: 'Primary', ZoneUid: 'z' }));
    const changes = {
      'config-edge-servers.json': null,
      'config-zones.json': zones,
      'broker-controllers.json': controllers,
    };
    const { definition } = await imported(changed({ ...changes, 'broker-machines.json': machines }));
    expect(definition.zones.Primary?.connectors.map(({ fqdn }) => fqdn)).toEqual([
      'ddc1.contoso.example',
      'ddc2.contoso.example',
    ]);
  });
});

describe('what REST has otherwise', () => {
  const rest = (changes: Readonly<Record<string, unknown>>): Exports => {
    const kept = Object.entries(exportedByRest(SMALL)).filter(([name]) => changes[name] !== null);
    const fresh = Object.entries(changes).filter(([, value]) => value !== null);
    return Object.fromEntries([
      ...kept,
      ...fresh.map(([name, value]) => [name, Buffer.from(JSON.stringify(value))] as const),
    ]);
  };

  test('a zone can list its connectors itself', async () => {
    const zones = SMALL.zones.map(({ name, connectors }, index) => ({
      Id: `zone-${index}`,
      Name: name,
      IsPrimary: false,
      Controllers: connectors.map((fqdn) => ({ Id: fqdn, Name: fqdn })),
    }));
    const { text } = await imported(rest({ 'connectors.json': null, 'zones.json': { Items: zones } }));
    expect(text).toBe((await imported(exportedBy7(SMALL))).text);
  });

  test('groups without their desktops entitle everyone, with a warning', async () => {
    const groups = JSON.parse(exportedByRest(SMALL)['delivery-groups.json']?.toString() ?? '').Items as Rows;
    const bare = groups.map(({ Desktops, ...group }) => group);
    const result = await imported(rest({ 'delivery-groups.json': { Items: bare } }));
    expect(result.definition.deliveryGroups.Office).toMatchObject({ entitled: null, resources: ['Office'] });
    expect(saying(result, 'EXPORT_MISSING')[0]).toContain('no entitlement rule');
  });

  test('exports of both tools together are the same site', async () => {
    const both = { ...exportedByRest(SMALL), ...exportedBy7(SMALL) };
    const result = await imported(both);
    expect(result.counts).toEqual((await imported(exportedBy7(SMALL))).counts);
    expect(result.warnings.find(({ code }) => code === 'MACHINE_REPEATED')?.count).toBe(SMALL.machines.length);
  });
});

describe('what is wrong with exports in practice', () => {
  it('R61: warns that an export of exactly 250 machines is probably cut off', async () => {
    const cut = await imported(changed({ 'broker-machines.json': (rows) => rows.slice(-250) }, realSite(5)));
    expect(saying(cut, 'EXPORT_TRUNCATED')).toEqual([expect.stringMatching(/exactly 250 .*-MaxRecordCount/)]);
    const whole = await imported(changed({ 'broker-machines.json': (rows) => rows.slice(-251) }, realSite(5)));
    expect(codes(whole)).not.toContain('EXPORT_TRUNCATED');
  });

  test('a missing page of the REST service is told of', async () => {
    const exports: Record<string, Buffer> = { ...exportedByRest(realSite(5), 100) };
    delete exports['machines-2.json'];
    expect(saying(await imported(exports), 'EXPORT_TRUNCATED')[0]).toMatch(/^399 machines of 499: /);
  });

  test('numbers of enumerations are refused with the casts that make them words', async () => {
    const error = await refusal(exportedBy51(SMALL, { casts: false }));
    expect(error).toMatchObject({ kind: 'invalid-file', code: 'EXPORT_INCOMPLETE' });
    expect(error.problems.map(({ code, object }) => `${code} ${object}`)).toEqual([
      'ENUM_NUMBER SessionSupport',
      'ENUM_NUMBER AllocationType',
    ]);
    expect(error.hints[0]).toContain(
      "@{n='SessionSupport';e={[string]$_.SessionSupport}} -ExcludeProperty SessionSupport",
    );
  });

  test('a number does no harm where something else tells the same', async () => {
    const numbers = (rows: Rows) => rows.map((row) => ({ ...row, SessionSupport: 1, AllocationType: 1 }));
    const exports = changed({ 'broker-machines.json': numbers });
    expect((await imported(exports)).text).toBe((await imported(exportedBy7(SMALL))).text);
  });

  test.each(['utf-16', 'utf-8'] as const)('the files of 5.1 are read in %s with a mark', async (encoding) => {
    const { text } = await imported(exportedBy51(SMALL, { encoding }));
    expect(text).toBe((await imported(exportedBy7(SMALL))).text);
  });

  test('what a multi-session machine does not have is not needed', async () => {
    const needed = [
      'MachineName',
      'DesktopGroupName',
      'AllocationType',
      'SessionSupport',
      'ZoneName',
      'AssociatedUserNames',
      'InMaintenanceMode',
      'Tags',
    ];
    const machines = (rows: Rows) =>
      rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => needed.includes(key))));
    expect((await imported(changed({ 'broker-machines.json': machines }))).text).toBe(
      (await imported(exportedBy7(SMALL))).text,
    );
  });

  test('an unknown property is one warning for all objects of a kind', async () => {
    const machines = (rows: Rows) => rows.map((row) => ({ ...row, LatestFeature: 'on' }));
    const result = await imported(changed({ 'broker-machines.json': machines }));
    expect(result.warnings.filter(({ code }) => code === 'PROPERTY_UNKNOWN')).toEqual([
      expect.objectContaining({ count: SMALL.machines.length, message: expect.stringContaining('LatestFeature') }),
    ]);
  });

  test('secrets are dropped where they are read, and only their names are told', async () => {
    const machines = (rows: Rows) => [
      { ...rows[0], HypervisorPassword: 'hunter2', Nested: { ApiKey: 'hunter2' } },
      ...rows.slice(1),
    ];
    const result = await imported(changed({ 'broker-machines.json': machines }));
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(saying(result, 'SECRETS_DROPPED')[0]).toMatch(/ApiKey, HypervisorPassword/);
  });

  test('users that were cut off at the depth are told of, and everyone is entitled', async () => {
    const rules = (users: unknown) => (rows: Rows) =>
      rows.map((row) => ({ ...row, IncludedUserFilterEnabled: true, IncludedUsers: users }));
    const cut = await imported(
      changed({ 'broker-entitlement-rules.json': rules(['Citrix.Broker.Admin.SDK.ChbUser']) }),
    );
    expect(cut.definition.deliveryGroups.Office?.entitled).toBe(null);
    expect(saying(cut, 'USERS_CUT')[0]).toContain('-Depth 4');
    const texts = rules(['@{FullName=Anna; Name=CONTOSO\\anna; SID=S-1-5}', 'CONTOSO\\bert']);
    const whole = await imported(changed({ 'broker-entitlement-rules.json': texts }));
    expect(whole.definition.deliveryGroups.Office?.entitled).toEqual(['CONTOSO\\anna', 'CONTOSO\\bert']);
  });

  test('lists that PowerShell wrapped, and empty files, are what they were meant to be', async () => {
    const exports = changed({
      'config-zones.json': (rows) => ({ value: rows, Count: rows.length }),
      'broker-machines.json': (rows) => rows.map((row) => ({ ...row, Tags: { value: row.Tags, Count: 1 } })),
    });
    const { text } = await imported({
      ...exports,
      'broker-sessions.json': Buffer.from(''),
      'null.json': Buffer.from('null'),
    });
    expect(text).toBe((await imported(exportedBy7(SMALL))).text);
  });

  test('the properties tell what a file holds, and its name only where they do not', async () => {
    const exports = exportedBy7(SMALL);
    const misnamed = Object.fromEntries(Object.values(exports).map((bytes, index) => [`export-${index}.json`, bytes]));
    expect((await imported(misnamed)).text).toBe((await imported(exports)).text);
    const bare = (rows: Rows) => rows.map(({ Name, Uid }) => ({ Name, Uid }));
    expect((await imported(changed({ 'config-zones.json': bare }))).text).toBe((await imported(exports)).text);
    const all = Object.entries(exports).map(([name, bytes]) => [
      name.replace('.json', ''),
      JSON.parse(bytes.toString()),
    ]);
    const joined = {
      'all.json': Buffer.from(JSON.stringify(Object.fromEntries(all.filter(([, rows]) => Array.isArray(rows))))),
    };
    expect(
      (
        await imported({
          ...joined,
          'site.json': exports['broker-site.json'] as Buffer,
          'sf.json': exports['storefront.json'] as Buffer,
          'app-rules.json': exports['broker-app-entitlement-rules.json'] as Buffer,
        })
      ).text,
    ).toBe((await imported(exports)).text);
  });

  test('what is of no kind is told of', async () => {
    const result = await imported({ ...exportedBy7(SMALL), 'x.json': Buffer.from('{"Colour": "blue"}') });
    expect(saying(result, 'OBJECT_UNKNOWN')[0]).toContain('Colour');
  });

  test('machines in no group, in zones without connectors, and machines that come twice are told of', async () => {
    const machines = (rows: Rows) => [
      { ...rows[0], DesktopGroupName: null, DesktopGroupUid: null },
      { ...rows[1], ZoneName: 'Initial Zone', ZoneUid: 'zone-2' },
      ...rows.slice(2),
      ...rows.slice(2, 5),
    ];
    const result = await imported(changed({ 'broker-machines.json': machines }));
    expect(result.counts.machines).toBe(SMALL.machines.length - 2);
    expect(saying(result, 'MACHINE_LEFT_OUT')).toHaveLength(2);
    expect(result.warnings.find(({ code }) => code === 'MACHINE_REPEATED')?.count).toBe(3);
  });

  test('without rules, applications, site and StoreFront there is a site still, and warnings of what that means', async () => {
    const kept = ['broker-machines.json', 'config-zones.json', 'config-edge-servers.json'];
    const exports = Object.fromEntries(Object.entries(exportedBy7(SMALL)).filter(([name]) => kept.includes(name)));
    const result = await imported(exports);
    expect(result.definition).toMatchObject({ name: 'imported', storeFronts: {} });
    expect(result.definition.deliveryGroups.Office?.resources).toEqual(['Office']);
    expect(saying(result, 'EXPORT_MISSING')).toHaveLength(5);
  });

  test.each(['broker-machines.json', 'config-zones.json', 'config-edge-servers.json'])(
    'without %s there is none',
    async (name) => {
      const error = await refusal(changed({ [name]: null }));
      expect(error.problems.map(({ code }) => code)).toContain('EXPORT_MISSING');
      expect(error.hints.length).toBeGreaterThan(0);
    },
  );
});

describe('a site with a streaming farm', () => {
  const farm = parseSiteFile(readFileSync(CONTOSO_FILE, 'utf8'), 'contoso.yaml').definition;
  const real = { provisioning: farm.provisioning as ProvisioningDefinition, timers: farm.timers };

  test('is one file, whichever PowerShell exported it', async () => {
    const [by51, by7] = await Promise.all([
      imported({ ...exportedBy51(SMALL), ...farmExports(real, { ...PLAIN_STYLE, powerShell: '5.1' }) }),
      imported({ ...exportedBy7(SMALL), ...farmExports(real) }),
    ]);
    expect(by51?.text).toBe(by7?.text);
    expect(by7?.counts).toMatchObject({ zones: 3, provisioningServers: 3, vdisks: 4, targets: 138 });
    expect(by7?.text).toContain('\nprovisioning:\n  database:\n');
    expect(by7?.definition.startMs).toBe(Date.UTC(2026, 0, 5, 8));
  });

  test('begins after the newest file of the farm was written', async () => {
    const newestMs = Date.UTC(2026, 10, 3, 12, 34, 56);
    const win11 = real.provisioning.vdisks.win11 as ProvisioningDefinition['vdisks'][string];
    const versions = win11.versions.map((version) => ({ ...version, modifiedMs: newestMs }));
    const provisioning = {
      ...real.provisioning,
      vdisks: { ...real.provisioning.vdisks, win11: { ...win11, versions } },
    };
    const result = await imported({ ...exportedBy7(SMALL), ...farmExports({ ...real, provisioning }) });
    expect(result.definition.startMs).toBe(Date.UTC(2026, 10, 3, 13));
  });

  test('is not made of a farm with a base, which takes nothing else', async () => {
    const base = join(directory, 'base.yaml');
    writeFileSync(base, smallSite({ name: 'base' }));
    const paths = [folderOf({ ...exportedBy7(SMALL), ...farmExports(real) })];
    const result = await importSite({ paths, name: 'renamed', output: null, base });
    expect(result).toMatchObject({ name: 'renamed', counts: { zones: 1, machines: 40, targets: 138 } });
    expect(codes(result)).toContain('EXPORT_NOT_USED');
    const nothing = importSite({ paths: [folderOf(exportedBy7(SMALL))], name: null, output: null, base });
    await expect(nothing).rejects.toMatchObject({ code: 'EXPORT_INCOMPLETE' });
  });
});

describe('files', () => {
  test('that are damaged, empty folders and missing files are refused', async () => {
    const damaged = await refusal({ ...exportedBy7(SMALL), 'a.json': Buffer.from('[{"a": 1},') });
    expect(damaged).toMatchObject({ code: 'EXPORT_INVALID' });
    expect(damaged.problems[0]).toMatchObject({ code: 'JSON_INVALID', line: 1 });
    expect(await refusal({})).toMatchObject({ code: 'EXPORT_FOLDER_EMPTY' });
    const missing = importSite({ paths: [join(directory, 'none')], name: null, output: null, base: null });
    await expect(missing).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  test('the site file is written once, under the name that was asked for', async () => {
    const paths = [folderOf(exportedBy7(SMALL))];
    mkdirSync(join(directory, 'out'));
    const output = join(directory, 'out', 'site.yaml');
    const result = await importSite({ paths, name: 'contoso', output, base: null });
    expect(result).toMatchObject({ name: 'contoso', file: output, text: null });
    expect(readFileSync(output, 'utf8')).toContain('name: contoso\n');
    await expect(importSite({ paths, name: 'contoso', output, base: null })).rejects.toMatchObject({
      code: 'FILE_EXISTS',
    });
    writeFileSync(output, '');
    await expect(importSite({ paths, name: 'a b', output: null, base: null })).rejects.toMatchObject({
      code: 'SITE_NAME_INVALID',
      kind: 'usage',
    });
  });
});
