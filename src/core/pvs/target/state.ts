/**
 * The state of a target: what it is doing, which server it streams from, and what it has outstanding. It is also the target's own
 * report: what others hold of it can be older.
 *
 * Not here: how it changes (target.ts, login.ts).
 */

import type { Refusal } from '../codes/index.ts';
import type { IdentityMode, WantedFile } from '../inventory/index.ts';
import { nextHeartbeatAfter } from './heartbeat.ts';
import { LOADING_TIMEOUT_MS } from './limits.ts';
import type { Outstanding } from './outstanding.ts';
import { freshReplyTimer, type ReplyTimer } from './reply-timer.ts';

/**
 * `login`: asks for a server, to boot. `paused`: was told that its server is busy. `loading`: reads its operating system.
 * `retrying`: an answer is late. `relogin`: asks for another server. `frozen`: nobody serves it, booting or running; it asks for ever.
 */
export type TargetPhase = 'off' | 'login' | 'paused' | 'loading' | 'streaming' | 'retrying' | 'relogin' | 'frozen';

/** What is told of a target to users. */
export type VisibleState = 'off' | 'booting' | 'streaming' | 'reconnecting' | 'frozen';

/** Servers are numbered as in the topology of the farm. */
export interface TargetSettings {
  readonly identity: IdentityMode;
  /** Asked in this order, by a boot these alone. */
  readonly loginServers: readonly number[];
  /** Asked by a running target after the list: none where logins keep to the list. */
  readonly otherServers: readonly number[];
  /** Of a request that is sent before anything was answered. */
  readonly streamReplyTimeoutMs: number;
  /** How often a request is sent before the server is given up. */
  readonly streamRetries: number;
  readonly streamHeartbeatMs: number;
  /** Where the target's heartbeats lie in time: chance gives each its own. */
  readonly heartbeatPhaseMs: number;
}

export interface TargetState {
  readonly phase: TargetPhase;
  /** When the phase began. */
  readonly sinceMs: number;
  /** Its operating system has come up. From here on it fails over when it loses its server; before, it boots on elsewhere. */
  readonly driverConnected: boolean;
  /** The server that it streams from, or from which it did last; null before the first. */
  readonly server: number | null;
  /** The login server that sent it there. */
  readonly loginServer: number | null;
  /** The number of its session, one for each server that it opens: what is said in another one counts for nothing. */
  readonly epoch: number;
  /** The number of its last question to login servers: an answer to an earlier one counts for nothing. */
  readonly attempt: number;
  /** Login servers that have not answered yet, in order. The first one is being asked, in phase `frozen` all of them at once. */
  readonly round: readonly number[];
  /** The server that it was sent to and is opening; null while it is opening none. */
  readonly offer: Offer | null;
  /** Servers whose copies it found not identical in this round. */
  readonly rejected: readonly number[];
  /** Until when it waits for answers, or with asking again; null while it is connected or off. */
  readonly wakeAtMs: number | null;
  /** The files that it has booted, base first; null before. They stay the same until it is switched off. */
  readonly image: readonly WantedFile[] | null;
  readonly outstanding: readonly Outstanding[];
  readonly replyTimer: ReplyTimer;
  readonly nextHeartbeatMs: number;
  /** Since when it has waited for a disk, once it had to log in anew; null while it has one. */
  readonly pausedSinceMs: number | null;
  /** How long it waited for its disk the last time: for a retry that was answered, or for another server. */
  readonly lastPauseMs: number;
  readonly retryCount: number;
  readonly failoverCount: number;
  /** Why it is frozen, as it was told last; null while it is not. */
  readonly why: Refusal | null;
}

export interface Offer {
  readonly server: number;
  readonly loginServer: number;
  /** The files on record for a boot, base first. */
  readonly chain: readonly WantedFile[];
}

/** A target that is switched off and has never been on. */
export function offTarget(settings: TargetSettings): TargetState {
  return {
    phase: 'off',
    sinceMs: 0,
    driverConnected: false,
    server: null,
    loginServer: null,
    epoch: 0,
    attempt: 0,
    round: [],
    offer: null,
    rejected: [],
    wakeAtMs: null,
    image: null,
    outstanding: [],
    replyTimer: freshReplyTimer(settings.streamReplyTimeoutMs),
    nextHeartbeatMs: 0,
    pausedSinceMs: null,
    lastPauseMs: 0,
    retryCount: 0,
    failoverCount: 0,
    why: null,
  };
}

/** What a target of a loaded site is like: it has been streaming from `server` for a while, and is idle. */
export interface SettledTarget {
  readonly atMs: number;
  readonly server: number;
  readonly loginServer: number;
  readonly image: readonly WantedFile[];
  readonly replyTimer: ReplyTimer;
}

export function settledTarget({ atMs, ...site }: SettledTarget, settings: TargetSettings): TargetState {
  return {
    ...offTarget(settings),
    ...site,
    phase: 'streaming',
    sinceMs: atMs,
    driverConnected: true,
    epoch: 1,
    nextHeartbeatMs: nextHeartbeatAfter(atMs, settings),
  };
}

/** The login servers that it asks now: a boot knows those of its list alone. */
export function serversToAsk({ driverConnected }: TargetState, settings: TargetSettings): readonly number[] {
  return driverConnected ? [...settings.loginServers, ...settings.otherServers] : settings.loginServers;
}

/** Whether it has a server that it sends requests to. */
export function isConnected({ phase }: TargetState): boolean {
  return phase === 'loading' || phase === 'streaming' || phase === 'retrying';
}

export function visibleState({ phase, driverConnected }: TargetState): VisibleState {
  if (phase === 'off') return 'off';
  if (!driverConnected) return 'booting';
  if (phase === 'frozen') return 'frozen';
  return phase === 'relogin' ? 'reconnecting' : 'streaming';
}

/** The next moment at which the target does something by itself; null when there is none. One that is past is due now. */
export function targetDeadline(state: TargetState): number | null {
  if (!isConnected(state)) return state.wakeAtMs;
  const { sentAtMs = null, firstSentAtMs = null } = state.outstanding[0] ?? {};
  if (!state.driverConnected) return firstSentAtMs === null ? null : firstSentAtMs + LOADING_TIMEOUT_MS;
  const replyMs = sentAtMs === null ? null : sentAtMs + state.replyTimer.timeoutMs;
  return replyMs === null ? state.nextHeartbeatMs : Math.min(replyMs, state.nextHeartbeatMs);
}
