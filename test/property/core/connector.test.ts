import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConnectorEffect,
  type ConnectorInput,
  type ConnectorSettings,
  type ConnectorState,
  connectorDeadline,
  connectorRoute,
  connectorServes,
  isForced,
  settledConnector,
  stepConnector,
} from '../../../src/core/lhc/connector/index.ts';
import { isHaMode, startedHaMode } from '../../../src/core/lhc/ha-mode/index.ts';
import { A, B, C, CONNECTOR } from '../../support/lhc.ts';
import { connectorInputs, lawfulRun, type Taken } from '../../support/lhc-inputs.ts';

type Step = Taken<ConnectorState, ConnectorInput, ConnectorEffect>;

interface Scenario {
  readonly from: ConnectorState;
  readonly inputs: readonly ConnectorInput[];
  readonly settings: ConnectorSettings;
}

/** Every verdict, and short times as well, so that runs get into HA mode and out of it. */
const settings = fc
  .record({
    peerVerdict: fc.constantFrom('all-unhealthy', 'majority', 'any'),
    pendingHaMs: fc.constantFrom(1, CONNECTOR.haMode.pendingHaMs),
    initialHaMs: fc.constantFrom(1, CONNECTOR.haMode.initialHaMs),
  })
  .map((haMode): ConnectorSettings => ({ ...CONNECTOR, haMode: { ...CONNECTOR.haMode, ...haMode } }));

const start = fc
  .record({
    fqdn: fc.constantFrom(A, B, C),
    members: fc.constantFrom([A, B, C], [C, A, B]),
    heard: fc.constantFrom(true, true, false),
  })
  .map((site) => settledConnector({ ...site, revision: 1, registrationLimit: 10, atMs: 0 }, CONNECTOR));

const scenario: fc.Arbitrary<Scenario> = fc.record({ from: start, inputs: connectorInputs, settings });

function alwaysInRun(law: (steps: readonly Step[], scenario: Scenario) => void): void {
  fc.assert(
    fc.property(scenario, (each) => law(run(each), each)),
    { numRuns: 500 },
  );
}

function always(law: (step: Step, settings: ConnectorSettings) => void): void {
  alwaysInRun((steps, each) => {
    for (const step of steps) law(step, each.settings);
  });
}

test('whatever happens, a deadline is never in the past after a step, nor met twice', () => {
  always(({ input, after }, chosen) => {
    const deadlineMs = connectorDeadline(after, chosen) ?? Number.POSITIVE_INFINITY;
    expect(deadlineMs).toBeGreaterThanOrEqual(input.atMs);
    if (input.type === 'deadline') expect(deadlineMs).toBeGreaterThan(input.atMs);
  });
});

test('R1: whatever happens, a connector that runs changes its state by logged edges alone', () => {
  always(({ before, input, after, effects }) => {
    const edges = effects.flatMap((effect) => (effect.type === 'log' ? (effect.entry.change ?? []) : []));
    if (input.type === 'started' || before.phase === 'starting') return;
    expect(edges[0]?.from ?? before.haMode.state).toBe(before.haMode.state);
    expect(edges.at(-1)?.to ?? before.haMode.state).toBe(after.haMode.state);
    expect(edges.length).toBeLessThanOrEqual(1);
  });
});

test('R5: whatever happens, a connector that never heard from a StoreFront works normally', () => {
  always(({ after }) => {
    if (after.lastStoreFrontContactMs === null) expect(after.haMode.state).toBe('working-normally');
  });
});

test('R10, R21: whatever happens, the register is open exactly while the connector is elected, leads and is in HA mode', () => {
  always(({ after }) => {
    expect(after.registration.open).toBe(connectorServes(after));
    expect(connectorRoute(after) === 'secondary-broker').toBe(connectorServes(after));
    if (!after.registration.open) expect(after.registration.machineCount).toBe(0);
    expect(after.servingSinceMs !== null).toBe(after.registration.open);
  });
});

test('R28: whatever happens, a register that closes is said to be emptied, and one that stays open is not', () => {
  always(({ before, after, effects }) => {
    const emptied = effects.filter(({ type }) => type === 'register-emptied').length;
    expect(emptied).toBe(before.registration.open && !after.registration.open ? 1 : 0);
  });
});

test('R59: whatever happens, the newest entry of 3502, 3507, 3503 and 3508 tells whether the connector brokers', () => {
  alwaysInRun((steps) => {
    let newest: number | null = null;
    for (const { input, after, effects } of steps) {
      const ids = effects.flatMap((effect) => (effect.type === 'log' ? [effect.entry.id] : []));
      newest = ids.findLast((id) => id === 3502 || id === 3507 || id === 3503 || id === 3508) ?? newest;
      // A crash writes nothing: the log of a connector that went down ends where it ended.
      if (input.type === 'crashed') newest = null;
      expect(newest === 3502 || newest === 3507).toBe(after.registration.open);
    }
  });
});

test('R15, R19: whatever happens, the LocalDB changes only by an import that succeeded, and never in HA mode', () => {
  always(({ before, input, after }) => {
    if (after.configSync.localDb === before.configSync.localDb) return;
    expect(input).toMatchObject({ type: 'import-finished', succeeded: true });
    expect(isHaMode(before.haMode.state)).toBe(false);
  });
});

test('whatever happens, a connector that is down does nothing', () => {
  always(({ before, input, after, effects }) => {
    if (before.phase !== 'down' || input.type === 'started') return;
    expect(effects).toEqual([]);
    expect(after.haMode.state).toBe(before.haMode.state);
  });
});

test('whatever happened, a restart keeps the forced flag, the LocalDB and the last StoreFront contact, and nothing else', () => {
  alwaysInRun((steps, { from }) => {
    const end = steps.at(-1);
    const used = end?.after ?? from;
    const atMs = (end?.input.atMs ?? 0) + 1;
    const crashed = stepConnector(used, { type: 'crashed', atMs }, CONNECTOR)[0];
    expect(started(crashed, atMs)).toEqual(started(newWithWhatIsKept(from, used), atMs));
  });
});

/** A connector that was never used, but for what outlives a restart. Whether its broker service may run is its host's affair. */
function newWithWhatIsKept(unused: ConnectorState, used: ConnectorState): ConnectorState {
  const { localDb, lastImport } = used.configSync;
  return {
    ...unused,
    phase: 'down',
    brokerRuns: used.brokerRuns,
    lastStoreFrontContactMs: used.lastStoreFrontContactMs,
    haMode: startedHaMode(0, isForced(used)),
    configSync: { ...unused.configSync, localDb, lastImport },
  };
}

function started(state: ConnectorState, atMs: number) {
  return stepConnector(state, { type: 'started', atMs }, CONNECTOR);
}

/** Inputs come when they come; a deadline comes when it is due, before what comes later. */
function run({ from, inputs, settings: chosen }: Scenario): readonly Step[] {
  const step = (state: ConnectorState, input: ConnectorInput) => stepConnector(state, input, chosen);
  const steps: Step[] = [];
  for (const input of inputs) {
    while (true) {
      const last = steps.at(-1);
      const state = last?.after ?? from;
      const atMs = connectorDeadline(state, chosen) ?? Number.POSITIVE_INFINITY;
      // A deadline in the past is for the law to find, not for this loop to hang on.
      const isDue = atMs < input.atMs && atMs >= (last?.input.atMs ?? 0) && steps.length < 1_000;
      const next: ConnectorInput = isDue ? { type: 'deadline', atMs } : input;
      steps.push(...lawfulRun(state, [next], step));
      if (next === input) break;
    }
  }
  return steps;
}
