/**
 * `pvs status`, and what `status` and `lhc status` print of the same document.
 */
import { expect, test } from 'vitest';
import type { PvsStatus } from '../../src/core/status/index.ts';
import { CliSite, QUIET_CONTOSO } from '../support/cli-site.ts';

async function pvsOf(site: CliSite): Promise<PvsStatus> {
  return (await site.json('pvs status')).pvs as PvsStatus;
}

/** Somebody whose site has no streaming farm. */
async function withoutFarm(): Promise<CliSite> {
  const site = new CliSite();
  const file = site.file('zones.yaml', QUIET_CONTOSO.slice(0, QUIET_CONTOSO.indexOf('\nprovisioning:')));
  await site.text(`site load ${file}`, { cwd: site.home });
  return site;
}

test('the document says of every server, target and vDisk how it stands', async () => {
  const site = await CliSite.contoso();
  const document = await site.json('pvs status');
  expect(document).toMatchObject({ schema: 'holdover.status/1', site: 'contoso', verdict: 'healthy' });
  expect(document).not.toHaveProperty('lhc');
  const pvs = document.pvs as PvsStatus;
  expect(pvs).toMatchObject({ runtime: 'modelled', database: 'online', targetCounts: { streaming: 138, frozen: 0 } });
  expect(pvs.servers.pvs3).toMatchObject({ site: 'ams', up: true, powerRating: 2, addresses: ['10.0.3.13:6910'] });
  expect(pvs.targets['vda-017']).toMatchObject({
    collection: 'pool',
    vdisk: 'win11',
    version: 42,
    state: 'streaming',
    failovers: 0,
    retries: 0,
    ramCachePercent: 0,
    highlyAvailable: true,
    why: null,
  });
  expect(pvs.vdisks).toMatchObject({
    win11: { storage: 'local', defaultVersion: 42, versions: { '42': { identicalOn: ['pvs1', 'pvs2'] } } },
    dev: { mode: 'private', highlyAvailable: false, why: { code: 'PVS023' } },
    pinned: { loadBalanced: false, assignedServer: 'pvs2', why: { code: 'PVS021' } },
  });
});

test('status has both parts, lhc status and pvs status one each; --summary leaves out the targets', async () => {
  const site = await CliSite.contoso();
  const [whole, lhc, pvs] = await Promise.all([site.json('status'), site.json('lhc status'), site.json('pvs status')]);
  expect(whole).toEqual({ ...lhc, ...pvs });
  expect(Object.keys(whole).at(-1)).toBe('pvs');
  expect(lhc).not.toHaveProperty('pvs');
  const summaries = await Promise.all(
    ['status', 'lhc status', 'pvs status'].map((line) => site.json(`${line} --summary`)),
  );
  const { targets, ...rest } = whole.pvs as PvsStatus;
  expect(Object.keys(targets)).toHaveLength(138);
  expect(summaries).toEqual([{ ...whole, pvs: rest }, lhc, { ...pvs, pvs: rest }]);
});

test('the screen shows servers, vDisks, findings, counts, and what to type next', async () => {
  const site = await CliSite.contoso();
  const text = await site.text('pvs status');
  expect(text).toMatch(/^PVS · contoso · 2026-01-05 08:00:00Z \(T\+0s, clock stands still\) +HEALTHY\nSERVER +SITE/);
  expect(text).toMatch(/\npvs2 +ams +up +running +64 +0 +64\.0\n/);
  expect(text).toMatch(/\nVDISK +VERSION +MODE +TARGETS +HA +WHY\nwin11 +42 +standard +120 +yes\n/);
  expect(text).toMatch(/\ndev +1 +private +1 +! no +PVS023 /);
  expect(text).toMatch(/\nIn a fail-over:\n[\s\S]*! WARN {2}PVS017 /);
  expect(text).toMatch(/\n {3}targets: 138 streaming\nNext: holdover pvs stop-stream pvs2 --for 15m\n$/);
  expect(text).not.toContain('ZONE');
  expect(text.split('\n').filter((line) => line.endsWith(' '))).toEqual([]);
  const both = await site.text('status');
  expect(both).toMatch(/^holdover · contoso .* HEALTHY\nZONE [\s\S]*LHC015[\s\S]*\nSERVER [\s\S]*PVS017/);
  expect(both.match(/^Next: /gm)).toHaveLength(1);
});

test('P69: a server that is gone is down, its targets elsewhere; those that nobody may have are frozen, and say why', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs2');
  const unaware = await site.text('pvs status');
  expect(unaware).toMatch(/ DEGRADED\n[\s\S]*\n {3}64 targets wait for pvs2, which is down: /);
  expect(unaware).toContain('\nNext: holdover clock advance 2m · holdover fault list\n');
  await site.text('clock advance 3m');
  expect((await pvsOf(site)).servers.pvs2).toMatchObject({ up: false, streamService: 'stopped', targets: 0 });
  expect((await pvsOf(site)).targets['kiosk-1']).toMatchObject({
    state: 'frozen',
    server: null,
    why: { code: 'PVS021' },
  });
  const text = await site.text('pvs status');
  expect(text).toMatch(/ FAILED\n[\s\S]*\npvs2 +ams +✗ down +stopped +0/);
  expect(text).toMatch(/\n {3}✗ frozen {2}kiosk-1, kiosk-2, kiosk-3, kiosk-4: PVS021 load balancing/);
  expect(text).toContain('\nNext: holdover pvs targets --state frozen · holdover fault list\n');
  expect((await site.run('pvs status --exit-code --quiet')).exitCode).toBe(1);
  expect(await site.json('lhc status --exit-code', 1)).toMatchObject({ verdict: 'failed' });
  expect(await site.text('lhc status')).toMatch(/ FAILED\n[\s\S]*\nNext: holdover pvs status\n$/);
});

test('where a service was stopped by hand, status says how it is started; without the database it cannot be', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs2 --wait');
  const frozen = 'Next: holdover pvs targets --state frozen';
  expect(await site.text('pvs status')).toContain(`\n${frozen} · holdover pvs start-stream pvs2\n`);
  await site.text('fault inject database-offline');
  expect(await site.text('pvs status')).toContain(`\n${frozen} · holdover fault list\n`);
});

test('where only the other system is not as it should be, status says where to look', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs3');
  expect(await site.text('lhc status')).toMatch(/ DEGRADED\n[\s\S]*\nNext: holdover pvs status\n$/);
  expect(await site.text('status')).toMatch(/\nNext: holdover clock advance 2m · holdover fault list\n$/);
  await site.text('fault clear --all');
  await site.text('fault inject connector-down cc-ams-02');
  expect(await site.text('pvs status')).toMatch(/ DEGRADED\n[\s\S]*\nNext: holdover lhc status\n$/);
});

test('R12: status --verbose shows the times of streaming that no source gives', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('pvs status --verbose')).toMatch(/Assumed.*: .*streaming\.loginRetry 10s/);
  const [pvs, lhc, both] = await Promise.all(
    ['pvs status', 'lhc status', 'status'].map(async (line) => (await site.json(`${line} --verbose`)).assumptions),
  );
  expect(pvs).toContainEqual({ timer: 'streaming.loadingAtMost', valueSec: 40 });
  expect(both).toEqual([...(lhc as object[]), ...(pvs as object[])]);
});

test('pvs is a command of its own', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('status', { bin: 'bin/pvs.js' })).toBe(await site.text('pvs status'));
});

test('a site without a streaming farm has zones alone, and pvs status says so', async () => {
  const site = await withoutFarm();
  expect(await site.json('status')).not.toHaveProperty('pvs');
  expect(await site.text('status')).not.toContain('SERVER');
  expect(await site.refused('pvs status', 64, 'FARM_NONE')).toContain('There is no streaming farm in contoso.');
  await site.refusedInTurn('pvs targets', 64, 'FARM_NONE');
});
