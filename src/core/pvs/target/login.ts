/**
 * Login is how a target gets a server: it asks login servers, opens the server that one of them names, and verifies the copy there.
 *
 * A boot and a running target go the same way, with three differences. A boot knows the servers of its list alone, a running target asks
 * others after them. A boot can be told to wait. And a boot takes the version on record, whereas a target that has read
 * anything takes nothing but the files it has read from.
 *
 * Where one server answers, its answer decides. Where none does, or one refuses, the target freezes, and asks all at once from
 * time to time, for ever: of those it takes the first that offers a server.
 *
 * Not here: what makes it log in (target.ts), and who decides on a login server (../eligibility, ../balance).
 */

import { present } from '../../kernel/index.ts';
import type { Refusal } from '../codes/index.ts';
import { type IdentityMode, isIdentical, type WantedFile } from '../inventory/index.ts';
import { nextHeartbeatAfter } from './heartbeat.ts';
import { LOGIN_RETRY_MS, LOGIN_TIMEOUT_MS } from './limits.ts';
import { heldAgain } from './outstanding.ts';
import { freshReplyTimer } from './reply-timer.ts';
import { type Offer, serversToAsk, type TargetState } from './state.ts';
import { issue, type LoginKind, log, sendOutstanding, type Turn, update } from './turn.ts';

export type LoginAnswer =
  /** `chain`: the files on record, base first. Only a boot needs them. */
  | { readonly type: 'stream-from'; readonly server: number; readonly chain: readonly WantedFile[] }
  /** The host is up, and nobody takes logins there: the service is stopped. */
  | { readonly type: 'closed' }
  | Hindrance;

/** Why a login comes to nothing for now. */
export type Hindrance =
  | { readonly type: 'busy'; readonly pauseMs: number }
  | { readonly type: 'refused'; readonly refusal: Refusal };

const NOBODY_ANSWERS: Refusal = { code: 'PVS012', reason: 'no login server answers' };
const NOT_IDENTICAL: Refusal = {
  code: 'PVS017',
  reason: 'the server that was offered has a copy that is not identical',
};

/** The session is over: what is outstanding is held, and another server is looked for. */
export function leaveSession(turn: Turn): void {
  const { server, epoch, outstanding, driverConnected } = turn.state;
  turn.effects.push({ type: 'leave', server: present(server, 'a session has a server'), epoch });
  const pausedSinceMs = driverConnected ? (outstanding[0]?.firstSentAtMs ?? turn.atMs) : null;
  update(turn, { outstanding: heldAgain(outstanding), pausedSinceMs });
  if (driverConnected) log(turn, 'reconnecting', server);
  startRound(turn);
}

/** Asks every login server, one after the other. */
export function startRound(turn: Turn): void {
  const phase = turn.state.driverConnected ? 'relogin' : 'login';
  update(turn, { phase, round: serversToAsk(turn.state, turn.settings), rejected: [] });
  askNext(turn, NOBODY_ANSWERS);
}

/** Asks the first one of the round; where nobody is left, the target freezes with `why`. */
function askNext(turn: Turn, why: Refusal): void {
  const next = turn.state.round[0];
  if (next === undefined) return freeze(turn, why);
  update(turn, { wakeAtMs: turn.atMs + LOGIN_TIMEOUT_MS });
  ask(turn, [next]);
}

function ask(turn: Turn, servers: readonly number[]): void {
  const { image, rejected, attempt } = turn.state;
  update(turn, { attempt: attempt + 1, offer: null });
  for (const to of servers) {
    turn.effects.push({ type: 'ask-login', to, attempt: attempt + 1, kind: kindOf(turn.state), image, rejected });
  }
}

export function onLoginAnswered(turn: Turn, from: number, attempt: number, answer: LoginAnswer): void {
  const { state } = turn;
  if (attempt !== state.attempt || state.offer !== null || !isAsked(state, from)) return;
  if (answer.type === 'closed') return passOver(turn, from);
  if (answer.type !== 'stream-from') return hinder(turn, from, answer);
  const { server, chain } = answer;
  // A login server that insists on a copy that is not identical has none to offer (P36).
  if (state.rejected.includes(server)) return hinder(turn, from, { type: 'refused', refusal: NOT_IDENTICAL });
  open(turn, { server, loginServer: from, chain });
}

function isAsked({ phase, round }: TargetState, from: number): boolean {
  if (phase === 'frozen') return round.includes(from);
  return (phase === 'login' || phase === 'relogin') && round[0] === from;
}

function open(turn: Turn, offer: Offer): void {
  const { phase, attempt, epoch, round } = turn.state;
  update(turn, { offer, epoch: epoch + 1 });
  if (phase === 'frozen') update(turn, { round: round.filter((server) => server !== offer.loginServer) });
  turn.effects.push({ type: 'open', server: offer.server, attempt, epoch: epoch + 1, kind: kindOf(turn.state) });
}

/** The server that is being opened shows what it has. */
export function onOpened(turn: Turn, server: number, attempt: number, chain: readonly WantedFile[]): void {
  const { offer, image } = turn.state;
  if (offer === null || offer.server !== server || attempt !== turn.state.attempt) return;
  if (!isSameImage(chain, image ?? offer.chain, turn.settings.identity)) return reject(turn, offer);
  connect(turn, offer, image ?? chain);
}

/** Whatever sent it there, it does not read from another image: it says so where it came from, and asks there again (P36). */
function reject(turn: Turn, { server, loginServer }: Offer): void {
  log(turn, 'not-identical', server);
  abandonOffer(turn);
  update(turn, { rejected: [...turn.state.rejected, server] });
  if (turn.state.phase === 'frozen') update(turn, { round: [loginServer], why: NOT_IDENTICAL });
  else update(turn, { wakeAtMs: turn.atMs + LOGIN_TIMEOUT_MS });
  ask(turn, [loginServer]);
}

function connect(turn: Turn, { server, loginServer }: Offer, image: readonly WantedFile[]): void {
  const { driverConnected, pausedSinceMs, lastPauseMs, failoverCount } = turn.state;
  update(turn, {
    phase: driverConnected ? 'streaming' : 'loading',
    server,
    loginServer,
    round: [],
    offer: null,
    rejected: [],
    wakeAtMs: null,
    image,
    replyTimer: freshReplyTimer(turn.settings.streamReplyTimeoutMs),
    nextHeartbeatMs: nextHeartbeatAfter(turn.atMs, turn.settings),
    pausedSinceMs: null,
    lastPauseMs: pausedSinceMs === null ? lastPauseMs : turn.atMs - pausedSinceMs,
    failoverCount: driverConnected && server !== turn.state.server ? failoverCount + 1 : failoverCount,
    why: null,
  });
  log(turn, 'connected', server);
  if (pausedSinceMs !== null) turn.effects.push({ type: 'resumed', pausedSinceMs });
  sendOutstanding(turn, () => true);
  // Nothing that is held would show how long answers take here.
  if (driverConnected && turn.state.outstanding.length === 0) issue(turn, 'heartbeat');
}

/** The server that is being opened does not take it, although a login server sent it there: what that one knew is old. */
export function onOpenRefused(turn: Turn, server: number, attempt: number, hindrance: Hindrance): void {
  const { offer } = turn.state;
  if (offer === null || offer.server !== server || attempt !== turn.state.attempt) return;
  update(turn, { offer: null });
  if (turn.state.phase === 'frozen' || hindrance.type === 'busy') return hinder(turn, offer.loginServer, hindrance);
  update(turn, { round: turn.state.round.slice(1) });
  askNext(turn, hindrance.refusal);
}

/** Nothing is waited for at a closed door: the next one is asked at once. */
function passOver(turn: Turn, from: number): void {
  const round = turn.state.round.filter((server) => server !== from);
  update(turn, { round });
  if (turn.state.phase !== 'frozen') askNext(turn, NOBODY_ANSWERS);
}

/** What a login server's answer leads to when it offers no server. */
function hinder(turn: Turn, from: number, hindrance: Hindrance): void {
  if (hindrance.type === 'busy') return onBusy(turn, hindrance.pauseMs);
  if (turn.state.phase !== 'frozen') return freeze(turn, hindrance.refusal);
  update(turn, { why: hindrance.refusal, round: turn.state.round.filter((server) => server !== from) });
}

/** A running system is no boot: a server that takes it for one is not asked again in this round (P25). */
function onBusy(turn: Turn, pauseMs: number): void {
  if (!turn.state.driverConnected) {
    log(turn, 'busy', null);
    return update(turn, { phase: 'paused', round: [], wakeAtMs: turn.atMs + pauseMs, why: null });
  }
  if (turn.state.phase === 'frozen') return;
  update(turn, { round: turn.state.round.slice(1) });
  askNext(turn, NOBODY_ANSWERS);
}

/** The time of a login is over: for an answer, for a pause, or with being frozen without asking again. */
export function onLoginWaited(turn: Turn): void {
  const { phase } = turn.state;
  if (phase === 'paused') return startRound(turn);
  abandonOffer(turn);
  if (phase === 'frozen') return askAll(turn);
  update(turn, { round: turn.state.round.slice(1) });
  askNext(turn, NOBODY_ANSWERS);
}

function askAll(turn: Turn): void {
  const { state, settings, atMs } = turn;
  const servers = serversToAsk(state, settings);
  const nobodyAnswered = state.round.length === servers.length;
  update(turn, {
    round: servers,
    rejected: [],
    wakeAtMs: atMs + LOGIN_RETRY_MS,
    why: nobodyAnswered ? NOBODY_ANSWERS : state.why,
  });
  ask(turn, servers);
}

function freeze(turn: Turn, why: Refusal): void {
  update(turn, { phase: 'frozen', round: [], offer: null, wakeAtMs: turn.atMs + LOGIN_RETRY_MS, why });
  log(turn, 'frozen', turn.state.server);
}

/** Leaves a server that it was opening. */
export function abandonOffer(turn: Turn): void {
  const { offer, epoch } = turn.state;
  if (offer === null) return;
  turn.effects.push({ type: 'leave', server: offer.server, epoch });
  update(turn, { offer: null });
}

function kindOf({ driverConnected }: TargetState): LoginKind {
  return driverConnected ? 'failover' : 'boot';
}

/** Whether two chains are the same files, link by link. */
function isSameImage(found: readonly WantedFile[], wanted: readonly WantedFile[], identity: IdentityMode): boolean {
  return found.length === wanted.length && found.every((file, index) => isSameFile(file, wanted[index], identity));
}

function isSameFile(found: WantedFile, wanted: WantedFile | undefined, identity: IdentityMode): boolean {
  return wanted !== undefined && found.number === wanted.number && isIdentical(found, wanted, identity);
}
