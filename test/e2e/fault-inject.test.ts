/**
 * `fault inject`: a lost cloud from its first moment to the hand-back, every kind, and what is wrong usage.
 */
import { expect, test } from 'vitest';
import { CliSite, stage } from '../support/cli-site.ts';

const FIRST = 'cc-ams-01';

test('a zone that loses the cloud walks through every state, and back when it is mended', async () => {
  const site = await CliSite.contoso();
  const text = await site.text('fault inject cloud-unreachable ams');
  expect(text).toMatch(
    /^Fault f1: cloud-unreachable cc-ams-01.*\. It lasts until it is cleared\.\nUndo: holdover fault clear f1\n/,
  );
  const stages: unknown[] = [];
  for (const step of ['', '1s', '1m', '5m', '9m', 'clear', '15s', '585s', '15s', '5m']) {
    if (step === 'clear') await site.text('fault clear f1');
    else if (step !== '') await site.text(['clock', 'advance', step]);
    stages.push(stage(await site.zone('ams')));
  }
  expect(stages).toEqual([
    ['working-normally', 'none', FIRST, [0, 0, 432]],
    ['pending-ha', 'none', FIRST, [0, 0, 432]],
    ['initial-ha', 'secondary', FIRST, [0, expect.any(Number), expect.any(Number)]],
    ['initial-ha', 'secondary', FIRST, [0, 432, 0]],
    ['extended-ha', 'secondary', FIRST, [0, 432, 0]],
    ['extended-ha', 'secondary', FIRST, [0, 432, 0]],
    ['pending-recovery', 'secondary', FIRST, [0, 432, 0]],
    ['pending-recovery', 'secondary', FIRST, [0, 432, 0]],
    ['working-normally', 'cloud', FIRST, [expect.any(Number), 0, expect.any(Number)]],
    ['working-normally', 'cloud', FIRST, [432, 0, 0]],
  ]);
  expect((await site.status()).verdict).toBe('healthy');
});

test('a fault says whom it is in force for and when it ends by itself', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('fault inject link-flapping cc-fra-01 --every 10s --for 1m')).toMatchObject({
    schema: 'holdover.fault/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    changed: true,
    id: 'f1',
    kind: 'link-flapping',
    targets: ['cc-fra-01.contoso.example'],
    everySec: 10,
    since: '2026-01-05T08:00:00.000Z',
    until: '2026-01-05T08:01:00.000Z',
    ended: null,
    undo: 'holdover fault clear f1',
  });
  const reachable = async () => (await site.zone('fra')).connectors['cc-fra-01.contoso.example']?.cloudReachable;
  const seen: unknown[] = [await reachable()];
  for (const step of ['9s', '1s', '10s', '40s']) {
    await site.text(['clock', 'advance', step]);
    seen.push(await reachable());
  }
  expect(seen).toEqual([false, false, true, false, true]);
});

test('every kind does what it says', async () => {
  const site = await CliSite.contoso();
  const connector = async (zone: string, name: string) => (await site.zone(zone)).connectors[`${name}.contoso.example`];
  await site.text('fault inject connector-down cc-ams-01');
  expect(await connector('ams', 'cc-ams-01')).toMatchObject({ up: false, elected: false });
  await site.text('fault inject secondary-broker-down cc-fra-01');
  await site.text('fault inject sync-failure cc-fra-02');
  await site.text('fault inject connector-partitioned cc-ams-02 --link vdas');
  await site.text('fault inject storefront-down sf1');
  await site.text('fault inject machine-down AMS-POOL-007');
  await site.text('fault inject cloud-unreachable all --for 30m');
  await site.text('clock advance 20m');
  const { verdict, lhc } = await site.status();
  expect(verdict).toBe('failed');
  expect(lhc.zones.ams).toMatchObject({ elected: 'cc-ams-02.contoso.example', brokering: 'secondary' });
  expect(lhc.zones.fra).toMatchObject({ elected: 'cc-fra-02.contoso.example', brokering: 'secondary' });
  expect(lhc.zones.tok).toMatchObject({ elected: 'cc-tok-01.contoso.example', brokering: 'none' });
  expect(lhc.zones.ams?.machines.registered).toBe(0);
  expect(lhc.storeFronts.sf1?.deliveryControllers['cc-fra-01.contoso.example']?.lastHeartbeat).toBe(
    '2026-01-05T08:00:00.000Z',
  );
  const faults = await site.json('fault list');
  expect(faults.faults).toHaveLength(7);
  expect(await site.text('lhc status')).toMatch(/\ntok .*✗ nobody/);
});

test('--site acts on another site than the current one, and the undo says so', async () => {
  const site = await CliSite.contoso();
  await site.text(['site', 'init', 'small.yaml']);
  await site.text('site load small.yaml');
  const before = site.stored('example');
  const injected = await site.json('fault inject connector-down cc-fra-01 --site contoso');
  expect(injected.undo).toBe('holdover fault clear f1 --site contoso');
  expect(site.stored('example')).toBe(before);
  await site.text(String(injected.undo).split(' ').slice(1));
  expect(await site.json('fault list --site contoso')).toMatchObject({ faults: [] });
});

const WRONG_USAGE: readonly (readonly [words: string, code: string, part: string])[] = [
  ['', 'ARGUMENT_MISSING', '"fault inject" needs KIND.'],
  ['connector-down', 'ARGUMENT_MISSING', 'connector-down needs CONNECTOR.'],
  ['cloud-unreachabel ams', 'FAULT_KIND_UNKNOWN', 'Did you mean cloud-unreachable?'],
  ['__proto__ ams', 'FAULT_KIND_UNKNOWN', 'Try: holdover fault kinds'],
  ['cloud-unreachable amz', 'ZONE_UNKNOWN', 'Did you mean ams?'],
  ['connector-down cc-ams-1', 'CONNECTOR_UNKNOWN', 'Did you mean cc-ams-01.contoso.example?'],
  ['storefront-down sf2', 'STOREFRONT_UNKNOWN', 'Did you mean sf1?'],
  ['machine-down ams-pool-9', 'MACHINE_UNKNOWN', 'Did you mean ams-pool-009?'],
  ['machine-down ams-pool-421', 'MACHINE_UNKNOWN', 'Did you mean one of ams-pool-001 to ams-pool-420?'],
  ['machine-down -- --all', 'MACHINE_UNKNOWN', '"--all"'],
  ['connector-partitioned cc-ams-01', 'FLAG_MISSING', '--link peers or --link vdas'],
  ['connector-down cc-ams-01 --every 20s', 'FLAG_NOT_TAKEN', 'it belongs to link-flapping'],
  ['link-flapping fra --every 10ms', 'FLAG_INVALID', '--every 10ms is too short.'],
  ['monitor-answer cc-tok-02 --status 99', 'FLAG_INVALID', 'It is a whole number, from 100 to 599.'],
  ['monitor-answer cc-ams-01 --status 500', 'MONITOR_NONE', 'Members of one: cc-tok-02.contoso.example'],
  ['cloud-unreachable ams --for 0s', 'DURATION_INVALID', '--for 0s is too short.'],
];

test('wrong usage says what was meant, and changes nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const refusals = WRONG_USAGE.map(async ([words, code, part]) => {
    // `--json` is added at the end, where after `--` it would be an argument.
    const line = `fault inject ${words}`.trim();
    if (!line.includes(' -- ')) expect(await site.refusedInTurn(line, 64, code)).toContain(part);
    else expect(await site.run(line)).toMatchObject({ stderr: expect.stringContaining(part), exitCode: 64 });
  });
  await Promise.all(refusals);
  expect(site.stored()).toBe(before);
});

test('a label that two connectors share has to be said in full', async () => {
  const site = new CliSite();
  const connectors = 'connectors: [{fqdn: cc-01.east.example}, {fqdn: cc-01.west.example}]';
  const text = `holdover: site/1\nname: twins\nstart: 2026-01-05T08:00:00Z\nzones: {main: {${connectors}}}\n`;
  await site.text(['site', 'load', site.file('twins.yaml', text)]);
  const refusal = await site.refused('fault inject connector-down cc-01', 64, 'CONNECTOR_AMBIGUOUS');
  expect(refusal).toContain('Say which: cc-01.east.example, cc-01.west.example.');
  expect(await site.text('fault inject connector-down CC-01.West.example')).toContain('cc-01.west.example');
});

test('what a monitor is answered is said, where it is injected and in the list', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('fault inject monitor-answer cc-tok-02 --status 503')).toMatch(/ \(status 503\)\. It lasts/);
  await site.text('fault inject monitor-answer cc-tok-02 --no-farm');
  const list = await site.text('fault list');
  expect(list).toMatch(/f1 .* \(status 503\)\n/);
  expect(list).toMatch(/f2 .* \(status 200, without the farm\)\n/);
});

test('a zone of several words: in faults that are rehearsed, and in commands to paste', async () => {
  const site = new CliSite();
  const connectors = 'connectors: [{fqdn: cc-01.east.example}, {fqdn: cc-02.east.example}]';
  const storeFronts = 'storeFronts: {sf: {deliveryControllers: [cc-01.east.example, cc-02.east.example]}}';
  const head = 'holdover: site/1\nname: words\nstart: 2026-01-05T08:00:00Z';
  const text = `${head}\nzones: {My Resource Location: {${connectors}}}\n${storeFronts}\n`;
  const loaded = await site.text(['site', 'load', site.file('words.yaml', text)]);
  expect(loaded).toContain("lhc force-outage --zone 'My Resource Location'\n");
  const rehearsal = ['rehearse', 'cloud-unreachable My Resource Location --at 1m', '--for', '5m'];
  const begins = expect.stringContaining('cloud-unreachable My Resource Location begins');
  expect(await site.run(rehearsal)).toMatchObject({ stdout: begins, exitCode: 2 });
  expect(await site.text(['lhc', 'force-outage', '--zone', 'My Resource Location'])).toContain(
    "Undo: holdover lhc end-outage --zone 'My Resource Location'\n",
  );
});
