/**
 * `pvs explain`: a code, a target, a server, a vDisk, and what is none of them.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('a code of either system: what it means, and who has it', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('pvs explain pvs017')).toMatchObject({
    schema: 'holdover.explain/1',
    kind: 'finding',
    code: 'PVS017',
    findings: [{ object: 'pvs3/win11' }],
  });
  expect(await site.json('pvs explain LHC015')).toMatchObject({ kind: 'finding', code: 'LHC015' });
  expect(await new CliSite().text('pvs explain PVS031')).toContain('No site is loaded');
});

test('P3: a target: where it is, which servers could have it, and the command that mends the one that could not', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('pvs explain VDA-017')).toMatchObject({
    kind: 'target',
    target: 'vda-017',
    farmSite: 'ams',
    state: 'streaming',
    server: 'pvs1',
    recordedServer: 'pvs1',
    because: null,
    servers: [
      { server: 'pvs1', isCurrent: true, ok: true, identical: true, refusal: null },
      { server: 'pvs2', isCurrent: false, ok: true, identical: true, refusal: null },
      { server: 'pvs3', isCurrent: false, ok: false, identical: false, refusal: { code: 'PVS017' } },
    ],
    withoutServer: { server: 'pvs2', refusal: null },
    next: [],
    mend: [{ code: 'PVS017', command: 'holdover pvs replicas copy win11 --from pvs1 --to pvs3' }],
  });
  const text = await site.text('pvs explain vda-017');
  expect(text).toMatch(/\n {2}without it +if pvs1 stopped now it would go to pvs2\n/);
  expect(text).toMatch(/\n {2}● pvs1 +✓ ok +identical +60 targets\n/);
  await site.text('pvs replicas copy win11 --from pvs1 --to pvs3');
  await site.text('clock advance 2m');
  expect(await site.json('pvs explain vda-017')).toMatchObject({ mend: [], servers: [{}, {}, { ok: true }] });
});

test('P11: a frozen target: why, since when, and what ends it', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs2 --for 15m --wait');
  expect(await site.json('pvs explain kiosk-1')).toMatchObject({
    state: 'frozen',
    server: null,
    recordedServer: 'pvs2',
    why: { code: 'PVS021' },
    because: { message: expect.stringContaining('PVS021') },
    servers: [{ refusal: { code: 'PVS021' } }, { isCurrent: true, refusal: { code: 'PVS009' } }, {}],
    withoutServer: null,
    next: [
      { what: 'the Stream Service on pvs2 is started again', at: '2026-01-05T08:15:00.000Z' },
      { what: 'it asks for a server again every 10s, for as long as it takes', at: null },
    ],
    mend: [
      { code: 'PVS009', command: 'holdover pvs start-stream pvs2' },
      { code: 'PVS021', command: 'holdover site set provisioning.vdisks.pinned.loadBalanced true' },
    ],
  });
  expect(await site.text('pvs explain kiosk-1')).toMatch(/\n {2}fail-overs +0, held for \d+\.\d+ s so far;/);
});

test('P11: the command against PVS021 mends it: the server that is assigned has no effect any more, and is kept', async () => {
  const site = await CliSite.contoso();
  await site.text('site set provisioning.vdisks.pinned.loadBalanced true');
  expect(await site.json('pvs explain pinned')).toMatchObject({ loadBalanced: true, assignedServer: null, mend: [] });
  await site.text('pvs stop-stream pvs2 --wait');
  expect(await site.json('pvs explain kiosk-1')).toMatchObject({ state: 'streaming', withoutServer: {} });
  await site.text('site set provisioning.vdisks.pinned.loadBalanced false');
  expect(await site.json('pvs explain pinned')).toMatchObject({ assignedServer: 'pvs2' });
});

test('P65: without the database: what brings it back comes first, and the faults stand beside the reason', async () => {
  const site = await CliSite.contoso();
  await site.text('site set provisioning.database.offlineSupport false');
  const support = { code: 'PVS051', command: 'holdover site set provisioning.database.offlineSupport true' };
  expect((await site.json('pvs explain vda-017')).mend).toContainEqual(expect.objectContaining(support));
  expect((await site.run('check')).stdout).toContain(support.command);
  await site.text('fault inject database-offline');
  await site.text('fault inject server-down pvs1');
  await site.text('clock advance 3m');
  expect(await site.json('pvs explain vda-017')).toMatchObject({
    state: 'frozen',
    faults: [
      { id: 'f1', kind: 'database-offline' },
      { id: 'f2', kind: 'server-down', targets: ['pvs1'] },
    ],
    findings: expect.arrayContaining([
      expect.objectContaining({ code: 'PVS010', object: 'pvs1' }),
      expect.objectContaining({ code: 'PVS051', object: 'database' }),
    ]),
    mend: [
      { code: 'PVS051', command: 'holdover fault clear f1' },
      { code: 'PVS051', command: 'holdover site set provisioning.database.offlineSupport true' },
      { code: 'PVS010', command: 'holdover fault clear f2' },
    ],
  });
  expect(await site.text('pvs explain vda-017')).toMatch(
    /\n +fault f2: server-down pvs1 \(since 2026-01-05 08:00:00Z\)\n/,
  );
  expect(await site.text('fault clear --all')).toContain('Next: holdover clock advance 1m · holdover pvs status');
});

test('P52: affinity that works against rebalancing: the command that turns one of them off', async () => {
  const site = await CliSite.contoso();
  await site.text('site set provisioning.vdisks.win11.subnetAffinity best-effort');
  await site.text('site set provisioning.vdisks.win11.rebalance.enabled true');
  const command = 'holdover site set provisioning.vdisks.win11.rebalance.enabled false';
  const mends = (await site.json('pvs explain win11')).mend;
  expect(mends).toContainEqual(expect.objectContaining({ code: 'PVS041', command }));
  await site.text(command.replace('holdover ', ''));
  expect((await site.json('pvs explain win11')).mend).not.toContainEqual(expect.objectContaining({ code: 'PVS041' }));
});

test('what froze a target is not why it is off, nor why it boots', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs2 --wait');
  await site.text('pvs shutdown kiosk-1');
  expect(await site.json('pvs explain kiosk-1')).toMatchObject({ state: 'off', because: null });
  expect(await site.text('pvs explain kiosk-1')).toMatch(/\n {2}because +it is switched off\n/);
  await site.run('pvs boot kiosk-1');
  expect(await site.text('pvs explain kiosk-1')).toMatch(/\n {2}because +it was switched on\n/);
  await site.text('clock advance 1m');
  expect(await site.text('pvs explain kiosk-1')).toMatch(/\n {2}because +cannot boot: /);
});

test('a target whose server has crashed still reports it: it has yet to find out, and how long that takes', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs1');
  await site.text('clock advance 9s');
  expect(await site.json('pvs explain vda-017')).toMatchObject({
    state: 'streaming',
    server: 'pvs1',
    servers: [{ refusal: { code: 'PVS010' }, identical: null }, { ok: true }, { ok: false }],
    next: [{ what: expect.stringContaining('gives up on pvs1 95 s after its first unanswered request'), at: null }],
  });
});

test('P40: a server: who would move where, and who would freeze, with nothing touched', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  expect(await site.json('pvs explain pvs2')).toMatchObject({
    kind: 'server',
    server: 'pvs2',
    streamService: 'running',
    loginServer: true,
    until: null,
    targets: 64,
    vdisks: [
      { vdisk: 'win11', targets: 60, moves: [{ server: 'pvs1', targets: 60 }], cannotMove: [] },
      {
        vdisk: 'pinned',
        targets: 4,
        moves: [],
        cannotMove: [{ code: 'PVS021', targets: ['kiosk-1', 'kiosk-2', 'kiosk-3', 'kiosk-4'] }],
      },
    ],
    without: [
      { server: 'pvs1', targetsNow: 60, targetsThen: 120 },
      { server: 'pvs3', targetsNow: 14, targetsThen: 14 },
    ],
  });
  expect(await site.text('pvs explain pvs2')).toMatch(/\n {2}pvs1 would have 120 targets \(now 60\)\n/);
  expect(site.stored()).toBe(before);
  await site.text('pvs stop-stream pvs2 --for 15m --wait');
  expect(await site.json('pvs explain pvs2')).toMatchObject({
    until: '2026-01-05T08:15:00.000Z',
    because: { message: 'the Stream Service is stopped' },
    vdisks: [],
    findings: [{ code: 'PVS009' }],
    mend: [{ command: 'holdover pvs start-stream pvs2' }],
  });
});

test('P9: a vDisk in private mode on local storage: no fail-over, though every copy is current', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('pvs explain dev')).toMatchObject({
    kind: 'vdisk',
    vdisk: 'dev',
    storage: 'local',
    mode: 'private',
    highlyAvailable: false,
    why: { code: 'PVS023' },
    mend: [{ code: 'PVS023', command: null }],
  });
});

test('a vDisk: what each server has of each version, and who reads it', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('pvs explain win11')).toMatchObject({
    highlyAvailable: true,
    why: null,
    versions: [
      {
        version: 42,
        access: 'production',
        isDefault: true,
        readers: 120,
        identicalOn: ['pvs1', 'pvs2'],
        replicas: [
          { server: 'pvs1', state: 'current', refusal: null },
          { server: 'pvs2', state: 'current', refusal: null },
          { server: 'pvs3', state: 'not-identical', refusal: { code: 'PVS017' } },
        ],
      },
    ],
    mend: [{ command: 'holdover pvs replicas copy win11 --from pvs1 --to pvs3' }],
  });
  expect(await site.json('pvs explain srv22')).toMatchObject({
    versions: [
      { version: 1, isDefault: true, readers: 13 },
      { version: 2, access: 'maintenance', isDefault: false, readers: 1 },
    ],
  });
  expect(await site.text('pvs explain pinned')).toMatch(
    /\n {2}fail-over +no: PVS021 [\s\S]*\n {2}streamed by +pvs2 alone\n/,
  );
});

test('what is none of them is wrong usage, with what was probably meant', async () => {
  const site = await CliSite.contoso();
  const refusal = await site.refused('pvs explain vda-999', 64, 'OBJECT_UNKNOWN');
  expect(refusal).toContain(
    'Did you mean one of vda-001 to vda-120? What can be explained: the code of a finding, a target,',
  );
  expect(await site.refusedInTurn('pvs explain pvs22', 64, 'OBJECT_UNKNOWN')).toContain('Did you mean pvs2?');
});
