/**
 * The ways out of a drill: Ctrl-C, a step that fails, what must never be, and questions where nobody can be asked.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { shellWord } from '../../src/core/kernel/index.ts';
import { environmentOf, ROOT } from '../support/cli.ts';
import type { CliSite } from '../support/cli-site.ts';
import { ANSWER, drillResult, drillSite, journalPath, RUN, resultOf, ticketsOf } from '../support/killable-drill.ts';
import { RunningCli } from '../support/running-cli.ts';

/** Two things that are in force, of which the newer one takes a while to be taken back; then Ctrl-C is pressed, by the drill itself. */
const INTERRUPTED = `holdover: drill/1
name: interrupted
steps:
  - name: cut
    do: lhc force-outage --zone main --for 400d
    undo: lhc end-outage --zone main
  - name: crash
    do: fault inject connector-down cc-01.example.com --for 400d
    as: crash
    undo: [lhc wait --until false --timeout 100d, 'fault clear \${crash.id}']
  - name: ticket
    run: sh ticket.sh
  - name: stay
    wait: 3000d
restored:
  - {eventually: "lhc.zones['main'].state == 'working-normally'", within: 1h}
`;

describe('Ctrl-C', () => {
  test.each(['SIGINT', 'SIGHUP'] as const)(
    '%s in the middle of a step that takes long: all is taken back, newest first',
    async (signal) => {
      const site = await drillSite('echo', INTERRUPTED.replace('lhc wait --until false --timeout 100d, ', ''));
      const running = new RunningCli([...RUN, '--json'], { home: site.home });
      await underWay(site);
      running.kill(signal);
      const { exitCode, stdout, stderr } = await running.ended;
      expect({ exitCode, stderr }).toEqual({ exitCode: 20, stderr: '' });
      const { verdict, reasons, steps, undone, inForce } = resultOf({ stdout });
      expect([verdict, reasons[0]]).toEqual(['aborted', expect.stringMatching(/^aborted by \S+: interrupted$/)]);
      expect(steps.at(-1)).toMatchObject({ name: 'stay', state: 'failed', failure: 'it was interrupted' });
      expect(undone.map(({ step, lines }) => [step, lines.map(({ exit }) => exit)])).toEqual([
        ['crash', [0]],
        ['cut', [0]],
      ]);
      expect(inForce).toEqual([]);
      await isAsBefore(site);
      await site.refusedInTurn('drill abort', 64, 'RUN_OVER');
    },
  );

  test('pressed again while all is taken back: leaves at once, says what stays, and the rest is taken back later', async () => {
    const site = await drillSite('kill -INT $PPID', INTERRUPTED);
    const running = new RunningCli(RUN, { home: site.home });
    await running.line((line) => line.includes('ticket'));
    running.kill('SIGINT');
    const { exitCode, stderr } = await running.ended;
    expect(exitCode, stderr).toBe(130);
    expect(stderr).toContain('Still in force: outage forced on main. To undo it: holdover lhc end-outage --zone main');
    expect(stderr).toMatch(/Still in force: fault (\S+): connector-down. To undo it: holdover fault clear \1 /);
    expect(stderr).toContain('holdover drill abort');

    const { verdict, undone, inForce } = await drillResult(site, ['drill', 'abort']);
    expect({ verdict, inForce }).toEqual({ verdict: 'aborted', inForce: [] });
    expect(undone.map(({ step }) => step)).toEqual(['crash', 'cut']);
    await isAsBefore(site);
  });
});

test('a reader that goes away does not stop it: it is run to its end, and its exit code says how that went', async () => {
  const site = await drillSite();
  const words = [process.execPath, join(ROOT, 'bin', 'run.js'), ...RUN, ...ANSWER].map(shellWord).join(' ');
  const env = environmentOf(site.home);
  const piped = spawnSync('bash', ['-c', `${words} | head -1; exit \${PIPESTATUS[0]}`], { cwd: site.home, env });
  expect([piped.status, String(piped.stderr)]).toEqual([0, '']);
  const [run] = (await site.json('drill list')).runs as readonly { readonly verdict: string }[];
  expect(run?.verdict).toBe('passed');
});

test('where nobody can be asked, a question stops the run, with what answers it', async () => {
  const site = await drillSite();
  const { exitCode, stdout } = await site.run(RUN);
  expect([exitCode, stdout]).toEqual([21, expect.stringContaining('--answer helpdesk=')]);
  const again = await site.run('drill resume --json');
  expect(again.exitCode).toBe(21);
  expect(resultOf(again)).toMatchObject({
    verdict: 'paused',
    reasons: [expect.stringContaining('--answer helpdesk=')],
  });
  expect((await drillResult(site, ['drill', 'resume', ...ANSWER])).verdict).toBe('passed');
});

test('a local command that is not allowed is refused before anything is done, with the flag; in copies nothing is run', async () => {
  const site = await drillSite();
  const before = site.stored('tiny');
  expect(await site.refused('drill run drill.yaml --answer helpdesk=yes', 64, 'RUN_NOT_ALLOWED')).toContain(
    '--allow-run',
  );
  expect(await drillResult(site, [...RUN, '--seeds', '2'])).toMatchObject({ verdict: 'passed', copy: true });
  expect(site.stored('tiny')).toBe(before);
  expect(ticketsOf(site)).toBe(0);
});

test('an answer that says no fails its step, and all is taken back', async () => {
  const site = await drillSite();
  const { exitCode, stdout } = await site.run([...RUN, '--answer', 'helpdesk=no', '--json']);
  const { verdict, reasons, undone } = resultOf({ stdout });
  expect([exitCode, verdict, reasons]).toEqual([1, 'failed', ['people: helpdesk was answered with no']]);
  expect(undone.map(({ step }) => step)).toEqual(['cut']);
  await isAsBefore(site);
});

describe('what must never be', () => {
  const watching = (never: string, steps: readonly string[]) =>
    ['holdover: drill/1', 'name: watched', 'never:', `  - ${never}`, 'steps:', ...steps].join('\n');

  test('fails the run when it is so for an instant, though it is over at the end of the step', async () => {
    const never = `{that: "lhc.zones['main'].state == 'pending-ha'", why: it should be at once}`;
    const cut = [
      '  - name: cut',
      '    do: lhc force-outage --zone main --for 2h',
      '    undo: lhc end-outage --zone main',
      `    expect: [{eventually: "lhc.zones['main'].state == 'initial-ha'", within: 5m}]`,
    ];
    const site = await drillSite(undefined, watching(never, cut));
    const { exitCode, stdout } = await site.run('drill run drill.yaml --json');
    const { verdict, reasons, never: watched, undone } = resultOf({ stdout });
    expect([exitCode, verdict]).toEqual([1, 'failed']);
    const [violation] = watched[0]?.violations ?? [];
    expect(violation).toEqual({ at: expect.stringMatching(/^2026-01-05T08:00:/), step: 'cut' });
    expect(reasons).toContain(
      `never lhc.zones['main'].state == 'pending-ha', and it was so in cut at ${violation?.at}: it should be at once`,
    );
    expect(undone.map(({ step }) => step)).toEqual(['cut']);
  });

  test('fails the first step when it is so from the start', async () => {
    const never = `{that: "lhc.zones['main'].brokering == 'cloud'"}`;
    const site = await drillSite(undefined, watching(never, ['  - {name: stay, wait: 1m}']));
    const { verdict, reasons } = await drillResult(site, ['drill', 'run', 'drill.yaml']);
    expect([verdict, reasons.at(-1)]).toEqual(['failed', expect.stringContaining('at 2026-01-05T08:00:00.000Z')]);
  });

  test('fails the run also when somebody else has brought it about meanwhile', async () => {
    const never = `{that: "lhc.zones['main'].state != 'working-normally'"}`;
    const site = await drillSite(
      undefined,
      watching(never, ['  - {name: well, ask: Well?}', '  - {name: stay, wait: 1m}']),
    );
    expect((await drillResult(site, ['drill', 'run', 'drill.yaml'])).verdict).toBe('paused');
    await site.text('lhc force-outage --zone main');
    await site.text('clock advance 2m');
    expect((await drillResult(site, ['drill', 'resume', '--answer', 'well=yes'])).verdict).toBe('failed');
  });
});

test('promises of the whole are judged in the moment in which the last step is over', async () => {
  const drill = [
    'holdover: drill/1',
    'name: last',
    'steps:',
    '  - name: cut',
    '    do: lhc force-outage --zone main --for 2h',
    '    expect: [{stays: "true", for: 90s}]',
    `restored: [{that: "lhc.zones['main'].brokering == 'secondary'"}]`,
  ];
  const site = await drillSite(undefined, drill.join('\n'));
  const { verdict, restored, steps } = await drillResult(site, ['drill', 'run', 'drill.yaml']);
  expect(verdict).toBe('passed');
  expect(restored).toMatchObject([{ state: 'held', at: steps[0]?.to, tookSec: 0 }]);
});

test('an objective that comes true too late is missed, though nobody stopped for it', async () => {
  const drill = [
    'holdover: drill/1',
    'name: late',
    'steps:',
    '  - {name: cut, do: lhc force-outage --zone main --for 2h}',
    '  - {name: stay, wait: 10m}',
    `objectives: {soon: {eventually: "lhc.zones['main'].brokering == 'secondary'", within: 3s, after: cut}}`,
  ];
  const site = await drillSite(undefined, drill.join('\n'));
  const { verdict, objectives } = await drillResult(site, ['drill', 'run', 'drill.yaml']);
  expect([verdict, objectives[0]]).toMatchObject(['failed', { state: 'failed', tookSec: 3, marginSec: null }]);
});

/** Waits until the step that follows the local command is under way. */
async function underWay(site: CliSite): Promise<void> {
  const isBegun = (lines: readonly string[]) => {
    const last = lines.findLastIndex((line) => line.includes('"command":"sh ticket.sh"'));
    return last !== -1 && lines.slice(last + 1).some((line) => line.includes('"went"'));
  };
  while (!existsSync(journalPath(site)) || !isBegun(readFileSync(journalPath(site), 'utf8').split('\n')))
    await sleep(10);
  await sleep(100);
}

async function isAsBefore(site: CliSite): Promise<void> {
  const { state, brokering, elected, connectors } = await site.zone('main');
  const services = Object.values(connectors).map(({ outageModeEntered }) => outageModeEntered);
  expect({ state, brokering, services }).toEqual({
    state: 'working-normally',
    brokering: 'cloud',
    services: [false, false],
  });
  expect(elected).not.toBeNull();
}
