/**
 * `rehearse`: the real command, as text and as JSON, with one seed and with many; and that it changes nothing.
 */
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RehearseResult } from '../../src/app/rehearse/result.ts';
import type { CliRun } from '../support/cli.ts';
import { CliSite } from '../support/cli-site.ts';
import { RunningCli } from '../support/running-cli.ts';

const AMS = ['rehearse', 'cloud-unreachable ams'];
const ALL = ['rehearse', 'cloud-unreachable all'];

async function result(site: CliSite, typed: readonly string[], exitCode = 0): Promise<RehearseResult> {
  return (await site.json(typed, exitCode)) as unknown as RehearseResult;
}

test('one run: verdict, impact, time line, launches, pooled desktops, assumptions and the command that replays it', async () => {
  const site = await CliSite.busyContoso();
  const before = site.stored();
  const text = await site.text([...AMS, '--for', '1h']);
  expect(text).toMatch(
    /^rehearsal · contoso · 2026-01-05 08:00:00Z · 1h · 1 seed {2}✓ PASSED\n {2}08:00:00Z to 09:00:00Z {2}cloud-unreachable ams\n/,
  );
  expect(text).toContain('\nThe run, with seed 7:\n08:00:00Z  T+0s');
  expect(text).toMatch(/\n08:01:00Z {2}T\+1m +ams {2}cc-ams-01\.contoso\.example brokers\n/);
  for (const heading of ['USERS', 'LAUNCHES', '10 MINUTES', 'Sessions: ', 'POOLED: PARKED/FREE', 'This rests on']) {
    expect(text).toContain(`\n${heading}`);
  }
  expect(text).toMatch(/\n {2}timers\.initialHa +10m\n/);
  expect(text.trimEnd().split('\n').at(-1)).toBe('Next: holdover rehearse "cloud-unreachable ams" --for 1h --seed 7');
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  expect(await site.text([...AMS, '--for', '1h', '--minutes'])).toMatch(/\nMINUTE +TRIED.*\nT\+0s .*\nT\+1m /);
  expect(site.stored()).toBe(before);
});

test('the heading says what a verdict that is not bad leaves out, and a failure where to look first', async () => {
  const site = await CliSite.busyContoso();
  const both = ['rehearse', 'cloud-unreachable ams', 'cloud-unreachable fra', '--for', '30m', '--seeds', '3'];
  expect(await site.text(both)).toMatch(
    /✓ PASSED\n.* ams\n.* fra\n {2}\d+ launches failed at worst; --fail-on "lhc\.launches\.failed > 20" sets a limit\n\n/,
  );
  expect(await site.text([...both, '--fail-on', 'lhc.launches.failed > 1000'])).not.toContain('sets a limit');
  expect(await site.run([...both, '--fail-on', 'lhc.launches.failed > 1'])).toMatchObject({ exitCode: 1 });
  const failed = await site.run([...ALL, '--for', '30m']);
  expect(failed.exitCode).toBe(1);
  expect(failed.stdout.trimEnd().split('\n').at(-1)).toBe(
    'Next: holdover check · holdover rehearse "cloud-unreachable all" --for 30m --seed 7',
  );
  for (const row of ['no free desktop is left after', 'longest time in which every launch of one resource failed']) {
    expect(failed.stdout).toMatch(new RegExp(`\n${row} `));
  }
});

test('where nobody tries anything there is nothing to decide by: exit code 2', async () => {
  const site = await CliSite.contoso();
  const { stdout, exitCode } = await site.run([...AMS, '--for', '10m']);
  expect(exitCode).toBe(2);
  expect(stdout).toMatch(
    /\? NOTHING TO DECIDE BY\n.*cloud-unreachable ams\n {2}nobody tried to launch anything, .*--fail-on\n/,
  );
  expect(await result(site, [...AMS, '--for', '10m'], 2)).toMatchObject({ verdict: 'unknown', failOn: null });
});

test('a fault of the streaming farm: who was held and for how long, who stays frozen and why, and a verdict without a workload', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const typed = ['rehearse', 'server-down pvs2', '--for', '20m', '--seeds', '3'];
  const { stdout, exitCode } = await site.run(typed);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(
    / FAIL {2}targets-frozen at T\+20m, in 3 of 3 seeds, first in 1\n {9}4 targets of pinned: PVS021 /,
  );
  expect(stdout).toMatch(/\nTARGETS +P50 +P95 +WORST\ntargets that were held +64 +64 +64\n/);
  expect(stdout).toMatch(
    /\nTargets: 64 of 138 were held; 60 went on, after 65\.5 s \/ 6\d(\.\d)? s \/ \d+(\.\d)? s \(p50\/p95\/worst\)\n/,
  );
  expect(stdout).toContain('\n  server given up: 64 after all tries without an answer · 60 fail-overs\n');
  expect(stdout).toContain('\n ✗ kiosk-1 to kiosk-4 (pinned) stay frozen: PVS021\n   load balancing of pinned is off');
  expect(stdout).toMatch(
    /\n {2}TARGETS OF +BEFORE +FAULTS ENDED +IN THE END\n {2}pvs1 +60 +120 +120\n {2}pvs2 +64 +0 +4\n/,
  );
  expect(stdout).toContain('\n  a pause after a crash: 65.5 s of tries + 5 s for a login server that is silent;\n');
  expect(stdout).toContain(
    '\n  by the timers the tries take 95 s at worst, and begin 30 s later where a target is idle;\n',
  );
  expect(stdout).toMatch(/\n {2}streaming\.loginRetry +10s\n/);
  const { verdict, streaming, failures } = await result(site, typed, 1);
  expect({ verdict, frozen: streaming?.frozen.map(({ count }) => count) }).toEqual({ verdict: 'failed', frozen: [4] });
  expect(failures).toMatchObject([{ reason: 'targets-frozen', vdisk: 'pinned', code: 'PVS021', seedCount: 3 }]);
  const passed = await result(site, ['rehearse', 'stop-stream pvs1', '--for', '5m']);
  expect(passed).toMatchObject({ verdict: 'passed', streaming: { held: 60, noticed: { told: 60 } } });
  expect(site.stored()).toBe(before);
});

test('targets that are held when it begins are among those that it is about', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs2 --wait');
  const { streaming } = await result(site, ['rehearse', 'database-offline', '--for', '5m']);
  expect(streaming).toMatchObject({ targets: 138, held: 4, unfinished: 4 });
});

test('targets that were frozen before it began do not fail it, and are told of', async () => {
  const site = await CliSite.contoso();
  await site.text('pvs stop-stream pvs3 --wait');
  const typed = ['rehearse', 'stop-stream pvs1', '--for', '10m'];
  const { verdict, failures, streaming } = await result(site, typed);
  expect({ verdict, failures }).toEqual({ verdict: 'passed', failures: [] });
  expect(streaming).toMatchObject({ frozenBefore: 2, notBootedBefore: 0 });
  expect(streaming?.frozen.map(({ vdisk, wasBefore }) => [vdisk, wasBefore])).toEqual([
    ['dev', true],
    ['srv22', true],
  ]);
  const text = await site.text(typed);
  expect(text).toMatch(/\nTargets: .*\n {2}2 targets were frozen before it began\n/);
  expect(text).toContain('\n ! dev-1 (dev) stays frozen, as before: PVS023\n');
});

test('with faults of the farm alone targets come first, and what is not about them is left out, but not of the JSON', async () => {
  const site = await CliSite.busyContoso();
  const typed = ['rehearse', 'stop-stream pvs1', '--for', '10m'];
  const text = await site.text(typed);
  expect(text).toMatch(/stop-stream pvs1\n\nTARGETS\n[\s\S]*\nUSERS {2}no launch failed\n\nThe run, /);
  expect(text).not.toMatch(/LAUNCHES|10 MINUTES|timers\.|secure tickets|users with two|\n\n\n/);
  expect(text).toMatch(/\n {2}streaming\.loginRetry +10s\n/);
  expect(await site.text([...typed, '--minutes'])).toMatch(/\nLAUNCHES .*[\s\S]*\nMINUTE /);
  const { about, assumptions, minutes } = await result(site, typed);
  expect({ about, minutes: minutes.length > 9 }).toEqual({ about: 'streaming', minutes: true });
  expect(assumptions).toContainEqual({ assumption: 'timers.initialHa', value: '10m', about: 'lhc' });
  const both = await site.text(['rehearse', 'stop-stream pvs1', 'cloud-unreachable ams', '--for', '10m']);
  expect(both).toMatch(/\nUSERS\n[\s\S]*\nTARGETS\n[\s\S]*\n10 MINUTES [\s\S]*\n {2}timers\.initialHa /);
});

test('with faults of Local Host Cache alone the output has nothing of the streaming farm', async () => {
  const site = await CliSite.busyContoso();
  const text = await site.text([...AMS, '--for', '10m']);
  expect(text).not.toMatch(/target|streaming|pvs/i);
  expect((await result(site, [...AMS, '--for', '10m'])).streaming).toBeNull();
});

test('many seeds: the worst is told of, and replayed alone it gives the same numbers', async () => {
  const site = await CliSite.busyContoso();
  const many = await result(site, [...ALL, '--for', '30m', '--seeds', '20'], 1);
  expect(many).toMatchObject({ schema: 'holdover.rehearse/1', verdict: 'failed', seedCount: 20 });
  expect(many.failures[0]).toMatchObject({ reason: 'zone-without-broker', zone: 'tok', seedCount: 20, seed: 1 });
  expect(many.runs.map(({ seed }) => seed)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const { p50, p95, worst } = many.impact.launchesFailed;
  expect(worst).toBe(Math.max(...many.runs.map(({ launchesFailed }) => launchesFailed)));
  expect(p50).toBeLessThanOrEqual(p95 ?? 0);
  expect(p95).toBeLessThanOrEqual(worst ?? 0);
  const one = await result(site, [...ALL, '--for', '30m', '--seed', `${many.seed}`], 1);
  expect(many.replay).toBe(`holdover rehearse "cloud-unreachable all" --for 30m --seed ${many.seed}`);
  expect(one.launches.failed).toBe(worst);
  const story = ({ timeline, minutes, launches, zones, sessions, pooled, replay }: RehearseResult) => {
    return { timeline, minutes, launches, zones, sessions, pooled, replay };
  };
  expect(story(one)).toEqual(story(many));
});

test('the same site, seeds and arguments print the same bytes', async () => {
  const site = await CliSite.busyContoso();
  const print = () => site.text([...AMS, '--for', '20m', '--seeds', '2', '--json']);
  expect(await print()).toBe(await print());
});

test('it begins with what the site is in at present, and in the end mends that as well', async () => {
  const site = await CliSite.busyContoso();
  await site.text('fault inject cloud-unreachable fra');
  await site.text('clock advance 30m');
  const { at, verdict, timeline } = await result(site, [...AMS, '--for', '15m']);
  expect({ at, verdict }).toEqual({ at: '2026-01-05T08:30:00.000Z', verdict: 'passed' });
  expect(timeline).toContainEqual(expect.objectContaining({ zone: 'fra', message: 'the cloud brokers' }));
  expect(await site.json('fault list')).toMatchObject({ faults: [{ id: 'f1', ended: null }] });
});

test('--fail-on fails a run in which a condition holds at any time', async () => {
  const site = await CliSite.contoso();
  const failOn = ['--for', '10m', '--fail-on', "lhc.zones.ams.state == 'initial-ha'"];
  const { failures, replay } = await result(site, [...AMS, ...failOn], 1);
  expect(failures).toMatchObject([{ reason: 'condition', message: failOn.at(-1), elapsedSec: expect.closeTo(60, 0) }]);
  expect(replay).toContain(` --fail-on "${failOn.at(-1)}" --seed 7`);
  expect(await result(site, [...AMS, '--for', '10m', '--fail-on', "lhc.zones.fra.brokering == 'none'"])).toMatchObject({
    verdict: 'passed',
  });
});

test('what cannot be rehearsed is wrong usage', async () => {
  const site = await CliSite.contoso();
  expect(await site.refused('rehearse', 64, 'FAULT_MISSING')).toContain('holdover rehearse "cloud-unreachable ams"');
  await site.refusedInTurn('rehearse cloud-unreachable ams', 64, 'FAULT_INVALID');
  await site.refusedInTurn(['rehearse', 'cloud-unreachable amz'], 64, 'ZONE_UNKNOWN');
  await site.refusedInTurn(['rehearse', 'server-down pvs9'], 64, 'SERVER_UNKNOWN');
  await site.refusedInTurn([...AMS, '--seeds', '0'], 64, 'FLAG_INVALID');
  await site.refusedInTurn([...AMS, '--seeds', '2', '--seed', '1'], 64, 'FLAGS_CONFLICT');
  await site.refusedInTurn([...AMS, '--fail-on', 'lhc.zones.amz.haReady'], 64, 'CONDITION_INVALID');
});

test('Ctrl-C ends it with 130, and the site is as it was', async () => {
  const site = await CliSite.busyContoso();
  const before = site.stored();
  const run = await interrupted(site);
  expect(run.exitCode).toBe(130);
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'INTERRUPTED', exit: 130 } });
  expect(site.stored()).toBe(before);
});

/** Pressed before the program listens, Ctrl-C ends it at once, without an exit code: then later. */
async function interrupted(site: CliSite): Promise<CliRun> {
  for (let afterMs = 1000; ; afterMs *= 2) {
    const running = new RunningCli([...AMS, '--seeds', '10000', '--json'], site);
    await setTimeout(afterMs);
    running.kill('SIGINT');
    const run = await running.ended;
    if (run.exitCode !== null) return run;
  }
}
