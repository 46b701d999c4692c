import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startedConfigSync, stepConfigSync } from '../../../src/core/lhc/config-sync/index.ts';
import {
  emptyRegistration,
  type RegistrationInput,
  stepRegistration,
} from '../../../src/core/lhc/registration/index.ts';
import { stepVda, type VdaInput, type VdaState, vdaDeadline } from '../../../src/core/lhc/vda/index.ts';
import { A, B, C } from '../../support/lhc.ts';
import { configSyncInputs, lawfulRun } from '../../support/lhc-inputs.ts';

describe('config-sync', () => {
  const start = startedConfigSync({ revision: 1, members: [A], importedAtMs: 0 }, 'succeeded');

  test('R15, R16: whatever happens, the LocalDB changes only by an import that succeeded, to what was offered', () => {
    fc.assert(
      fc.property(configSyncInputs, (inputs) => {
        for (const { before, input, after } of lawfulRun(start, inputs, stepConfigSync)) {
          if (after.localDb === before.localDb) continue;
          expect(input).toMatchObject({ type: 'import-finished', succeeded: true });
          expect(after.localDb).toMatchObject(before.importing?.configuration ?? {});
          expect(after).toMatchObject({ lastImport: 'succeeded', importing: null });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('R19: whatever happens, nothing is under way in HA mode', () => {
    fc.assert(
      fc.property(configSyncInputs, (inputs) => {
        for (const { after, effects } of lawfulRun(start, inputs, stepConfigSync)) {
          if (!after.inHaMode) continue;
          expect(after.importing).toBeNull();
          expect(effects.filter(({ type }) => type !== 'log')).toEqual([]);
        }
      }),
    );
  });
});

describe('registration', () => {
  const sessionCount = fc.integer({ min: 0, max: 3 });
  const inputs: fc.Arbitrary<RegistrationInput[]> = fc.array(
    fc.oneof(
      fc.constantFrom({ type: 'opened' } as const, { type: 'closed' } as const),
      fc.record({ type: fc.constant('machine-registers' as const), sessionCount }),
      fc.record({ type: fc.constant('machine-registers' as const), sessionCount }),
      fc.record({ type: fc.constant('machine-gone' as const), sessionCount }),
    ),
    { maxLength: 60 },
  );
  const limit = fc.option(fc.integer({ min: 0, max: 8 }));

  test('R30: whatever happens, counts are never negative and never over the limit', () => {
    fc.assert(
      fc.property(inputs, limit, fc.boolean(), (all, most, open) => {
        for (const { after } of lawfulRun(emptyRegistration(open, most), all, stepRegistration)) {
          expect(after.machineCount).toBeGreaterThanOrEqual(0);
          expect(after.sessionCount).toBeGreaterThanOrEqual(0);
          if (most !== null) expect(after.machineCount).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('R21, R28: whatever happens, a closed register is empty, and each machine is accepted or told why not', () => {
    fc.assert(
      fc.property(inputs, limit, (all, most) => {
        for (const { before, input, after, effects } of lawfulRun(
          emptyRegistration(false, most),
          all,
          stepRegistration,
        )) {
          if (!after.open) expect(after).toMatchObject({ machineCount: 0, sessionCount: 0 });
          if (input.type !== 'machine-registers') continue;
          const accepted = after.machineCount === before.machineCount + 1;
          expect(effects[0]?.type).toBe(accepted ? 'accepted' : 'refused');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('vda', () => {
  const start: VdaState = { via: A, sessions: ['s1'], nextContactMs: 1_000, round: [] };
  const order = fc.shuffledSubarray([A, B, C], { minLength: 0 });
  const inputs = fc
    .array(
      fc.oneof(
        fc.record({ type: fc.constant('deadline'), order }),
        fc.record({
          type: fc.constant('answered'),
          from: fc.constantFrom(A, B, C),
          answer: fc.constantFrom('accepted', 'refused', 'unreachable'),
        }),
      ),
      { maxLength: 60 },
    )
    .map((all) => all.map((input, index) => ({ ...input, atMs: (index + 1) * 60_000 }) as VdaInput));

  test('R27, R34: whatever happens, its sessions stay, and every contact lists them', () => {
    fc.assert(
      fc.property(inputs, (all) => {
        for (const { after, effects } of lawfulRun(start, all, stepWithDefaults)) {
          expect(after.sessions).toEqual(['s1']);
          for (const effect of effects) if (effect.type === 'contact') expect(effect.sessions).toEqual(['s1']);
        }
      }),
    );
  });

  test('R29: whatever happens, a round asks each connector once, one at a time, and then time goes on', () => {
    fc.assert(
      fc.property(inputs, (all) => {
        for (const { input, after, effects } of lawfulRun(start, all, stepWithDefaults)) {
          expect(new Set(after.round).size).toBe(after.round.length);
          expect(effects.filter(({ type }) => type === 'contact').length).toBeLessThanOrEqual(1);
          const deadlineMs = vdaDeadline(after);
          if (input.type === 'deadline' && deadlineMs !== null) expect(deadlineMs).toBeGreaterThan(input.atMs);
        }
      }),
    );
  });

  function stepWithDefaults(state: VdaState, input: VdaInput) {
    return stepVda(state, input, { heartbeatMs: 300_000, retryMs: 8_000 });
  }
});
