/**
 * `fault clear`, `fault list` and `fault kinds`.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('a fault that is cleared twice is changed once', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('fault list')).toContain('contoso · 2026-01-05 08:00:00Z: no fault is in force.');
  await site.text('fault inject connector-down cc-ams-01');
  await site.text('fault inject connector-down cc-fra-01 --for 10m');
  expect(await site.json('fault clear f1')).toMatchObject({
    schema: 'holdover.fault-clear/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    changed: true,
    cleared: ['f1'],
    endedBefore: [],
  });
  const before = site.stored();
  expect(await site.json('fault clear f1')).toMatchObject({ changed: false, cleared: [], endedBefore: ['f1'] });
  expect(await site.text('fault clear f1')).toBe('Ended before: f1.\nNothing changed.\n');
  expect(site.stored()).toBe(before);
  expect(await site.json('fault clear f1 f2 f2')).toMatchObject({
    changed: true,
    cleared: ['f2'],
    endedBefore: ['f1'],
  });
  expect((await site.zone('ams')).connectors['cc-ams-01.contoso.example']?.up).toBe(true);
});

test('a fault whose time is over has ended', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject cloud-unreachable fra --for 30s');
  await site.text('clock advance 1m');
  expect(await site.json('fault clear f1')).toMatchObject({ changed: false, endedBefore: ['f1'] });
  expect(await site.json('fault list')).toMatchObject({ schema: 'holdover.faults/1', faults: [] });
  const ended = { id: 'f1', ended: '2026-01-05T08:00:30.000Z', until: '2026-01-05T08:00:30.000Z' };
  expect(await site.json('fault list --ended')).toMatchObject({ faults: [ended] });
  expect(await site.text('fault list --ended')).toMatch(
    /\nf1 {2}cloud-unreachable .* ended 2026-01-05 08:00:30Z +cc-fra-01/,
  );
});

test('--all ends every fault, and leaves a forced outage alone', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  await site.text('fault inject cloud-unreachable all');
  await site.text('fault inject machine-down tok-dir-3');
  expect(await site.json('fault clear --all')).toMatchObject({ changed: true, cleared: ['f1', 'f2'] });
  const { connectors } = await site.zone('ams');
  expect(Object.values(connectors).every((each) => each.forcedOutage && each.cloudReachable)).toBe(true);
  const before = site.stored();
  expect(await site.json('fault clear --all')).toMatchObject({ changed: false, cleared: [] });
  expect(await site.text('fault clear --all')).toBe('No fault is in force: nothing changed.\n');
  expect(site.stored()).toBe(before);
  expect(await site.json('fault inject machine-down tok-dir-3')).toMatchObject({ id: 'f3' });
});

test('wrong usage changes nothing', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject connector-down cc-ams-01');
  const before = site.stored();
  const [unknown] = await Promise.all([
    site.refusedInTurn('fault clear f9', 64, 'FAULT_UNKNOWN'),
    site.refusedInTurn('fault clear', 64, 'NOTHING_SELECTED'),
    site.refusedInTurn('fault clear f1 --all', 64, 'FLAGS_CONFLICT'),
    site.refusedInTurn('fault clear --al', 64, 'FLAG_UNKNOWN'),
    site.refusedInTurn('fault clera f1', 64, 'COMMAND_UNKNOWN'),
  ]);
  expect(unknown).toContain('Faults so far: f1.');
  expect(site.stored()).toBe(before);
});

test('fault kinds needs no site, and shows each kind with its target', async () => {
  const site = new CliSite();
  const { kinds } = (await site.json('fault kinds')) as { kinds: readonly { kind: string; meaning: string }[] };
  expect(kinds.map(({ kind }) => kind)).toContain('link-flapping');
  const text = await site.text('fault kinds');
  for (const { kind, meaning } of kinds) expect(text).toMatch(new RegExp(`^${kind} .*${meaning}$`, 'm'));
});
