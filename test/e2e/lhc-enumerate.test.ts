/**
 * `lhc enumerate`: what a user is shown, by whom, and where it lives.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('shows the resources of the whole site with their zones, and who answered', async () => {
  const site = await CliSite.contoso();
  expect(await site.json(['lhc', 'enumerate', 'contoso\\DIRECTOR-2'])).toEqual({
    schema: 'holdover.enumerate/1',
    site: 'contoso',
    at: '2026-01-05T08:00:00.000Z',
    user: 'CONTOSO\\director-2',
    storeFront: 'sf1',
    answered: true,
    reason: null,
    why: null,
    passedOver: [],
    answeredBy: [
      {
        controller: 'cc-ams-02.contoso.example',
        connector: 'cc-ams-02.contoso.example',
        zone: 'ams',
        broker: 'cloud',
        revision: 1,
      },
    ],
    resources: [
      { resource: 'Office Desktop', deliveryGroups: ['office'], type: 'pooled', zones: ['ams', 'fra'] },
      { resource: 'Excel', deliveryGroups: ['finance'], type: 'multi-session', zones: ['ams', 'fra'] },
      { resource: 'SAP', deliveryGroups: ['finance'], type: 'multi-session', zones: ['ams', 'fra'] },
      { resource: 'JP Desktop', deliveryGroups: ['japan'], type: 'pooled', zones: ['tok'] },
      { resource: 'Director Desktop', deliveryGroups: ['directors'], type: 'static', zones: ['tok'] },
    ],
  });
  const text = await site.text('lhc enumerate user-0001 --via SF1');
  expect(text).toContain('CONTOSO\\user-0001 at StoreFront sf1 · 2026-01-05 08:00:00Z\n');
  expect(text).toMatch(/\n {2}JP Desktop +pooled +japan +tok\nNext: holdover lhc launch /);
  expect(text).not.toContain('Director Desktop');
});

test('in an outage a secondary broker answers from its LocalDB', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams --zone fra --wait');
  const { answeredBy } = (await site.json('lhc enumerate user-0001')) as { answeredBy: readonly object[] };
  expect(answeredBy).toEqual([expect.objectContaining({ broker: 'secondary', revision: 1 })]);
});

test('where nobody answers, it is exit code 1 with the reason', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject storefront-down sf1');
  expect(await site.json('lhc enumerate user-0001', 1)).toMatchObject({
    answered: false,
    reason: 'storefront-down',
    why: 'the StoreFront is down',
    resources: [],
  });
  await site.text('fault clear --all');
  await site.text('fault inject cloud-unreachable all');
  const { stdout, exitCode } = await site.run('lhc enumerate user-0001');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('! passed over  cc-ams-02.contoso.example');
  expect(stdout).toContain('✗ FAIL  nobody answered: cloud-unreachable: the connector cannot pass the request on');
});

test('is journalled as a request, unless --dry-run; wrong usage is not', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  expect(await site.json('lhc enumerate user-0001 --dry-run')).toMatchObject({ dryRun: true });
  await Promise.all([
    site.refusedInTurn('lhc enumerate', 64, 'ARGUMENT_MISSING'),
    site.refusedInTurn('lhc enumerate nobody', 64, 'USER_UNKNOWN'),
    site.refusedInTurn('lhc enumerate user-0001 --via sf9', 64, 'STOREFRONT_UNKNOWN'),
    site.refusedInTurn('lhc enumerate user-0001 --expect false', 11, 'EXPECTATION_FALSE'),
  ]);
  expect(site.stored()).toBe(before);
  await site.text('lhc enumerate user-0001');
  expect(site.stored()).toContain('"enumerated"');
});

test('a name without its domain that two users have is to be told apart', async () => {
  const site = await CliSite.contoso();
  await site.text(['site', 'set', 'users[2]', "{count: 3, name: 'FABRIKAM\\user-####'}"]);
  expect(await site.refused('lhc enumerate user-0002', 64, 'USER_AMBIGUOUS')).toContain(
    'Say which: CONTOSO\\user-0002, FABRIKAM\\user-0002.',
  );
  await site.text('lhc enumerate user-0004');
});

test('a site without a StoreFront shows nobody anything', async () => {
  const site = await CliSite.contoso();
  await site.text('site set storeFronts {}');
  await site.refused('lhc enumerate user-0001', 64, 'NO_STOREFRONT');
  await site.refused(['lhc', 'launch', 'user-0001', 'SAP'], 64, 'NO_STOREFRONT');
  expect(await site.json('lhc explain user-0001')).toMatchObject({
    storeFront: null,
    why: 'the site has no StoreFront',
    resources: [],
    sessions: [],
  });
});
