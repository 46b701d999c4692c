/**
 * `lhc explain`: a code, a zone, a connector, a user, a resource, and what is none of them.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('a code: what it means, what it rests on, and who has it', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('lhc explain lhc033')).toMatchObject({
    schema: 'holdover.explain/1',
    kind: 'finding',
    code: 'LHC033',
    severity: 'warn',
    basis: expect.stringContaining('assumed'),
    findings: [{ object: 'cc-tok-01.contoso.example' }],
    mutedUntil: null,
  });
  expect(await site.text('lhc explain LHC013')).toContain('\nNothing of this site has it now.\n');
  await site.run('check --mute LHC033 --for 1h');
  expect(await site.text('lhc explain LHC033')).toMatch(/muted until +2026-01-05 09:00:00Z/);
});

test('a zone: its state and why, the election, and what would change it', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('lhc explain tok')).toMatchObject({
    kind: 'zone',
    zone: 'tok',
    state: 'working-normally',
    because: null,
    haReady: false,
    outcome: 'nobody-brokers',
    findings: expect.arrayContaining([expect.objectContaining({ code: 'LHC015' })]),
  });
  await site.text('lhc force-outage --zone ams --for 1h');
  await site.text('clock advance 30s');
  expect(await site.json('lhc explain AMS')).toMatchObject({
    zone: 'ams',
    state: 'pending-ha',
    since: '2026-01-05T08:00:00.000Z',
    because: { at: '2026-01-05T08:00:00.000Z', message: expect.stringContaining('working-normally -> pending-ha') },
    haReady: true,
    elected: 'cc-ams-01.contoso.example',
    next: [
      { what: 'initial-ha, if no connector of the zone is healthy then', at: '2026-01-05T08:01:00.000Z' },
      { what: expect.stringContaining('working-normally'), at: null },
      { what: 'the forced outage ends by itself', at: '2026-01-05T09:00:00.000Z' },
    ],
  });
  const text = await site.text('lhc explain ams');
  expect(text).toContain('ams  pending-ha since 2026-01-05 08:00:00Z');
  expect(text).toMatch(/● 1 {2}cc-ams-01\.contoso\.example {2}first by FQDN\n/);
  expect(text).toMatch(/2026-01-05 08:01:00Z {2}initial-ha, if no connector of the zone is healthy then\n/);
});

test('a connector, by its first label: its place in the election, and what it waits for', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('lhc explain cc-tok-01')).toMatchObject({
    kind: 'connector',
    connector: 'cc-tok-01.contoso.example',
    zone: 'tok',
    up: true,
    participates: false,
    elected: true,
    rank: 1,
    next: [{ what: expect.stringContaining('until a StoreFront reaches it'), at: null }],
  });
  await site.text('fault inject connector-down cc-fra-02');
  expect(await site.text('lhc explain cc-fra-02')).toContain('it is down: it has to start again (holdover fault list)');
});

test('what would come next in each state of an outage', async () => {
  const site = await CliSite.contoso();
  const nextIn = async (state: string) => {
    await site.text(['lhc', 'wait', '--until', `lhc.zones.ams.state == '${state}'`]);
    const { next } = (await site.json('lhc explain ams')) as { next: readonly { what: string; at: string | null }[] };
    return next[0];
  };
  await site.text('lhc force-outage --zone ams --for 15m');
  expect(await nextIn('initial-ha')).toEqual({
    what: 'pending-recovery if everything is healthy then, else extended-ha',
    at: '2026-01-05T08:11:00.000Z',
  });
  expect(await nextIn('extended-ha')).toEqual({
    what: 'pending-recovery, with the first check in which everything is healthy',
    at: null,
  });
  expect(await nextIn('pending-recovery')).toMatchObject({
    what: 'working-normally, if everything is healthy until then',
    at: expect.stringMatching(/^2026-01-05T08:25:/),
  });
});

test('what is none of them is wrong usage, with what was probably meant', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('lhc explain tokk', 64, 'OBJECT_UNKNOWN')).toContain(
    'Did you mean tok? What can be explained: the code of a finding, a zone,',
  );
  expect(await site.refused('lhc explain LHC0155', 64, 'OBJECT_UNKNOWN')).toContain('Did you mean LHC015?');
});

test('what a finding means is told without a site', async () => {
  const nobody = new CliSite();
  const text = await nobody.text('lhc explain lhc015');
  expect(text).toMatch(/^LHC015 {2}nobody would broker for the zone {2}\(fail\)\n/);
  expect(text).toContain('No site is loaded');
  expect(await nobody.json('lhc explain LHC015')).toMatchObject({ site: null, at: null, code: 'LHC015', findings: [] });
  await nobody.refusedInTurn('lhc explain tok', 64, 'NO_SITE');
  await nobody.refusedInTurn('lhc explain LHC015 --site x', 64, 'NO_SITE');
});

test('a user: what he would get now, and why not; nothing is tried out in the site itself', async () => {
  const site = await CliSite.contoso();
  await site.text(['lhc', 'launch', 'user-0001', 'SAP']);
  await site.text('fault inject connector-down cc-tok-02');
  const before = site.stored();
  expect(await site.json('lhc explain USER-0001')).toMatchObject({
    kind: 'user',
    user: 'CONTOSO\\user-0001',
    storeFront: 'sf1',
    why: null,
    answeredBy: [{ broker: 'cloud', revision: 1 }],
    resources: [
      { resource: 'Office Desktop', result: 'started', machine: { machine: 'ams-pool-001', zone: 'ams' } },
      { resource: 'Excel', result: 'reconnected', machine: { zone: 'ams' } },
      { resource: 'SAP', result: 'reconnected' },
      { resource: 'JP Desktop', result: 'failed', reason: 'controller-unreachable', machine: null },
    ],
    sessions: [{ deliveryGroup: 'finance', state: 'active', seenBy: 'cloud', isDuplicate: false }],
  });
  const text = await site.text('lhc explain user-0001');
  expect(text).toMatch(/\n {2}Office Desktop +✓ +a new session on ams-pool-001 \(ams\) +cloud through cc-/);
  expect(text).toMatch(/\n {2}JP Desktop +✗ no +controller-unreachable: it cannot be reached/);
  expect(text).toMatch(
    /\nSessions:\n {2}finance +ams-srv-01 \(ams\) +active +since 2026-01-05 08:00:00Z +seen by cloud\n/,
  );
  expect(site.stored()).toBe(before);
  await site.text('fault inject storefront-down sf1');
  expect(await site.text('lhc explain user-0002')).toMatch(
    /✗ is shown nothing: the StoreFront is down[\s\S]*No session/,
  );
});

test('a resource: who would broker for its zones in an outage, and why nobody would', async () => {
  const site = await CliSite.contoso();
  const broker = (zone: string) => ({ zone, broker: `cc-${zone}-01.contoso.example`, why: null, finding: null });
  expect(await site.json(['lhc', 'explain', 'Office Desktop'])).toMatchObject({
    inOutage: [broker('ams'), broker('fra')],
  });
  expect(await site.json(['lhc', 'explain', 'JP Desktop'])).toMatchObject({
    inOutage: [{ zone: 'tok', broker: null, why: expect.stringContaining('cannot enter HA mode'), finding: 'LHC015' }],
  });
  expect(await site.text(['lhc', 'explain', 'Office Desktop'])).toMatch(
    / {2}in an outage {2}ams {2}✓ brokered by cc-ams-01\.contoso\.example\n/,
  );
  expect(await site.text(['lhc', 'explain', 'JP Desktop'])).toMatch(
    / {2}in an outage {2}tok {2}✗ nobody brokers: LHC015 cc-tok-01\.contoso\.example would be elected/,
  );
});

test('a resource: who may start it, what its machines are doing, and where it could be started', async () => {
  const site = await CliSite.contoso();
  const machines = { free: 0, full: 0, waiting: 0, parked: 0, resetting: 0, maintenance: 0, unregistered: 0 };
  expect(await site.json(['lhc', 'explain', 'director desktop'])).toMatchObject({
    kind: 'resource',
    resource: 'Director Desktop',
    deliveryGroups: [{ deliveryGroup: 'directors', type: 'static', entitled: null, restrictToTag: null }],
    zones: [{ zone: 'tok', brokeredBy: 'cloud', canStart: true, why: null, machines: { ...machines, free: 6 } }],
  });
  await site.text(['site', 'set', 'deliveryGroups.office.machines[0].maintenance', 'true']);
  await site.text('fault inject connector-down cc-fra-01');
  await site.text('fault inject connector-down cc-fra-02');
  await site.text('clock advance 30m');
  expect(await site.json(['lhc', 'explain', 'Office Desktop'])).toMatchObject({
    zones: [
      {
        zone: 'ams',
        canStart: false,
        why: 'the machines that could be used are in maintenance',
        machines: { ...machines, maintenance: 420 },
      },
      {
        zone: 'fra',
        brokeredBy: null,
        canStart: false,
        why: 'nobody brokers for the zone',
        machines: { ...machines, unregistered: 300 },
      },
    ],
  });
  const text = await site.text(['lhc', 'explain', 'office desktop']);
  expect(text).toContain('\nOffice Desktop\n  office  pooled  for every user\n');
  expect(text).toMatch(/\n {2}fra +office +nobody +0 +0 +0 +0 +0 +0 +300 +✗ cannot: nobody brokers for the zone\n/);
});

test('R42: desktops that are nobody’s can be started before an outage, and not in it', async () => {
  const site = await CliSite.contoso();
  await site.text(['site', 'set', 'deliveryGroups.directors.machines[0].assignedTo', 'null']);
  await site.text(['site', 'set', 'deliveryGroups.directors.machines[0].zone', 'fra']);
  await site.text('clock advance 5m');
  const zones = async () => (await site.json(['lhc', 'explain', 'Director Desktop'])).zones;
  expect(await zones()).toMatchObject([{ zone: 'fra', brokeredBy: 'cloud', canStart: true }]);
  await site.text('lhc force-outage --zone fra --wait');
  expect(await zones()).toMatchObject([
    {
      zone: 'fra',
      canStart: false,
      why: expect.stringContaining('an outage makes no assignments'),
      machines: { free: 6 },
    },
  ]);
});
