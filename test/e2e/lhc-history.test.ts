/**
 * `lhc history`: the outages of a site, and those that exported event logs tell of.
 */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';
import { DAY, exportedBy5, exportedBy7, FIRST, newestFirst } from '../support/windows-log.ts';

const CONNECTORS = [1, 2, 3].map((number) => `cc-ams-0${number}.contoso.example`);
const at = (time: string) => `2026-01-05T${time}.000Z`;

test('a forced outage, from its first moment to the hand-back', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('lhc history')).toContain('contoso · 2026-01-05 08:00:00Z · no outage\nNext: ');
  await site.text('lhc force-outage --zone ams --for 15m');
  await site.text('clock advance 40m');
  expect(await site.json('lhc history')).toEqual({
    schema: 'holdover.history/1',
    site: 'contoso',
    at: at('08:40:00'),
    files: [],
    entriesRead: null,
    entriesUsed: null,
    total: 1,
    episodes: [
      {
        zone: 'ams',
        connectors: CONNECTORS,
        began: at('08:00:00'),
        beginningKnown: true,
        ended: at('08:25:00'),
        durationSec: 1500,
        cause: 'forced',
        outcome: 'took-over',
        endedBy: 'force-ended',
        machines: 432,
        registrationsMax: 432,
        phases: [
          { phase: 'pending-ha', from: at('08:00:00'), to: at('08:01:00'), durationSec: 60 },
          { phase: 'initial-ha', from: at('08:01:00'), to: at('08:11:00'), durationSec: 600 },
          { phase: 'extended-ha', from: at('08:11:00'), to: at('08:15:00'), durationSec: 240 },
          { phase: 'pending-recovery', from: at('08:15:00'), to: at('08:25:00'), durationSec: 600 },
        ],
        brokers: [
          {
            broker: CONNECTORS[0],
            from: at('08:01:00'),
            to: at('08:25:00'),
            durationSec: 1440,
            end: 'handed-back',
            registrationsMax: 432,
          },
        ],
        notices: [
          {
            id: 3504,
            notice: 'broker-elected',
            count: 3,
            first: at('08:01:00'),
            last: at('08:01:00'),
            connectors: CONNECTORS,
            message: 'elected cc-ams-01.contoso.example; 3 of 3 connectors take part',
          },
          {
            id: 507,
            notice: 'import-abandoned',
            count: 3,
            first: '2026-01-05T08:01:08.354Z',
            last: '2026-01-05T08:01:39.785Z',
            connectors: [CONNECTORS[2], CONNECTORS[0], CONNECTORS[1]],
            message: 'no import in HA mode: no import while the secondary broker is brokering',
          },
        ],
      },
    ],
  });
  expect(await site.text('lhc history')).toBe(`contoso · 2026-01-05 08:40:00Z · 1 outage
WHERE  BEGAN                 LASTED  CAUSE   BROKERED BY  MACHINES  ENDED BY
ams    2026-01-05 08:00:00Z  25m     forced  cc-ams-01    432/432   force ended
`);
});

test('a lost broker, an outage of another zone without a take-over, and what still goes on', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject cloud-unreachable ams');
  await site.text('clock advance 6m');
  await site.text('fault inject connector-down cc-ams-01 --for 5m');
  await site.text('fault inject cloud-unreachable fra --for 40s');
  await site.text('clock advance 10m');
  const text = await site.text('lhc history --verbose');
  expect(text).toMatch(
    /ams +2026-01-05 08:00:00\.194Z +15m59s +cloud unreachable +cc-ams-01, cc-ams-02, cc-ams-01 +432\/432 +… still going on/,
  );
  expect(text).toMatch(/fra .* cloud unreachable +cloud: no take-over +- +health restored/);
  expect(text).toMatch(/ {4}phase +2026-01-05 08:01:00\.194Z +10m +initial-ha\n/);
  expect(text).toMatch(
    / {4}broker .* cc-ams-01\.contoso\.example · 432 machines at most · lost: the connector went down\n/,
  );
  expect(await site.text('lhc history --zone fra')).not.toContain('ams');
  expect(await site.text('lhc history --last 1')).toContain('… 1 earlier ones: --last 0 shows all');
  expect(await site.json('lhc history --last 1')).toMatchObject({ total: 2, episodes: [{ zone: 'fra' }] });
  await site.refused('lhc history --zone amss', 64, 'ZONE_UNKNOWN');
});

test('a restart of the only connector goes on with the outage where the cloud is still gone, and ends it where not', async () => {
  const site = new CliSite();
  const two = smallSite({ name: 'one', listed: ['cc-01'] });
  await site.text(['site', 'load', site.file('one.yaml', two.replace('      - {fqdn: cc-02.example.com}\n', ''))]);
  await site.text('fault inject cloud-unreachable main');
  await site.text('clock advance 10m');
  await site.text('fault inject connector-down cc-01 --for 1m');
  await site.text('clock advance 10m');
  const open = await site.json('lhc history');
  expect(open).toMatchObject({ total: 1, episodes: [{ ended: null, brokers: [{ end: 'lost' }, { end: null }] }] });
  await site.text('fault inject connector-down cc-01 --for 1m');
  await site.text('fault clear f1');
  await site.text('clock advance 10m');
  const ended = { ended: at('08:21:00'), endedBy: 'restart' };
  expect(await site.json('lhc history')).toMatchObject({ total: 1, episodes: [ended] });
});

describe('--from', () => {
  const write = (site: CliSite, name: string, bytes: Buffer) => writeFileSync(join(site.home, name), bytes);

  test('tells the same of what either PowerShell exported, from a file or standard input, without a site', async () => {
    const site = new CliSite();
    write(site, 'five.json', exportedBy5(newestFirst(DAY)));
    write(site, 'seven.json', exportedBy7(newestFirst(DAY)));
    const five = await site.json('lhc history --from five.json');
    const seven = await site.json('lhc history --from seven.json');
    expect(five).toEqual({ ...seven, files: ['five.json'] });
    expect(five).toMatchObject({
      site: null,
      at: '2026-01-05T15:20:00.050Z',
      entriesRead: 79,
      entriesUsed: 76,
      total: 4,
    });
    const first = {
      zone: null,
      connectors: [FIRST],
      cause: 'unknown',
      machines: null,
      registrationsMax: null,
      phases: [],
    };
    expect((five.episodes as unknown[])[0]).toMatchObject({ ...first, began: '2026-01-05T07:12:30.257Z' });
    const piped = await site.text('lhc history --from -', { stdin: exportedBy7(DAY).toString('utf8') });
    expect(piped).toContain('standard input · 76 of 79 entries · until 2026-01-05 15:20:00.050Z · 4 outages\n');
    expect(piped).toMatch(
      /CC-AMS-01\.contoso\.example +2026-01-05 14:00:00Z +1h20m +unknown +CC-AMS-01 +- +resolved\n/,
    );
  });

  test('joins the connectors of a zone where a site is loaded that has them', async () => {
    const site = await CliSite.contoso();
    write(site, 'one.json', exportedBy5(newestFirst(DAY, [FIRST]), 'utf-8'));
    write(site, 'all.json', exportedBy7(newestFirst(DAY)));
    const both = await site.json('lhc history --from one.json --from all.json --zone ams');
    expect(both).toMatchObject({ site: 'contoso', total: 2 });
    expect((both.episodes as unknown[])[1]).toMatchObject({
      zone: 'ams',
      connectors: CONNECTORS.slice(0, 2),
      brokers: [
        { broker: CONNECTORS[0], end: 'lost' },
        { broker: CONNECTORS[1], end: 'ceased' },
        { broker: CONNECTORS[0], end: 'handed-back' },
      ],
    });
    expect(await site.json('lhc history --from all.json --zone fra')).toMatchObject({ total: 0, episodes: [] });
    expect(await site.text('lhc history --from all.json --zone fra')).toMatch(/ · no outage\n$/);
  });

  test('a zone or a site that is asked for has to be there', async () => {
    const site = new CliSite();
    write(site, 'day.json', exportedBy7(DAY));
    await site.refused('lhc history --from day.json --zone ams', 64, 'NO_SITE');
    await site.refused('lhc history --from day.json --site nowhere', 64, 'NO_SITE');
  });

  test('a file that is not there, is broken, is unrelated or is far too large says what to do', async () => {
    const site = new CliSite();
    await site.refused('lhc history --from none.json', 66, 'FILE_NOT_FOUND');
    await site.refused('lhc history --from .', 66, 'FILE_NOT_READABLE');
    const whole = exportedBy7(DAY).toString('utf8');
    site.file('cut.json', whole.slice(0, 200));
    expect(await site.refused('lhc history --from cut.json', 65, 'LOG_EXPORT_INVALID')).toMatch(
      /cut\.json is not valid JSON\.?\n +cut\.json:\d+:\d+ {2}JSON_INVALID {2}the file ends in the middle/,
    );
    site.file('broken.json', '[\n  {"Id": 3502,}\n]');
    expect(await site.refused('lhc history --from broken.json', 65, 'LOG_EXPORT_INVALID')).toContain(
      'broken.json:2:15',
    );
    site.file('two.json', `${whole}\n${whole}`);
    expect(await site.refused('lhc history --from two.json', 65, 'LOG_EXPORT_INVALID')).toContain('its own --from');
    site.file('empty.json', '');
    expect(await site.refused('lhc history --from empty.json', 65, 'LOG_EXPORT_INVALID')).toContain(
      'the file is empty',
    );
    site.file('other.json', '[{"Id":7036,"ProviderName":"Service Control Manager"}]');
    const unrelated = await site.refused('lhc history --from other.json', 65, 'LOG_EXPORT_UNRELATED');
    expect(unrelated).toContain("Try: Get-WinEvent -FilterHashtable @{LogName='Application';Id=503,");
    site.file('huge.json', '');
    truncateSync(join(site.home, 'huge.json'), 200 * 1024 * 1024);
    expect(await site.refused('lhc history --from huge.json', 65, 'LOG_EXPORT_TOO_LARGE')).toContain(
      'larger than 100 MB',
    );
  });

  test('the help says how to export', async () => {
    const help = await new CliSite().text('lhc history --help');
    expect(help).toContain('ConvertTo-Json | Set-Content');
    expect(help).toContain('examples/export/Export-LhcEvents.ps1');
  });
});
