/**
 * `lhc launch`: opens a resource for a user, and tells the way or the refusal.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

const OFFICE = ['lhc', 'launch', 'user-0001', 'Office Desktop'];

test('in normal operation: the way, the machine, how to undo it; and the same session again', async () => {
  const site = await CliSite.contoso();
  expect(await site.json(OFFICE)).toEqual({
    schema: 'holdover.launch/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    user: 'CONTOSO\\user-0001',
    resource: 'Office Desktop',
    result: 'started',
    reason: null,
    why: null,
    hint: null,
    storeFront: 'sf1',
    gateway: null,
    passedOver: [],
    notAsked: [],
    resourceZones: ['ams', 'fra'],
    broker: {
      controller: 'cc-ams-02.contoso.example',
      connector: 'cc-ams-02.contoso.example',
      zone: 'ams',
      broker: 'cloud',
      revision: 1,
    },
    deliveryGroup: 'office',
    machine: { machine: 'ams-pool-001', zone: 'ams' },
    authoritiesPassedOver: [],
    ticket: null,
    unseenSessions: [],
    undo: "holdover lhc logoff 'CONTOSO\\user-0001'",
  });
  const again = await site.text(OFFICE);
  expect(again).toContain('✓ connected again to the session on ams-pool-001 (ams)\n');
  expect(again).not.toContain('Undo');
});

test('through the gateway of an ADC: with a ticket', async () => {
  const site = await CliSite.contoso();
  const text = await site.text(['lhc', 'launch', 'user-0001', 'jp desktop', '--via', 'gateway', '--site', 'contoso']);
  expect(text).toMatch(/^CONTOSO\\user-0001 opens JP Desktop · 2026-01-05 08:00:00Z\n {2}gateway +adc1\n/);
  expect(text).toMatch(/ {2}controller +vip-tok\.contoso\.example +a virtual server\n/);
  expect(text).toMatch(/ {2}ticket +cc-ams-01\.contoso\.example +;40;STA[0-9A-F]{12};\w{32}\n/);
  expect(text).toContain("Undo: holdover lhc logoff 'CONTOSO\\user-0001' --site contoso\n");
});

test('a refusal is exit code 1, with the reason in words and what to look at', async () => {
  const site = await CliSite.contoso();
  const words = ['lhc', 'launch', 'user-0001', 'Director Desktop'];
  expect(await site.json(words, 1)).toMatchObject({
    result: 'failed',
    reason: 'not-assigned',
    why: expect.stringContaining('the user owns no machine'),
    machine: null,
    undo: null,
  });
  const { stdout, exitCode, stderr } = await site.run(words);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(stdout).toContain('✗ REFUSED  not-assigned: ');
  expect(stdout).toContain("Next: holdover lhc explain 'Director Desktop' · holdover lhc explain 'CONTOSO\\user-0001'");
});

test('whoever is passed over is told, and why', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject cloud-unreachable ams');
  const launched = await site.json(OFFICE);
  expect(launched).toMatchObject({ result: 'started', broker: { connector: 'cc-fra-01.contoso.example' } });
  expect(launched.passedOver).toEqual(
    ['02', '03'].map((number) => ({
      controller: `cc-ams-${number}.contoso.example`,
      connector: `cc-ams-${number}.contoso.example`,
      reason: 'cloud-unreachable',
      why: 'the connector cannot pass the request on to the cloud, and does not broker itself',
    })),
  );
});

test('where nobody is reached, it has failed: nobody refused it', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject cloud-unreachable all');
  const { stdout, exitCode } = await site.run(OFFICE);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('✗ FAILED  cloud-unreachable: ');
  expect(stdout).toMatch(/\nNext: holdover lhc explain cc-\S+ · holdover lhc status\n$/);
});

test('where nobody was left to ask: why each controller was not', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject connector-down cc-tok-02');
  await site.text('clock advance 5m');
  const words = ['lhc', 'launch', 'user-0001', 'JP Desktop'];
  const elsewhere = (zone: string) => `of ${zone}, and only tok has JP Desktop (AdvancedHealthCheck)`;
  expect(await site.json([...words, '--dry-run'], 1)).toMatchObject({
    reason: 'no-controller',
    passedOver: [],
    resourceZones: ['tok'],
    notAsked: [
      ...['01', '02', '03'].map((number) => ({
        controller: `cc-ams-${number}.contoso.example`,
        reason: elsewhere('ams'),
      })),
      ...['01', '02'].map((number) => ({ controller: `cc-fra-${number}.contoso.example`, reason: elsewhere('fra') })),
      {
        controller: 'vip-tok.contoso.example',
        reason:
          'no answer to its last heartbeat, or to a request since; cc-tok-02.contoso.example is down: no connection',
      },
    ],
  });
  const { stdout } = await site.run(words);
  expect(stdout).toMatch(/ {2}! not asked +vip-tok\.contoso\.example +no answer to its last heartbeat/);
  expect(stdout).toMatch(/\nNext: holdover lhc explain 'JP Desktop' · holdover lhc elect --zone tok\n$/);
  const explained = await site.text('lhc explain user-0001');
  expect(explained).toMatch(
    /! not asked for JP Desktop +cc-fra-01\S+, cc-fra-02\S+ +of fra, and only tok has JP Desktop/,
  );
});

test('R48: without AdvancedHealthCheck any controller is asked: of the wrong zone, another try may go elsewhere', async () => {
  const site = await CliSite.contoso();
  await site.text('site set storeFronts.sf1.advancedHealthCheck false');
  await site.text('lhc force-outage --zone ams --wait');
  const hint =
    'AdvancedHealthCheck is off: sf1 asks any of its 6 controllers, also of zones that do not have the resource; another try may go elsewhere';
  const words = ['lhc', 'launch', 'user-0001', 'JP Desktop'];
  expect(await site.json(words)).toMatchObject({ result: 'started', hint: null });
  await site.json(words);
  await site.json(words);
  expect(await site.text('lhc explain user-0002')).toContain(`! ${hint}\n`);
  expect(await site.json([...words, '--dry-run'], 1)).toMatchObject({ reason: 'wrong-zone', hint });
  expect((await site.run(words)).stdout).toContain(`! ${hint}\nNext: `);
});

test('an outage in one zone: a second session starts there, which the first broker does not see', async () => {
  const site = await CliSite.contoso();
  await site.text(OFFICE);
  await site.text('lhc force-outage --zone fra --wait');
  const results = [];
  for (let turn = 0; turn < 5; turn++) results.push(await site.json(OFFICE));
  expect(results.find(({ result }) => result === 'started')).toMatchObject({
    broker: { broker: 'secondary', zone: 'fra' },
    machine: { zone: 'fra' },
    unseenSessions: [{ machine: 'ams-pool-001', zone: 'ams' }],
  });
  expect(await site.text(OFFICE)).toContain('does not see: two truths until one of them ends');
  const explained = (await site.json('lhc explain user-0001')) as { sessions: readonly object[] };
  expect(explained.sessions).toEqual([
    expect.objectContaining({ machine: 'ams-pool-001', seenBy: 'cloud', isDuplicate: true }),
    expect.objectContaining({ zone: 'fra', seenBy: 'cc-fra-01.contoso.example', isDuplicate: true }),
  ]);
});

test('--dry-run launches in a copy of the site', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  expect(await site.json([...OFFICE, '--dry-run'])).toMatchObject({ dryRun: true, result: 'started' });
  const text = await site.text([...OFFICE, '--dry-run']);
  expect(text).toContain('✓ a new session on ams-pool-001 (ams)\n');
  expect(text).not.toContain('Undo');
  expect(site.stored()).toBe(before);
  await site.refused([...OFFICE, '--expect', 'false'], 11, 'EXPECTATION_FALSE');
});

test('wrong usage changes nothing, and says what was probably meant', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  expect(await site.refused(['lhc', 'launch', 'CONTOSOuser-0007', 'SAP'], 64, 'USER_UNKNOWN')).toContain(
    'Did you mean CONTOSO\\user-0007?',
  );
  expect(await site.refused('lhc launch usr-0007 SAP', 64, 'USER_UNKNOWN')).toContain('mean CONTOSO\\user-0007?');
  expect(await site.refused('lhc launch user-0001 SAPP', 64, 'RESOURCE_UNKNOWN')).toContain('Did you mean SAP?');
  await site.refused('lhc launch user-0001 SAP --via sf2', 64, 'STOREFRONT_UNKNOWN');
  await site.refused('lhc launch user-0001', 64, 'ARGUMENT_MISSING');
  expect(site.stored()).toBe(before);
  await site.text('site set adcs.adc1.gateway null');
  await site.refused('lhc launch user-0001 SAP --via gateway', 64, 'NO_GATEWAY');
});
