/**
 * Runs of drills whose process is killed, whose site is changed by others, or that two people go on with at once.
 */
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { DrillRunResult } from '../../src/app/drill/report/seeds-summary.ts';
import { CliSite } from '../support/cli-site.ts';
import {
  ANSWER,
  drillResult,
  drillSite,
  historyOf,
  journalPath,
  RUN,
  resultOf,
  ticketsOf,
} from '../support/killable-drill.ts';
import { RunningCli } from '../support/running-cli.ts';

/** HOLDOVER_KILLS=100 kills more often. */
const KILLS = Number(process.env.HOLDOVER_KILLS ?? 14);

const AT_ONCE = 2;

const RUN_ANSWERED = [...RUN, ...ANSWER];

describe('a process that is killed', () => {
  test(
    `${KILLS} times at any moment: what it did is gone on with, and comes to the same`,
    async () => {
      const loaded = await drillSite();
      const undisturbed = await copyOf(loaded);
      const startedMs = performance.now();
      const result = await drillResult(undisturbed, RUN_ANSWERED);
      const reference = { result, history: historyOf(undisturbed), tookMs: performance.now() - startedMs };
      expect(result.verdict).toBe('passed');

      const kills = Array.from({ length: KILLS }, (_, index) => index);
      const doubts: boolean[] = [];
      const places: Record<string, number> = {};
      const next = async (): Promise<void> => {
        for (let index = kills.shift(); index !== undefined; index = kills.shift()) {
          const site = await copyOf(loaded);
          const wasKilled = await startAndKill(site, index, reference.tookMs);
          const place = lastInputOf(site);
          places[place] = (places[place] ?? 0) + 1;
          if (index % 5 === 4 && wasKilled && existsSync(journalPath(site))) await takenBackAfterKill(site);
          else doubts.push(await sameAfterKill(site, reference));
          rmSync(site.home, { recursive: true, force: true });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      if (process.env.HOLDOVER_KILLS !== undefined) console.log({ places, inDoubt: doubts.filter(Boolean).length });
      // They were spread: before the run, and over its steps.
      expect(Object.keys(places).length).toBeGreaterThan(4);
    },
    30_000 + KILLS * 3000,
  );

  test('in a local command that must not be done twice: it is in doubt, and not done again', async () => {
    for (const [command, tickets] of [
      ['kill -9 $PPID', 0],
      ['echo "$1" >> tickets; kill -9 $PPID', 1],
    ] as const) {
      const site = await drillSite(command);
      expect(await site.run(RUN_ANSWERED)).toMatchObject({ exitCode: null });
      const { verdict, steps } = await drillResult(site, ['drill', 'resume']);
      expect(verdict).toBe('passed');
      expect(steps.filter(({ inDoubt }) => inDoubt).map(({ name }) => name)).toEqual(['ticket']);
      expect(steps.filter(({ name }) => name === 'ticket').length).toBe(1);
      expect(ticketsOf(site)).toBe(tickets);
    }
  });

  test('in a local command that may be done twice: it is done again', async () => {
    const site = await drillSite('echo "$1" >> tickets; test -e second || { touch second; kill -9 $PPID; }');
    const drill = readFileSync(join(site.home, 'drill.yaml'), 'utf8');
    site.file('drill.yaml', drill.replace('once: true', 'once: false'));
    expect(await site.run(RUN_ANSWERED)).toMatchObject({ exitCode: null });
    const { verdict, steps } = await drillResult(site, ['drill', 'resume']);
    expect([verdict, ticketsOf(site)]).toEqual(['passed', 2]);
    expect(steps.some(({ inDoubt }) => inDoubt)).toBe(false);
  });

  test('in the middle of a line of its journal: the line has not happened', async () => {
    const site = await drillSite();
    await site.run(RUN);
    const lines = readFileSync(journalPath(site), 'utf8').split('\n');
    appendFileSync(journalPath(site), (lines.at(-2) as string).slice(0, 70));
    expect((await drillResult(site, ['drill', 'resume', ...ANSWER])).verdict).toBe('passed');
    for (const line of readFileSync(journalPath(site), 'utf8').trimEnd().split('\n')) JSON.parse(line);
  });

  test('between a line of its journal and the site: the step has not happened, and is done', async () => {
    const site = await drillSite();
    const before = site.stored('tiny');
    await site.run(RUN);
    const lines = linesOf(site);
    const cut = lines.findIndex((line) => line.includes('"changesSite":true'));
    writeFileSync(journalPath(site), `${lines.slice(0, cut + 1).join('\n')}\n`);
    writeFileSync(site.storePath('tiny'), claimed(before));
    const { verdict, steps } = await drillResult(site, ['drill', 'resume', ...ANSWER]);
    expect(verdict).toBe('passed');
    expect(steps.map(({ name }) => name).filter((name) => name === 'cut')).toEqual(['cut']);
    expect(readFileSync(journalPath(site), 'utf8')).toContain('{"voided":');
  });

  test('between the last line of its journal and the site: the run is not over, whoever asks', async () => {
    const site = await drillSite();
    await site.run(RUN_ANSWERED);
    const ended = historyOf(site);
    const last = JSON.parse(linesOf(site).at(-1) as string).transaction as number;
    writeFileSync(site.storePath('tiny'), beforeLast(site.stored('tiny'), last));
    expect(await site.json('drill list')).toMatchObject({ runs: [{ run: 'r1', verdict: 'unfinished' }] });
    await site.refusedInTurn(RUN_ANSWERED, 10, 'DRILL_UNDER_WAY');
    expect((await drillResult(site, ['drill', 'resume'])).verdict).toBe('passed');
    expect(historyOf(site)).toEqual(ended);
  });
});

describe('a run that is not over', () => {
  test('is gone on with where others have changed the site and no promise is lost', async () => {
    const site = await pausedSite();
    await site.text('clock advance 30s');
    expect(await drillResult(site, ['drill', 'resume', ...ANSWER])).toMatchObject({ verdict: 'passed' });
  });

  test('is held back where a promise is lost, with the promise, and goes on when that is accepted', async () => {
    const site = await pausedSite();
    const { elected } = await site.zone('main');
    await site.text(`fault inject connector-down ${elected}`);
    const before = site.stored('tiny');
    const said = await site.refused(['drill', 'resume', ...ANSWER], 10, 'DRILL_DRIFTED');
    expect(said).toContain("cut: lhc.zones[zone].brokering == 'secondary'");
    expect(said).toContain('--force=DRILL_DRIFTED');
    expect(site.stored('tiny')).toBe(before);
    const forced = await drillResult(site, ['drill', 'resume', ...ANSWER, '--force=DRILL_DRIFTED']);
    expect(forced.steps.map(({ name }) => name)).toContain('ticket');
  });

  test('can be taken back where a promise is lost', async () => {
    const site = await pausedSite();
    await site.text('lhc end-outage --zone main');
    expect(await drillResult(site, ['drill', 'abort'])).toMatchObject({ verdict: 'aborted', inForce: [] });
  });

  test('is gone on with by one process, and its site has one drill at a time', async () => {
    const site = await drillSite('touch begun; until test -e go; do sleep 0.02; done; echo >> tickets');
    await site.run(RUN);
    const first = new RunningCli(['drill', 'resume', ...ANSWER, '--json'], { home: site.home });
    while (!existsSync(join(site.home, 'begun'))) await sleep(10);
    const said = await site.refused(['drill', 'resume', ...ANSWER], 75, 'RUN_LOCKED');
    expect(said).toContain('drill resume');
    await site.refused('drill abort', 75, 'RUN_LOCKED');
    const second = await site.refused(RUN_ANSWERED, 10, 'DRILL_UNDER_WAY');
    expect(second).toContain('holdover drill abort r1');
    writeFileSync(join(site.home, 'go'), '');
    expect(resultOf(await first.ended)).toMatchObject({ verdict: 'passed' });
    expect(ticketsOf(site)).toBe(1);
  });

  test('has its site for itself, also where it has not changed it yet', async () => {
    const site = await drillSite();
    const asking = ['holdover: drill/1', 'name: asking', 'steps:', '  - name: well', '    ask: Well?'];
    site.file('asking.yaml', asking.join('\n'));
    expect(await drillResult(site, ['drill', 'run', 'asking.yaml'])).toMatchObject({ verdict: 'paused' });
    await site.refusedInTurn(RUN_ANSWERED, 10, 'DRILL_UNDER_WAY');
    await site.run('drill abort r1');
    expect(await drillResult(site, RUN_ANSWERED)).toMatchObject({ verdict: 'passed' });
  });

  test('cannot be gone on with where the site was reset, and stands in nobody’s way', async () => {
    const site = await pausedSite();
    await site.text('site reset');
    const said = await site.refusedInTurn(['drill', 'resume', ...ANSWER], 10, 'SITE_RESET');
    expect(said).toContain('was loaded or reset since');
    expect(await drillResult(site, RUN_ANSWERED)).toMatchObject({ run: 'r2', verdict: 'passed' });
    const { verdict, reasons, undone } = await drillResult(site, ['drill', 'abort', 'r1']);
    expect([verdict, undone]).toEqual(['aborted', []]);
    expect(reasons).toEqual([expect.stringContaining('there is nothing to take back')]);
    await site.refusedInTurn(['drill', 'resume', 'r1', ...ANSWER], 64, 'RUN_OVER');
  });
});

test('a run that is over is not gone on with, and not taken back', async () => {
  const site = await drillSite();
  await site.run(RUN_ANSWERED);
  for (const words of ['resume', 'abort']) {
    const said = await site.refusedInTurn(['drill', words], 64, 'RUN_OVER');
    expect(said).toContain('The run r1 of outage is over: passed.');
  }
  await site.refusedInTurn('drill resume r7', 64, 'RUN_UNKNOWN');
});

/** The site with the outage in force, and a question that waits for its answer. */
async function pausedSite(): Promise<CliSite> {
  const site = await drillSite();
  expect(await site.run(RUN)).toMatchObject({ exitCode: 21 });
  return site;
}

async function copyOf(site: CliSite): Promise<CliSite> {
  const copy = new CliSite();
  cpSync(site.home, copy.home, { recursive: true });
  return copy;
}

/** Starts the drill, and kills it: after any time, or as soon as its journal has any number of lines. Whether it was still running. */
async function startAndKill(site: CliSite, index: number, tookMs: number): Promise<boolean> {
  const running = new RunningCli([...RUN_ANSWERED, '--json'], { home: site.home });
  if (index % 3 === 0) await sleep(tookMs * (0.3 + 0.7 * Math.random()));
  else await linesAreThere(site, running, 1 + (index % 17));
  running.kill('SIGKILL');
  return (await running.ended).exitCode === null;
}

async function linesAreThere(site: CliSite, running: RunningCli, count: number): Promise<void> {
  let isOver = false;
  void running.ended.then(() => (isOver = true));
  while (!isOver && linesOf(site).length < count) await sleep(1);
  await sleep(Math.random() * 15);
}

function linesOf(site: CliSite): readonly string[] {
  return existsSync(journalPath(site)) ? readFileSync(journalPath(site), 'utf8').split('\n').slice(0, -1) : [];
}

/** Where it was killed. */
function lastInputOf(site: CliSite): string {
  const last = linesOf(site).at(-1);
  if (last === undefined) return 'before the run';
  const { transaction, inputs = [] } = JSON.parse(last) as { transaction?: number; inputs?: { type: string }[] };
  return `${transaction ?? 0} ${inputs.map(({ type }) => type).join(' ')}`;
}

/** Goes on with it until it is over, and is killed now and then meanwhile. Whether a step was in doubt. */
async function sameAfterKill(
  site: CliSite,
  { result, history, tookMs }: { result: DrillRunResult; history: object; tookMs: number },
): Promise<boolean> {
  const ended = await untilOver(site, tookMs);
  const inDoubt = ended.steps.filter((step) => step.inDoubt).map(({ name }) => name);
  expect(comparable(ended, inDoubt)).toEqual(comparable(result, inDoubt));
  expect(historyOf(site)).toEqual(history);
  expect(ended.inForce).toEqual([]);
  if (inDoubt.length === 0) expect(ticketsOf(site)).toBe(1);
  else expect([inDoubt, ticketsOf(site) <= 1]).toEqual([['ticket'], true]);
  return inDoubt.length > 0;
}

async function untilOver(site: CliSite, tookMs: number): Promise<DrillRunResult> {
  for (;;) {
    const words = existsSync(journalPath(site)) ? ['drill', 'resume'] : RUN_ANSWERED;
    const running = new RunningCli([...words, '--json'], { home: site.home });
    if (Math.random() < 0.3) {
      await Promise.race([sleep(tookMs * Math.random()), running.ended]);
      running.kill('SIGKILL');
    }
    const { exitCode, stdout, stderr } = await running.ended;
    if (exitCode === null) continue;
    if (stdout.includes('"RUN_OVER"')) return resultOf(await site.run('drill report --format json'));
    expect({ exitCode, stderr }, stdout).toEqual({ exitCode: 0, stderr: '' });
    return resultOf({ stdout });
  }
}

/** What does not depend on real time, and on what was killed. */
function comparable(summary: DrillRunResult, inDoubt: readonly string[]): object {
  const { verdict, reasons, from, at, tookSec, steps, restored, objectives, never, undone } = summary;
  const known = steps.map(({ inDoubt: _, ...step }) =>
    inDoubt.includes(step.name) ? { ...step, lines: [], bound: null, text: null } : step,
  );
  return { verdict, reasons, from, at, tookSec, steps: known, restored, objectives, never, undone };
}

async function takenBackAfterKill(site: CliSite): Promise<void> {
  const before = linesOf(site);
  const { exitCode, stdout } = await site.run('drill abort --json');
  if (stdout.includes('"RUN_OVER"')) return;
  expect(exitCode, `${before.join('\n')}\n${stdout}`).toBe(20);
  const { verdict, reasons, undone, inForce, restored } = resultOf({ stdout });
  expect({ verdict, reasons }).toEqual({ verdict: 'aborted', reasons: [expect.stringContaining('drill abort')] });
  expect(['', 'cut', 'crash,cut']).toContain(undone.map(({ step }) => step).join());
  expect(inForce).toEqual([]);
  expect(restored.map(({ state }) => state)).toEqual(['held', 'held']);
  const { state, brokering, machines } = await site.zone('main');
  expect([state, brokering, machines.registered]).toEqual(['working-normally', 'cloud', 10]);
}

/** The document of a site that belongs to the run r1, which has not changed it. */
function claimed(text: string): string {
  const { drill: _, ...document } = JSON.parse(text);
  return JSON.stringify({ ...document, drill: { run: 'r1', transaction: 0 } });
}

/** The document of a site as it was before the last transaction of the run r1, in which its last step was done. */
function beforeLast(text: string, last: number): string {
  const { journal, ...document } = JSON.parse(text);
  const kept = journal.slice(
    0,
    journal.findLastIndex(({ action }: { action: { type: string } }) => action.type !== 'clock-advanced'),
  );
  const [next] = journal.slice(kept.length);
  return JSON.stringify({
    ...document,
    journal: kept,
    worldMs: next.atMs,
    drill: { run: 'r1', transaction: last - 1 },
  });
}
