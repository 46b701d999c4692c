import { describe, expect, test } from 'vitest';
import {
  answersLogins,
  answersTargets,
  bootCountsUntilMs,
  DRAIN_MS,
  isTooBusyFor,
  type StreamServerEffect,
  type StreamServerInput,
  type StreamServerState,
  settledStreamServer,
  stepStreamServer,
  streamServerDeadline,
} from '../../../../src/core/pvs/stream-server/index.ts';
import { DEFAULT_TIMERS } from '../../../../src/core/site/index.ts';

const NO_SUPPORT = { offlineSupport: false };
const OFFLINE_SUPPORT = { offlineSupport: true };

const STOP = { type: 'stop-requested', atMs: 1_000, targetCount: 2 } as const;
const STOP_OF_EMPTY = { ...STOP, targetCount: 0 } as const;
const START = { type: 'start-requested', atMs: 20_000 } as const;
const STOP_ENDED = { type: 'stop-ended', atMs: 20_000 } as const;
const CRASH = { type: 'crashed', atMs: 1_000 } as const;
const MEND = { type: 'mended', atMs: 20_000 } as const;
const LOST = { type: 'database-lost', atMs: 500 } as const;
const RETURNED = { type: 'database-returned', atMs: 30_000 } as const;
const EMPTIED = { type: 'emptied', atMs: 1_005 } as const;

const RUNNING = settledStreamServer();

describe('a stop of the Stream Service', () => {
  test('P28: every connected target is told to log in elsewhere', () => {
    const [state, effects] = step(RUNNING, STOP);
    expect(state).toMatchObject({ up: true, service: 'stopping' });
    expect(effects).toEqual([{ type: 'log', entry: 'stopping' }, { type: 'notify-targets' }]);
  });

  test('P29: it waits until the last target has left, answers its targets meanwhile, and then closes', () => {
    const stopping = after(RUNNING, STOP);
    expect(answersTargets(stopping, NO_SUPPORT)).toBe(true);
    const [stopped, effects] = step(stopping, EMPTIED);
    expect(stopped.service).toBe('stopped');
    expect(effects.map(({ type }) => type)).toEqual(['close', 'log']);
    expect(answersTargets(stopped, NO_SUPPORT)).toBe(false);
    expect(streamServerDeadline(stopped)).toBeNull();
  });

  test('P29: it waits for 10 s at most', () => {
    const stopping = after(RUNNING, STOP);
    const dueMs = STOP.atMs + DRAIN_MS;
    expect(streamServerDeadline(stopping)).toBe(dueMs);
    expect(after(stopping, { type: 'deadline', atMs: dueMs - 1 })).toBe(stopping);
    const [stopped, effects] = step(stopping, { type: 'deadline', atMs: dueMs });
    expect(stopped).toMatchObject({ service: 'stopped', drainUntilMs: null });
    expect(effects).toEqual([{ type: 'close' }, { type: 'log', entry: 'stopped' }]);
  });

  test('P28: one without targets stops at once', () => {
    expect(after(RUNNING, STOP_OF_EMPTY).service).toBe('stopped');
  });

  test('P15: while it stops it takes no logins', () => {
    expect(answersLogins(RUNNING, NO_SUPPORT)).toBe(true);
    expect(answersLogins(after(RUNNING, STOP), NO_SUPPORT)).toBe(false);
  });

  test('what comes after the end counts for nothing', () => {
    const stopped = after(RUNNING, STOP, EMPTIED);
    expect(after(stopped, EMPTIED)).toBe(stopped);
    expect(after(stopped, STOP)).toBe(stopped);
    expect(after(RUNNING, EMPTIED)).toBe(RUNNING);
  });

  test('a start brings it back; it reports its copies, and knows none of its former targets', () => {
    const [state, effects] = step(after(RUNNING, STOP, EMPTIED), START);
    expect(state).toEqual({ ...RUNNING, generation: 2 });
    expect(effects).toEqual([{ type: 'log', entry: 'started' }, { type: 'report-copies' }]);
    expect(after(RUNNING, START)).toBe(RUNNING);
  });

  test('a start calls off a stop that is under way: who has not left yet is known', () => {
    expect(after(RUNNING, STOP, START)).toEqual(RUNNING);
  });
});

describe('a crash', () => {
  test('P30: nobody is told anything', () => {
    const [state, effects] = step(RUNNING, CRASH);
    expect(effects).toEqual([]);
    expect(state).toMatchObject({ up: false });
    expect(answersTargets(state, NO_SUPPORT)).toBe(false);
  });

  test('P38: when it is mended its service runs again, and it knows none of its targets', () => {
    const [state, effects] = step(after(RUNNING, CRASH), MEND);
    expect(state).toEqual({ ...RUNNING, generation: 2 });
    expect(effects).toEqual([{ type: 'log', entry: 'started' }, { type: 'report-copies' }]);
  });

  test('a service that was stopped before, or is meanwhile, stays stopped, until it is started', () => {
    expect(after(RUNNING, STOP, CRASH, MEND).service).toBe('stopped');
    expect(after(RUNNING, CRASH, STOP, MEND).service).toBe('stopped');
    expect(after(RUNNING, CRASH, STOP, START, MEND).service).toBe('running');
  });

  test('one that is down hears nothing, and does not crash again', () => {
    const down = after(RUNNING, CRASH);
    for (const input of [CRASH, EMPTIED]) expect(step(down, input)).toEqual([down, []]);
  });
});

describe('boots at once', () => {
  const { bootsAtOnce, bootMax } = DEFAULT_TIMERS;

  test('P24: the 501st has to wait', () => {
    expect(isTooBusyFor('boot', { bootingCount: 499, bootsAtOnce })).toBe(false);
    expect(isTooBusyFor('boot', { bootingCount: 500, bootsAtOnce })).toBe(true);
  });

  test('P25: who fails over never has to', () => {
    expect(isTooBusyFor('failover', { bootingCount: 600, bootsAtOnce })).toBe(false);
  });

  test('P26: a target counts for 60 s at most', () => {
    expect(bootCountsUntilMs(1_000, bootMax)).toBe(61_000);
  });
});

describe('the database', () => {
  test('P67: without offline support the server answers nobody while it is away', () => {
    const without = after(RUNNING, LOST);
    expect(answersTargets(without, NO_SUPPORT)).toBe(false);
    expect(answersTargets(after(without, RETURNED), NO_SUPPORT)).toBe(true);
  });

  test('P65: with offline support it carries on, and takes targets of others', () => {
    const without = after(RUNNING, LOST);
    expect(answersTargets(without, OFFLINE_SUPPORT)).toBe(true);
    expect(answersLogins(without, OFFLINE_SUPPORT)).toBe(true);
  });

  test('P65: no Stream Service is started while it is away, and none needs it to be stopped', () => {
    const stopped = after(RUNNING, LOST, STOP, EMPTIED);
    expect(step(stopped, START)).toEqual([stopped, [{ type: 'refuse-start', code: 'PVS051' }]]);
    expect(after(stopped, RETURNED)).toMatchObject({ service: 'stopped' });
  });

  test('P65: a stop that ends by itself meanwhile ends when it returns', () => {
    const due = after(RUNNING, STOP, EMPTIED, LOST, STOP_ENDED);
    expect(due.service).toBe('stopped');
    expect(after(due, RETURNED).service).toBe('running');
    expect(after(due, STOP, RETURNED).service).toBe('stopped');
    expect(after(RUNNING, STOP, EMPTIED, STOP_ENDED).service).toBe('running');
  });

  test('P65: the service of a server that is mended meanwhile starts when it returns', () => {
    const mended = after(RUNNING, LOST, CRASH, MEND);
    expect(mended).toMatchObject({ up: true, service: 'stopped' });
    expect(after(mended, RETURNED).service).toBe('running');
    expect(after(mended, STOP, RETURNED).service).toBe('stopped');
    expect(after(mended, CRASH, MEND, RETURNED).service).toBe('running');
  });
});

function step(state: StreamServerState, input: StreamServerInput) {
  const [next, effects]: readonly [StreamServerState, readonly StreamServerEffect[]] = stepStreamServer(state, input);
  return [next, effects] as const;
}

function after(state: StreamServerState, ...inputs: readonly StreamServerInput[]): StreamServerState {
  return inputs.reduce((current, input) => step(current, input)[0], state);
}
