/**
 * `lhc events`, `lhc sync` and `lhc elect`: what the connectors wrote, imported, and whom they elect.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

interface Event {
  readonly at: string;
  readonly zone: string | null;
  readonly connector: string | null;
  readonly id: number | null;
}

test("an outage is in the logs with the product's numbers, newest last", async () => {
  const site = await CliSite.contoso();
  expect(await site.text('lhc events')).toContain('nothing has happened yet.\nNext: holdover clock advance 5m');
  await site.text('lhc force-outage --zone ams --for 15m');
  await site.text('clock advance 40m');
  const all = (await site.json('lhc events --last 0')) as { total: number; events: readonly Event[] };
  expect(all).toMatchObject({ schema: 'holdover.events/1', site: 'contoso', at: '2026-01-05T08:40:00.000Z' });
  expect(all.events).toHaveLength(all.total);
  expect(all.events.map(({ at }) => at)).toEqual(all.events.map(({ at }) => at).toSorted());
  for (const id of [3502, 3503, 3504, 3507, 3508, 3509, 3510]) expect(all.events.map((each) => each.id)).toContain(id);
  const [began] = ((await site.json('lhc events --id 3502')) as { events: readonly Event[] }).events;
  expect(began).toMatchObject({ at: '2026-01-05T08:01:00.000Z', zone: 'ams', connector: 'cc-ams-01.contoso.example' });
  expect(await site.json('lhc events --zone fra --last 3')).toMatchObject({ events: [] });
  expect(await site.text('lhc events --id 9999')).toContain(`none of ${all.total} events is of that kind.`);
  const text = await site.text('lhc events --last 2');
  expect(text).toContain(`… ${all.total - 2} earlier ones: --last 0 shows all\nTIME `);
  expect(text.trimEnd().split('\n')).toHaveLength(4);
});

test('R17: lhc sync shows the revision that each connector has imported, and whether it is current', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject sync-failure cc-ams-02');
  await site.text('fault inject connector-down cc-fra-02');
  const result = (await site.json('lhc sync')) as { connectors: readonly object[] };
  expect(result).toMatchObject({ schema: 'holdover.sync/1', revision: 1, allCurrent: true });
  expect(result.connectors).toHaveLength(7);
  expect(result.connectors[1]).toMatchObject({
    zone: 'ams',
    connector: 'cc-ams-02.contoso.example',
    up: true,
    revision: 1,
    current: true,
    importedAt: '2026-01-05T08:00:00.000Z',
    lastImport: 'succeeded',
    importing: null,
  });
  const text = await site.text('lhc sync --zone fra --exit-code');
  expect(text).toContain('revision 1 at the cloud broker  ✓ all current\nZONE  CONNECTOR');
  expect(text).toMatch(/\nfra +cc-fra-01.contoso.example +rev 1 +2026-01-05 08:00:00Z +succeeded\n/);
  expect(text).toMatch(/\nfra +cc-fra-02.* +down\n$/);
});

test('lhc elect says who would be elected, and why not the others', async () => {
  const site = await CliSite.contoso();
  const reasons = async (line: string) => {
    const { zones } = (await site.json(line)) as {
      zones: readonly { outcome: string; elected: string | null; connectors: readonly { reason: string }[] }[];
    };
    return zones.map(({ outcome, elected, connectors }) => [outcome, elected, connectors.map(({ reason }) => reason)]);
  };
  const [first, second] = ['cc-ams-01.contoso.example', 'cc-ams-02.contoso.example'];
  expect(await reasons('lhc elect --zone ams')).toEqual([
    ['would-broker', first, ['first by FQDN', `ranks after ${first}`, `ranks after ${first}`]],
  ]);
  expect(await reasons('lhc elect --zone ams --without cc-ams-01')).toEqual([
    [
      'would-broker',
      second,
      ['left out by --without', 'first by FQDN of those that can be elected', `ranks after ${second}`],
    ],
  ]);
  expect(await reasons('lhc elect --zone tok')).toEqual([
    [
      'nobody-brokers',
      'cc-tok-01.contoso.example',
      [expect.stringContaining('cannot enter HA mode'), expect.any(String)],
    ],
  ]);
  await site.text('fault inject secondary-broker-down cc-fra-01');
  await site.text('lhc force-outage --zone fra');
  await site.text('clock advance 2m');
  expect(await reasons('lhc elect --zone fra')).toMatchObject([
    ['brokering', 'cc-fra-02.contoso.example', ['its secondary broker is not running', expect.any(String)]],
  ]);
  const text = await site.text('lhc elect --without cc-tok-01 --without cc-tok-02');
  expect(text).toContain('tok  ✗ nobody would broker\n');
  expect(text).toContain('fra  cc-fra-02.contoso.example is elected and brokers\n');
});

test('wrong usage is refused', async () => {
  const site = await CliSite.contoso();
  await Promise.all([
    site.refusedInTurn('lhc events --zone amz', 64, 'ZONE_UNKNOWN'),
    site.refusedInTurn('lhc events --connector cc-ams', 64, 'CONNECTOR_UNKNOWN'),
    site.refusedInTurn('lhc events --last -1', 64, 'FLAG_INVALID'),
    site.refusedInTurn('lhc sync --zone', 64, 'USAGE_WRONG'),
    site.refusedInTurn('lhc elect --without cc-ams-9', 64, 'CONNECTOR_UNKNOWN'),
  ]);
});
