import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConnectorEffect,
  type ConnectorInput,
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

/** Every verdict, so that runs get into HA mode often. */
const settings = fc
  .record({ peerVerdict: fc.constantFrom('all-unhealthy', 'majority', 'any'), pendingHaMs: fc.constantFrom(0, 60_000) })
  .map((verdict): ConnectorSettings => ({ ...CONNECTOR, haMode: { ...CONNECTOR.haMode, ...verdict } }));

const start = fc
  .record({ fqdn: fc.constantFrom(A, B, C), members: fc.constantFrom([A, B, C], [C, A, B]), heard: fc.boolean() })
  .map((site) => settledConnector({ ...site, revision: 1, registrationLimit: 10, atMs: 0 }, CONNECTOR));

function always(law: (step: Step) => void): void {
  const property = fc.property(start, connectorInputs, (from, inputs) => {
    for (const step of run(from, inputs)) law(step);
  });
  fc.assert(property, { numRuns: 500 });
}

test('whatever happens, a deadline is never in the past after a step, nor met twice', () => {
  always(({ input, after }) => {
    const deadlineMs = connectorDeadline(after, CONNECTOR) ?? Number.POSITIVE_INFINITY;
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
  fc.assert(
    fc.property(start, connectorInputs, (from, inputs) => {
      let brokers = false;
      for (const { input, after, effects } of run(from, inputs)) {
        for (const effect of effects) {
          if (effect.type !== 'log') continue;
          if (effect.entry.id === 3502 || effect.entry.id === 3507) brokers = true;
          if (effect.entry.id === 3503 || effect.entry.id === 3508) brokers = false;
        }
        // A crash writes nothing: the log of a connector that went down ends where it ended.
        if (input.type === 'crashed') brokers = false;
        expect(brokers).toBe(after.registration.open);
      }
    }),
  );
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
  fc.assert(
    fc.property(start, connectorInputs, (from, inputs) => {
      const end = run(from, inputs).at(-1);
      const state = end?.after ?? from;
      const atMs = (end?.input.atMs ?? 0) + 1;
      const crashed = stepConnector(state, { type: 'crashed', atMs }, CONNECTOR)[0];
      expect(started(crashed, atMs)).toEqual(started(newWithWhatIsKept(from, state), atMs));
    }),
    { numRuns: 500 },
  );
});

/** A connector that was never used, but for what outlives a restart. Whether its broker service may run is its host's affair. */
function newWithWhatIsKept(unused: ConnectorState, { ...used }: ConnectorState): ConnectorState {
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
function run(from: ConnectorState, inputs: readonly ConnectorInput[]): readonly Step[] {
  const steps: Step[] = [];
  for (const input of inputs) {
    while (true) {
      const state = steps.at(-1)?.after ?? from;
      const dueMs = connectorDeadline(state, CONNECTOR) ?? Number.POSITIVE_INFINITY;
      const atMs = Math.max(dueMs, steps.at(-1)?.input.atMs ?? 0);
      const next: ConnectorInput = atMs < input.atMs ? { type: 'deadline', atMs } : input;
      steps.push(...lawfulRun(state, [next], stepWithDefaults));
      if (next === input) break;
    }
  }
  return steps;
}

function stepWithDefaults(state: ConnectorState, input: ConnectorInput) {
  return stepConnector(state, input, CONNECTOR);
}
