/**
 * `pvs wait`: as `lhc wait`, with conditions about streaming.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('it ends when every target has moved, and not later', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs1');
  const wait = ['pvs', 'wait', '--until', 'pvs.servers.pvs1.targets == 0', '--fail-on', 'pvs.targetCounts.frozen > 0'];
  const result = await site.json(wait);
  expect(result).toMatchObject({
    schema: 'holdover.wait/1',
    outcome: 'holds',
    condition: 'pvs.servers.pvs1.targets == 0',
  });
  expect(result.waitedSec).toBeGreaterThan(60);
  expect(result.waitedSec).toBeLessThan(120);
});

test('without a condition it is wrong usage, with one to begin with', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('pvs wait', 64, 'CONDITION_MISSING')).toContain('holdover pvs wait --until "pvs.');
});

test('a target that is frozen ends it with 1; one that does not exist is wrong usage at once', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs2');
  const { exitCode, stdout } = await site.run(['pvs', 'wait', '--fail-on', "pvs.targets['kiosk-2'].state == 'frozen'"]);
  expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/^✗ failed after 1m\d+s/)]);
  const wrong = ['pvs', 'wait', '--until', "pvs.targets['kiosk-9'].state == 'off'"];
  expect(await site.refusedInTurn(wrong, 64, 'CONDITION_INVALID')).toContain('No such key: kiosk-9');
});
