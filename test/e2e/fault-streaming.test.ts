/**
 * `fault` for the streaming farm: what each kind says of itself, where it is injected and in the list, and what is wrong usage.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('every kind is injected, listed with what its flags say, and cleared', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('fault inject server-down PVS1 --for 10m')).toMatchObject({
    schema: 'holdover.fault/1',
    changed: true,
    id: 'f1',
    kind: 'server-down',
    targets: ['pvs1'],
    until: '2026-01-05T08:10:00.000Z',
    undo: 'holdover fault clear f1',
  });
  const said = await site.text('fault inject packet-loss pvs2 --percent 5');
  expect(said).toMatch(/^Fault f2: packet-loss pvs2 \(5 % of packets\)\. It lasts.*\nUndo: .*\nNext: .*pvs status\n$/);
  await site.text('fault inject store-unreachable pvs2/san');
  await site.text('fault inject replica-drift pvs2/win11');
  expect(await site.text('fault inject database-offline')).toMatch(/^Fault f5: database-offline\. It lasts/);
  await site.text('fault inject database-offline --partial');
  expect(await site.json('fault list')).toMatchObject({
    faults: [
      { id: 'f1', targets: ['pvs1'] },
      { id: 'f2', targets: ['pvs2'], percent: 5 },
      { id: 'f3', targets: ['pvs2/san'] },
      { id: 'f4', targets: ['pvs2/win11'] },
      { id: 'f5', targets: [], partial: false },
      { id: 'f6', targets: [], partial: true },
    ],
  });
  expect(await site.text('fault list')).toMatch(/\nf6 +database-offline .* \(partial: it answers, but slowly\)\n/);
  await site.text('clock advance 20m');
  expect(await site.json('fault clear --all')).toMatchObject({ cleared: ['f2', 'f3', 'f4', 'f5', 'f6'] });
});

test('machine-down takes a target as well, and one that is both is one machine', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('fault inject machine-down VDA-007')).toMatchObject({ targets: ['vda-007'] });
  expect(await site.json('fault inject machine-down AMS-SRV-01')).toMatchObject({ targets: ['ams-srv-01'] });
  await site.text('clock advance 20m');
  expect((await site.zone('ams')).machines.registered).toBe(431);
});

const WRONG_USAGE: readonly (readonly [words: string, code: string, part: string])[] = [
  ['server-down', 'ARGUMENT_MISSING', 'server-down needs SERVER.'],
  ['server-down psv1', 'SERVER_UNKNOWN', 'Did you mean pvs1?'],
  ['store-unreachable pvs1', 'TARGET_INVALID', 'Try: holdover fault inject store-unreachable pvs1/local'],
  ['store-unreachable pvs1/loca', 'STORE_UNKNOWN', 'Did you mean local?'],
  ['replica-drift pvs1/win10', 'VDISK_UNKNOWN', 'Did you mean win11?'],
  ['replica-drift pvs1/srv22', 'STORE_SHARED', 'its store san is shared'],
  ['database-offline pvs1', 'ARGUMENT_UNEXPECTED', 'Try: holdover fault inject database-offline'],
  ['packet-loss pvs1', 'FLAG_MISSING', 'Try: holdover fault inject packet-loss pvs1 --percent 5'],
  ['packet-loss pvs1 --percent 0', 'FLAG_INVALID', 'It is a whole number, from 1 to 100.'],
  ['server-down pvs1 --partial', 'FLAG_NOT_TAKEN', 'it belongs to database-offline'],
];

test('wrong usage says what to type, and changes nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const refusals = WRONG_USAGE.map(async ([words, code, part]) => {
    expect(await site.refusedInTurn(`fault inject ${words}`, 64, code)).toContain(part);
  });
  await Promise.all(refusals);
  expect(site.stored()).toBe(before);
});

test('a site without a farm says so', async () => {
  const site = new CliSite();
  const zone = 'zones: {main: {connectors: [{fqdn: cc-01.example}]}}';
  const text = `holdover: site/1\nname: bare\nstart: 2026-01-05T08:00:00Z\n${zone}\n`;
  await site.text(['site', 'load', site.file('bare.yaml', text)]);
  const refusal = await site.refused('fault inject server-down pvs1', 64, 'FARM_NONE');
  expect(refusal).toContain('There is no streaming farm in bare.');
});

test('a farm whose servers are in two sites: one serves no store of the other', async () => {
  const site = new CliSite();
  const zone = 'zones: {main: {connectors: [{fqdn: cc-01.example}]}}';
  const server = (last: number) => `{addresses: ["10.0.0.${last}:6910"]}`;
  const sites = `sites: {a: {servers: {a1: ${server(1)}}, loginServers: [a1]}, b: {servers: {b1: ${server(2)}}, loginServers: [b1]}}`;
  const stores = 'stores: {a-disks: {site: a, storage: local, servers: [a1]}}';
  const vdisks = 'vdisks: {}\n  collections: {}';
  const farm = `provisioning:\n  ${sites}\n  ${stores}\n  ${vdisks}\n`;
  const text = `holdover: site/1\nname: two\nstart: 2026-01-05T08:00:00Z\n${zone}\n${farm}`;
  await site.text(['site', 'load', site.file('two.yaml', text)]);
  const refusal = await site.refused('fault inject store-unreachable b1/a-disks', 64, 'STORE_NOT_SERVED');
  expect(refusal).toContain('Try: holdover fault inject store-unreachable a1/a-disks');
});

test('a rehearsal takes them in the same words', async () => {
  const site = await CliSite.contoso();
  const faults = ['packet-loss pvs2 --percent 5 --at 5m --for 10m', 'server-down pvs1', 'database-offline'];
  const { stdout, exitCode } = await site.run(['rehearse', ...faults, '--for', '20m', '--json']);
  expect(exitCode).toBeLessThan(64);
  expect(JSON.parse(stdout)).toMatchObject({
    faults: [{ fault: 'packet-loss pvs2 --percent 5' }, { fault: 'server-down pvs1' }, { fault: 'database-offline' }],
  });
  const refusal = await site.run(['rehearse', 'server-down', '--for', '20m']);
  expect(refusal).toMatchObject({ exitCode: 64, stderr: expect.stringContaining('It is a kind and a target') });
});
