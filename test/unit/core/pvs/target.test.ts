import { describe, expect, test } from 'vitest';
import { stepTarget, type TargetInput, visibleState } from '../../../../src/core/pvs/target/index.ts';
import {
  BOOTED,
  freshHost,
  type HostInput,
  LATENCY_MS,
  streamingHost,
  TARGET,
  type TargetHost,
} from '../../../support/pvs-target.ts';

const SECOND = 1_000;

describe('a server that stops', () => {
  test('P28: a target that is told to move has another server at once, without any time-out', () => {
    const host = streamingHost();
    host.login = () => ({ type: 'stream-from', server: 1, chain: BOOTED });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' });
    expect(visibleState(host.state)).toBe('reconnecting');
    host.advance(2 * LATENCY_MS);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 1, retryCount: 0, failoverCount: 1 });
  });

  test('P28, P29: what is on its way when the notice comes is held, and goes to the next server', () => {
    const host = streamingHost();
    host.login = () => ({ type: 'stream-from', server: 1, chain: BOOTED });
    host
      .request(1, 2)
      .give({ type: 'told-to-move', epoch: 1, reason: 'stopping' })
      .forget()
      .advance(3 * LATENCY_MS);
    expect(host.of('send')).toMatchObject([
      { server: 1, epoch: 2, request: 1 },
      { server: 1, epoch: 2, request: 2 },
    ]);
    expect(host.of('complete').map(({ request }) => request)).toEqual([1, 2]);
    expect(host.state.lastPauseMs).toBe(2 * LATENCY_MS);
  });

  test('P25: its login says that it is no boot, and a server that calls it busy is not waited for', () => {
    const host = streamingHost().give({ type: 'told-to-move', epoch: 1, reason: 'stopping' });
    const first = host.of('ask-login')[0];
    expect(first).toMatchObject({ to: 0, kind: 'failover' });
    const { attempt } = host.state;
    host.give({ type: 'login-answered', from: 0, attempt, answer: { type: 'busy', pauseMs: 10 * SECOND } });
    expect(host.of('ask-login').at(-1)).toMatchObject({ to: 1, attempt: attempt + 1 });
    expect(host.state.phase).toBe('relogin');
  });

  test('P38: a target stays where it is when its former server returns', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(10 * SECOND);
    host.silent.clear();
    host.advance(600 * SECOND);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 1, failoverCount: 1 });
  });
});

describe('a server that goes without a word', () => {
  test('P30: 10 tries at 500 ms and doubling, then the login servers in order, then every other one of the site', () => {
    const host = streamingHost();
    host.silent.add(0).add(1);
    const beganMs = host.nowMs;
    host.request(1).advance(100 * SECOND);
    expect(host.of('send').filter(({ server }) => server === 0)).toHaveLength(10);
    expect(host.of('ask-login').map(({ to }) => to)).toEqual([0, 1, 2]);
    expect(host.momentsOf('ask-login')[0]).toBe(beganMs + 65_500);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 2, retryCount: 10, failoverCount: 1 });
    expect(host.of('resumed')).toEqual([{ type: 'resumed', pausedSinceMs: beganMs }]);
    expect(host.state.lastPauseMs).toBe(75_500 + 2 * LATENCY_MS);
  });

  test('P32: the heartbeat, every 30 s, finds it out for an idle target', () => {
    const host = streamingHost();
    host.advance(100 * SECOND);
    expect(host.momentsOf('send')).toEqual([7, 37, 67, 97].map((second) => second * SECOND));
    host.silent.add(0);
    host.advance(27 * SECOND + 65_500 + 10 * SECOND);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 1, retryCount: 10, outstanding: [] });
    expect(host.of('resumed')).toEqual([{ type: 'resumed', pausedSinceMs: 127 * SECOND }]);
  });

  test('P32: a target that is waiting for an answer sends no heartbeat', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.request(1).advance(60 * SECOND);
    expect(host.of('send').every(({ request }) => request === 1)).toBe(true);
    expect(host.state.phase).toBe('retrying');
    expect(visibleState(host.state)).toBe('streaming');
  });

  test('P27, P33: whatever is asked for meanwhile is held, and sent in its order; none of it fails', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.request(1, 2).advance(66 * SECOND);
    expect(visibleState(host.state)).toBe('reconnecting');
    host
      .request(3)
      .advance(1 * SECOND)
      .request(4);
    expect(host.of('complete')).toEqual([]);
    expect(host.state.outstanding.map(({ request }) => request)).toEqual([1, 2, 3, 4]);
    host.forget().advance(10 * SECOND);
    expect(host.of('send').map(({ server, request }) => [server, request])).toEqual([1, 2, 3, 4].map((n) => [1, n]));
    expect(host.of('complete').map(({ request }) => request)).toEqual([1, 2, 3, 4]);
  });

  test('P27: what is asked for while retrying is sent at once, and a lost request alone is repeated', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.request(1).advance(400);
    host.silent.clear();
    host.request(2).advance(200);
    expect(host.of('complete').map(({ request }) => request)).toEqual([2, 1]);
    expect(host.of('send').map(({ request }) => request)).toEqual([1, 2, 1]);
    expect(host.state).toMatchObject({ phase: 'streaming', retryCount: 1, epoch: 1, failoverCount: 0 });
  });

  test('P33: a retry that reaches the server after it has started anew makes the target log in at once', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.request(1).advance(10 * SECOND);
    host.silent.clear();
    host.give({ type: 'told-to-move', epoch: 1, reason: 'unknown' }).advance(3 * LATENCY_MS);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 0, epoch: 2, failoverCount: 0, outstanding: [] });
    expect(host.state.lastPauseMs).toBe(10 * SECOND + 2 * LATENCY_MS);
  });

  test('P33: a pause that a retry ends is known as such, and no fail-over', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.request(1).advance(SECOND);
    host.silent.clear();
    host.advance(SECOND);
    expect(host.state).toMatchObject({ phase: 'streaming', lastPauseMs: 1_500 + LATENCY_MS, failoverCount: 0 });
    expect(host.of('resumed')).toEqual([]);
  });

  test('P31: a new server has a new timer, and an idle target measures it at once', () => {
    const host = streamingHost()
      .give({ type: 'told-to-move', epoch: 1, reason: 'stopping' })
      .advance(2 * LATENCY_MS);
    expect(host.of('send')).toMatchObject([{ epoch: 2, request: 'heartbeat' }]);
    expect(host.state.replyTimer).toEqual({ timeoutMs: 5 * SECOND, roundTrip: null });
    expect(host.advance(LATENCY_MS).state).toMatchObject({ outstanding: [], replyTimer: { timeoutMs: 500 } });
  });

  test('P34: an answer of an earlier session counts for nothing, nor does one that comes twice', () => {
    const host = streamingHost();
    host.request(1).give({ type: 'told-to-move', epoch: 1, reason: 'stopping' });
    const late = { type: 'replied', epoch: 1, request: 1, sentAtMs: 0 } as const;
    expect(unmoved(host, late)).toBe(true);
    host.advance(2 * LATENCY_MS);
    expect(host.state).toMatchObject({ phase: 'streaming', epoch: 2 });
    expect(unmoved(host, late)).toBe(true);
    host.advance(LATENCY_MS);
    expect(host.of('complete')).toHaveLength(1);
    expect(unmoved(host, { ...late, epoch: 2 })).toBe(true);
  });

  test('P34: a notice of an earlier session and an answer to an earlier login count for nothing', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(5 * SECOND);
    const { attempt } = host.state;
    const offer = { type: 'stream-from', server: 2, chain: BOOTED } as const;
    expect(unmoved(host, { type: 'login-answered', from: 0, attempt: attempt - 1, answer: offer })).toBe(true);
    host.advance(2 * LATENCY_MS);
    expect(host.state.phase).toBe('streaming');
    expect(unmoved(host, { type: 'told-to-move', epoch: 1, reason: 'stopping' })).toBe(true);
    expect(unmoved(host, { type: 'opened', server: 2, attempt, chain: BOOTED })).toBe(true);
  });
});

test('one that is switched off says farewell, and hears nothing any more', () => {
  const host = streamingHost().request(1).give({ type: 'powered-off' });
  expect(host.of('leave')).toMatchObject([{ server: 0, epoch: 1 }]);
  expect(unmoved(host, { type: 'replied', epoch: 1, request: 1, sentAtMs: 0 })).toBe(true);
  expect(unmoved(host, { type: 'requested', request: 2 })).toBe(true);
});

test('a deadline that comes early changes nothing', () => {
  expect(unmoved(freshHost().request(1), { type: 'deadline' })).toBe(true);
});

/** Whether an input changes nothing and does nothing. */
function unmoved(host: TargetHost, input: HostInput): boolean {
  const timed = { ...input, atMs: host.nowMs } as TargetInput;
  const [state, effects] = stepTarget(host.state, timed, TARGET);
  return state === host.state && effects.length === 0;
}
