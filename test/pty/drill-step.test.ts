/**
 * A drill that is run step by step by the person at a terminal, through the real bin: every key, and how the terminal is left.
 *
 * Not here: how a prompt is filled in (drill-prompt.test.ts), and drills that run without a terminal (test/e2e).
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/cli.ts';
import { CliSite } from '../support/cli-site.ts';
import { expectScreen } from '../support/screens.ts';
import { KEYS, TerminalRun } from '../support/terminal.ts';

const DRILL = `holdover: drill/1
name: outage
title: An outage of a zone, step by step
params:
  zone: {type: zone, required: true}
steps:
  - name: baseline
    observe: {elected: 'lhc.zones[zone].elected'}
    as: before
  - name: cut
    title: Force the outage on every connector of the zone
    danger: severe
    do: lhc force-outage --zone \${zone} --for 40m
    undo: lhc end-outage --zone \${zone}
    expect:
      - {eventually: "lhc.zones[zone].brokering == 'secondary'", within: 3m}
  - name: hurry
    title: A promise that nobody can keep
    do: fault list
    expect:
      - {eventually: "lhc.zones[zone].state == 'working-normally'", within: 1s}
  - name: watcher
    ask: Can people at the help desk open a desktop?
    as: helpdesk
  - name: restore
    do: lhc end-outage --zone \${zone}
    expect:
      - {eventually: "lhc.zones[zone].state == 'working-normally'", within: 40m}
restored:
  - {eventually: 'lhc.zones[zone].machines.registeredWith.secondary == 0', within: 40m}
`;

const RUN = ['drill', 'run', 'outage.yaml', '--param', 'zone=ams'];

async function siteWithDrill(): Promise<CliSite> {
  const site = await CliSite.contoso();
  site.file('outage.yaml', DRILL);
  return site;
}

/** `holdover …` at a terminal, whose mode is printed by `stty` when it is over. */
function typed(site: CliSite, words: readonly string[], columns = 80): TerminalRun {
  const script = '"$@"; code=$?; stty -a | grep -o "[^ ]*\\bicanon\\|[^ ]*\\becho\\b"; exit $code';
  const program = [process.execPath, join(ROOT, 'bin', 'run.js'), ...words];
  const env = { PATH: '/usr/bin:/bin', USER: 'ada' };
  return new TerminalRun('/bin/sh', ['-c', script, 'sh', ...program], { home: site.home, columns, env });
}

/** The exit code, and all that is in the scrollback in the end, with a name for whoever runs the tests. The terminal has to be as it was. */
async function endOf(terminal: TerminalRun): Promise<{ readonly exit: number | null; readonly text: string }> {
  const exit = await terminal.ended;
  const modes = /\n(?:icanon\necho|echo\nicanon)$/;
  expect(terminal.scrollback()).toMatch(modes);
  expect(terminal.showsCursor).toBe(true);
  return {
    exit,
    text: terminal
      .scrollback()
      .replace(modes, '')
      // How long the test took to decide.
      .replace(/, and \d+s of people$/m, '')
      .replaceAll(/\S+(?= answered)|(?<=aborted by )\S+(?=:)/g, 'ada'),
  };
}

/** Waits for the prompt of a step: its keys are told last. */
async function promptOf(terminal: TerminalRun, place: string): Promise<string> {
  return terminal.until((screen) => {
    const prompt = screen.slice(screen.lastIndexOf('Step '));
    return prompt.startsWith(`Step ${place}`) && /\ba abort$/.test(prompt);
  });
}

test('a drill is run, looked at, taken back, left and gone on with, and aborted in the end', async () => {
  const site = await siteWithDrill();
  const first = typed(site, [...RUN, '--step']);
  expectScreen(await promptOf(first, '1 of 5 · baseline'), 'step-baseline-80');
  first.press(KEYS.enter);
  expectScreen(await promptOf(first, '2 of 5 · cut'), 'step-cut-80');
  first.press('p');
  await first.until('In a copy of the site');
  await promptOf(first, '2 of 5 · cut');
  first.press('n', 'the help desk knows', KEYS.enter);
  await first.until('› note: the help desk knows');
  await promptOf(first, '2 of 5 · cut');
  first.press(KEYS.enter);

  await promptOf(first, '3 of 5 · hurry');
  first.press(KEYS.enter);
  expectScreen(await first.until('retry'), 'step-failed-80');
  first.press('r');
  await first.until('✗ Step 3 of 5 · hurry · attempt 2');
  first.press('s', 'nobody can', KEYS.enter);

  await promptOf(first, '4 of 5 · watcher');
  first.press(KEYS.enter);
  expectScreen(await first.until('stop here'), 'step-question-80');
  first.press('y');

  await promptOf(first, '5 of 5 · restore');
  first.press('u');
  await promptOf(first, '2 of 5 · cut');
  first.press('q');
  const left = await endOf(first);
  expect(left.exit).toBe(21);
  expectScreen(left.text, 'step-left-80');

  const second = typed(site, ['drill', 'resume', '--step']);
  await promptOf(second, '2 of 5 · cut');
  second.press('l');
  await second.until(() => second.scrollback().includes('holdover · contoso'));
  await promptOf(second, '2 of 5 · cut');
  second.press(KEYS.enter);
  await promptOf(second, '3 of 5 · hurry');
  second.press('a', 'enough', KEYS.enter);
  const ended = await endOf(second);
  expect(ended.exit).toBe(20);
  expectScreen(ended.text, 'step-aborted-80');
});

test('without --step only what is severe is asked about, and Ctrl-C aborts', async () => {
  const site = await siteWithDrill();
  const terminal = typed(site, RUN, 40);
  expectScreen(await promptOf(terminal, '2 of 5 · cut'), 'step-cut-40');
  terminal.press(KEYS.ctrlC);
  const { exit, text } = await endOf(terminal);
  expect(exit).toBe(20);
  expectScreen(text, 'step-interrupted-40');
});

test('with --yes no step is asked about, but questions are, and Ctrl-C aborts there as well', async () => {
  const site = await siteWithDrill();
  const terminal = typed(site, [...RUN, '--yes']);
  await terminal.until('retry');
  terminal.press('s', 'nobody can', KEYS.enter);
  await terminal.until('stop here');
  terminal.press(KEYS.ctrlC);
  const { exit, text } = await endOf(terminal);
  expect(exit).toBe(20);
  expect(text).toContain('› Ctrl-C');
  expect((await site.zone('ams')).machines.registeredWith.secondary).toBe(0);
});

test('a failed step that was taken back is asked about, also with --yes', async () => {
  const site = await siteWithDrill();
  const impatient = DRILL.replace('within: 3m', 'within: 1s');
  site.file('outage.yaml', impatient);
  const terminal = typed(site, [...RUN, '--yes']);
  await terminal.until('u undo cut');
  terminal.press('u');
  await promptOf(terminal, '2 of 5 · cut');
  terminal.press('q');
  expect((await endOf(terminal)).exit).toBe(21);
  expect((await site.zone('ams')).state).toBe('working-normally');
});

test('a question that somebody leaves open pauses the run', async () => {
  const site = await siteWithDrill();
  const terminal = typed(site, [...RUN, '--yes']);
  await terminal.until('retry');
  terminal.press('s', 'nobody can', KEYS.enter);
  await terminal.until('stop here');
  terminal.press(KEYS.escape);
  expect((await endOf(terminal)).exit).toBe(21);
});
