/**
 * `pvs ok-to-stop`: yes or no, who would move where, and who would freeze.
 */
import { expect, test } from 'vitest';
import { CliSite, QUIET_CONTOSO } from '../support/cli-site.ts';

test('P40: yes, with who would move where; nothing is changed', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  expect(await site.json('pvs ok-to-stop pvs1')).toEqual({
    schema: 'holdover.pvs-ok-to-stop/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    servers: ['pvs1'],
    ok: true,
    obstacles: [],
    moves: [{ server: 'pvs2', targets: 60 }],
    freezes: [],
    survivors: [
      { server: 'pvs2', targetsNow: 64, targetsThen: 124 },
      { server: 'pvs3', targetsNow: 14, targetsThen: 14 },
    ],
  });
  expect(await site.text('pvs ok-to-stop pvs1')).toMatch(
    /^✓ yes {2}pvs1 · .*\nNext: holdover pvs stop-stream pvs1\n$/s,
  );
  expect(site.stored()).toBe(before);
  expect(await site.json('pvs stop-stream pvs1 --wait')).toMatchObject({ moved: [{ server: 'pvs2', targets: 60 }] });
});

test('P40: no, with who would freeze and why, and what no target could do any more', async () => {
  const site = await CliSite.contoso();
  const result = await site.json('pvs ok-to-stop pvs1 pvs2', 1);
  expect(result.obstacles).toEqual([
    expect.objectContaining({ code: 'PVS017', message: expect.stringContaining(' and 119 more would freeze: ') }),
    expect.objectContaining({ code: 'PVS021', object: 'kiosk-1' }),
    { code: 'PVS012', object: 'ams', message: 'no login server of ams would be left: no target could boot' },
  ]);
  const { stdout, exitCode } = await site.run('pvs ok-to-stop pvs3');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✗ NO {2}pvs3/);
  expect(stdout).toContain(' ✗ PVS023  dev-1 would freeze: dev is in private mode on local storage');
  expect(stdout).toContain(' ✗ PVS024  srv22-edit-1 would freeze: ');
});

test('no: more targets than a server can have would be on one', async () => {
  const site = new CliSite();
  const text = QUIET_CONTOSO.replace('{count: 120, name: vda-###}', '{count: 4200, name: vda-####}');
  await site.text(['site', 'load', site.file('large.yaml', text)]);
  const result = await site.json('pvs ok-to-stop pvs1', 1);
  expect(result).toMatchObject({
    ok: false,
    obstacles: [{ code: 'PVS031', object: 'pvs2', message: 'pvs2 would have 4204 targets, and can have 4095' }],
  });
});

test('wrong usage says what was meant', async () => {
  const site = await CliSite.contoso();
  await site.refused('pvs ok-to-stop', 64, 'ARGUMENT_MISSING');
  await site.refusedInTurn('pvs ok-to-stop pvs1 pvs9', 64, 'SERVER_UNKNOWN');
});
