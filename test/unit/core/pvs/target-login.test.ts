import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../../src/core/pvs/codes/index.ts';
import { type LoginAnswer, visibleState } from '../../../../src/core/pvs/target/index.ts';
import { BOOTED, DRIFTED, LATENCY_MS, NEWER, streamingHost, TargetHost } from '../../../support/pvs-target.ts';

const SECOND = 1_000;
const LOAD_BALANCING_OFF: Refusal = { code: 'PVS021', reason: 'load balancing of kiosk is off' };
const REFUSED: LoginAnswer = { type: 'refused', refusal: LOAD_BALANCING_OFF };

describe('a boot', () => {
  test('P23: login servers are asked in order, the next one after 5 s of silence', () => {
    const host = new TargetHost({ loginServers: [2, 0, 1] });
    host.silent.add(2).add(0);
    host.give({ type: 'powered-on' }).advance(20 * SECOND);
    expect(host.of('ask-login').map(({ to }) => to)).toEqual([2, 0, 1]);
    expect(host.momentsOf('ask-login')).toEqual([0, 5 * SECOND, 10 * SECOND]);
    expect(host.state).toMatchObject({ phase: 'loading', server: 1, loginServer: 1 });
  });

  test('P23: a boot asks nobody but the servers of its list, also when it asks again', () => {
    const host = new TargetHost();
    host.silent.add(0).add(1);
    host.give({ type: 'powered-on' }).advance(60 * SECOND);
    expect(host.of('ask-login').map(({ to }) => to)).not.toContain(2);
    expect(visibleState(host.state)).toBe('booting');
    expect(host.state).toMatchObject({ phase: 'frozen', why: { code: 'PVS012' } });
  });

  test('P17: the server that it loads from is the one it is sent to, not the one it asked', () => {
    const host = new TargetHost();
    host.login = () => ({ type: 'stream-from', server: 2, chain: BOOTED });
    host.give({ type: 'powered-on' }).advance(2 * LATENCY_MS);
    expect(host.state).toMatchObject({ phase: 'loading', server: 2, loginServer: 0, image: BOOTED });
  });

  test('P24: one that is told that its server is busy waits for the pause, and asks the list from the first again', () => {
    const host = new TargetHost();
    let busyCount = 3;
    host.login = () => (busyCount-- > 0 ? { type: 'busy', pauseMs: 10 * SECOND } : host.offer());
    host.give({ type: 'powered-on' }).advance(LATENCY_MS);
    expect(host.state.phase).toBe('paused');
    expect(visibleState(host.state)).toBe('booting');
    host.advance(60 * SECOND);
    expect(host.momentsOf('ask-login')).toEqual([0, 10_001, 20_002, 30_003]);
    expect(host.of('ask-login').every(({ to, kind }) => to === 0 && kind === 'boot')).toBe(true);
    expect(host.state.phase).toBe('loading');
  });

  test('P16: one that is refused goes on asking all servers of its list at once, every 10 s, and boots when it can', () => {
    const host = new TargetHost();
    host.login = () => REFUSED;
    host.give({ type: 'powered-on' }).advance(25 * SECOND);
    expect(host.momentsOf('ask-login')).toEqual([0, 10_001, 10_001, 20_001, 20_001]);
    expect(host.state).toMatchObject({ phase: 'frozen', why: LOAD_BALANCING_OFF });
    host.login = () => host.offer();
    host.advance(10 * SECOND);
    expect(host.state).toMatchObject({ phase: 'loading', why: null, failoverCount: 0 });
  });

  test('P36: one that finds another copy than the one on record does not boot from it', () => {
    const host = new TargetHost();
    host.copies.set(0, DRIFTED);
    host.login = ({ rejected }) => ({ type: 'stream-from', server: rejected.includes(0) ? 1 : 0, chain: BOOTED });
    host.give({ type: 'powered-on' }).advance(10 * LATENCY_MS);
    expect(host.state).toMatchObject({ phase: 'loading', server: 1, image: BOOTED });
  });

  test('P26: the server is told when the driver has connected, once', () => {
    const host = new TargetHost().give({ type: 'powered-on' }).advance(2 * LATENCY_MS);
    expect(visibleState(host.state)).toBe('booting');
    host.give({ type: 'driver-connected' }, { type: 'driver-connected' });
    expect(host.of('tell-driver-connected')).toMatchObject([{ server: 0, epoch: 1 }]);
    expect(visibleState(host.state)).toBe('streaming');
  });

  test('P37: one whose server goes while it loads restarts at the list, as a boot of the same files', () => {
    const host = new TargetHost().give({ type: 'powered-on' }).advance(2 * LATENCY_MS);
    host.silent.add(0);
    host.request(1).advance(5 * SECOND);
    expect(host.state.phase).toBe('login');
    expect(host.of('ask-login').at(-1)).toMatchObject({ to: 0, kind: 'boot', image: BOOTED });
    host.advance(10 * SECOND);
    expect(host.state).toMatchObject({ phase: 'loading', server: 1, failoverCount: 0, outstanding: [] });
    expect(host.of('complete')).toEqual([{ type: 'complete', request: 1 }]);
  });

  test('P37: one whose server goes while it loads and comes back in time goes on there', () => {
    const host = new TargetHost().give({ type: 'powered-on' }).advance(2 * LATENCY_MS);
    host.silent.add(0);
    host.request(1).advance(5 * SECOND - 1);
    const { epoch, outstanding } = host.state;
    host.give({ type: 'replied', epoch, request: 1, sentAtMs: outstanding[0]?.sentAtMs ?? 0 }).advance(60 * SECOND);
    expect(host.state).toMatchObject({ phase: 'loading', server: 0, epoch, retryCount: 0 });
  });

  test('P37: a rebalance does not move one that is booting, a server that stops does', () => {
    const host = new TargetHost().give({ type: 'powered-on' }).advance(2 * LATENCY_MS);
    const loading = host.state;
    expect(host.give({ type: 'told-to-move', epoch: 1, reason: 'rebalance' }).state).toBe(loading);
    expect(host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).state.phase).toBe('login');
  });
});

describe('the image', () => {
  test('P35: a target goes on with the version it booted, whatever was released since', () => {
    const host = streamingHost();
    host.login = () => ({ type: 'stream-from', server: 1, chain: NEWER });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(2 * LATENCY_MS);
    expect(host.of('ask-login')[0]?.image).toEqual(BOOTED);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 1, image: BOOTED });
  });

  test('P35: the next boot takes the version on record then', () => {
    const host = streamingHost();
    for (const server of [0, 1, 2]) host.copies.set(server, NEWER);
    host.login = () => ({ type: 'stream-from', server: 1, chain: NEWER });
    host.give({ type: 'powered-off' }, { type: 'powered-on' }).advance(2 * LATENCY_MS);
    expect(host.of('ask-login')[0]).toMatchObject({ kind: 'boot', image: null });
    expect(host.state).toMatchObject({ phase: 'loading', image: NEWER });
  });

  test('P36: a target refuses a server whose copy is not the one it booted, says so, and asks there again', () => {
    const host = streamingHost();
    host.copies.set(1, DRIFTED);
    host.login = ({ rejected }) => ({ type: 'stream-from', server: rejected.includes(1) ? 2 : 1, chain: BOOTED });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(4 * LATENCY_MS);
    expect(host.of('ask-login').map(({ to, rejected }) => [to, rejected])).toEqual([
      [0, []],
      [0, [1]],
    ]);
    expect(host.of('leave')).toMatchObject([
      { server: 0, epoch: 1 },
      { server: 1, epoch: 2 },
    ]);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 2, epoch: 3 });
  });

  test('P36: a login server that insists on such a copy does not get its way: the target freezes with PVS017', () => {
    const host = streamingHost();
    host.copies.set(1, DRIFTED);
    host.login = () => ({ type: 'stream-from', server: 1, chain: BOOTED });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(30 * SECOND);
    expect(host.state).toMatchObject({ phase: 'frozen', why: { code: 'PVS017' }, server: 0 });
    host.copies.clear();
    host.advance(10 * SECOND);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 1 });
  });

  test.each([
    ['timestamp', 'streaming'],
    ['content', 'frozen'],
  ] as const)('P36: where identity is by %s, equal times with other content leave a target %s', (identity, phase) => {
    const host = streamingHost({ identity });
    host.copies.set(
      1,
      BOOTED.map((file) => ({ ...file, layers: [...file.layers, 'other'] })),
    );
    host.login = () => ({ type: 'stream-from', server: 1, chain: BOOTED });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(SECOND);
    // What it compares with next time is still what it booted.
    expect(host.state).toMatchObject({ phase, image: BOOTED });
  });
});

describe('nobody to stream from', () => {
  test('P16: a running target freezes with the reason, asks all servers at once every 10 s, and resumes when one serves it', () => {
    const host = streamingHost();
    host.login = () => REFUSED;
    const noticeMs = host.nowMs;
    host
      .request(1)
      .give({ type: 'told-to-move', epoch: 1, reason: 'stopping' })
      .advance(35 * SECOND);
    expect(host.state).toMatchObject({ phase: 'frozen', why: LOAD_BALANCING_OFF });
    expect(visibleState(host.state)).toBe('frozen');
    const rounds = host.momentsOf('ask-login').map((atMs) => atMs - noticeMs);
    expect(rounds).toEqual([0, ...Array(3).fill(10_001), ...Array(3).fill(20_001), ...Array(3).fill(30_001)]);
    host.login = () => host.offer();
    host.request(2).advance(10 * SECOND);
    expect(host.of('complete').map(({ request }) => request)).toEqual([1, 2]);
    expect(host.state).toMatchObject({ phase: 'streaming', why: null, lastPauseMs: 40_001 + 2 * LATENCY_MS });
  });

  test('P16: where no server answers the reason is PVS012, also after a refusal', () => {
    const host = streamingHost();
    host.login = () => REFUSED;
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(15 * SECOND);
    expect(host.state.why).toEqual(LOAD_BALANCING_OFF);
    host.silent.add(0).add(1).add(2);
    host.advance(20 * SECOND);
    expect(host.state.why?.code).toBe('PVS012');
  });

  test('P16: login servers that name a server which does not answer leave the reason as it was', () => {
    const host = streamingHost();
    host.login = () => REFUSED;
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(5 * SECOND);
    host.silent.add(2);
    host.login = () => ({ type: 'stream-from', server: 2, chain: BOOTED });
    host.advance(30 * SECOND);
    expect(host.state).toMatchObject({ phase: 'frozen', why: LOAD_BALANCING_OFF });
    host.silent.clear();
    host.advance(10 * SECOND);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 2 });
  });

  test('P16: while it is frozen one server that offers is enough, whatever others answer before', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.login = ({ to }) => (to === 1 ? REFUSED : { type: 'stream-from', server: 2, chain: BOOTED });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(20 * SECOND);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 2, loginServer: 2 });
  });

  test('P30: a server that is offered and does not answer is left for the next login server, after 5 s', () => {
    const host = streamingHost();
    host.silent.add(2);
    host.login = ({ to }) => ({ type: 'stream-from', server: to === 0 ? 2 : 1, chain: BOOTED });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(6 * SECOND);
    expect(host.of('leave')).toMatchObject([{ server: 0 }, { server: 2, epoch: 2 }]);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 1, loginServer: 1 });
    expect(host.state.lastPauseMs).toBe(5 * SECOND + 2 * LATENCY_MS);
  });

  test('P30: a server that is offered and refuses is left for the next login server at once', () => {
    const host = streamingHost();
    host.silent.add(2);
    host.login = ({ to }) => ({ type: 'stream-from', server: to === 0 ? 2 : 1, chain: BOOTED });
    host.give({ type: 'told-to-move', epoch: 1, reason: 'stopping' }).advance(LATENCY_MS);
    const hindrance = { type: 'refused', refusal: LOAD_BALANCING_OFF } as const;
    host.give({ type: 'open-refused', server: 2, attempt: host.state.attempt, hindrance }).advance(2 * LATENCY_MS);
    expect(host.state).toMatchObject({ phase: 'streaming', server: 1 });
  });
});
