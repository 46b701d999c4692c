import { describe, expect, test } from 'vitest';
import {
  type Component,
  type HaModeEffect,
  type HaModeInput,
  type HaModeState,
  type HaState,
  haModeDeadline,
  isHaMode,
  type PeerHealth,
  startedHaMode,
  stepHaMode,
} from '../../../../src/core/lhc/ha-mode/index.ts';
import { HA_MODE, HEALTHY, HOUR, MINUTE, SECOND, UNHEALTHY } from '../../../support/lhc.ts';

describe('leaving working-normally', () => {
  test('R2: a connector starts in working-normally with every component healthy', () => {
    const started = startedHaMode(0, false);
    expect(started.state).toBe('working-normally');
    expect(Object.values(started.components)).toEqual(['healthy', 'healthy', 'healthy', 'healthy']);
  });

  test.each(['xml', 'vda-relay', 'sta'] as const)(
    'R3: the first failed relay through %s leads to pending-ha, which checks at entry and asks the peers',
    (component) => {
      const [state, effects] = stepHaMode(startedHaMode(0, false), failedRelay(component), HA_MODE);
      expect(state).toMatchObject({ state: 'pending-ha', sinceMs: 5 });
      expect(types(effects)).toEqual(['state-changed', 'check-health', 'ask-peers']);
    },
  );

  test('R5: a connector that hears from no StoreFront notes a failed relay and stays', () => {
    const [state, effects] = stepHaMode(
      startedHaMode(0, false),
      { ...failedRelay('xml'), participates: false },
      HA_MODE,
    );
    expect(state).toMatchObject({ state: 'working-normally', components: { xml: 'unhealthy' } });
    expect(effects).toEqual([]);
  });

  test('a relay that succeeds takes the mark off its own component alone', () => {
    const marked = after(startedHaMode(0, false), { ...failedRelay('xml'), participates: false });
    const both = after(marked, { ...failedRelay('sta'), participates: false });
    expect(after(both, { type: 'relay-succeeded', component: 'xml' }).components).toMatchObject({
      xml: 'healthy',
      sta: 'unhealthy',
    });
  });

  test('a participating connector that a pending peer asks checks itself, answers, and becomes pending when it fails', () => {
    const asked = after(startedHaMode(0, false), { type: 'health-asked', from: 'peer' });
    const [state, effects] = stepHaMode(asked, checked(5, UNHEALTHY), HA_MODE);
    expect(effects[0]).toEqual({ type: 'answer-health', to: 'peer', health: 'unhealthy' });
    expect(state).toMatchObject({ state: 'pending-ha', askedBy: [] });
  });

  test('a connector that hears from no StoreFront answers a pending peer as any other, and stays', () => {
    const asked = after(startedHaMode(0, false), { type: 'health-asked', from: 'peer' });
    const [state, effects] = stepHaMode(asked, { ...checked(5, UNHEALTHY), participates: false }, HA_MODE);
    expect(effects).toEqual([{ type: 'answer-health', to: 'peer', health: 'unhealthy' }]);
    expect(state.state).toBe('working-normally');
  });
});

describe('pending-ha', () => {
  test('R4: a check that succeeds leads back to working-normally', () => {
    expect(after(inState('pending-ha'), checked(SECOND, HEALTHY)).state).toBe('working-normally');
  });

  test('R4: it becomes initial-ha when after pendingHa no connector of the zone is healthy', () => {
    const over = after(inState('pending-ha'), { type: 'deadline', atMs: MINUTE });
    const [state, effects] = stepHaMode(over, checked(MINUTE, UNHEALTHY, ['unhealthy', 'unhealthy']), HA_MODE);
    expect(state.state).toBe('initial-ha');
    expect(effects).toEqual([
      { type: 'state-changed', from: 'pending-ha', to: 'initial-ha', reason: '0 of 3 connectors are healthy' },
    ]);
  });

  test('R4: the last unhealthy peer to answer completes the verdict', () => {
    const over = after(inState('pending-ha'), { type: 'deadline', atMs: MINUTE });
    const waiting = after(over, checked(MINUTE, UNHEALTHY, ['unhealthy', 'unknown']));
    expect(waiting.state).toBe('pending-ha');
    const peers: PeerHealth[] = ['unhealthy', 'unhealthy'];
    expect(after(waiting, { type: 'peer-health', atMs: MINUTE + 5, peers }).state).toBe('initial-ha');
  });

  test('R11: by default it lasts 60 s at least, however unhealthy the zone is', () => {
    const pending = inState('pending-ha');
    expect(haModeDeadline(pending, HA_MODE)).toBe(60 * SECOND);
    const early = after(pending, { type: 'deadline', atMs: MINUTE - 1 }, checked(MINUTE - 1, UNHEALTHY));
    expect(early.state).toBe('pending-ha');
  });

  test.each<[verdict: typeof HA_MODE.peerVerdict, peers: PeerHealth[], to: HaState]>([
    ['all-unhealthy', ['unhealthy', 'healthy'], 'pending-ha'],
    ['all-unhealthy', ['unhealthy', 'unknown'], 'pending-ha'],
    ['all-unhealthy', ['unhealthy', 'unhealthy'], 'initial-ha'],
    ['all-unhealthy', [], 'initial-ha'],
    ['majority', ['healthy', 'healthy'], 'pending-ha'],
    ['majority', ['healthy'], 'pending-ha'],
    ['majority', ['unhealthy', 'healthy'], 'initial-ha'],
    ['any', ['healthy', 'healthy'], 'initial-ha'],
    ['any', ['unknown'], 'initial-ha'],
  ])('with peerVerdict %s and peers %j an unhealthy connector is then in %s', (peerVerdict, peers, to) => {
    const over: HaModeState = { ...inState('pending-ha'), leastTimeOver: true };
    expect(stepHaMode(over, checked(MINUTE, UNHEALTHY, peers), { ...HA_MODE, peerVerdict })[0].state).toBe(to);
  });

  test.each(['pending-ha', 'initial-ha', 'extended-ha', 'pending-recovery'] as const)(
    'a check that is due in %s is made',
    (state) => {
      const [, effects] = stepHaMode(inState(state), { type: 'check-due' }, HA_MODE);
      expect(types(effects)).toEqual(state === 'pending-ha' ? ['check-health', 'ask-peers'] : ['check-health']);
    },
  );

  test('a relayed request that succeeds proves nothing: active checks decide', () => {
    const pending = after(startedHaMode(0, false), failedRelay('xml'));
    expect(after(pending, { type: 'relay-succeeded', component: 'xml' })).toBe(pending);
  });
});

describe('initial-ha', () => {
  test('R7: healing does not shorten it', () => {
    const initial = inState('initial-ha');
    expect(after(initial, checked(9 * MINUTE, HEALTHY)).state).toBe('initial-ha');
    expect(haModeDeadline(initial, HA_MODE)).toBe(10 * MINUTE);
  });

  test('R7: its end asks for a check, and that check decides', () => {
    const [over, effects] = stepHaMode(inState('initial-ha'), { type: 'deadline', atMs: 10 * MINUTE }, HA_MODE);
    expect(over.state).toBe('initial-ha');
    expect(types(effects)).toEqual(['check-health']);
    expect(after(over, checked(10 * MINUTE, HEALTHY)).state).toBe('pending-recovery');
    expect(after(over, checked(10 * MINUTE, UNHEALTHY)).state).toBe('extended-ha');
  });

  test('R7: one unhealthy component at its end is enough for extended-ha', () => {
    const over: HaModeState = { ...inState('initial-ha'), leastTimeOver: true };
    const [state, effects] = stepHaMode(over, checked(10 * MINUTE, { ...HEALTHY, sta: 'unhealthy' }), HA_MODE);
    expect(state.state).toBe('extended-ha');
    expect(effects[0]).toMatchObject({ reason: 'sta unhealthy' });
  });

  test('R12: its length and that of pending-recovery come from the settings', () => {
    const settings = { ...HA_MODE, initialHaMs: 7, pendingRecoveryMs: 8 };
    expect(haModeDeadline(inState('initial-ha'), settings)).toBe(7);
    expect(haModeDeadline(inState('pending-recovery'), settings)).toBe(8);
  });
});

describe('extended-ha', () => {
  test('R8: it has no longest time', () => {
    const extended = inState('extended-ha');
    expect(haModeDeadline(extended, HA_MODE)).toBeNull();
    expect(after(extended, checked(1_000 * HOUR, UNHEALTHY)).state).toBe('extended-ha');
  });

  test('R8: it has no least time: the first fully good check leads to pending-recovery', () => {
    expect(after(inState('extended-ha'), checked(1, HEALTHY)).state).toBe('pending-recovery');
  });
});

describe('pending-recovery', () => {
  test('R9: one bad check leads to extended-ha', () => {
    const bad = checked(9 * MINUTE, { ...HEALTHY, xml: 'unhealthy' });
    expect(after(inState('pending-recovery'), bad).state).toBe('extended-ha');
  });

  test('R9: good checks throughout lead to working-normally, and not before the whole period', () => {
    const early = after(inState('pending-recovery'), checked(9 * MINUTE, HEALTHY));
    expect(early.state).toBe('pending-recovery');
    const over = after(early, { type: 'deadline', atMs: 10 * MINUTE });
    expect(after(over, checked(10 * MINUTE, HEALTHY)).state).toBe('working-normally');
  });

  test('R9: a relapse begins the period anew', () => {
    const relapsed = after(inState('pending-recovery'), checked(9 * MINUTE, UNHEALTHY));
    const again = after(relapsed, checked(11 * MINUTE, HEALTHY));
    expect(haModeDeadline(again, HA_MODE)).toBe(21 * MINUTE);
  });
});

describe('a forced outage', () => {
  test('R57: forcing leads to pending-ha, and releasing has health checked again', () => {
    const forced = after(startedHaMode(0, false), forcedAt(5));
    expect(forced).toMatchObject({ state: 'pending-ha', components: { 'forced-outage': 'unhealthy' } });
    const [released, effects] = stepHaMode(forced, { type: 'outage-released', atMs: 9 }, HA_MODE);
    expect(types(effects)).toEqual(['check-health']);
    expect(after(released, checked(9, HEALTHY)).state).toBe('working-normally');
  });

  test('R57: while it is forced no check of the way to the cloud is good enough', () => {
    const forced = after(inState('extended-ha'), forcedAt(5));
    expect(after(forced, checked(9, HEALTHY)).state).toBe('extended-ha');
  });

  test('R57: a partly forced zone stays in pending-ha', () => {
    const forced = after(startedHaMode(0, false), forcedAt(0), { type: 'deadline', atMs: MINUTE });
    expect(after(forced, checked(24 * HOUR, HEALTHY, ['healthy'])).state).toBe('pending-ha');
  });

  test('R57: forcing in pending-recovery leads to extended-ha at once', () => {
    expect(after(inState('pending-recovery'), forcedAt(5)).state).toBe('extended-ha');
  });

  test('R6: it is refused with NoNFuseActivity without StoreFront contact', () => {
    const [state, effects] = stepHaMode(startedHaMode(0, false), { ...forcedAt(5), participates: false }, HA_MODE);
    expect(effects).toEqual([{ type: 'entry-refused', reason: 'NoNFuseActivity' }]);
    expect(state).toMatchObject({ state: 'working-normally', components: { 'forced-outage': 'unhealthy' } });
  });

  test('R6: a force that was refused is carried out at the first contact', () => {
    const refused = after(startedHaMode(0, false), { ...forcedAt(5), participates: false });
    expect(after(refused, { type: 'participation-began', atMs: 9 })).toMatchObject({ state: 'pending-ha', sinceMs: 9 });
  });

  test('a first contact without a force changes nothing', () => {
    const started = startedHaMode(0, false);
    expect(after(started, { type: 'participation-began', atMs: 9 })).toBe(started);
  });
});

test('R10: the secondary broker serves in initial-ha, extended-ha and pending-recovery alone', () => {
  const states: HaState[] = ['working-normally', 'pending-ha', 'initial-ha', 'extended-ha', 'pending-recovery'];
  expect(states.filter(isHaMode)).toEqual(['initial-ha', 'extended-ha', 'pending-recovery']);
});

test('a connector that adopts the state of a peer is in it since when that peer is, and checks', () => {
  const adopted = { type: 'adopted', atMs: 4 * MINUTE, state: 'initial-ha', sinceMs: MINUTE } as const;
  const [state, effects] = stepHaMode(startedHaMode(4 * MINUTE, false), adopted, HA_MODE);
  expect(haModeDeadline(state, HA_MODE)).toBe(11 * MINUTE);
  expect(state.checksFromMs).toBe(4 * MINUTE);
  expect(types(effects)).toEqual(['state-adopted', 'check-health']);
});

test('a connector that adopts a state whose least time is over is ruled by the next check', () => {
  const adopted = { type: 'adopted', atMs: 12 * MINUTE, state: 'initial-ha', sinceMs: MINUTE } as const;
  const late = after(startedHaMode(12 * MINUTE, false), adopted);
  expect(haModeDeadline(late, HA_MODE)).toBeNull();
  expect(after(late, checked(12 * MINUTE, UNHEALTHY)).state).toBe('extended-ha');
});

function inState(state: HaState): HaModeState {
  return { ...startedHaMode(0, false), state };
}

function after(state: HaModeState, ...inputs: readonly HaModeInput[]): HaModeState {
  return inputs.reduce((current, input) => stepHaMode(current, input, HA_MODE)[0], state);
}

function failedRelay(component: Component) {
  return { type: 'relay-failed', atMs: 5, component, request: 'launch', participates: true } as const;
}

function forcedAt(atMs: number) {
  return { type: 'outage-forced', atMs, participates: true } as const;
}

function checked(atMs: number, results: typeof HEALTHY, peers: readonly PeerHealth[] = []) {
  return { type: 'health-checked', atMs, results, peers, participates: true } as const;
}

function types(effects: readonly HaModeEffect[]): string[] {
  return effects.map(({ type }) => type);
}
