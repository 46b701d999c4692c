/**
 * `pvs events`: what was logged about streaming, and which lines are those of `lhc events`.
 */
import { expect, test } from 'vitest';
import type { FarmEvent, FarmEventsResult } from '../../src/app/pvs/events.ts';
import { CliSite, type Document, QUIET_CONTOSO } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';

function eventsOf(document: Document): readonly FarmEvent[] {
  return (document as unknown as FarmEventsResult).events;
}

async function sorts(site: CliSite, line: string): Promise<readonly string[]> {
  return [...new Set(eventsOf(await site.json(line)).map(({ kind }) => kind))];
}

/** A stop of pvs1, and a crash of pvs2 meanwhile: the kiosks, which only pvs2 may have, freeze. */
async function troubled(): Promise<CliSite> {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs1 --for 1m');
  await site.text('clock advance 2m');
  await site.text('fault inject server-down pvs2 --for 3m');
  await site.text('clock advance 5m');
  return site;
}

test('servers, targets and faults are in it by kind, oldest first', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('pvs events')).toContain('nothing has happened yet.\nNext: ');
  await site.text('pvs stop-stream pvs1 --for 1m');
  await site.text('clock advance 2m');
  const all = (await site.json('pvs events --last 0')) as unknown as FarmEventsResult;
  expect(all).toMatchObject({ schema: 'holdover.pvs-events/1', site: 'contoso', logged: 63, total: 63 });
  expect(all.events.map(({ at }) => at)).toEqual(all.events.map(({ at }) => at).toSorted());
  expect(all.events[0]).toEqual({
    at: '2026-01-05T08:00:00.000Z',
    zone: null,
    connector: null,
    provider: 'holdover',
    id: null,
    severity: 'information',
    message: 'the Stream Service is stopping; its targets are told to log in again',
    kind: 'service-stopping',
    server: 'pvs1',
    target: null,
    vdisk: null,
    from: null,
  });
  const moved = all.events.filter(({ kind }) => kind === 'target-moved');
  expect(moved).toHaveLength(60);
  expect(moved[0]).toMatchObject({ target: expect.stringMatching(/^vda-/), server: 'pvs2', from: 'pvs1', vdisk: null });
  expect(all.events.at(-1)).toMatchObject({ kind: 'service-started', server: 'pvs1' });
  const text = await site.text('pvs events --last 2');
  expect(text).toContain('… 61 earlier ones: --last 0 shows all\nTIME ');
  expect(text).toMatch(/\n2026-01-05 08:01:00Z +pvs1 +- +service-started +the Stream Service is running\n$/);
});

test('--server has also those that left it; --target, --vdisk and --kind choose as well, and together', async () => {
  const site = await troubled();
  const one = eventsOf(await site.json('pvs events --server PVS1 --kind target-moved --last 0'));
  expect(one.filter(({ from }) => from === 'pvs1')).toHaveLength(60);
  expect(one.filter(({ server }) => server === 'pvs1').length).toBeGreaterThan(100);
  expect(await sorts(site, 'pvs events --server pvs3')).toEqual([]);
  const kiosk = await site.json('pvs events --target kiosk-1');
  expect(eventsOf(kiosk).map(({ kind, server, from }) => [kind, server, from])).toEqual([
    ['target-frozen', 'pvs2', null],
    ['target-resumed', 'pvs2', null],
  ]);
  expect(await site.text('pvs events --target kiosk-1 --last 1')).toMatch(
    / ! target-resumed +goes on with pvs2 after (\d+ min )?\d+(\.\d+)? s\n/,
  );
  expect(await site.text('pvs events --kind target-frozen')).toMatch(/ pvs2 +kiosk-\d +✗ target-frozen +.*PVS021 /);
  await site.text('fault inject replica-drift pvs1/win11');
  expect(await sorts(site, 'pvs events --vdisk win11')).toEqual(['fault-began']);
  expect(await site.text('pvs events --vdisk dev')).toMatch(/none of \d+ events is of that kind\.\n$/);
});

test('a fault of the farm is in pvs events, one of connectors in lhc events, and a changed definition in both', async () => {
  const site = await troubled();
  expect(await site.text('lhc events')).toContain('nothing has happened yet.');
  await site.text('fault inject cloud-unreachable fra --for 10s');
  await site.text('fault inject machine-down vda-001');
  await site.text('fault inject machine-down ams-srv-01');
  await site.text('site set timers.pendingHa 90s');
  const faults = async (line: string) =>
    eventsOf(await site.json(line)).flatMap(
      ({ message }) => /^(?:fault f\d began|definition)[^,]*/.exec(message) ?? [],
    );
  const [vda, both, changed] = [
    'fault f3 began: machine-down vda-001',
    'fault f4 began: machine-down ams-srv-01',
    'definition changed: revision 2',
  ];
  const [crash, cut] = [
    'fault f1 began: server-down pvs2',
    expect.stringMatching(/^fault f2 began: cloud-unreachable/),
  ];
  expect(await faults('pvs events --last 0')).toEqual([crash, vda, both, changed]);
  expect(await faults('lhc events --last 0')).toEqual([cut, both, changed]);
  expect(await sorts(site, 'pvs events --target vda-001 --kind fault-began')).toEqual(['fault-began']);
  expect(await sorts(site, 'pvs events --kind definition-changed')).toEqual(['definition-changed']);
});

test('without offline support the log says that no server streams', async () => {
  const site = new CliSite();
  const text = QUIET_CONTOSO.replace('offlineSupport: true', 'offlineSupport: false');
  await site.text(['site', 'load', site.file('contoso.yaml', text)]);
  await site.text('fault inject database-offline --for 20s');
  await site.text('clock advance 1m');
  expect(await sorts(site, 'pvs events')).toEqual(['fault-began', 'database-lost', 'fault-ended', 'database-returned']);
});

test('wrong usage is refused', async () => {
  const site = await CliSite.contoso();
  await site.refusedInTurn('pvs events --server pvs9', 64, 'SERVER_UNKNOWN');
  await site.refusedInTurn('pvs events --target vda-121', 64, 'TARGET_UNKNOWN');
  await site.refusedInTurn('pvs events --vdisk win', 64, 'VDISK_UNKNOWN');
  await site.refusedInTurn('pvs events --kind moved', 64, 'FLAG_INVALID');
  await site.text(['site', 'load', site.file('small.yaml', smallSite({ name: 'small' }))]);
  await site.refusedInTurn('pvs events', 64, 'FARM_NONE');
});
