/**
 * StreamServer is one server of a farm: whether its Stream Service runs, and how many targets it has.
 *
 *   running ──stop──▶ stopping ──everybody has left, or 10 s──▶ stopped ──start──▶ running
 *
 * A server that is down keeps what its service is set to, and has that when it is mended.
 *
 * A stop tells every target to log in elsewhere, and waits until they are gone: what they still ask for meanwhile is answered. A
 * crash tells nobody. Not more than `bootsAtOnce` targets boot at once; those that fail over are never counted among them.
 *
 * It holds counts. Which targets they are is known to the host, which has the sessions, and says what becomes of each of them once.
 *
 * Not here: which server a target is sent to (../balance), what it finds there (../inventory), what it does then (../target).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';
import type { PvsCode } from '../codes/index.ts';
import type { LoginKind } from '../target/index.ts';

export type ServerPower = 'up' | 'down';
export type StreamService = 'running' | 'stopping' | 'stopped';

export interface StreamServerSettings {
  readonly bootsAtOnce: number;
  readonly bootPauseMs: number;
  /** How long a target counts as booting at most. */
  readonly bootMaxMs: number;
  /** Whether it carries on while the database is away. */
  readonly offlineSupport: boolean;
}

export interface StreamServerState {
  readonly power: ServerPower;
  readonly service: StreamService;
  readonly database: 'reachable' | 'lost';
  /** The service is meant to start as soon as the database is there: without it none starts. */
  readonly startsWithDatabase: boolean;
  /** Targets with a session, those that boot included. */
  readonly connectedCount: number;
  readonly bootingCount: number;
  /** When a stop waits no longer; null while there is none under way. */
  readonly drainUntilMs: number | null;
}

export type StreamServerInput =
  | { readonly type: 'stop-requested' | 'start-requested'; readonly atMs: number }
  | { readonly type: 'crashed' | 'mended'; readonly atMs: number }
  | { readonly type: 'database-lost' | 'database-returned'; readonly atMs: number }
  /** A target opens the server, or is promised it by a login server. */
  | { readonly type: 'target-arrived'; readonly atMs: number; readonly kind: LoginKind }
  /** A target that counts as booting has connected its driver, or has counted for `bootMax`. */
  | { readonly type: 'boot-ended'; readonly atMs: number }
  | { readonly type: 'target-left'; readonly atMs: number; readonly countedAs: 'booting' | 'running' }
  | { readonly type: 'deadline'; readonly atMs: number };

export type StreamServerEffect =
  /** Tells all its targets to log in elsewhere. */
  | { readonly type: 'notify-targets' }
  /** What the target that has just arrived is told. */
  | { readonly type: 'accept' }
  | { readonly type: 'busy'; readonly pauseMs: number }
  | { readonly type: 'refuse'; readonly code: PvsCode }
  /** What the administrator who wants it started is told. */
  | { readonly type: 'refuse-start'; readonly code: PvsCode }
  /** Ends every session that is left. */
  | { readonly type: 'close' }
  | { readonly type: 'log'; readonly entry: 'started' | 'stopping' | 'stopped'; readonly targetCount: number };

type StreamServerStep = Step<StreamServerState, StreamServerEffect>;

/** How long a stop waits for targets to leave. Assumed: no source says. */
export const DRAIN_MS = 10_000;

const NO_TARGETS = { connectedCount: 0, bootingCount: 0, drainUntilMs: null } as const;

/** A server that has been running for a while, with so many targets that have all booted. */
export function settledStreamServer(connectedCount: number): StreamServerState {
  return {
    power: 'up',
    service: 'running',
    database: 'reachable',
    startsWithDatabase: false,
    connectedCount,
    bootingCount: 0,
    drainUntilMs: null,
  };
}

export function stepStreamServer(
  state: StreamServerState,
  input: StreamServerInput,
  settings: StreamServerSettings,
): StreamServerStep {
  switch (input.type) {
    case 'stop-requested':
      return onStopRequested(state, input.atMs);
    case 'start-requested':
      return onStartRequested(state);
    case 'crashed':
      return onCrashed(state);
    case 'mended':
      return onMended(state);
    case 'database-lost':
      return state.database === 'lost' ? unchanged(state) : unchanged({ ...state, database: 'lost' });
    case 'database-returned':
      return onDatabaseReturned(state);
    case 'target-arrived':
      return onTargetArrived(state, input.kind, settings);
    case 'boot-ended':
      return onBootEnded(state);
    case 'target-left':
      return onTargetLeft(state, input.countedAs);
    case 'deadline':
      return onDeadline(state, input.atMs);
    default:
      return unreachable(input);
  }
}

function onStopRequested(state: StreamServerState, atMs: number): StreamServerStep {
  const awaiting = state.startsWithDatabase ? { ...state, startsWithDatabase: false } : state;
  if (state.service !== 'running') return unchanged(awaiting);
  if (state.power === 'down') return unchanged({ ...state, service: 'stopped' });
  if (state.connectedCount === 0) return stop(state);
  return [
    { ...state, service: 'stopping', drainUntilMs: atMs + DRAIN_MS },
    [{ type: 'log', entry: 'stopping', targetCount: state.connectedCount }, { type: 'notify-targets' }],
  ];
}

/** A stop that is under way is called off: who has not left yet need not. */
function onStartRequested(state: StreamServerState): StreamServerStep {
  if (state.service === 'running') return unchanged(state);
  if (state.database === 'lost') return [state, [{ type: 'refuse-start', code: 'PVS051' }]];
  return state.power === 'up' ? start(state) : unchanged({ ...state, service: 'running' });
}

/** Nobody is told: targets find out. */
function onCrashed(state: StreamServerState): StreamServerStep {
  if (state.power === 'down') return unchanged(state);
  const isMeantToRun = state.service === 'running' || state.startsWithDatabase;
  const service = isMeantToRun ? 'running' : 'stopped';
  return unchanged({ ...state, ...NO_TARGETS, power: 'down', service, startsWithDatabase: false });
}

/** It knows none of its former targets. */
function onMended(state: StreamServerState): StreamServerStep {
  if (state.power === 'up') return unchanged(state);
  const up: StreamServerState = { ...state, power: 'up' };
  if (state.service !== 'running') return unchanged(up);
  return state.database === 'reachable'
    ? start(up)
    : unchanged({ ...up, service: 'stopped', startsWithDatabase: true });
}

function onDatabaseReturned(state: StreamServerState): StreamServerStep {
  if (state.database === 'reachable') return unchanged(state);
  const returned: StreamServerState = { ...state, database: 'reachable' };
  return state.startsWithDatabase ? start(returned) : unchanged(returned);
}

function start(state: StreamServerState): StreamServerStep {
  return [
    { ...state, service: 'running', startsWithDatabase: false, drainUntilMs: null },
    [{ type: 'log', entry: 'started', targetCount: state.connectedCount }],
  ];
}

/** One that answers nobody does not answer this one either: it hears nothing and asks elsewhere. */
function onTargetArrived(state: StreamServerState, kind: LoginKind, settings: StreamServerSettings): StreamServerStep {
  if (!serverAnswers(state, settings)) return unchanged(state);
  if (state.service !== 'running') return [state, [{ type: 'refuse', code: 'PVS009' }]];
  if (kind === 'boot' && state.bootingCount >= settings.bootsAtOnce) {
    return [state, [{ type: 'busy', pauseMs: settings.bootPauseMs }]];
  }
  const bootingCount = state.bootingCount + (kind === 'boot' ? 1 : 0);
  return [{ ...state, connectedCount: state.connectedCount + 1, bootingCount }, [{ type: 'accept' }]];
}

function onBootEnded(state: StreamServerState): StreamServerStep {
  return unchanged(state.bootingCount === 0 ? state : { ...state, bootingCount: state.bootingCount - 1 });
}

/** A farewell to a session that was closed already counts for nothing. */
function onTargetLeft(state: StreamServerState, countedAs: 'booting' | 'running'): StreamServerStep {
  if (state.connectedCount === 0) return unchanged(state);
  const [counted] = countedAs === 'booting' ? onBootEnded(state) : [state];
  const left = { ...counted, connectedCount: state.connectedCount - 1 };
  return left.service === 'stopping' && left.connectedCount === 0 ? stop(left) : unchanged(left);
}

function onDeadline(state: StreamServerState, atMs: number): StreamServerStep {
  return state.drainUntilMs === null || atMs < state.drainUntilMs ? unchanged(state) : stop(state);
}

function stop(state: StreamServerState): StreamServerStep {
  return [
    { ...state, ...NO_TARGETS, service: 'stopped' },
    [{ type: 'close' }, { type: 'log', entry: 'stopped', targetCount: state.connectedCount }],
  ];
}

/** When a stop waits no longer for targets to leave; null when nothing is waited for. */
export function streamServerDeadline(state: StreamServerState): number | null {
  return state.drainUntilMs;
}

/** Until when a target that arrived to boot counts as booting, should its driver not connect before (P26). */
export function bootCountsUntilMs(arrivedAtMs: number, { bootMaxMs }: StreamServerSettings): number {
  return arrivedAtMs + bootMaxMs;
}

/** Whether the server answers at all what reaches it: logins, and the requests of its targets, those of a stop under way included. */
export function serverAnswers(state: StreamServerState, { offlineSupport }: StreamServerSettings): boolean {
  return state.power === 'up' && state.service !== 'stopped' && (state.database === 'reachable' || offlineSupport);
}
