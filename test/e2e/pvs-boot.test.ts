/**
 * `pvs boot` and `pvs shutdown`: which server a target gets or why none, and what it gives up.
 */
import { expect, test } from 'vitest';
import { CliSite, QUIET_CONTOSO } from '../support/cli-site.ts';

test('a target is switched off and on again; a second time changes nothing', async () => {
  const site = await CliSite.contoso();
  const off = await site.text('pvs shutdown vda-017');
  expect(off).toBe('vda-017 is off.\nUndo: holdover pvs boot vda-017\n');
  expect(await site.text('pvs shutdown vda-017')).toBe('vda-017 is off, and has nothing locked: nothing changed.\n');
  expect(await site.text('pvs boot vda-017')).toMatch(
    /^vda-017 switched on: booting, win11 version 42\.\nUndo: holdover/,
  );
  const result = await site.json('pvs boot vda-017 --wait');
  expect(result).toMatchObject({
    changed: false,
    state: 'streaming',
    version: 42,
    why: null,
    settled: true,
    undo: null,
  });
  expect(result.waitedSec).toBeGreaterThan(20);
});

test('a target that no server may have goes on asking: exit code 1, with the reason', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs2');
  await site.text('pvs shutdown kiosk-1');
  expect(await site.json('pvs boot kiosk-1 --wait', 1)).toMatchObject({
    changed: true,
    state: 'booting',
    server: null,
    why: { code: 'PVS021' },
    settled: false,
  });
  const { stdout } = await site.run('pvs boot kiosk-1 --wait');
  expect(stdout).toContain(' ✗ no server for it  PVS021  load balancing of pinned is off');
  expect(stdout).not.toContain('--timeout');
});

test('a machine of a delivery group loses its sessions, streaming or frozen', async () => {
  const site = await CliSite.contoso();
  for (const [user, machine] of [
    ['user-0001', 'ams-srv-01'],
    ['user-0002', 'ams-srv-02'],
  ]) {
    expect(await site.json(`lhc launch ${user} SAP`)).toMatchObject({ machine: { machine } });
  }
  expect(await site.text('pvs shutdown ams-srv-01')).toContain(' ! 1 session ended with it\n');
  for (const server of ['pvs1', 'pvs2', 'pvs3']) await site.text(`pvs stop-stream ${server}`);
  await site.text('clock advance 1m');
  expect(await site.json('pvs shutdown ams-srv-02')).toMatchObject({ sessionsEnded: 1, state: 'off' });
  for (const user of ['user-0001', 'user-0002']) {
    expect(await site.json(`lhc logoff ${user}`)).toMatchObject({ changed: false, sessions: [] });
  }
});

test('P64: a target that has crashed leaves its image locked, until it is shut down', async () => {
  const site = new CliSite();
  const text = QUIET_CONTOSO.replace('name: srv22-edit-#', 'name: tok-dir-#');
  await site.text(['site', 'load', site.file('locked.yaml', text)]);
  await site.text('fault inject machine-down tok-dir-1');
  const refusal = { code: 'MACHINE_DOWN', reason: 'fault f1 keeps tok-dir-1 down: clear it first' };
  expect(await site.json('pvs boot tok-dir-1', 1)).toMatchObject({ changed: false, state: 'off', refusal });
  expect(await site.json('pvs shutdown tok-dir-1')).toMatchObject({
    changed: true,
    released: [{ vdisk: 'srv22', version: 2 }],
    undo: null,
  });
  expect(await site.json('pvs shutdown tok-dir-1')).toMatchObject({ changed: false, released: [] });
});

test('wrong usage says what was meant', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('pvs boot vda-121', 64, 'TARGET_UNKNOWN')).toContain('vda-001 to vda-120');
  await site.refusedInTurn('pvs shutdown vda17', 64, 'TARGET_UNKNOWN');
});
