/**
 * `lhc explain`: a code, a zone, a connector, and what is none of them.
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
  expect(await site.refused('lhc explain tokk', 64, 'OBJECT_UNKNOWN')).toContain('did you mean "tok"?');
  expect(await site.refused('lhc explain LHC0155', 64, 'OBJECT_UNKNOWN')).toContain('did you mean "LHC015"?');
});
