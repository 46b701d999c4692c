/**
 * Reports of drills: an outage of ams in contoso in which the elected connector is lost, as it passes; and the same as it fails, with all that
 * a report can hold.
 *
 * The times and the evidence are those of a world in which it happened; the words are made up.
 */
import { NO_EVIDENCE } from '../../src/app/drill/evidence/evidence.ts';
import { EvidenceRecorder } from '../../src/app/drill/evidence/evidence-recorder.ts';
import type { DrillReport, ReportedExpectation, ReportedStep } from '../../src/app/drill/report/report-document.ts';
import { formatInstant } from '../../src/core/kernel/index.ts';
import type { OperatorAction } from '../../src/core/site/index.ts';
import { act, advanceTo, connectorAt, connectorIndex, runUntil, settle, type World } from '../../src/sim/index.ts';
import { busyContoso } from './contoso.ts';

const MINUTE_MS = 60_000;
const AMS = ['01', '02', '03'].map((number) => `cc-ams-${number}.contoso.example`);
const [FIRST, SECOND] = AMS as [string, string];

interface Promised {
  readonly type: ReportedExpectation['type'];
  readonly that: string;
  readonly limitMs: number;
  /** What is waited for; of `stays`, nothing is. */
  readonly holds: (world: World) => boolean;
}

const brokering: Promised = {
  type: 'eventually',
  that: "lhc.zones[zone].brokering == 'secondary'",
  limitMs: 3 * MINUTE_MS,
  holds: (world) => AMS.some((fqdn) => brokers(world, fqdn)),
};

const registered: Promised = {
  type: 'eventually',
  that: 'lhc.zones[zone].machines.registeredPercent >= 95.0',
  limitMs: 9 * MINUTE_MS,
  holds: (world) => world.zones[0]!.fleet.columns.heldBy.slice(2).reduce((sum, count) => sum + count, 0) > 410,
};

const another: Promised = {
  type: 'eventually',
  that: 'lhc.zones[zone].elected != before.elected',
  limitMs: 2 * MINUTE_MS,
  holds: (world) => brokers(world, SECOND),
};

const oneAccepts: Promised = {
  type: 'stays',
  that: 'lhc.zones[zone].acceptingBrokers <= 1',
  limitMs: 5 * MINUTE_MS,
  holds: () => true,
};

const same: Promised = {
  type: 'eventually',
  that: 'lhc.zones[zone].elected == before.elected',
  limitMs: 5 * MINUTE_MS,
  holds: (world) => brokers(world, FIRST),
};

const normal: Promised = {
  type: 'eventually',
  that: "lhc.zones[zone].state == 'working-normally'",
  limitMs: 40 * MINUTE_MS,
  holds: (world) => world.data.zoneStates[0]?.state === 'working-normally',
};

const handedBack: Promised = {
  type: 'eventually',
  that: 'lhc.zones[zone].machines.registeredWith.secondary == 0',
  limitMs: 40 * MINUTE_MS,
  holds: (world) => world.zones[0]!.fleet.columns.heldBy.slice(2).every((count) => count === 0),
};

const PLAIN_STEP: Omit<ReportedStep, 'name' | 'from'> = {
  title: null,
  kind: 'do',
  danger: 'none',
  attempt: 1,
  state: 'done',
  to: null,
  tookSec: null,
  lines: [],
  text: null,
  bound: null,
  answer: null,
  expectations: [],
  failure: null,
  skipped: null,
  inDoubt: false,
};

/** Performs steps in a world, and writes down what comes of them. */
class Performance {
  readonly steps: ReportedStep[] = [];
  readonly #world: World;
  readonly #recorder: EvidenceRecorder;

  constructor() {
    const watching: { look: (world: World) => void } = { look: () => {} };
    this.#world = settle(busyContoso, { afterEvent: (world) => watching.look(world) });
    this.#recorder = new EvidenceRecorder(this.#world, busyContoso.startMs, NO_EVIDENCE);
    watching.look = (world) => this.#recorder.look(world);
  }

  step(
    details: Partial<ReportedStep> & { readonly name: string },
    actions: readonly OperatorAction[],
    promised: readonly Promised[],
  ) {
    const fromMs = this.#world.data.nowMs;
    for (const action of actions) act(this.#world, action);
    const expectations = this.promises(promised);
    const toMs = this.#world.data.nowMs;
    const times = { from: formatInstant(fromMs), to: formatInstant(toMs), tookSec: (toMs - fromMs) / 1000 };
    this.steps.push({ ...PLAIN_STEP, ...times, expectations, ...details });
  }

  /** Waits for one after the other. */
  promises(promised: readonly Promised[]): readonly ReportedExpectation[] {
    const sinceMs = this.#world.data.nowMs;
    return promised.map((each) => {
      const limitMs = sinceMs + each.limitMs;
      const isHeld =
        each.type === 'stays' ||
        runUntil(this.#world, { limitMs, until: () => each.holds(this.#world), everySecond: false });
      if (each.type === 'stays') advanceTo(this.#world, limitMs);
      const passedMs = this.#world.data.nowMs - sinceMs;
      const state = isHeld && passedMs <= each.limitMs ? 'held' : 'failed';
      const tookMs = Math.min(passedMs, each.limitMs);
      return {
        type: each.type,
        that: each.that,
        why: each.type === 'stays' ? 'only the elected broker may accept' : null,
        limitSec: each.limitMs / 1000,
        state,
        from: formatInstant(sinceMs),
        at: formatInstant(sinceMs + tookMs),
        tookSec: tookMs / 1000,
        marginSec: state === 'held' && each.type === 'eventually' ? (each.limitMs - tookMs) / 1000 : null,
      };
    });
  }

  end(): Pick<DrillReport, 'from' | 'at' | 'tookSec' | 'steps' | 'evidence'> {
    const { nowMs } = this.#world.data;
    const tookSec = (nowMs - busyContoso.startMs) / 1000;
    const evidence = this.#recorder.take(this.#world);
    return { from: formatInstant(busyContoso.startMs), at: formatInstant(nowMs), tookSec, steps: this.steps, evidence };
  }
}

function brokers(world: World, fqdn: string): boolean {
  return connectorAt(world, connectorIndex(world, fqdn)).registration.open;
}

const HEAD = {
  schema: 'holdover.drill-report/1',
  run: 'r3',
  drill: 'lhc-outage',
  title: 'A zone keeps brokering while the cloud broker is unreachable, and hands back cleanly',
  description: null,
  file: 'examples/drills/lhc-outage.yaml',
  site: 'contoso',
  seed: 7,
  copy: false,
  params: { zone: 'ams', lease: '40m' },
  by: 'alex',
  startedAt: '2026-02-10T09:12:44Z',
  version: '0.1.0',
  replay:
    'holdover drill run examples/drills/lhc-outage.yaml --param zone=ams --param lease=40m --seed 7 --answer helpdesk=yes',
} as const;

const NEVER = {
  that: 'lhc.zones[zone].acceptingBrokers > 1',
  why: 'only the elected broker may accept',
  violations: [],
};

const outage: OperatorAction = {
  type: 'outage-forced',
  connectors: AMS,
  untilMs: busyContoso.startMs + 40 * MINUTE_MS,
};
const crash: OperatorAction = {
  type: 'fault-injected',
  id: 'f1',
  fault: { kind: 'connector-down', connector: FIRST },
  untilMs: busyContoso.startMs + 60 * MINUTE_MS,
};

function line(command: string): ReportedStep['lines'] {
  return [{ command: `holdover ${command}`, exit: 0, error: null }];
}

function begin(performance: Performance): void {
  performance.step(
    { name: 'baseline', kind: 'observe', bound: { name: 'before', value: { registered: 432, elected: FIRST } } },
    [],
    [],
  );
  performance.step(
    {
      name: 'cut',
      title: 'Force the outage on every connector of the zone',
      danger: 'severe',
      lines: line('lhc force-outage --zone ams --for 40m'),
    },
    [outage],
    [brokering, registered],
  );
}

/** Everything holds. */
export function passedReport(): DrillReport {
  const performance = new Performance();
  begin(performance);
  const question = 'Can people at the help desk open a desktop?';
  const answer = { text: 'yes', by: 'alex', tookSec: 94 };
  performance.step(
    { name: 'watcher', kind: 'ask', text: question, bound: { name: 'helpdesk', value: 'yes' }, answer },
    [],
    [],
  );
  performance.step(
    { name: 'lose-the-elected', lines: line(`fault inject connector-down ${FIRST} --for 20m`) },
    [crash],
    [another, oneAccepts],
  );
  performance.step(
    { name: 'bring-it-back', lines: line('fault clear f1') },
    [{ type: 'fault-cleared', id: 'f1' }],
    [same],
  );
  performance.step(
    { name: 'restore', lines: line('lhc end-outage --zone ams') },
    [{ type: 'outage-ended', connectors: AMS }],
    [normal],
  );
  const restored = performance.promises([handedBack]);
  const { state, at, tookSec, marginSec, from } = performance.steps[1]!.expectations[0]!;
  return {
    ...HEAD,
    ...performance.end(),
    verdict: 'passed',
    reasons: [],
    question: null,
    personSec: 131,
    requirements: [
      { text: 'finding LHC015 is absent for ams', why: null, accepted: false },
      { text: "lhc.zones[zone].state == 'working-normally'", why: null, accepted: false },
    ],
    restored,
    objectives: [
      {
        name: 'firstLaunch',
        that: brokering.that,
        why: null,
        limitSec: 180,
        after: 'cut',
        from,
        state,
        at,
        tookSec,
        marginSec,
      },
    ],
    never: [NEVER],
    undone: [],
    notes: [{ at: from, by: 'alex', text: 'The help desk was told at nine.' }],
    inForce: [],
  };
}

/** A step that fails, is done again and fails again; one that is left out; something that never may be; an undo that fails. */
export function failedReport(): DrillReport {
  const performance = new Performance();
  begin(performance);
  const skipped = { by: 'alex', reason: 'nobody is at the help desk <today>' };
  performance.step(
    { name: 'watcher', kind: 'ask', text: 'Can people open a desktop?', state: 'skipped', skipped },
    [],
    [],
  );
  const failure = `${same.that} did not come true in time`;
  const lose = {
    name: 'lose-the-elected',
    danger: 'severe',
    lines: line(`fault inject connector-down ${FIRST} --for 20m`),
  } as const;
  performance.step({ ...lose, state: 'failed', failure }, [crash], [another, { ...same, limitMs: MINUTE_MS }]);
  performance.step({ ...lose, attempt: 2, state: 'failed', failure }, [], [another, { ...same, limitMs: MINUTE_MS }]);
  const violatedAt = performance.steps.at(-1)!.from;
  performance.step(
    { name: 'undone' },
    [
      { type: 'outage-ended', connectors: AMS },
      { type: 'fault-cleared', id: 'f1' },
    ],
    [],
  );
  const undoneAt = performance.steps.pop()!.from;
  const restored = performance.promises([normal, { ...handedBack, limitMs: 4 * MINUTE_MS }]);
  const missed = { state: 'failed', at: null, tookSec: null, marginSec: null } as const;
  return {
    ...HEAD,
    ...performance.end(),
    run: 'r4',
    verdict: 'failed',
    question: null,
    reasons: [
      `lose-the-elected: ${failure}`,
      `never ${NEVER.that}, and it was so in lose-the-elected: ${NEVER.why}`,
      `not restored: ${handedBack.that}`,
      'the undo of lose-the-elected failed: holdover fault clear f1: there is no fault f1',
      'objective handBack: its step was not done',
    ],
    personSec: 12.5,
    requirements: [{ text: 'finding LHC015 is absent for ams', why: 'it hides <others> & more', accepted: true }],
    restored,
    objectives: [
      {
        name: 'handBack',
        that: normal.that,
        why: null,
        limitSec: 2400,
        after: 'restore',
        from: null,
        ...missed,
        state: 'open',
      },
    ],
    never: [{ ...NEVER, violations: [{ at: violatedAt, step: 'lose-the-elected' }] }],
    undone: [
      {
        step: 'lose-the-elected',
        at: undoneAt,
        lines: [{ command: 'holdover fault clear f1', exit: 64, error: 'there is no fault f1' }],
      },
      { step: 'cut', at: undoneAt, lines: line('lhc end-outage --zone ams') },
    ],
    notes: [{ at: violatedAt, by: 'alex', text: '<script>alert("it is a | trap")</script>' }],
    inForce: [{ what: 'fault f1 connector-down', undo: 'holdover fault clear f1' }],
  };
}

/** The same with two events: what many look like is no secret. */
export function withFewEvents(report: DrillReport): DrillReport {
  return { ...report, evidence: { ...report.evidence, events: report.evidence.events.slice(0, 2) } };
}
