/**
 * `watch`: the lines that it prints, and everything that can end it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { WatchEnd, WatchLine } from '../../src/app/watch-lines.ts';
import type { CliRun } from '../support/cli.ts';
import { CliSite } from '../support/cli-site.ts';
import { RunningCli } from '../support/running-cli.ts';
import { runShell } from '../support/shell.ts';
import { smallSite } from '../support/site-file.ts';

const SECONDARY = "lhc.zones.ams.brokering == 'secondary'";

async function forced(): Promise<CliSite> {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  return site;
}

test('as text: how things stand, each change as a line, and why it is over', async () => {
  const site = await forced();
  const run = await site.run(['watch', '--rate', '600', '--until', SECONDARY]);
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  const lines = run.stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^contoso · 2026-01-05 08:00:00Z · degraded · ams pending-ha \(cloud\) · fra /);
  expect(run.stdout).toMatch(/\n08:01:00Z? {2}cc-ams-01.contoso.example {2}3502 an outage occurred/);
  expect(run.stdout).toMatch(/\n08:01:00Z? {2}ams {2}initial-ha · brokering: secondary cc-ams-01/);
  expect(run.stdout).toContain(`2026-01-05 08:01:00Z · degraded · holds: ${SECONDARY}\n`);
  expect(lines.at(-1)).toBe('Still in force: outage forced on ams. Undo: holdover lhc end-outage --zone ams');
  expect(await site.json('clock show')).toMatchObject({ at: '2026-01-05T08:01:00.000Z' });
});

test('as NDJSON: first a snapshot, then changes in the order of time, last the end', async () => {
  const site = await forced();
  const { lines, exitCode } = linesOf(
    await site.run(['lhc', 'watch', '--json', '--rate', '600', '--until', SECONDARY]),
  );
  expect(exitCode).toBe(0);
  expect(lines[0]).toMatchObject({ type: 'snapshot', status: { schema: 'holdover.status/1', verdict: 'degraded' } });
  expect(lines.slice(1, -1).every(({ type }) => type === 'change')).toBe(true);
  const times = lines.slice(1).map((line) => (line as WatchEnd).at);
  expect(times).toEqual(times.toSorted());
  const zones = lines.filter((line) => line.type === 'change' && line.change === 'zone');
  expect(zones).toMatchObject([{ zone: 'ams', state: 'initial-ha', brokering: 'secondary' }]);
  expect(lines.at(-1)).toEqual({
    schema: 'holdover.watch/1',
    type: 'end',
    at: '2026-01-05T08:01:00.000Z',
    outcome: 'holds',
    condition: SECONDARY,
    verdict: 'degraded',
    inForce: [{ what: 'outage forced on ams', undo: 'holdover lhc end-outage --zone ams' }],
  });
});

test('the same watch twice prints the same bytes', async () => {
  const words = ['watch', '--json', '--rate', '600', '--count', '20'];
  const runs = await Promise.all([1, 2].map(async () => (await forced()).run(words)));
  expect(runs[0]).toEqual(runs[1]);
});

test('--count ends it with 0 after so many changes', async () => {
  const site = await forced();
  const { lines, exitCode } = linesOf(await site.run('watch --json --rate 600 --count 3'));
  expect(exitCode).toBe(0);
  expect(lines.map(({ type }) => type)).toEqual(['snapshot', 'change', 'change', 'change', 'end']);
  expect(lines.at(-1)).toMatchObject({ outcome: 'counted', condition: null });
});

test('--fail-on ends it with 1, --timeout with 124; what holds already ends it at once', async () => {
  const site = await forced();
  const [failed, late, atOnce] = await Promise.all([
    site.run(['watch', '--json', '--rate', '600', '--fail-on', SECONDARY]),
    (await CliSite.contoso()).run('watch --json --rate 600 --timeout 30s'),
    (await CliSite.contoso()).run(['watch', '--json', '--until', "verdict == 'healthy'"]),
  ]);
  expect(failed.exitCode).toBe(1);
  expect(linesOf(failed).lines.at(-1)).toMatchObject({ outcome: 'failed', condition: SECONDARY });
  expect(late.exitCode).toBe(124);
  const end = { outcome: 'timed-out', at: '2026-01-05T08:00:30.000Z', verdict: 'healthy', inForce: [] };
  expect(linesOf(late).lines.at(-1)).toMatchObject(end);
  expect(atOnce.exitCode).toBe(0);
  expect(linesOf(atOnce).lines).toMatchObject([{ type: 'snapshot' }, { type: 'end', at: '2026-01-05T08:00:00.000Z' }]);
});

test('Ctrl-C ends it with 130, and says what is in force and what undoes it', async () => {
  const site = await forced();
  await site.text('fault inject machine-down tok-dir-3');
  for (const json of [[], ['--json']]) {
    const watch = new RunningCli(['watch', ...json], site);
    await watch.line(() => true);
    watch.kill('SIGINT');
    const run = await watch.ended;
    expect(run).toMatchObject({ stderr: '', exitCode: 130 });
    const undone = ['holdover lhc end-outage --zone ams', 'holdover fault clear f1'];
    for (const undo of undone) expect(run.stdout).toContain(undo);
  }
});

test('what another terminal does is told of, and the clock goes on from there', async () => {
  const site = await CliSite.contoso();
  const watch = new RunningCli(['watch', '--json', '--rate', '60', '--timeout', '1d'], site);
  await watch.line((line) => line.includes('"snapshot"'));
  await site.text('lhc force-outage --zone fra');
  const told = JSON.parse(await watch.line((line) => line.includes('"zone":"fra","state":"pending-ha"')));
  expect(told).toMatchObject({ type: 'change', change: 'zone', brokering: 'cloud' });
  await site.text('clock advance 20m');
  await watch.line((line) => line.includes('"zone":"fra","state":"extended-ha"'));
  const { elapsedSec: before } = await site.status();
  await sleep(1_000);
  expect((await site.status()).elapsedSec - before).toBeGreaterThan(15);
  watch.kill('SIGTERM');
  expect((await watch.ended).exitCode).toBe(130);
});

test('a watch stays with its site when another one becomes the current one', async () => {
  const site = await forced();
  const watch = new RunningCli(['watch', '--json', '--rate', '60', '--until', SECONDARY], site);
  await watch.line(() => true);
  await site.text(['site', 'load', site.file('small.yaml', smallSite({ name: 'small' }))]);
  const run = await watch.ended;
  expect(run.exitCode).toBe(0);
  expect(linesOf(run).lines.at(-1)).toMatchObject({ outcome: 'holds', at: '2026-01-05T08:01:00.000Z' });
  expect(await site.json('clock show')).toMatchObject({ site: 'small', elapsedSec: 0 });
});

test('an error in the middle of NDJSON is one line as well', async () => {
  const site = await forced();
  const watch = new RunningCli(['watch', '--json'], site);
  await watch.line(() => true);
  await site.text('site remove contoso');
  const run = await watch.ended;
  expect(run).toMatchObject({ stderr: '', exitCode: 64 });
  expect(JSON.parse(run.stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    schema: 'holdover.error/1',
    error: { code: 'NO_SITE', exit: 64 },
  });
});

test('a reader that has seen enough ends it quietly', async () => {
  const site = await forced();
  const { stdout, stderr } = await runShell('{ holdover watch --rate 600; echo "exit $?" >&2; } | head -1', site.home);
  expect(stdout).toMatch(/^contoso · .*\n$/);
  expect(stderr).toBe('exit 0\n');
});

test('people who come and go are no change; launches that fail are, together and at most once a minute', async () => {
  const site = await CliSite.busyContoso();
  const quiet = linesOf(await site.run('watch --json --rate 100000 --timeout 2h'));
  expect(quiet.lines.map(({ type }) => type)).toEqual(['snapshot', 'end']);
  expect((await site.status()).lhc.launches.attempted).toBeGreaterThan(150);
  await site.text('fault inject cloud-unreachable tok');
  const { lines } = linesOf(await site.run('watch --json --rate 100000 --timeout 2h'));
  const told = lines.flatMap((line) => (line.type === 'change' && line.change === 'launches' ? [line] : []));
  expect(told.length).toBeGreaterThan(5);
  const gapsMs = told.slice(1).map(({ at }, index) => Date.parse(at) - Date.parse(told[index]?.at ?? ''));
  expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(60_000);
  const { failed } = (await site.status()).lhc.launches;
  const failedAndTold = told.reduce((sum, change) => sum + change.failed, 0);
  expect(failedAndTold).toBeLessThanOrEqual(failed);
  expect(failedAndTold).toBeGreaterThan(failed - 3);
});

/** The lines of NDJSON: each of them a document by itself. */
function linesOf({ stdout, stderr, exitCode }: CliRun): {
  readonly lines: readonly WatchLine[];
  readonly exitCode: number | null;
} {
  expect(stderr).toBe('');
  expect(stdout.endsWith('\n')).toBe(true);
  return {
    lines: stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    exitCode,
  };
}
