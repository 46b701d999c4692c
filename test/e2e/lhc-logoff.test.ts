/**
 * `lhc logoff`: ends sessions, and says what becomes of the machines.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

const launch = (user: string, resource: string) => ['lhc', 'launch', user, resource];

test('of a user, in normal operation: a pooled desktop is reset; a second time changes nothing', async () => {
  const site = await CliSite.contoso();
  await site.text(launch('user-0001', 'Office Desktop'));
  await site.text(launch('user-0001', 'SAP'));
  expect(await site.json('lhc logoff user-0001')).toEqual({
    schema: 'holdover.logoff/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    changed: true,
    user: 'CONTOSO\\user-0001',
    machine: null,
    sessions: [
      {
        user: 'CONTOSO\\user-0001',
        deliveryGroup: 'office',
        machine: 'ams-pool-001',
        zone: 'ams',
        machineBecomes: 'reset',
        until: '2026-01-05T08:03:00.000Z',
      },
      {
        user: 'CONTOSO\\user-0001',
        deliveryGroup: 'finance',
        machine: expect.stringMatching(/-srv-01$/),
        zone: expect.any(String),
        machineBecomes: 'nothing',
        until: null,
      },
    ],
  });
  const before = site.stored();
  expect(await site.json('lhc logoff user-0001')).toMatchObject({ changed: false, sessions: [] });
  expect(await site.text('lhc logoff AMS-pool-001')).toBe('Nobody is logged on to ams-pool-001: nothing changed.\n');
  expect(site.stored()).toBe(before);
});

test('on a machine: everybody who is logged on to it', async () => {
  const site = await CliSite.contoso();
  await site.text([
    'site',
    'set',
    'deliveryGroups.finance.machines',
    '[{zone: ams, count: 1, name: one-srv-#, maxSessions: 9}]',
  ]);
  await site.text(launch('user-0001', 'SAP'));
  await site.text(launch('user-0002', 'Excel'));
  const text = await site.text('lhc logoff one-srv-1');
  expect(text).toMatch(/^2 sessions ended\.\n/);
  expect(text).toMatch(/CONTOSO\\user-0002 +finance +one-srv-1 \(ams\) +the machine stays as it is\n/);
});

test('R38: in an outage a pooled desktop is parked, which its resource tells of', async () => {
  const site = await CliSite.contoso();
  await site.text(['site', 'set', 'zones.tok.connectors', '[{fqdn: cc-tok-02.contoso.example}]']);
  await site.text('lhc force-outage --zone tok --wait');
  await site.text(launch('user-0001', 'JP Desktop'));
  expect(await site.json('lhc logoff user-0001')).toMatchObject({
    sessions: [{ machineBecomes: 'maintenance', until: null }],
  });
  const explained = (await site.json(['lhc', 'explain', 'JP Desktop'])) as { zones: readonly object[] };
  expect(explained.zones).toEqual([
    expect.objectContaining({
      zone: 'tok',
      brokeredBy: 'cc-tok-02.contoso.example',
      canStart: true,
      machines: { free: 179, full: 0, waiting: 0, parked: 1, resetting: 0, maintenance: 0, unregistered: 0 },
    }),
  ]);
});

test('what is neither a user nor a machine is guessed by whoever is nearer', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('lhc logoff usr-0001', 64, 'USER_UNKNOWN')).toContain('Did you mean CONTOSO\\user-0001?');
  const machine = await site.refused('lhc logoff ams-pol-001', 64, 'MACHINE_UNKNOWN');
  expect(machine).toContain('There is no user or machine "ams-pol-001" in contoso.');
  expect(machine).toMatch(
    /Known: CONTOSO\\user-0001 to .*, ams-pool-001 to ams-pool-420.* Did you mean ams-pool-001\?/,
  );
  await site.refused('lhc logoff', 64, 'ARGUMENT_MISSING');
});
