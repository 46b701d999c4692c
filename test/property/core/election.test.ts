import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ElectionEffect,
  type ElectionInput,
  type ElectionSettings,
  type ElectionState,
  startedElection,
  stepElection,
} from '../../../src/core/lhc/election/index.ts';
import { A, B, C, CONNECTOR } from '../../support/lhc.ts';
import { electionInputs, lawfulRun, type Taken } from '../../support/lhc-inputs.ts';

const self = fc.constantFrom(A, B, C);
const settings = fc
  .constantFrom('all' as const, 'in-ha-mode' as const)
  .map((electionAmong): ElectionSettings => ({ ...CONNECTOR.election, electionAmong }));

type Steps = readonly Taken<ElectionState, ElectionInput, ElectionEffect>[];

function always(law: (steps: Steps, chosen: ElectionSettings) => void): void {
  const property = fc.property(self, electionInputs, settings, (fqdn, inputs, chosen) => {
    const step = (state: ElectionState, input: ElectionInput) => stepElection(state, input, chosen);
    law(lawfulRun(startedElection(fqdn, [A, B, C]), inputs, step), chosen);
  });
  fc.assert(property, { numRuns: 500 });
}

test('R20: whatever happens, the elected one is the first by FQDN of the live members that can win', () => {
  always((steps, { electionAmong }) => {
    for (const { after } of steps) {
      const running = [A, B, C].filter((member) => canWin(after, member));
      const inHaMode = running.filter((member) => candidacyOf(after, member)?.inHaMode === true);
      const candidates = electionAmong === 'in-ha-mode' && inHaMode.length > 0 ? inHaMode : running;
      // A connector that was never told of its own candidacy has not elected anybody yet.
      if (after.elected !== null || candidates.length === 0) expect(after.elected).toBe(candidates[0] ?? null);
      else expect(steps[0]?.before.elected).toBeNull();
    }
  });
});

test('R21: whatever happens, a connector claims or leads only while it sees itself elected', () => {
  always((steps) => {
    for (const { after } of steps) {
      if (after.role !== 'follower') expect(after.elected).toBe(after.self);
      if (after.role !== 'claiming') expect(after.awaiting).toEqual([]);
    }
  });
});

test('R23: whatever happens, a claim is granted by all whom it was sent to, by their silence, or by peerSilence', () => {
  always((steps, { peerSilenceMs }) => {
    let open = new Set<string>();
    let sinceMs = 0;
    for (const { before, input, after, effects } of steps) {
      if (input.type === 'yield-received' || input.type === 'peer-silent') open.delete(input.peer);
      const claimed = effects.flatMap((effect) => (effect.type === 'send-claim' ? [effect.to] : []));
      if (claimed.length > 0) {
        open = new Set(claimed);
        sinceMs = input.atMs;
      }
      if (before.role === 'claiming' && after.role === 'leader' && open.size > 0) {
        expect(input.atMs).toBeGreaterThanOrEqual(sinceMs + peerSilenceMs);
      }
      if (before.role === 'follower' && after.role === 'leader') {
        expect(Object.values(after.peers).every(({ contact }) => contact === 'silent')).toBe(true);
      }
    }
  });
});

test('R23: whatever happens, a connector that yields does not lead, and one that leads does not yield', () => {
  always((steps) => {
    for (const { input, after, effects } of steps) {
      const yields = effects.some(({ type }) => type === 'send-yield');
      if (yields) expect(after.role).toBe('follower');
      if (input.type === 'claim-received') expect(yields).toBe(after.elected !== after.self);
    }
  });
});

test('whatever happens, a change of the elected one is announced, and nothing else is', () => {
  always((steps) => {
    for (const { before, after, effects } of steps) {
      const announced = effects.flatMap((effect) => (effect.type === 'elected' ? [effect.fqdn] : []));
      expect(announced).toEqual(before.elected === after.elected ? [] : [after.elected]);
    }
  });
});

function canWin(state: ElectionState, member: string): boolean {
  return state.members.includes(member) && candidacyOf(state, member)?.brokerRuns === true;
}

function candidacyOf(state: ElectionState, member: string) {
  return member === state.self ? state.candidacy : state.peers[member]?.candidacy;
}
