/**
 * The lists of `pvs`: servers, targets, vdisks, replicas.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

interface Lists {
  readonly servers: readonly Readonly<Record<string, unknown>>[];
  readonly targets: readonly Readonly<Record<string, unknown>>[];
  readonly vdisks: readonly Readonly<Record<string, unknown>>[];
  readonly replicas: readonly Readonly<Record<string, unknown>>[];
}

async function list<Name extends keyof Lists>(site: CliSite, name: Name, rest = ''): Promise<Lists[Name]> {
  const document = await site.json(`pvs ${name}${rest}`);
  expect(document).toMatchObject({ schema: `holdover.${name}/1`, site: 'contoso' });
  return (document as unknown as Lists)[name];
}

test('pvs servers and pvs vdisks list what status has as maps', async () => {
  const site = await CliSite.contoso();
  const status = (await site.json('pvs status')).pvs as Readonly<Record<'servers' | 'vdisks', object>>;
  const servers = await list(site, 'servers');
  expect(Object.fromEntries(servers.map(({ server, loginServer, ...rest }) => [server, rest]))).toEqual(status.servers);
  expect(servers.filter(({ loginServer }) => loginServer).map(({ server }) => server)).toEqual(['pvs1', 'pvs2']);
  const vdisks = await list(site, 'vdisks');
  expect(Object.fromEntries(vdisks.map(({ vdisk, running: _, behind: __, ...rest }) => [vdisk, rest]))).toEqual(
    status.vdisks,
  );
  expect(await site.text('pvs servers')).toMatch(
    /3 servers\nSERVER[\s\S]*\npvs3 +ams +up +running +10\.0\.3\.13:6910 +2 /,
  );
  expect(await site.text('pvs vdisks')).toMatch(
    /4 vDisks\nVDISK[\s\S]*\npinned +1 +standard +san +shared +pvs2 only +4 +! no/,
  );
});

test('pvs targets lists those that are asked for', async () => {
  const site = await CliSite.contoso();
  const [all, ofPool, onPvs3, fixed, frozen] = await Promise.all([
    list(site, 'targets'),
    list(site, 'targets', ' --vdisk WIN11 --collection pool'),
    list(site, 'targets', ' --server pvs3'),
    list(site, 'targets', ' --not-ha'),
    list(site, 'targets', ' --state frozen'),
  ]);
  expect([all, ofPool, frozen].map(({ length }) => length)).toEqual([138, 120, 0]);
  expect(new Set(onPvs3.map(({ server }) => server))).toEqual(new Set(['pvs3']));
  expect(fixed.map(({ target }) => target)).toEqual([
    'dev-1',
    'srv22-edit-1',
    'kiosk-1',
    'kiosk-2',
    'kiosk-3',
    'kiosk-4',
  ]);
  const text = await site.text('pvs targets --collection build');
  expect(text).toMatch(/ · 1 of 138 targets\nTARGET +VDISK +STATE +SERVER/);
  expect(text).toMatch(/\ndev-1 +dev 1 +streaming +pvs\d +10\.0\.3\.1\d:6910 +pvs\d +0 +- +0 +0 % +! no +PVS023 /);
  expect(await site.text('pvs targets --state frozen')).toMatch(/ · 0 of 138 targets\n$/);
});

test('P70: retries are graded, in the list and in words', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject packet-loss pvs2 --percent 60');
  await site.text('clock advance 8h');
  const targets = await list(site, 'targets', ' --server pvs2');
  for (const { retries, retryGrade } of targets) {
    const grade = (retries as number) > 1000 ? 'fail' : (retries as number) > 100 ? 'warn' : 'ok';
    expect(retryGrade).toBe(grade);
  }
  expect(new Set(targets.map(({ retryGrade }) => retryGrade)).size).toBeGreaterThan(0);
  expect(Math.max(...targets.map(({ retries }) => retries as number))).toBeGreaterThan(100);
  expect(await site.text('pvs targets --server pvs2')).toMatch(/ (! |✗ )\d+ +\d+ % /);
});

test('P56: pvs replicas shows who has what, in words and by the numbers of the product', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs1');
  const replicas = await list(site, 'replicas', ' win11');
  expect(replicas.map(({ server, state, stateNumber }) => [server, state, stateNumber])).toEqual([
    ['pvs1', 'unreachable', 5],
    ['pvs2', 'current', 0],
    ['pvs3', 'not-identical', 2],
  ]);
  expect(replicas[0]).toMatchObject({ vdisk: 'win11', store: 'local', version: 42, access: 'production' });
  const text = await site.text('pvs replicas');
  expect(text).toMatch(/\nVDISK +STORE +VERSION +ACCESS +pvs1 +pvs2 +pvs3\n/);
  expect(text).toMatch(/\nwin11 +local +42 +production +! unreachable +current +! not-identical\n/);
  expect(text).toMatch(/\nsrv22 +san +2 +maintenance +! unreachable +current +current\n/);
  expect(text).toMatch(/\n\n {3}current \(0\): .*\n {3}not-identical \(2\): .*\n {3}unreachable \(5\): .*\n$/);
});

test('what is not there is an error with what was probably meant', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('pvs targets --server pvs9', 64, 'SERVER_UNKNOWN')).toContain('Did you mean pvs1?');
  expect(await site.refusedInTurn('pvs replicas win1', 64, 'VDISK_UNKNOWN')).toContain('Did you mean win11?');
  expect(await site.refusedInTurn('pvs targets --collection pol', 64, 'COLLECTION_UNKNOWN')).toContain('pool?');
  expect(await site.refusedInTurn('pvs targets --state frozn', 64, 'FLAG_INVALID')).toContain('frozen');
});
