/**
 * `lhc force-outage`: a forced outage from its first moment to the hand-back, what is held back, and what is wrong usage.
 */
import { expect, test } from 'vitest';
import { CliSite, stage } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';

const FIRST = 'cc-ams-01';

test('R57: a forced zone walks through every state, and back when the switch is released', async () => {
  const site = await CliSite.contoso();
  const text = await site.text('lhc force-outage --zone ams');
  expect(text).toContain('Outage forced on 3 connectors of ams. It lasts until it is ended.');
  expect(text).toContain('Undo: holdover lhc end-outage --zone ams');
  const stages: unknown[] = [];
  for (const step of ['', '59s', '1s', '5m', '299s', '1s', 'end', '599s', '1s', '5m']) {
    if (step === 'end') await site.text('lhc end-outage --zone ams');
    else if (step !== '') await site.text(['clock', 'advance', step]);
    stages.push(stage(await site.zone('ams')));
  }
  expect(stages).toEqual([
    ['pending-ha', 'cloud', FIRST, [432, 0, 0]],
    ['pending-ha', 'cloud', FIRST, [432, 0, 0]],
    ['initial-ha', 'secondary', FIRST, [0, 0, 432]],
    ['initial-ha', 'secondary', FIRST, [0, 432, 0]],
    ['initial-ha', 'secondary', FIRST, [0, 432, 0]],
    ['extended-ha', 'secondary', FIRST, [0, 432, 0]],
    ['pending-recovery', 'secondary', FIRST, [0, 432, 0]],
    ['pending-recovery', 'secondary', FIRST, [0, 432, 0]],
    ['working-normally', 'cloud', FIRST, [0, 0, 432]],
    ['working-normally', 'cloud', FIRST, [432, 0, 0]],
  ]);
  const after = await site.status();
  expect(after).toMatchObject({ verdict: 'healthy', at: '2026-01-05T08:26:00.000Z' });
  for (const zone of ['fra', 'tok']) expect(after.lhc.zones[zone]).toMatchObject({ sinceSec: 1560 });
});

test('R57: the switch is per connector, and is told of each', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --connector cc-fra-01 --connector CC-FRA-02.contoso.example');
  const { connectors } = await site.zone('fra');
  expect(Object.values(connectors).map(({ forcedOutage }) => forcedOutage)).toEqual([true, true]);
  expect(await site.text('lhc events --connector cc-fra-02')).toContain('OutageModeForced set to 1');
});

test('forcing twice changes nothing; another --for changes the lease', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('lhc force-outage --zone ams --for 20m')).toMatchObject({
    schema: 'holdover.force-outage/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    changed: true,
    zones: ['ams'],
    connectors: [1, 2, 3].map((number) => `cc-ams-0${number}.contoso.example`),
    until: '2026-01-05T08:20:00.000Z',
    refused: [],
    undo: 'holdover lhc end-outage --zone ams',
  });
  const before = site.stored();
  const again = { changed: false, until: '2026-01-05T08:20:00.000Z' };
  expect(await site.json('lhc force-outage --zone ams')).toMatchObject(again);
  expect(await site.json('lhc force-outage --zone ams --for 20m')).toMatchObject(again);
  expect(await site.text('lhc force-outage --zone ams')).toContain(
    'forced already: nothing changed. It ends by itself',
  );
  expect(site.stored()).toBe(before);
  const longer = { changed: true, until: '2026-01-05T08:30:00.000Z' };
  expect(await site.json('lhc force-outage --zone ams --for 30m')).toMatchObject(longer);
  await site.text('clock advance 25m');
  expect(await site.zone('ams')).toMatchObject({ state: 'extended-ha' });
  await site.text('clock advance 5m');
  expect(await site.zone('ams')).toMatchObject({ state: 'pending-recovery' });
});

test('R58: forcing a part of a zone is held back, and flagged where it is done', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const held = await site.refused('lhc force-outage --zone ams --connector cc-ams-01', 10, 'LHC051');
  expect(held).toContain('1 of 3 connectors of ams');
  expect(held).toContain('Try: holdover lhc force-outage --zone ams --connector cc-ams-01 --force=LHC051');
  expect(site.stored()).toBe(before);
  await site.text('lhc force-outage --zone ams --connector cc-ams-01 --force=LHC051');
  await site.text('clock advance 5m');
  expect(await site.zone('ams')).toMatchObject({ state: 'pending-ha', brokering: 'cloud', acceptingBrokers: 0 });
  expect(await site.text('lhc status')).toMatch(/! WARN {2}LHC051 {2}ams +the outage is forced on 1 of 3 connectors/);
});

test('what would be refused is held back; each finding has to be accepted', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const held = await site.refused('lhc force-outage --zone tok', 10, 'LHC015');
  expect(held).toContain('Nothing was changed.');
  expect(held).toMatch(/LHC015 .*nobody would broker for tok/);
  expect(held).toMatch(/LHC012 .*is not a delivery controller/);
  await site.refused('lhc force-outage --zone tok --force=LHC015', 10, 'LHC012');
  await site.refused('lhc force-outage --all-zones', 10, 'LHC015');
  expect(site.stored()).toBe(before);
  const done = await site.json('lhc force-outage --zone tok --force=LHC015 --force LHC012');
  expect(done).toMatchObject({
    changed: true,
    refused: [{ connector: 'cc-tok-01.contoso.example', reason: 'NoNFuseActivity' }],
  });
  await site.text('clock advance 2m');
  const { connectors } = await site.zone('tok');
  expect(connectors['cc-tok-01.contoso.example']).toMatchObject({ state: 'working-normally', forcedOutage: true });
});

test('where every connector refuses the exit code is 1', async () => {
  const site = new CliSite();
  await site.text(['site', 'load', site.file('none.yaml', smallSite({ name: 'none', listed: [] }))]);
  const held = await site.refused('lhc force-outage --zone main', 10, 'LHC010');
  expect(held).toContain('40 machines');
  const run = await site.run('lhc force-outage --zone main --force=LHC010');
  expect(run).toMatchObject({ stderr: '', exitCode: 1 });
  expect(run.stdout.match(/✗ refused/g)).toHaveLength(2);
  expect(await site.json('lhc force-outage --zone main', 1)).toMatchObject({ changed: false });
});

test('a StoreFront that is silent for longer than the expiry is found before the force', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject storefront-down sf1');
  await site.text('clock advance 73h');
  const held = await site.refused('lhc force-outage --zone fra', 10, 'LHC015');
  expect(held).toMatch(/LHC014 .*has not heard from StoreFront within the expiry/);
  const forced = await site.json('lhc force-outage --zone fra --force=LHC014 --force=LHC015', 1);
  expect(forced.refused).toHaveLength(2);
});

const WRONG_USAGE: readonly (readonly [words: string, code: string, part: string])[] = [
  ['--zone amss', 'ZONE_UNKNOWN', 'Did you mean ams?'],
  ['--connector cc-ams-9', 'CONNECTOR_UNKNOWN', 'Did you mean cc-ams-01.contoso.example?'],
  ['--zone fra --connector cc-ams-01', 'CONNECTOR_NOT_IN_ZONE', 'cc-ams-01.contoso.example is not a connector of fra.'],
  ['--zone ams --all-zones', 'FLAGS_CONFLICT', '--zone and --all-zones cannot be given together.'],
  ['--quiet', 'NOTHING_SELECTED', '--all-zones'],
  ['--zone', 'USAGE_WRONG', '--zone expects a value'],
  ['--zone ams --for 30', 'DURATION_INVALID', 'Try: holdover lhc force-outage --help'],
  ['--zone ams --for 0s', 'DURATION_INVALID', '--for 0s is too short.'],
  ['--zone ams --for 99999d', 'DURATION_INVALID', '--for 99999d is too long.'],
  ['--zone tok --force=LHC15', 'FLAG_INVALID', 'LHC015'],
  ['--zone ams --conector x', 'FLAG_UNKNOWN', 'Did you mean --connector?'],
  ['ams', 'ARGUMENT_UNEXPECTED', '"ams"'],
];

test('wrong usage says what was meant, and changes nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const refusals = WRONG_USAGE.map(async ([words, code, part]) => {
    expect(await site.refusedInTurn(`lhc force-outage ${words}`, 64, code)).toContain(part);
  });
  await Promise.all(refusals);
  expect(site.stored()).toBe(before);
});
