/**
 * Arbitrary inputs for the LHC machines: any of them, in any order, of peers and strangers alike. Time goes forward, as worlds have it.
 *
 * Not here: the laws (test/property/core).
 */

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Step } from '../../src/core/kernel/index.ts';
import type { ConfigSyncInput } from '../../src/core/lhc/config-sync/index.ts';
import type { ConnectorInput, PeerMessage } from '../../src/core/lhc/connector/index.ts';
import type { ElectionInput } from '../../src/core/lhc/election/index.ts';
import type { HaModeInput } from '../../src/core/lhc/ha-mode/index.ts';
import { A, B, C, HEALTHY, HOUR, UNHEALTHY } from './lhc.ts';

const health = fc.constantFrom('healthy', 'unhealthy');
const peers = fc.array(fc.constantFrom('healthy', 'unhealthy', 'unknown'), { maxLength: 3 });
const results = fc.record({ xml: health, 'vda-relay': health, sta: health });
const allHealthy = fc.constant(HEALTHY);
const noneHealthy = fc.constant(UNHEALTHY);
const component = fc.constantFrom('xml', 'vda-relay', 'sta');
const haState = fc.constantFrom('initial-ha', 'extended-ha', 'pending-recovery');
const peer = fc.constantFrom(A, B, C, 'cc-z.fabrikam.example');
const candidacy = fc.record({ brokerRuns: fc.boolean(), inHaMode: fc.boolean() });
const members = fc.uniqueArray(fc.constantFrom(A, B, C), { minLength: 1 });
const configuration = fc.record({ revision: fc.integer({ min: 1, max: 3 }), members });
const importMs = fc.integer({ min: 0, max: HOUR });
const participates = fc.boolean();
/** How long ago a peer says that its state began. */
const ageMs = fc.integer({ min: 0, max: HOUR });

/** Steps of the clock of every size that matters to some timer, and never none. */
const stepMs = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(60_000, 600_000, 80 * HOUR));

/** Kinds of inputs with one field each, or none. */
function just<Type extends string>(...types: readonly Type[]) {
  return fc.constantFrom(...types).map((type) => ({ type }));
}

function of<Type extends string, Fields extends object>(
  type: Type,
  fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
) {
  return fc.record(fields).map((record) => ({ type, ...record }) as { type: Type } & Fields);
}

/** Inputs at moments that follow one another. */
function inTime<Input>(one: fc.Arbitrary<object>): fc.Arbitrary<readonly Input[]> {
  return fc.array(fc.tuple(one, stepMs), { maxLength: 60, size: 'max' }).map((steps) => {
    let atMs = 0;
    return steps.map(([input, afterMs]) => {
      atMs += afterMs;
      return ('ageMs' in input ? { ...input, atMs, sinceMs: atMs - Number(input.ageMs) } : { ...input, atMs }) as Input;
    });
  });
}

export const haModeInputs = inTime<HaModeInput>(
  fc.oneof(
    of('relay-failed', { component, request: fc.constant('launch'), participates }),
    of('relay-succeeded', { component }),
    of('outage-forced', { participates }),
    just('outage-released', 'participation-began', 'check-due', 'deadline'),
    of('health-asked', { from: peer }),
    of('health-checked', { results, peers, participates }),
    of('peer-health', { peers }),
    of('adopted', { state: haState, ageMs }),
  ),
);

export const electionInputs = inTime<ElectionInput>(
  fc.oneof(
    of('members-imported', { members }),
    of('own-candidacy', { candidacy }),
    of('peer-heard', { peer, candidacy }),
    of('peer-silent', { peer }),
    of('claim-received', { peer, candidacy }),
    of('yield-received', { peer }),
    just('deadline'),
  ),
);

export const configSyncInputs = inTime<ConfigSyncInput>(
  fc.oneof(
    just('poll-due', 'configuration-unreachable', 'deadline', 'ha-mode-entered', 'ha-mode-left'),
    of('configuration-offered', { configuration, importMs, brokerRuns: fc.boolean() }),
    of('import-finished', { succeeded: fc.boolean() }),
  ),
);

const message: fc.Arbitrary<PeerMessage> = fc.oneof(
  just('hello', 'yield', 'health-question'),
  of('hello-answer', {
    haState: fc.oneof(haState, fc.constant('working-normally')),
    sinceMs: fc.constant(0),
    candidacy,
  }),
  of('claim', { candidacy }),
  of('health-answer', { health }),
) as fc.Arbitrary<PeerMessage>;

/** What keeps a connector going comes more often than what ends an episode, so that runs get far. */
export const connectorInputs = inTime<ConnectorInput>(
  fc.oneof(
    { weight: 3, arbitrary: just('started', 'broker-started', 'outage-forced', 'storefront-heartbeat', 'deadline') },
    { weight: 2, arbitrary: just('poll-due', 'check-due', 'report-due', 'configuration-unreachable') },
    { weight: 1, arbitrary: just('crashed', 'broker-stopped', 'outage-released') },
    {
      weight: 2,
      arbitrary: of('relay-answered', {
        kind: fc.constantFrom('vda-message', 'storefront-heartbeat', 'launch', 'sta-request'),
        request: fc.constant('a request'),
        succeeded: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: of('health-checked', { results: fc.oneof(results, allHealthy, noneHealthy) }) },
    { weight: 2, arbitrary: of('configuration-offered', { configuration, importMs }) },
    { weight: 2, arbitrary: of('import-finished', { succeeded: fc.boolean() }) },
    { weight: 3, arbitrary: of('peer-heard', { peer, candidacy }) },
    { weight: 3, arbitrary: of('peer-silent', { peer }) },
    { weight: 8, arbitrary: of('message', { from: peer, message }) },
  ),
);

/** One step of a run. */
export interface Taken<State, Input, Effect> {
  readonly before: State;
  readonly input: Input;
  readonly after: State;
  readonly effects: readonly Effect[];
}

/**
 * Runs a machine over inputs, and holds every step to the laws of all machines: it does not throw, gives the same for the same, leaves
 * its arguments as they are, and returns the same object where nothing changed.
 */
export function lawfulRun<State, Input, Effect>(
  start: State,
  inputs: readonly Input[],
  step: (state: State, input: Input) => Step<State, Effect>,
): readonly Taken<State, Input, Effect>[] {
  let before = frozen(start);
  return inputs.map((input) => {
    const [after, effects] = step(before, frozen(input));
    expect(isDeepStrictEqual(step(before, input), [after, effects])).toBe(true);
    if (after !== before) expect(isDeepStrictEqual(after, before)).toBe(false);
    const taken = { before, input, after: frozen(after), effects };
    before = after;
    return taken;
  });
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
