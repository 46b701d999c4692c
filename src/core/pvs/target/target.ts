/**
 * Target is the agent in one machine that streams its disk: whatever becomes of servers, each read and write is answered in the end.
 *
 *   off ──▶ login ──▶ loading ──▶ streaming ◀──▶ retrying ──too many──▶ relogin ──▶ streaming
 *            │  ▲         │            └─────told to move──────────────▶   │
 *            ▼  │         └─ its server goes: login                        ▼
 *          paused                                             frozen ──somebody serves it──▶ streaming
 *
 * A request that is not answered is sent again, with a time-out that doubles; after `streamRetries` tries the server is given up. An idle target
 * finds out by its heartbeat, and one that loads waits for one time-out of its bootstrap. A server that stops says so, and then nobody waits. Meanwhile requests are held, and the next
 * server gets them in their order: no read or write ends in an error. A fail-over never changes the version.
 *
 * The fleet of a simulated farm (sim) is the columnar form of this machine; a property test holds the two together.
 *
 * Not here: the way to a server (login.ts), and the servers (../stream-server).
 */

import { present, type Step, unchanged, unreachable } from '../../kernel/index.ts';
import type { WantedFile } from '../inventory/index.ts';
import { nextHeartbeatAfter } from './heartbeat.ts';
import {
  abandonOffer,
  type Hindrance,
  type LoginAnswer,
  leaveSession,
  onLoginAnswered,
  onLoginWaited,
  onOpened,
  onOpenRefused,
  startRound,
} from './login.ts';
import { hasRepeated, isOverdue, type Outstanding, type RequestId } from './outstanding.ts';
import { afterLoss, answeredIn } from './reply-timer.ts';
import { isConnected, offTarget, type TargetSettings, type TargetState, targetDeadline } from './state.ts';
import { issue, log, sendOutstanding, type TargetEffect, type Turn, update } from './turn.ts';

export type TargetInput =
  | { readonly type: 'powered-on' | 'powered-off'; readonly atMs: number }
  /** Its operating system has come up, with the driver that streams from now on. */
  | { readonly type: 'driver-connected'; readonly atMs: number }
  /** A read or a write. Its number is like that of no other one. */
  | { readonly type: 'requested'; readonly atMs: number; readonly request: number }
  | {
      readonly type: 'replied';
      readonly atMs: number;
      readonly epoch: number;
      readonly request: RequestId;
      /** When that which is answered was sent, as it came with it. */
      readonly sentAtMs: number;
    }
  | { readonly type: 'told-to-move'; readonly atMs: number; readonly epoch: number; readonly reason: MoveReason }
  | {
      readonly type: 'login-answered';
      readonly atMs: number;
      readonly from: number;
      readonly attempt: number;
      readonly answer: LoginAnswer;
    }
  | {
      readonly type: 'opened';
      readonly atMs: number;
      readonly server: number;
      readonly attempt: number;
      /** The files of its version as they are on that server now, base first. */
      readonly chain: readonly WantedFile[];
    }
  | {
      readonly type: 'open-refused';
      readonly atMs: number;
      readonly server: number;
      readonly attempt: number;
      readonly hindrance: Hindrance;
    }
  | { readonly type: 'deadline'; readonly atMs: number };

/** `unknown`: the server has started anew, and knows nothing of the session. */
export type MoveReason = 'stopping' | 'rebalance' | 'unknown';

type TargetStep = Step<TargetState, TargetEffect>;

export function stepTarget(state: TargetState, input: TargetInput, settings: TargetSettings): TargetStep {
  if ((state.phase === 'off') !== (input.type === 'powered-on')) return unchanged(state);
  const turn: Turn = { state, effects: [], settings, atMs: input.atMs };
  take(turn, input);
  return [turn.state, turn.effects];
}

function take(turn: Turn, input: TargetInput): void {
  switch (input.type) {
    case 'powered-on':
      return onPoweredOn(turn);
    case 'powered-off':
      return onPoweredOff(turn);
    case 'driver-connected':
      return onDriverConnected(turn);
    case 'requested':
      return issue(turn, input.request);
    case 'replied':
      return onReplied(turn, input);
    case 'told-to-move':
      return onToldToMove(turn, input);
    case 'login-answered':
      return onLoginAnswered(turn, input.from, input.attempt, input.answer);
    case 'opened':
      return onOpened(turn, input.server, input.attempt, input.chain);
    case 'open-refused':
      return onOpenRefused(turn, input.server, input.attempt, input.hindrance);
    case 'deadline':
      return onDeadline(turn);
    default:
      return unreachable(input);
  }
}

function onPoweredOn(turn: Turn): void {
  const { epoch, attempt } = turn.state;
  turn.state = { ...offTarget(turn.settings), epoch, attempt };
  startRound(turn);
}

/** What is outstanding goes with those who asked for it. Numbers go on: an answer can still be on its way. */
function onPoweredOff(turn: Turn): void {
  const { server, epoch, attempt } = turn.state;
  if (isConnected(turn.state)) turn.effects.push({ type: 'leave', server: present(server, 'a session'), epoch });
  else abandonOffer(turn);
  turn.state = { ...offTarget(turn.settings), sinceMs: turn.atMs, epoch, attempt };
}

function onDriverConnected(turn: Turn): void {
  const { driverConnected, server, epoch } = turn.state;
  if (driverConnected || !isConnected(turn.state)) return;
  const nextHeartbeatMs = nextHeartbeatAfter(turn.atMs, turn.settings);
  update(turn, { driverConnected: true, phase: 'streaming', nextHeartbeatMs });
  turn.effects.push({ type: 'tell-driver-connected', server: present(server, 'a session has a server'), epoch });
}

/** An answer of an earlier session, or one that has come before, counts for nothing (P34). */
function onReplied(turn: Turn, { epoch, request, sentAtMs }: TargetInput & { type: 'replied' }): void {
  const { state, atMs } = turn;
  const answered = state.outstanding.find((entry) => entry.request === request);
  if (!isConnected(state) || epoch !== state.epoch || answered === undefined) return;
  const replyTimer = answeredIn(state.replyTimer, Math.max(0, atMs - sentAtMs));
  update(turn, { replyTimer, outstanding: state.outstanding.filter((entry) => entry !== answered) });
  if (request !== 'heartbeat') turn.effects.push({ type: 'complete', request });
  if (state.phase === 'retrying' && !hasRepeated(turn.state.outstanding)) endRetrying(turn, answered);
}

function endRetrying(turn: Turn, { firstSentAtMs }: Outstanding): void {
  update(turn, {
    phase: 'streaming',
    lastPauseMs: turn.atMs - present(firstSentAtMs, 'an answer is to what was sent'),
  });
}

/** A server that goes takes booting targets along; a rebalance leaves them alone (P37). */
function onToldToMove(turn: Turn, { epoch, reason }: TargetInput & { type: 'told-to-move' }): void {
  const { state } = turn;
  if (!isConnected(state) || epoch !== state.epoch) return;
  if (reason === 'rebalance' && !state.driverConnected) return;
  log(turn, 'told-to-move', state.server);
  leaveSession(turn);
}

function onDeadline(turn: Turn): void {
  const dueMs = targetDeadline(turn.state);
  if (dueMs === null || turn.atMs < dueMs) return;
  if (!isConnected(turn.state)) return onLoginWaited(turn);
  if (!turn.state.driverConnected) return leaveSession(turn);
  const { outstanding, replyTimer } = turn.state;
  const first = outstanding[0];
  if (first !== undefined && isOverdue(first, replyTimer.timeoutMs, turn.atMs)) onReplyOverdue(turn, first.sendCount);
  else onHeartbeatDue(turn);
}

/** The oldest request is the one that is timed. What else is overdue by now goes out again with it. */
function onReplyOverdue(turn: Turn, sendCount: number): void {
  const { atMs, settings, state } = turn;
  update(turn, { retryCount: state.retryCount + 1 });
  if (sendCount >= settings.streamRetries) {
    log(turn, 'too-many-retries', state.server);
    return leaveSession(turn);
  }
  sendOutstanding(turn, (entry) => isOverdue(entry, state.replyTimer.timeoutMs, atMs));
  update(turn, { phase: 'retrying', replyTimer: afterLoss(state.replyTimer) });
}

/** Any request shows whether the server is there: only an idle target needs a heartbeat. */
function onHeartbeatDue(turn: Turn): void {
  update(turn, { nextHeartbeatMs: nextHeartbeatAfter(turn.atMs, turn.settings) });
  if (turn.state.outstanding.length === 0) issue(turn, 'heartbeat');
}
