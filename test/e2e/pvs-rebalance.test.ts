/**
 * `pvs rebalance`: how many targets move, and what is refused.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

/** Somebody whose pvs1 has been stopped and started again: all that it had is on pvs2. */
async function lopsided(): Promise<CliSite> {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs1 --wait');
  expect(await site.text('pvs start-stream pvs1')).toContain('\nNext: holdover pvs rebalance --vdisk win11\n');
  return site;
}

test('P51: a rebalance of a server returns how many targets have moved; a second one moves none', async () => {
  const site = await lopsided();
  expect(await site.text('pvs status')).toContain('\nNext: holdover pvs rebalance --vdisk win11\n');
  const { stdout } = await site.run('pvs rebalance pvs2 --dry-run');
  expect(stdout).toMatch(/^Dry run\..*\nRebalanced pvs2: 62 targets to pvs1; longest pause 0\.\d+ s\n/);
  const result = await site.json('pvs rebalance pvs2');
  expect(result).toMatchObject({
    schema: 'holdover.rebalance/1',
    changed: true,
    server: 'pvs2',
    vdisk: null,
    moved: 62,
    to: [{ server: 'pvs1', targets: 62 }],
    refusal: null,
  });
  expect(result.longestPauseSec).toBeLessThan(1);
  expect(await site.json('pvs rebalance pvs2')).toMatchObject({ changed: false, moved: 0, longestPauseSec: null });
  expect(await site.text('pvs rebalance pvs2')).toBe(
    'No target of pvs2 would be better off elsewhere: the servers that may have them are no less busy than those that have them. Nothing changed.\n',
  );
});

test('targets of one vDisk, on all servers', async () => {
  const site = await lopsided();
  expect(await site.json('pvs rebalance --vdisk pinned')).toMatchObject({
    moved: 0,
    reason: expect.stringContaining('no other server may have them: PVS021 '),
  });
  expect(await site.json('pvs rebalance --vdisk win11')).toMatchObject({ server: null, vdisk: 'win11', moved: 62 });
});

test('without a name all servers of the farm are rebalanced; the one with the fewest has nobody to send away', async () => {
  const site = await lopsided();
  const text = await site.text('pvs rebalance pvs1');
  expect(text).toBe('No target of pvs1 would be better off elsewhere: pvs1 has none. Nothing changed.\n');
  const balanced = await CliSite.contoso();
  expect(await balanced.text('pvs rebalance pvs3')).toContain(': pvs3 has the fewest targets for its power. ');
  expect(await site.json('pvs rebalance')).toMatchObject({ server: null, vdisk: null, moved: 62, reason: null });
  expect(await site.text('pvs rebalance')).toMatch(/^No target of the farm would be better off elsewhere: /);
});

test('a server that does not stream cannot be rebalanced', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs1 --wait');
  expect(await site.json('pvs rebalance pvs1', 1)).toMatchObject({ changed: false, refusal: { code: 'PVS009' } });
  await site.text('fault inject server-down pvs3');
  const { stdout, exitCode } = await site.run('pvs rebalance pvs3');
  expect({ exitCode, stdout }).toEqual({
    exitCode: 1,
    stdout:
      '✗ refused  pvs3 was not rebalanced. Nothing changed.\n PVS010  pvs3 is down, and can tell its targets nothing\n',
  });
});

test('wrong usage says what was meant', async () => {
  const site = await CliSite.contoso();
  await site.refusedInTurn('pvs rebalance --vdisk win1', 64, 'VDISK_UNKNOWN');
});
