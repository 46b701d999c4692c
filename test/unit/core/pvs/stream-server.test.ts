import { describe, expect, test } from 'vitest';
import {
  bootCountsUntilMs,
  DRAIN_MS,
  type StreamServerEffect,
  type StreamServerInput,
  type StreamServerSettings,
  type StreamServerState,
  serverAnswers,
  settledStreamServer,
  stepStreamServer,
  streamServerDeadline,
} from '../../../../src/core/pvs/stream-server/index.ts';
import { DEFAULT_TIMERS } from '../../../../src/core/site/index.ts';

const SETTINGS: StreamServerSettings = {
  bootsAtOnce: DEFAULT_TIMERS.bootsAtOnce,
  bootPauseMs: DEFAULT_TIMERS.bootPause,
  bootMaxMs: DEFAULT_TIMERS.bootMax,
  offlineSupport: false,
};
const OFFLINE_SUPPORT = { ...SETTINGS, offlineSupport: true };

const STOP = { type: 'stop-requested', atMs: 1_000 } as const;
const START = { type: 'start-requested', atMs: 20_000 } as const;
const CRASH = { type: 'crashed', atMs: 1_000 } as const;
const MEND = { type: 'mended', atMs: 20_000 } as const;
const LOST = { type: 'database-lost', atMs: 500 } as const;
const RETURNED = { type: 'database-returned', atMs: 30_000 } as const;
const BOOT = { type: 'target-arrived', atMs: 0, kind: 'boot' } as const;
const FAILOVER = { type: 'target-arrived', atMs: 0, kind: 'failover' } as const;
const BOOT_ENDED = { type: 'boot-ended', atMs: 0 } as const;
const LEFT = { type: 'target-left', atMs: 0, countedAs: 'running' } as const;

const TWO = settledStreamServer(2);

describe('a stop of the Stream Service', () => {
  test('P28: every connected target is told to log in elsewhere', () => {
    const [state, effects] = step(TWO, STOP);
    expect(state).toMatchObject({ power: 'up', service: 'stopping', connectedCount: 2 });
    expect(effects).toEqual([{ type: 'log', entry: 'stopping', targetCount: 2 }, { type: 'notify-targets' }]);
  });

  test('P29: it waits until the last target has left, answers its targets meanwhile, and then closes', () => {
    const stopping = after(TWO, STOP, LEFT);
    expect(stopping).toMatchObject({ service: 'stopping', connectedCount: 1 });
    expect(serverAnswers(stopping, SETTINGS)).toBe(true);
    const [stopped, effects] = step(stopping, LEFT);
    expect(stopped).toMatchObject({ service: 'stopped', connectedCount: 0 });
    expect(effects.map(({ type }) => type)).toEqual(['close', 'log']);
    expect(serverAnswers(stopped, SETTINGS)).toBe(false);
    expect(streamServerDeadline(stopped)).toBeNull();
  });

  test('P29: it waits for 10 s at most', () => {
    const stopping = after(TWO, STOP);
    const dueMs = STOP.atMs + DRAIN_MS;
    expect(streamServerDeadline(stopping)).toBe(dueMs);
    expect(after(stopping, { type: 'deadline', atMs: dueMs - 1 })).toBe(stopping);
    const [stopped, effects] = step(stopping, { type: 'deadline', atMs: dueMs });
    expect(stopped).toMatchObject({ service: 'stopped', connectedCount: 0, bootingCount: 0 });
    expect(effects).toEqual([{ type: 'close' }, { type: 'log', entry: 'stopped', targetCount: 2 }]);
  });

  test('P28: one without targets stops at once', () => {
    expect(after(settledStreamServer(0), STOP).service).toBe('stopped');
  });

  test('P15: while it stops it takes no target', () => {
    expect(step(after(TWO, STOP), FAILOVER)[1]).toEqual([{ type: 'refuse', code: 'PVS009' }]);
    expect(step(after(settledStreamServer(0), STOP), FAILOVER)[1]).toEqual([]);
  });

  test('a farewell that comes after the end counts for nothing', () => {
    const stopped = after(TWO, STOP, LEFT, LEFT);
    expect(after(stopped, LEFT)).toBe(stopped);
    expect(after(stopped, STOP)).toBe(stopped);
  });

  test('a start brings it back, also while it is stopping', () => {
    expect(after(TWO, STOP, LEFT, LEFT, START)).toMatchObject({ service: 'running', connectedCount: 0 });
    expect(after(TWO, STOP, START)).toMatchObject({ service: 'running', connectedCount: 2, drainUntilMs: null });
    expect(after(TWO, START)).toBe(TWO);
  });
});

describe('a crash', () => {
  test('P30: nobody is told anything', () => {
    const [state, effects] = step(after(TWO, BOOT), CRASH);
    expect(effects).toEqual([]);
    expect(state).toMatchObject({ power: 'down', connectedCount: 0, bootingCount: 0 });
    expect(serverAnswers(state, SETTINGS)).toBe(false);
  });

  test('P38: when it is mended its service runs again, and it has no targets', () => {
    const [state, effects] = step(after(TWO, CRASH), MEND);
    expect(state).toEqual(settledStreamServer(0));
    expect(effects).toMatchObject([{ type: 'log', entry: 'started' }]);
  });

  test('a service that was stopped before, or is meanwhile, stays stopped, until it is started', () => {
    expect(after(TWO, STOP, CRASH, MEND).service).toBe('stopped');
    expect(after(TWO, CRASH, STOP, MEND).service).toBe('stopped');
    expect(after(TWO, CRASH, STOP, START, MEND).service).toBe('running');
  });

  test('one that is down hears nothing of targets, and does not crash again', () => {
    const down = after(TWO, CRASH);
    for (const input of [CRASH, BOOT, LEFT, BOOT_ENDED]) expect(step(down, input)).toEqual([down, []]);
  });
});

describe('boots at once', () => {
  test('P24: the 501st is told to wait 10 s, and is not counted', () => {
    const full = after(settledStreamServer(0), ...Array<StreamServerInput>(500).fill(BOOT));
    const [state, effects] = step(full, BOOT);
    expect(effects).toEqual([{ type: 'busy', pauseMs: 10_000 }]);
    expect(state).toBe(full);
    expect(step(after(full, BOOT_ENDED), BOOT)[1]).toEqual([{ type: 'accept' }]);
  });

  test('P24: everybody boots in the end, never more than bootsAtOnce together', () => {
    const settings = { ...SETTINGS, bootsAtOnce: 20 };
    let state = settledStreamServer(0);
    for (let rounds = 0; state.connectedCount < 100; rounds++) {
      expect(rounds).toBeLessThan(5);
      for (let waiting = 100 - state.connectedCount; waiting > 0; waiting--) [state] = step(state, BOOT, settings);
      expect(state.bootingCount).toBe(20);
      while (state.bootingCount > 0) [state] = step(state, BOOT_ENDED, settings);
    }
  });

  test('P25: 600 targets that fail over to it are all taken, and none of them counts as a boot', () => {
    const state = after(settledStreamServer(0), ...Array<StreamServerInput>(600).fill(FAILOVER));
    expect(state).toMatchObject({ connectedCount: 600, bootingCount: 0 });
    expect(step(state, BOOT)[1]).toEqual([{ type: 'accept' }]);
  });

  test('P25: they are taken also while as many boot as may', () => {
    const full = after(settledStreamServer(0), ...Array<StreamServerInput>(500).fill(BOOT));
    expect(step(full, FAILOVER)[1]).toEqual([{ type: 'accept' }]);
  });

  test('P26: a target stops counting when its driver is connected or after 60 s, and stays connected', () => {
    expect(bootCountsUntilMs(1_000, SETTINGS)).toBe(61_000);
    expect(after(TWO, BOOT, BOOT_ENDED)).toMatchObject({ connectedCount: 3, bootingCount: 0 });
  });

  test('P26: one that leaves while it boots counts no longer', () => {
    expect(after(TWO, BOOT, { ...LEFT, countedAs: 'booting' })).toEqual(TWO);
  });
});

describe('the database', () => {
  test('P67: without offline support the server answers nobody while it is away', () => {
    const without = after(TWO, LOST);
    expect(serverAnswers(without, SETTINGS)).toBe(false);
    expect(step(without, FAILOVER)).toEqual([without, []]);
    expect(serverAnswers(after(without, RETURNED), SETTINGS)).toBe(true);
  });

  test('P65: with offline support it carries on, and takes targets of others', () => {
    const without = after(TWO, LOST);
    expect(serverAnswers(without, OFFLINE_SUPPORT)).toBe(true);
    expect(step(without, FAILOVER, OFFLINE_SUPPORT)[1]).toEqual([{ type: 'accept' }]);
  });

  test('P65: no Stream Service is started while it is away, and none needs it to be stopped', () => {
    const stopped = after(TWO, LOST, STOP, LEFT, LEFT);
    expect(step(stopped, START, OFFLINE_SUPPORT)).toEqual([stopped, [{ type: 'refuse-start', code: 'PVS051' }]]);
    expect(after(stopped, RETURNED)).toMatchObject({ service: 'stopped' });
  });

  test('P65: the service of a server that is mended meanwhile starts when it returns', () => {
    const mended = after(TWO, LOST, CRASH, MEND);
    expect(mended).toMatchObject({ power: 'up', service: 'stopped' });
    expect(after(mended, RETURNED).service).toBe('running');
    expect(after(mended, STOP, RETURNED).service).toBe('stopped');
    expect(after(mended, CRASH, MEND, RETURNED).service).toBe('running');
  });
});

function step(state: StreamServerState, input: StreamServerInput, settings = SETTINGS) {
  const [next, effects]: readonly [StreamServerState, readonly StreamServerEffect[]] = stepStreamServer(
    state,
    input,
    settings,
  );
  return [next, effects] as const;
}

function after(state: StreamServerState, ...inputs: readonly StreamServerInput[]): StreamServerState {
  return inputs.reduce((current, input) => step(current, input)[0], state);
}
