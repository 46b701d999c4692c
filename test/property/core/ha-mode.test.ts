import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type HaModeEffect,
  type HaModeInput,
  type HaModeSettings,
  type HaModeState,
  haModeDeadline,
  startedHaMode,
  stepHaMode,
} from '../../../src/core/lhc/ha-mode/index.ts';
import { haModeInputs, lawfulRun, type Taken } from '../../support/lhc-inputs.ts';

const EDGES: ReadonlySet<string> = new Set([
  'working-normally pending-ha',
  'pending-ha working-normally',
  'pending-ha initial-ha',
  'initial-ha pending-recovery',
  'initial-ha extended-ha',
  'extended-ha pending-recovery',
  'pending-recovery extended-ha',
  'pending-recovery working-normally',
]);

const settings: fc.Arbitrary<HaModeSettings> = fc.record({
  pendingHaMs: fc.integer({ min: 0, max: 100_000 }),
  initialHaMs: fc.integer({ min: 0, max: 1_000_000 }),
  pendingRecoveryMs: fc.integer({ min: 0, max: 1_000_000 }),
  peerVerdict: fc.constantFrom('all-unhealthy', 'majority', 'any'),
});

/** Holds for every step of every run. */
function always(law: (step: Taken<HaModeState, HaModeInput, HaModeEffect>, chosen: HaModeSettings) => void): void {
  const property = fc.property(haModeInputs, settings, (inputs, chosen) => {
    const steps = lawfulRun(startedHaMode(0, false), inputs, (state, input: HaModeInput) =>
      stepHaMode(state, input, chosen),
    );
    for (const step of steps) law(step, chosen);
  });
  fc.assert(property, { numRuns: 500 });
}

test('R1: whatever happens, HA mode takes only the eight edges, each said once', () => {
  always(({ before, input, after, effects }) => {
    if (input.type === 'adopted') return;
    const edges = effects.flatMap((effect) => (effect.type === 'state-changed' ? [`${effect.from} ${effect.to}`] : []));
    expect(edges).toEqual(before.state === after.state ? [] : [`${before.state} ${after.state}`]);
    for (const edge of edges) expect(EDGES).toContain(edge);
  });
});

test('R5: whatever happens, only a participating connector leaves working-normally', () => {
  always(({ before, input, after }) => {
    if (before.state !== 'working-normally' || after.state === before.state || input.type === 'adopted') return;
    expect('participates' in input ? input.participates : input.type === 'participation-began').toBe(true);
  });
});

test('R7, R9, R11: whatever happens, a state with a least time is left forwards only after it', () => {
  always(({ before, input, after }, chosen) => {
    if (input.type === 'adopted' || !('atMs' in input)) return;
    const edge = `${before.state} ${after.state}`;
    if (edge === 'pending-ha initial-ha')
      expect(input.atMs).toBeGreaterThanOrEqual(before.sinceMs + chosen.pendingHaMs);
    if (before.state === 'initial-ha' && after.state !== 'initial-ha') {
      expect(input.atMs).toBeGreaterThanOrEqual(before.sinceMs + chosen.initialHaMs);
    }
    if (edge === 'pending-recovery working-normally') {
      expect(input.atMs).toBeGreaterThanOrEqual(before.sinceMs + chosen.pendingRecoveryMs);
    }
  });
});

test('R4: whatever happens, initial-ha is entered only by an unhealthy connector with the verdict of its peers', () => {
  always(({ before, input, after }, { peerVerdict }) => {
    if (before.state !== 'pending-ha' || after.state !== 'initial-ha' || input.type === 'adopted') return;
    const peers = 'peers' in input ? input.peers : [];
    const unhealthyCount = peers.filter((health) => health === 'unhealthy').length + 1;
    const needed = { 'all-unhealthy': peers.length + 1, majority: (peers.length + 2) / 2, any: 1 }[peerVerdict];
    expect(unhealthyCount).toBeGreaterThanOrEqual(needed);
    expect(Object.values(after.components)).toContain('unhealthy');
  });
});

test('R8: whatever happens, extended-ha has no deadline', () => {
  always(({ after }, chosen) => {
    if (after.state === 'extended-ha' || after.state === 'working-normally') {
      expect(haModeDeadline(after, chosen)).toBeNull();
    }
  });
});

test('a peer that asked is answered at the next check, once', () => {
  always(({ before, input, effects }) => {
    const answered = effects.flatMap((effect) => (effect.type === 'answer-health' ? [effect.to] : []));
    expect(answered).toEqual(input.type === 'health-checked' ? before.askedBy : []);
  });
});
