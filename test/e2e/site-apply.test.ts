/**
 * `site apply`: an administrator declares a site that runs by another file.
 */
import { expect, test } from 'vitest';
import { CliSite, QUIET_CONTOSO as CONTOSO } from '../support/cli-site.ts';

/** Contoso with the missing connector behind the virtual server, a shorter timer, and fewer machines. */
const MENDED = CONTOSO.replace('members: [cc-tok-02', 'members: [cc-tok-01.contoso.example, cc-tok-02')
  .replace('timers: {} ', 'timers: {pendingHa: 30s} ')
  .replace('count: 420, name: ams-pool', 'count: 400, name: ams-pool');

const DIFFERENCES = [
  { path: 'deliveryGroups.office.machines[0].count', before: 420, after: 400 },
  {
    path: 'adcs.adc1.vips["vip-tok.contoso.example"].members',
    before: ['cc-tok-02.contoso.example'],
    after: ['cc-tok-01.contoso.example', 'cc-tok-02.contoso.example'],
  },
  { path: 'timers.pendingHa', before: '1m', after: '30s' },
];

test('shows the differences, applies them, and connectors follow', async () => {
  const site = await CliSite.contoso();
  const file = site.file('mended.yaml', MENDED);
  await site.text('clock advance 10m');
  expect(await site.json(`site apply ${file}`)).toEqual({
    schema: 'holdover.site-apply/1',
    file,
    site: 'contoso',
    at: '2026-01-05T08:10:00.000Z',
    changed: true,
    revision: 2,
    differences: DIFFERENCES,
    clearedGroups: [],
    followsBy: '2026-01-05T08:11:17.902Z',
    waiting: [],
    undo: 'holdover site export --entry 1 | holdover site apply -',
  });
  expect(await site.text('site export')).toBe(MENDED);
  expect(await site.zone('ams')).toMatchObject({ machines: { total: 412, registered: 412 } });
  expect(await site.json('lhc sync')).toMatchObject({ revision: 2, allCurrent: false });
  await site.text('clock advance 77s902ms');
  expect(await site.json('lhc sync')).toMatchObject({ revision: 2, allCurrent: true });
  expect(await site.text('site show')).toContain('loaded from mended.yaml');
});

test('--dry-run shows the differences and changes nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const file = site.file('mended.yaml', MENDED);
  expect(await site.json(`site apply ${file} --dry-run`)).toMatchObject({ dryRun: true, differences: DIFFERENCES });
  const text = await site.text(`site apply ${file} --dry-run`);
  expect(text).toContain('  timers.pendingHa: 1m -> 30s\n');
  expect(text).not.toContain('Undo');
  expect(site.stored()).toBe(before);
});

test('is taken back by the file as it was', async () => {
  const site = await CliSite.contoso();
  await site.text(`site apply ${site.file('mended.yaml', MENDED)}`);
  const before = await site.text('site export --entry 0');
  expect(before).toBe(CONTOSO);
  expect(await site.text('site apply -', { stdin: before })).toContain('contoso is at revision 3.');
  expect(await site.zone('ams')).toMatchObject({ machines: { total: 432, registered: 432 } });
});

test('a file that declares the same site changes nothing, whatever its comments say', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const file = site.file(
    'same.yaml',
    `# another comment\n${CONTOSO}`.replace('cc-ams-01.contoso', 'CC-AMS-01.contoso'),
  );
  expect(await site.json(`site apply ${file}`)).toMatchObject({
    changed: false,
    differences: [],
    revision: 1,
    undo: null,
  });
  expect(await site.text(`site apply ${file}`)).toBe('same.yaml declares contoso as it is already: nothing changed.\n');
  expect(site.stored()).toBe(before);
});

test('in an outage running state is kept, and nobody of the zone follows', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams --wait');
  expect(await site.json(`site apply ${site.file('mended.yaml', MENDED)}`)).toMatchObject({ followsBy: null });
  expect(await site.zone('ams')).toMatchObject({
    brokering: 'secondary',
    elected: 'cc-ams-01.contoso.example',
    machines: { total: 412, registeredWith: { cloud: 0, secondary: 412, none: 0 } },
  });
  await site.text('clock advance 30m');
  const { connectors } = await site.json('lhc sync --zone ams');
  expect((connectors as readonly { revision: number }[]).map(({ revision }) => revision)).toEqual([1, 1, 1]);
});

test('a file of another site, an invalid file and no file are refused', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  for (const [from, to] of [
    ['name: contoso', 'name: other'],
    ['seed: 7', 'seed: 8'],
    ['start: 2026-01-05T08', 'start: 2026-01-05T09'],
  ] as const) {
    const text = await site.refused(
      `site apply ${site.file('other.yaml', CONTOSO.replace(from, to))}`,
      64,
      'SITE_FIXED',
    );
    expect(text).toContain('holdover site load other.yaml --replace');
  }
  const broken = site.file(
    'broken.yaml',
    CONTOSO.replace('peerVerdict', 'x').replace('monitor: citrix-xd-ddc', 'monitor: ping'),
  );
  expect(await site.refused(`site apply ${broken}`, 65, 'SITE_FILE_INVALID')).toContain('broken.yaml:81:');
  await site.refused('site apply missing.yaml', 66, 'FILE_NOT_FOUND');
  await site.refused('site export --entry 5', 64, 'ENTRY_UNKNOWN');
  expect(site.stored()).toBe(before);
});

test('every switch stands afterwards as the file says: the one of the site, turned off, clears none that the file turns on', async () => {
  const site = await CliSite.contoso();
  const on = CONTOSO.replace(
    'reuseMachinesWithoutShutdownInOutage: false',
    'reuseMachinesWithoutShutdownInOutage: true',
  );
  const both = on.replace('InOutageAllowed: false', 'InOutageAllowed: true');
  await site.text(`site apply ${site.file('both.yaml', both)}`);
  expect(await site.json(`site apply ${site.file('on.yaml', on)}`)).toMatchObject({
    differences: [{ path: 'policy.reuseMachinesWithoutShutdownInOutageAllowed', before: true, after: false }],
    clearedGroups: [],
  });
  expect(await site.text('site export')).toBe(on);
  expect(await site.json('site apply on.yaml')).toMatchObject({ changed: false });
});
