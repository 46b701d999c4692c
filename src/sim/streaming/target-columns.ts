/**
 * The columns of a farm's targets: plain data, one place for each target, for checkpoints and copies.
 *
 * Servers are written as their number + 1, so that 0 stands for none.
 *
 * Not here: what the targets do (target-life.ts).
 */

import { type AgendaColumns, emptyAgenda } from './agenda.ts';

/** Switched off. */
export const OFF = 0;
/** Switched on, and asking one login server after another. */
export const LOGIN = 1;
/** Told that its server is busy with others that boot. */
export const PAUSED = 2;
/** Refused, or answered by nobody: it asks again and again. */
export const WAITING = 3;
/** Connected, and loading the operating system. */
export const LOADING = 4;
export const STREAMING = 5;
/** A request has not been answered, and is sent again and again. */
export const RETRYING = 6;
/** Asking for another server, with its input and output held. */
export const RELOGIN = 7;
/** No server may have it: it asks again and again. */
export const FROZEN = 8;

/** What the time for which a target is due is the time of. */
export const OWN = 0;
/** The answer of the login server that it asks. */
export const ANSWER = 1;
/** The end of its patience with that server. */
export const SILENCE = 2;
/** Word of its server that it shall log in elsewhere. */
export const NOTICE = 3;
/** The same, from a rebalance: it may be handed back to the server that it has. */
export const REBALANCE = 4;

/** All times are world time in milliseconds. */
export interface TargetColumns {
  readonly count: number;
  readonly agenda: AgendaColumns;
  readonly phase: Uint8Array;
  /** Whether an operator wants it to be on: a fault that ends switches nobody on whom he has switched off. */
  readonly wanted: Uint8Array;
  readonly awaits: Uint8Array;
  /** The server that streams to it, or that it was handed to. */
  readonly server: Uint16Array;
  /** The server before that, of a target without one: where it cannot be left, it has to be there again. */
  readonly from: Uint16Array;
  readonly loginServer: Uint16Array;
  /** The server that the farm has on record for it. */
  readonly recorded: Uint16Array;
  /** The server that has what it wrote and that stays from boot to boot. */
  readonly home: Uint16Array;
  /** Which start of the Stream Service it is connected to: a later one does not know it. */
  readonly generation: Uint32Array;
  /** Its place in the list of login servers. */
  readonly asked: Uint16Array;
  /** When it asked what has not been answered yet: a login server, or, while it loads, its own; Infinity when that one answers. */
  readonly askedMs: Float64Array;
  /** Since when its input and output are held, or it has been booting. */
  readonly sinceMs: Float64Array;
  /** The moment from which it counts the times at which it asks again; of one that loads, when that is done. */
  readonly anchorMs: Float64Array;
  /** How often the request that is not answered was sent. */
  readonly tries: Uint16Array;
  /** How long it waits for a reply. */
  readonly timeoutMs: Float64Array;
  readonly attachedMs: Float64Array;
  readonly bootedMs: Float64Array;
  /** Whether it counts as booting on its server. */
  readonly counted: Uint8Array;
  /** The copy that it has booted, by its number + 1 among those that were. */
  readonly copy: Uint32Array;
  readonly failovers: Uint32Array;
  readonly retries: Uint32Array;
  /** How long its last pause was. */
  readonly pausedMs: Float64Array;
  /** Bytes that it found otherwise than it had left them; errors that reached its file system. */
  readonly lostBytes: Float64Array;
  readonly ioErrors: Uint32Array;
  /** Targets on each server, and those of them that are booting. */
  readonly onServer: Uint32Array;
  readonly bootingOn: Uint32Array;
  /** Targets of each vDisk on each server: `vdisk * servers + server`. */
  readonly ofVdisk: Uint32Array;
  /** Targets that ask again and again. */
  waitingCount: number;
}

export function emptyTargets(count: number, serverCount: number, vdiskCount: number): TargetColumns {
  return {
    count,
    agenda: emptyAgenda(count),
    phase: new Uint8Array(count),
    wanted: new Uint8Array(count).fill(1),
    awaits: new Uint8Array(count),
    server: new Uint16Array(count),
    from: new Uint16Array(count),
    loginServer: new Uint16Array(count),
    recorded: new Uint16Array(count),
    home: new Uint16Array(count),
    generation: new Uint32Array(count),
    asked: new Uint16Array(count),
    askedMs: new Float64Array(count),
    sinceMs: new Float64Array(count),
    anchorMs: new Float64Array(count),
    tries: new Uint16Array(count),
    timeoutMs: new Float64Array(count),
    attachedMs: new Float64Array(count),
    bootedMs: new Float64Array(count),
    counted: new Uint8Array(count),
    copy: new Uint32Array(count),
    failovers: new Uint32Array(count),
    retries: new Uint32Array(count),
    pausedMs: new Float64Array(count),
    lostBytes: new Float64Array(count),
    ioErrors: new Uint32Array(count),
    onServer: new Uint32Array(serverCount),
    bootingOn: new Uint32Array(serverCount),
    ofVdisk: new Uint32Array(vdiskCount * serverCount),
    waitingCount: 0,
  };
}

/** Whether it runs: its operating system does, whatever its disk does. */
export function isRunning(phase: number): boolean {
  return phase >= STREAMING;
}

/** Whether it has a server that streams to it, as far as it knows. */
export function isStreaming(phase: number): boolean {
  return phase === STREAMING || phase === RETRYING;
}

/** Whether its input and output are held. */
export function isHeld(phase: number): boolean {
  return phase > STREAMING;
}

/** Whether it asks again and again, since nobody may have it. */
export function isWaiting(phase: number): boolean {
  return phase === WAITING || phase === FROZEN;
}
