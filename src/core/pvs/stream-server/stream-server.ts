/**
 * StreamServer is one server of a farm: whether it is up, and whether its Stream Service runs.
 *
 *   running ──stop──▶ stopping ──everybody has left, or 10 s──▶ stopped ──start──▶ running
 *
 * A server that is down keeps what its service is set to, and has that when it is mended.
 *
 * A stop tells every target to log in elsewhere, and waits until they are gone: what they still ask for meanwhile is answered. A
 * crash tells nobody.
 *
 * Who its targets are, and how many, is known to the host, which has the sessions: the machine is told where it matters.
 *
 * Not here: which server a target is sent to (../balance), what it finds there (../inventory), what it does then (../target).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';
import type { PvsCode } from '../codes/index.ts';

export type StreamService = 'running' | 'stopping' | 'stopped';

export interface StreamServerState {
  readonly up: boolean;
  readonly service: StreamService;
  /** Counts the starts of the Stream Service: it knows none of the targets that it had before its last one. */
  readonly generation: number;
  readonly database: 'reachable' | 'lost';
  /** The service is meant to start as soon as the database is there: without it none starts. */
  readonly startsWithDatabase: boolean;
  /** When a stop waits no longer; null while there is none under way. */
  readonly drainUntilMs: number | null;
}

export type StreamServerInput =
  | { readonly type: 'stop-requested'; readonly atMs: number; readonly targetCount: number }
  /** `stop-ended`: the time is over for which it was stopped. */
  | { readonly type: 'start-requested' | 'stop-ended'; readonly atMs: number }
  | { readonly type: 'crashed' | 'mended'; readonly atMs: number }
  | { readonly type: 'database-lost' | 'database-returned'; readonly atMs: number }
  /** No target is left. */
  | { readonly type: 'emptied'; readonly atMs: number }
  | { readonly type: 'deadline'; readonly atMs: number };

export type StreamServerEffect =
  /** Tells all its targets to log in elsewhere. */
  | { readonly type: 'notify-targets' }
  /** Tells the farm what copies it has. */
  | { readonly type: 'report-copies' }
  /** What the administrator who wants it started is told. */
  | { readonly type: 'refuse-start'; readonly code: PvsCode }
  /** Ends every session that is left. */
  | { readonly type: 'close' }
  | { readonly type: 'log'; readonly entry: 'started' | 'stopping' | 'stopped' };

type StreamServerStep = Step<StreamServerState, StreamServerEffect>;

/** How long a stop waits for targets to leave. Assumed: no source says. */
export const DRAIN_MS = 10_000;

/** A server that has been running for a while. */
export function settledStreamServer(): StreamServerState {
  return {
    up: true,
    service: 'running',
    generation: 1,
    database: 'reachable',
    startsWithDatabase: false,
    drainUntilMs: null,
  };
}

export function stepStreamServer(state: StreamServerState, input: StreamServerInput): StreamServerStep {
  switch (input.type) {
    case 'stop-requested':
      return onStopRequested(state, input.atMs, input.targetCount);
    case 'start-requested':
      return onStartRequested(state);
    case 'stop-ended':
      return onStopEnded(state);
    case 'crashed':
      return onCrashed(state);
    case 'mended':
      return onMended(state);
    case 'database-lost':
      return state.database === 'lost' ? unchanged(state) : unchanged({ ...state, database: 'lost' });
    case 'database-returned':
      return onDatabaseReturned(state);
    case 'emptied':
      return state.service === 'stopping' ? stop(state) : unchanged(state);
    case 'deadline':
      return onDeadline(state, input.atMs);
    default:
      return unreachable(input);
  }
}

function onStopRequested(state: StreamServerState, atMs: number, targetCount: number): StreamServerStep {
  const awaiting = state.startsWithDatabase ? { ...state, startsWithDatabase: false } : state;
  if (state.service !== 'running') return unchanged(awaiting);
  if (!state.up) return unchanged({ ...state, service: 'stopped' });
  if (targetCount === 0) return stop(state);
  return [
    { ...state, service: 'stopping', drainUntilMs: atMs + DRAIN_MS },
    [{ type: 'log', entry: 'stopping' }, { type: 'notify-targets' }],
  ];
}

function onStartRequested(state: StreamServerState): StreamServerStep {
  if (state.service === 'running') return unchanged(state);
  if (state.database === 'lost') return [state, [{ type: 'refuse-start', code: 'PVS051' }]];
  return setToRun(state);
}

/** Nobody is there to be refused, or to try again: it starts when it can. */
function onStopEnded(state: StreamServerState): StreamServerStep {
  if (state.service === 'running' || state.startsWithDatabase) return unchanged(state);
  return state.up && state.database === 'lost' ? unchanged({ ...state, startsWithDatabase: true }) : setToRun(state);
}

function setToRun(state: StreamServerState): StreamServerStep {
  return state.up ? start(state) : unchanged({ ...state, service: 'running' });
}

/** Nobody is told: targets find out. */
function onCrashed(state: StreamServerState): StreamServerStep {
  if (!state.up) return unchanged(state);
  const isMeantToRun = state.service === 'running' || state.startsWithDatabase;
  const service = isMeantToRun ? 'running' : 'stopped';
  return unchanged({ ...state, up: false, service, startsWithDatabase: false, drainUntilMs: null });
}

function onMended(state: StreamServerState): StreamServerStep {
  if (state.up) return unchanged(state);
  const up: StreamServerState = { ...state, up: true, service: 'stopped' };
  if (state.service !== 'running') return unchanged(up);
  return state.database === 'reachable' ? start(up) : unchanged({ ...up, startsWithDatabase: true });
}

function onDatabaseReturned(state: StreamServerState): StreamServerStep {
  if (state.database === 'reachable') return unchanged(state);
  const returned: StreamServerState = { ...state, database: 'reachable' };
  return state.startsWithDatabase ? start(returned) : unchanged(returned);
}

/** A stop that is under way is called off: the service goes on as it was, and who has not left yet need not. */
function start(state: StreamServerState): StreamServerStep {
  const generation = state.service === 'stopped' ? state.generation + 1 : state.generation;
  return [
    { ...state, service: 'running', generation, startsWithDatabase: false, drainUntilMs: null },
    [{ type: 'log', entry: 'started' }, { type: 'report-copies' }],
  ];
}

function onDeadline(state: StreamServerState, atMs: number): StreamServerStep {
  return state.drainUntilMs === null || atMs < state.drainUntilMs ? unchanged(state) : stop(state);
}

function stop(state: StreamServerState): StreamServerStep {
  return [{ ...state, service: 'stopped', drainUntilMs: null }, [{ type: 'close' }, { type: 'log', entry: 'stopped' }]];
}

/** When a stop waits no longer for targets to leave; null when nothing is waited for. */
export function streamServerDeadline(state: StreamServerState): number | null {
  return state.drainUntilMs;
}
