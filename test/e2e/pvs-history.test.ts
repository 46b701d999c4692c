/**
 * `pvs history`: when servers could not stream, and what became of their targets.
 */
import { expect, test } from 'vitest';
import { CliSite, QUIET_CONTOSO } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';

const at = (time: string) => `2026-01-05T${time}Z`;

test('a stop and a crash: who moved where and for how long it was held, who froze, who went back', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('pvs history')).toContain('every server could stream all the time\nNext: ');
  await site.text('pvs stop-stream pvs1 --for 1m');
  await site.text('clock advance 2m');
  await site.text('fault inject server-down pvs2 --for 5m');
  await site.text('clock advance 4m');
  const [stopped, crashed] = (await site.json('pvs history')).episodes as readonly object[];
  expect(stopped).toEqual({
    server: 'pvs1',
    store: null,
    cause: 'stopped',
    began: at('08:00:00.000'),
    ended: at('08:01:00.000'),
    durationSec: 60,
    moved: 60,
    movedTo: [{ server: 'pvs2', targets: 60 }],
    resumed: 0,
    frozen: 0,
    stillFrozen: 0,
    wentBack: 60,
    longestPauseSec: expect.closeTo(0.3, 1),
    medianPauseSec: expect.closeTo(0.15, 1),
  });
  expect(crashed).toMatchObject({ server: 'pvs2', cause: 'down', began: at('08:02:00.000'), ended: null });
  expect(crashed).toMatchObject({ durationSec: 240, frozen: 4, stillFrozen: 4, resumed: 0, medianPauseSec: 65.51 });
  const open = await site.text('pvs history');
  expect(open).toMatch(/ · 2 episodes\nWHERE +BEGAN +LASTED +CAUSE +MOVED +RESUMED +FROZEN +PAUSE +WENT BACK\n/);
  expect(open).toMatch(
    /\npvs2 +2026-01-05 08:02:00Z +4m, going on +down +1\d\d: pvs1 1\d\d +- +✗ 4, still +65\.5\d* s, 65\.5\d* s at most/,
  );
  await site.text('clock advance 5m');
  const mended = (await site.json('pvs history --server pvs2')) as { episodes: readonly object[] };
  expect(mended).toMatchObject({ schema: 'holdover.pvs-history/1', total: 1 });
  expect(mended.episodes[0]).toMatchObject({ ended: at('08:07:00.000'), frozen: 4, stillFrozen: 0, resumed: 4 });
  expect(await site.json('pvs history --last 1')).toMatchObject({ total: 2, episodes: [{ server: 'pvs2' }] });
  expect(await site.text('pvs history --last 1')).toContain('… 1 earlier ones: --last 0 shows all');
});

test('a store that one server cannot reach; a database that stops streaming only without offline support', async () => {
  const site = new CliSite();
  const text = QUIET_CONTOSO.replace('offlineSupport: true', 'offlineSupport: false');
  await site.text(['site', 'load', site.file('contoso.yaml', text)]);
  await site.text('fault inject store-unreachable pvs1/local --for 3m');
  await site.text('clock advance 5m');
  await site.text('fault inject database-offline --for 5m');
  await site.text('clock advance 10m');
  const { episodes } = (await site.json('pvs history')) as { episodes: readonly object[] };
  expect(episodes).toMatchObject([
    { server: 'pvs1', store: 'local', cause: 'store-unreachable', moved: 60, frozen: expect.any(Number) },
    { server: null, store: null, cause: 'database-offline', durationSec: 300, stillFrozen: 0 },
  ]);
  expect(episodes[1]).toHaveProperty('frozen', 138);
  expect(await site.text('pvs history')).toMatch(/\nall servers +2026-01-05 08:05:00Z +5m +database offline +/);
  const supported = await CliSite.contoso();
  await supported.text('fault inject database-offline --for 5m');
  await supported.text('clock advance 10m');
  expect(await supported.json('pvs history')).toMatchObject({ total: 0, episodes: [] });
});

test('a server that leaves the farm while it is down ends its episode', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject server-down pvs3');
  await site.text('clock advance 5m');
  const without = QUIET_CONTOSO.replace(/^ +pvs3: .*\n/m, '')
    .replaceAll(/, ?pvs3\]/g, ']')
    .replace(/,\s*replicas: \{pvs3: \{[^}]*\}\}/, '');
  expect(without).not.toContain('pvs3:');
  await site.text(['site', 'apply', site.file('without.yaml', without)]);
  await site.text('clock advance 5m');
  expect(await site.json('pvs history')).toMatchObject({
    total: 1,
    episodes: [{ server: 'pvs3', ended: at('08:05:00.000') }],
  });
});

test('wrong usage is refused', async () => {
  const site = await CliSite.contoso();
  await site.refused('pvs history --server pvs9', 64, 'SERVER_UNKNOWN');
  await site.text(['site', 'load', site.file('small.yaml', smallSite({ name: 'small' }))]);
  await site.refused('pvs history', 64, 'FARM_NONE');
});
