/**
 * `pvs promote` and `pvs revert`: who gets a version, when, and what is refused.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';
import { versionedSite } from '../support/versioned-site.ts';

test('P58: a version that somebody writes to is not promoted before that target is shut down', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const refusal = { code: 'VERSION_IN_USE', reason: expect.stringContaining('shut it down first') };
  const usedBy = ['srv22-edit-1'];
  expect(await site.json('pvs promote srv22', 1)).toMatchObject({
    changed: false,
    access: 'maintenance',
    refusal,
    usedBy,
    undo: null,
  });
  expect((await site.run('pvs promote srv22')).stdout).toMatch(
    /\n Used by srv22-edit-1\nNext: holdover pvs shutdown srv22-edit-1\n$/,
  );
  expect(await site.json('pvs merge srv22', 1)).toMatchObject({ refusal: { code: 'VERSION_IN_MAINTENANCE' }, usedBy });
  expect(site.stored()).toBe(before);
  await site.text('pvs shutdown srv22-edit-1');
  const text = await site.text('pvs promote srv22 --to test');
  expect(text).toMatch(/^srv22 version 2 promoted: test\.\nProduction targets boot srv22 version 1 from now on; those/);
  expect(text).toContain('\nUndo: holdover pvs revert srv22 --version 2\n');
  expect(await site.json('pvs promote srv22 --to test')).toMatchObject({ changed: false, refusal: null });
  expect(await site.json('pvs promote srv22 --wait')).toMatchObject({
    schema: 'holdover.promote/1',
    changed: true,
    vdisk: 'srv22',
    version: 2,
    access: 'production',
    scheduled: null,
    missingOn: [],
    defaultVersion: 2,
    autoMerged: null,
    refusal: null,
    settled: true,
  });
});

test('P54, P55: a version with a date is pending until then, and the default afterwards', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs shutdown srv22-edit-1');
  const text = await site.text('pvs promote srv22 --scheduled 2026-01-05T09:00:00Z');
  expect(text).toContain(' ! production targets do not get it until it is 2026-01-05 09:00:00Z\n');
  const pending = { access: 'pending', scheduled: '2026-01-05T09:00:00.000Z', defaultVersion: 1 };
  expect(await site.json('pvs promote srv22')).toMatchObject({ changed: false, ...pending });
  expect(await site.json('pvs promote srv22 --scheduled 2026-01-06T09:00:00Z', 1)).toMatchObject({
    refusal: { code: 'VERSION_IN_PRODUCTION' },
  });
  await site.text('clock advance 1h');
  expect(await site.json('pvs promote srv22')).toMatchObject({ access: 'production', defaultVersion: 2 });
});

test('P54: on local storage a version is pending until every server has it', async () => {
  const site = await versionedSite();
  expect(await site.json('pvs merge win11 --access test')).toMatchObject({ version: 45, missingOn: ['pvs2', 'pvs3'] });
  const text = await site.text('pvs promote win11');
  expect(text).toContain(
    ' ! production targets do not get it until every server has an identical copy (missing on pvs2, pvs3)\n',
  );
  expect(await site.json('pvs promote win11 --wait --timeout 1m', 22)).toMatchObject({
    access: 'pending',
    settled: false,
  });
  await site.text('pvs replicas copy win11 --from pvs1 --to pvs2 --to pvs3');
  expect(await site.json('pvs promote win11 --wait')).toMatchObject({ access: 'production', defaultVersion: 45 });
});

test('P55: production targets are pinned to a version, and let go again', async () => {
  const site = await versionedSite();
  expect(await site.json('pvs promote win11 --pin 42')).toMatchObject({
    schema: 'holdover.pin/1',
    changed: true,
    pinned: 42,
    defaultVersion: 42,
    undo: 'holdover pvs promote win11 --unpin',
  });
  expect(await site.json('pvs promote win11 --pin 42')).toMatchObject({ changed: false, pinned: 42, undo: null });
  for (const line of ['promote win11 --pin 7', 'promote win11 --version 7', 'revert win11 --version 7']) {
    expect(await site.refused(`pvs ${line}`, 64, 'VERSION_UNKNOWN'), line).toContain('Its versions: 42, 43, 44.');
  }
  const text = await site.text('pvs promote win11 --unpin');
  expect(text).toMatch(/^Production targets of win11 boot the newest released version\.\n/);
  expect(text).toContain('\nUndo: holdover pvs promote win11 --pin 42\n');
  expect(await site.json('pvs promote win11 --unpin')).toMatchObject({
    changed: false,
    pinned: null,
    defaultVersion: 44,
  });
});

test('a promotion from maintenance to production is undone in its two steps; one that changes nothing has no undo', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs shutdown srv22-edit-1');
  const promoted = await site.json('pvs promote srv22');
  const running = [
    { version: 1, targets: 12 },
    { version: 2, targets: 0 },
  ];
  const srv22 = expect.objectContaining({ vdisk: 'srv22', running, behind: 12 });
  expect((await site.json('pvs vdisks')).vdisks).toContainEqual(srv22);
  const line = '   srv22: 12 targets on version 1, 0 targets on version 2; 12 would boot another version now\n';
  expect(await site.text('pvs vdisks')).toContain(line.trimEnd());
  expect(await site.text('pvs status')).toContain(line);
  const revert = 'holdover pvs revert srv22 --version 2';
  expect(promoted).toMatchObject({ changed: true, undo: `${revert} && ${revert}` });
  expect(await site.json('pvs promote srv22')).toMatchObject({ changed: false, undo: null });
  for (const command of String(promoted.undo).split(' && ')) await site.text(command.replace('holdover ', ''));
  expect(await site.json('pvs revert srv22', 1)).toMatchObject({ access: 'maintenance' });
});

test('a version is taken back step by step; who has booted it keeps it', async () => {
  const site = await versionedSite();
  expect(await site.json('pvs revert win11 --version 43', 1)).toMatchObject({
    changed: false,
    access: 'production',
    refusal: { code: 'VERSION_NOT_NEWEST' },
    undo: null,
  });
  const text = await site.text('pvs revert win11');
  expect(text).toMatch(
    /^win11 version 44 reverted: test\.\n 1 target reads it, or what rests on it, until the next boot\n/,
  );
  expect(text).toContain('\nUndo: holdover pvs promote win11 --version 44 --to production\n');
  expect(await site.json('pvs revert win11', 1)).toMatchObject({ refusal: { code: 'VERSION_IN_USE' } });
  await site.text('pvs shutdown vda-1');
  expect(await site.json('pvs revert win11')).toMatchObject({ access: 'maintenance', defaultVersion: 43, readers: 0 });
});

const WRONG_USAGE: readonly (readonly [words: string, code: string, part: string])[] = [
  ['win1', 'VDISK_UNKNOWN', 'Did you mean win11?'],
  ['win11 --pin 42 --version 42', 'FLAGS_CONFLICT', '--pin and --version'],
  ['win11 --unpin --to test', 'FLAGS_CONFLICT', '--unpin and --to'],
  ['win11 --scheduled tomorrow', 'MOMENT_INVALID', 'Try: holdover pvs promote --help'],
  ['win11 --to maintenance', 'FLAG_INVALID', 'production'],
];

test('wrong usage says what was meant, and changes nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  for (const [words, code, part] of WRONG_USAGE) {
    expect(await site.refusedInTurn(`pvs promote ${words}`, 64, code)).toContain(part);
  }
  expect(site.stored()).toBe(before);
});
