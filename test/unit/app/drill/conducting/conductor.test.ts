import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../../support/cli.ts';
import { DrillRehearser } from '../../../../support/drill-rehearser.ts';

let home: string;
let rehearser: DrillRehearser;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'holdover-conductor-'));
  rehearser = await DrillRehearser.begin(home, join(ROOT, 'examples', 'sites', 'small.yaml'));
});

afterAll(() => rmSync(home, { recursive: true }));

/** Runs a drill of these lines on the small site, and takes its steps, by name. */
async function runOf(lines: string) {
  const file = join(home, 'drill.yaml');
  writeFileSync(file, `holdover: drill/1\nname: tried\n${lines}`);
  const summary = await rehearser.run(file, {});
  return { ...summary, byName: Object.fromEntries(summary.steps.map((step) => [step.name, step])) };
}

const OUTAGE = `
  - name: cut
    do: lhc force-outage --zone main --for 1h
    as: outage
    undo: lhc end-outage --zone main
    expect: [{eventually: "lhc.zones.main.brokering == 'secondary'", within: 3m}]`;

describe('a run', () => {
  it('looks at all expectations of a step from the moment at which its action is done', async () => {
    const { byName, verdict } = await runOf(`
steps:
  - name: beside
    do: fault list
    expect:
      - {stays: "lhc.zones.main.brokering == 'cloud'", for: 2m}
      - {eventually: elapsedSec >= 60.0, within: 90s}
      - {that: "lhc.zones.main.state == 'working-normally'"}`);
    expect(verdict).toBe('passed');
    expect(byName.beside?.tookSec).toBe(120);
    expect(byName.beside?.expectations.map(({ tookSec, marginSec }) => [tookSec, marginSec])).toEqual([
      [120, null],
      [60, 30],
      [0, null],
    ]);
  });

  it('ends a step at the first expectation that fails, and leaves the others undecided', async () => {
    const { byName, verdict, undone, reasons } = await runOf(`
steps: ${OUTAGE}
  - name: wrong
    wait: 1s
    expect:
      - {eventually: "verdict == 'healthy'", within: 10m}
      - {stays: "lhc.zones.main.brokering == 'cloud'", for: 5m, why: it brokers for itself}
restored: [{eventually: "lhc.zones.main.state == 'working-normally'", within: 40m}]`);
    expect(verdict).toBe('failed');
    expect(byName.wrong?.expectations.map(({ state }) => state)).toEqual(['open', 'failed']);
    expect(reasons).toEqual(["wrong: lhc.zones.main.brokering == 'cloud' did not stay true: it brokers for itself"]);
    expect(undone.map(({ step, lines }) => [step, lines[0]?.command])).toEqual([
      ['cut', 'holdover lhc end-outage --zone main'],
    ]);
  });

  it('tells of what must never be with its moment, though it was so for one event only', async () => {
    const { verdict, never, byName } = await runOf(`
never: [{that: "lhc.zones.main.state == 'pending-ha'", why: nobody may wait}]
steps: ${OUTAGE}
restored: [{eventually: "lhc.zones.main.state == 'working-normally'", within: 40m}]`);
    expect(verdict).toBe('failed');
    expect(never[0]?.violations).toHaveLength(1);
    expect(never[0]?.violations[0]).toMatchObject({ at: byName.cut?.from, step: 'cut' });
  });

  it('does not do a step whose values cannot be worked out, and fails it', async () => {
    const { verdict, byName, undone } = await runOf(`
steps: ${OUTAGE}
  - name: lost
    do: fault inject connector-down \${outage.connectors[7]}
restored: [{eventually: "lhc.zones.main.state == 'working-normally'", within: 40m}]`);
    expect(verdict).toBe('failed');
    expect(byName.lost).toMatchObject({ state: 'failed', lines: [] });
    expect(byName.lost?.failure).toContain('outage.connectors[7]');
    expect(undone).toHaveLength(1);
  });

  it('is not stopped by an objective that names what a step has taken away', async () => {
    const { verdict, reasons, byName } = await runOf(`
steps:
  - name: make
    do: 'site set zones.extra "{connectors: [{fqdn: cc-x.example.com}]}"'
    undo: site set zones.extra null
  - {name: take-away, do: site set zones.extra null}
  - {name: wait, wait: 5m}
objectives:
  brokered: {eventually: "lhc.zones['extra'].brokering == 'secondary'", within: 1h, after: make}`);
    expect(byName.wait?.state).toBe('done');
    expect([verdict, reasons]).toEqual(['failed', ['objective brokered: not reached before the end']]);
  });

  it('fails a step where what must never be cannot be worked out', async () => {
    const { verdict, byName } = await runOf(`
never: [{that: 1 / (lhc.zones.main.acceptingBrokers - lhc.zones.main.acceptingBrokers) == 5}]
steps:
  - {name: look, do: fault list}`);
    expect(verdict).toBe('failed');
    expect(byName.look?.failure).toContain('division by zero');
  });

  it('takes everything back though an objective cannot be worked out', async () => {
    const { undone, reasons } = await runOf(`
steps:
  - {name: cut, do: lhc force-outage --zone main, undo: lhc end-outage --zone main}
  - {name: wrong, wait: 5m, expect: [{that: 'false'}]}
objectives:
  none: {eventually: 1 / (lhc.zones.main.acceptingBrokers - lhc.zones.main.acceptingBrokers) == 1, within: 1m, after: cut}
restored: [{eventually: "lhc.zones.main.state == 'working-normally'", within: 40m}]`);
    expect(undone[0]?.lines).toEqual([{ command: 'holdover lhc end-outage --zone main', exit: 0, error: null }]);
    expect(reasons).toEqual(['wrong: false does not hold', 'objective none: not reached in time']);
  });

  it('takes a value for a value, and never for a flag', async () => {
    const { byName } = await runOf(`
params: {id: {type: text, default: --all}}
steps: [{name: clear, do: "fault clear \${id}"}]`);
    expect(byName.clear).toMatchObject({ state: 'failed', lines: [] });
    expect(byName.clear?.failure).toContain('would be taken for a flag: --all');
  });

  it('says which findings held a command back', async () => {
    const { byName } = await runOf(`
steps: [{name: part, do: lhc force-outage --connector cc-01.example.com}]`);
    expect(byName.part?.failure).toContain('LHC051');
  });

  it('ends with the exit code that a step says, and binds what was refused', async () => {
    const { verdict, byName } = await runOf(`
steps:
  - name: refused
    do: lhc force-outage --zone nowhere
    exit: 64
    as: refusal
    expect: [{that: "refusal.error.code == 'ZONE_UNKNOWN'"}]`);
    expect(verdict).toBe('passed');
    expect(byName.refused?.lines).toEqual([
      { command: 'holdover lhc force-outage --zone nowhere', exit: 64, error: null },
    ]);
  });
});
