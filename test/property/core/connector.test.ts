import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
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
import { connectorInputs, lawfulRun } from '../../support/lhc-inputs.ts';

const start = fc
  .record({ fqdn: fc.constantFrom(A, B, C), members: fc.constantFrom([A, B, C], [C, A, B]), heard: fc.boolean() })
  .map((site) => settledConnector({ ...site, revision: 1, registrationLimit: 10, atMs: 0 }, CONNECTOR));

type Run = ReturnType<typeof run>;

/** Inputs come when they come; deadlines come when they are due, before what comes later. */
function run(from: ConnectorState, inputs: readonly ConnectorInput[]) {
  const taken: Run[number][] = [];
  let state = from;
  const take = (input: ConnectorInput): void => {
    const [step] = lawfulRun(state, [input], stepWithDefaults);
    taken.push(step!);
    state = step!.after;
  };
  for (const input of inputs) {
    for (let dueMs = connectorDeadline(state, CONNECTOR); dueMs !== null && dueMs < input.atMs; ) {
      take({ type: 'deadline', atMs: dueMs });
      dueMs = connectorDeadline(state, CONNECTOR);
    }
    take(input);
  }
  return taken as unknown as ReturnType<typeof lawfulRun<ConnectorState, ConnectorInput, ReturnType<typeof stepWithDefaults>[1][number]>>;
}

function always(law: (step: Run[number]) => void): void {
  fc.assert(
    fc.property(start, connectorInputs, (from, inputs) => {
      for (const step of run(from, inputs)) law(step);
    }),
    { numRuns: 500 },
  );
}
