/**
 * `site set`: an administrator changes one setting of a site that runs.
 */
import { describe, expect, test } from 'vitest';
import { CliSite, QUIET_CONTOSO } from '../support/cli-site.ts';

const REUSE = 'deliveryGroups.office.reuseMachinesWithoutShutdownInOutage';
const MEMBERS = 'adcs.adc1.vips["vip-tok.contoso.example"].members';
const BOTH = '[cc-tok-01.contoso.example, cc-tok-02.contoso.example]';

/** The revisions in the LocalDBs of a zone's connectors, or of all. */
async function revisions(site: CliSite, zone?: string): Promise<readonly unknown[]> {
  const { connectors } = await site.json(`lhc sync${zone === undefined ? '' : ` --zone ${zone}`}`);
  return (connectors as readonly { revision: unknown }[]).map(({ revision }) => revision);
}

/** The codes of the findings about a zone. */
async function findings(site: CliSite, zone: string): Promise<readonly string[]> {
  const text = await site.text('lhc status');
  return [...text.matchAll(/(LHC\d{3}) +(\S+)/g)].flatMap(([, code, about]) => (about === zone ? [String(code)] : []));
}

describe('a property of a delivery group', () => {
  test('R14, R17: in normal operation, every connector follows with its next sync', async () => {
    const site = await CliSite.contoso();
    await site.text('clock advance 7m');
    const before = (await site.status()).lhc.zones;
    const changed = await site.json(`site set ${REUSE} true`);
    expect(changed).toEqual({
      schema: 'holdover.site-set/1',
      path: REUSE,
      site: 'contoso',
      at: '2026-01-05T08:07:00.000Z',
      changed: true,
      revision: 2,
      differences: [{ path: REUSE, before: false, after: true }],
      clearedGroups: [],
      followsBy: '2026-01-05T08:08:17.922Z',
      waiting: [],
      undo: `holdover site set ${REUSE} false`,
    });
    expect(await site.json('lhc sync')).toMatchObject({ revision: 2, allCurrent: false });
    expect(await revisions(site)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect((await site.status()).lhc.zones).toEqual(before);
    await site.text('clock advance 77s921ms');
    expect(await site.json('lhc sync')).toMatchObject({ allCurrent: false });
    await site.text('clock advance 1ms');
    expect(await site.json('lhc sync')).toMatchObject({ revision: 2, allCurrent: true });
    expect(await site.text('lhc events --id 504')).toContain('revision 2');
  });

  test('R19: in an outage of a zone nobody of it follows, and everybody after the hand-back', async () => {
    const site = await CliSite.contoso();
    await site.text('lhc force-outage --zone ams --wait');
    expect(await site.json(`site set ${REUSE} true`)).toMatchObject({
      changed: true,
      followsBy: null,
      waiting: ['01', '02', '03'].map((number) => ({
        connector: `cc-ams-${number}.contoso.example`,
        obstacle: 'outage',
      })),
    });
    await site.text('clock advance 1h');
    expect(await revisions(site)).toEqual([1, 1, 1, 2, 2, 2, 2]);
    expect(await site.zone('ams')).toMatchObject({ brokering: 'secondary', machines: { registered: 432 } });
    await site.text('lhc end-outage --zone ams --wait');
    await site.text('clock advance 82s');
    expect(await revisions(site)).toEqual([2, 2, 2, 2, 2, 2, 2]);
  });

  test('R16, R17: one connector whose imports fail stays behind, alone', async () => {
    const site = await CliSite.contoso();
    await site.text('fault inject sync-failure cc-fra-01');
    const text = await site.text(`site set ${REUSE} true`);
    expect(text).toContain(' ! cc-fra-01.contoso.example: imports fail');
    await site.text('clock advance 2m');
    expect(await revisions(site)).toEqual([2, 2, 2, 1, 2, 2, 2]);
    expect(await site.text('lhc sync')).toMatch(/cc-fra-01\S+ +! rev 1 .*✗ failed/);
    await site.text('fault clear f1');
    await site.text('clock advance 82s');
    expect(await revisions(site)).toEqual([2, 2, 2, 2, 2, 2, 2]);
  });

  test('is said with what changes, when connectors follow, and how to take it back', async () => {
    const site = await CliSite.contoso();
    expect(await site.text(`site set ${REUSE} true`)).toBe(
      `  ${REUSE}: false -> true
contoso is at revision 2. Every connector will have imported it by 2026-01-05 08:01:17.922Z.
Undo: holdover site set ${REUSE} false
Next: holdover lhc sync
`,
    );
    const before = site.stored();
    expect(await site.text(`site set ${REUSE} true`)).toBe(`${REUSE} is so already: nothing changed.\n`);
    expect(await site.json(`site set ${REUSE} true`)).toMatchObject({ changed: false, revision: 2, undo: null });
    expect(site.stored()).toBe(before);
  });
});

test('R47: the connector that the virtual server lacked is a controller at once, and takes part from the next heartbeat', async () => {
  const site = await CliSite.contoso();
  await site.text('clock advance 90s');
  expect(await findings(site, 'tok')).toEqual(['LHC015', 'LHC012']);
  await site.text(['site', 'set', MEMBERS, BOTH]);
  expect(await findings(site, 'tok')).toEqual(['LHC014']);
  const participates = async () => (await site.zone('tok')).connectors['cc-tok-01.contoso.example']?.participates;
  await site.text('clock advance 29s999ms');
  expect(await participates()).toBe(false);
  await site.text('clock advance 1ms');
  expect(await participates()).toBe(true);
  expect(await findings(site, 'tok')).toEqual([]);
  await site.text('lhc force-outage --zone tok --wait');
  expect(await site.zone('tok')).toMatchObject({ brokering: 'secondary', elected: 'cc-tok-01.contoso.example' });
});

test('a connector that is added imports first, and one that is removed is gone', async () => {
  const site = await CliSite.contoso();
  await site.text(['site', 'set', 'zones.fra.connectors[2]', '{fqdn: cc-fra-00.contoso.example}']);
  expect(await revisions(site, 'fra')).toEqual([1, 1, null]);
  expect(await site.text('lhc sync --zone fra')).toMatch(/cc-fra-00\S+ +! rev - +never +none/);
  await site.text('clock advance 3m');
  expect(await site.zone('fra')).toMatchObject({ elected: 'cc-fra-00.contoso.example' });
  await site.text('site set zones.fra.connectors[2] null');
  expect(Object.keys((await site.zone('fra')).connectors).length).toBe(2);
  await site.text('clock advance 20s');
  expect(await site.zone('fra')).toMatchObject({ elected: 'cc-fra-01.contoso.example', machines: { registered: 308 } });
});

describe('the text of the site', () => {
  test('keeps its comments, is exported as it is now, and is the loaded one again after a reset', async () => {
    const site = await CliSite.contoso();
    const loaded = QUIET_CONTOSO;
    await site.text('site set timers.pendingHa 90s');
    await site.text('site set policy.powerActionsInOutage true');
    await site.text(['site', 'set', 'storeFronts.sf1.version', '1912 CU1']);
    const changed = loaded
      .replace('timers: {} ', 'timers: {pendingHa: 90s} ')
      .replace('powerActionsInOutage: false', 'powerActionsInOutage: true')
      .replace("version: '2402'", 'version: 1912 CU1');
    expect(await site.text('site export')).toBe(changed);
    expect(await site.text('site export --entry 0')).toBe(loaded);
    expect(await site.text('site show')).toContain('holdover site set timers.pendingHa 90s');
    await site.text('site reset');
    expect(await site.text('site export')).toBe(loaded);
    expect(await site.status()).toMatchObject({ revision: 1 });
  });

  test('is taken back by the command that was named', async () => {
    const site = await CliSite.contoso();
    const { undo } = await site.json('site set timers.pendingHa 90s');
    expect(undo).toBe('holdover site set timers.pendingHa null');
    await site.text(String(undo).replace('holdover ', ''));
    expect(await site.text('site export')).toBe(QUIET_CONTOSO);
    expect(await site.status()).toMatchObject({ revision: 3 });
  });
});

test('--dry-run, --expect and --wait', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  expect(await site.json(`site set ${REUSE} true --dry-run`)).toMatchObject({
    changed: true,
    revision: 2,
    dryRun: true,
  });
  await site.refused(['site', 'set', REUSE, 'true', '--expect', 'revision == 2'], 11, 'EXPECTATION_FALSE');
  expect(site.stored()).toBe(before);
  expect(await site.json(`site set ${REUSE} true --wait`)).toMatchObject({
    settled: true,
    waitedSec: 77.922,
    followsBy: '2026-01-05T08:01:17.922Z',
  });
  await site.text('lhc force-outage --zone ams --wait');
  expect(await site.json(`site set ${REUSE} false --wait --timeout 10m`, 22)).toMatchObject({ settled: false });
});

describe('is refused', () => {
  test.each([
    ['timers..pendingHa', '90s', 'PATH_INVALID'],
    ['timers.pendingHaa', '90s', 'PATH_UNKNOWN'],
    ['zones.amz.peerVerdict', 'any', 'PATH_UNKNOWN'],
    ['users[7].count', '3', 'PATH_UNKNOWN'],
    ['name', 'other', 'PATH_FIXED'],
    ['seed', '3', 'PATH_FIXED'],
    ['timers.pendingHa', 'soon', 'VALUE_INVALID'],
    ['timers.pendingHa', '', 'VALUE_INVALID'],
    ['timers.peerSilence', '1s', 'VALUE_INVALID'],
    ['zones.ams.connectors', '[]', 'VALUE_INVALID'],
    ['zones.ams.peerVerdict', '[any', 'VALUE_INVALID'],
    ['storeFronts.sf1.deliveryControllers[0]', 'cc-osl-01.contoso.example', 'VALUE_INVALID'],
  ])('%s %s', async (path, value, code) => {
    const site = await CliSite.contoso();
    const before = site.stored();
    await site.refused(['site', 'set', path, value], 64, code);
    expect(site.stored()).toBe(before);
  });

  test('with every problem, and with what was probably meant', async () => {
    const site = await CliSite.contoso();
    expect(await site.refused('site set timers.pendingHaa 90s', 64, 'PATH_UNKNOWN')).toContain(
      'Did you mean timers.pendingHa?',
    );
    const text = await site.refused(
      ['site', 'set', 'zones.osl', '{conectors: [], peerVerdict: alll}'],
      64,
      'VALUE_INVALID',
    );
    expect(text).toContain('unknown key "conectors"; did you mean "connectors"?');
    expect(text).toContain('peerVerdict');
  });
});

describe("the site's switch for using pooled desktops again", () => {
  const SITE = 'policy.reuseMachinesWithoutShutdownInOutageAllowed';

  test('R39: turned off, clears that of every delivery group, and says so', async () => {
    const site = await CliSite.contoso();
    await site.text(`site set ${REUSE} true`);
    await site.text(`site set ${SITE} true`);
    const text = await site.text(`site set ${SITE} false --dry-run`);
    expect(text).toContain(`  ${SITE}: true -> false\n  ${REUSE}: true -> false\n`);
    expect(text).toContain('With the switch of the site off, that of office is cleared as well.');
    expect(await site.json(`site set ${SITE} false`)).toMatchObject({
      path: SITE,
      clearedGroups: ['office'],
      undo: 'holdover site export --entry 2 | holdover site apply -',
    });
    expect(await site.text('site export')).toContain('reuseMachinesWithoutShutdownInOutage: false\n');
    // Turned on again, it does not bring back what was cleared.
    expect(await site.json(`site set ${SITE} true`)).toMatchObject({ clearedGroups: [] });
    expect(await site.json(`site set ${REUSE} false`)).toMatchObject({ changed: false });
  });

  test('R39: is cleared as well where the whole policy is left out', async () => {
    const site = await CliSite.contoso();
    await site.text(`site set ${REUSE} true`);
    await site.text(`site set ${SITE} true`);
    expect(await site.json('site set policy null')).toMatchObject({ clearedGroups: ['office'] });
  });

  test('turned off where it was off, or with no group on, clears nothing', async () => {
    const site = await CliSite.contoso();
    await site.text(`site set ${REUSE} true`);
    expect(await site.json(`site set ${SITE} false`)).toMatchObject({ changed: false, clearedGroups: [] });
    await site.text(`site set ${REUSE} false`);
    await site.text(`site set ${SITE} true`);
    expect(await site.json(`site set ${SITE} false`)).toMatchObject({ changed: true, clearedGroups: [] });
  });
});
