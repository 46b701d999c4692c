/**
 * Connector is one Cloud Connector: the machines of its services, joined.
 *
 * What happens to one service reaches the others here: a change of HA mode stops the synchroniser and counts in the election; the
 * outcome of the election opens or closes the secondary broker's register; what peers say feeds all of them.
 *
 * A restart keeps the forced flag, the LocalDB and the last StoreFront contact. After one exchange with its peers (or
 * `peerSilence`) a started connector takes the state of a peer in HA mode, or works normally.
 *
 * Not here: the services' own rules (../ha-mode, ../election, ../config-sync, ../registration, ../relay).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';
import { type Configuration, startedConfigSync } from '../config-sync/index.ts';
import { type Candidacy, startedElection } from '../election/index.ts';
import { type CheckResults, isHaMode, startedHaMode, withForcedOutage } from '../ha-mode/index.ts';
import { emptyRegistration, type RegistrationState, stepRegistration } from '../registration/index.ts';
import { componentOf, type RequestKind } from '../relay/index.ts';
import { brokeringEntry, serviceEntry } from './event-log.ts';
import type { PeerMessage } from './messages.ts';
import {
  type ConnectorSettings,
  type ConnectorState,
  connectorCandidacy,
  connectorRoute,
  connectorServes,
  contactDeadline,
  isForced,
  peersHealth,
  startDeadline,
} from './state.ts';
import {
  type ConnectorEffect,
  configSync,
  election,
  haMode,
  log,
  send,
  setPeerHealth,
  type Turn,
  update,
} from './turn.ts';

export type ConnectorInput =
  | { readonly type: 'started'; readonly atMs: number }
  | { readonly type: 'crashed'; readonly atMs: number }
  | { readonly type: 'broker-stopped' | 'broker-started'; readonly atMs: number }
  | { readonly type: 'outage-forced' | 'outage-released'; readonly atMs: number }
  | { readonly type: 'storefront-heartbeat'; readonly atMs: number }
  /** An enumeration or a launch: contact like a heartbeat. What comes of relaying it is told with `relay-answered`. */
  | { readonly type: 'storefront-request'; readonly atMs: number }
  | {
      readonly type: 'relay-answered';
      readonly atMs: number;
      readonly kind: RequestKind;
      readonly request: string;
      readonly succeeded: boolean;
    }
  | { readonly type: 'poll-due' | 'check-due' | 'report-due'; readonly atMs: number }
  | { readonly type: 'health-checked'; readonly atMs: number; readonly results: CheckResults }
  | {
      readonly type: 'configuration-offered';
      readonly atMs: number;
      readonly configuration: Configuration;
      readonly importMs: number;
    }
  | { readonly type: 'configuration-unreachable'; readonly atMs: number }
  | { readonly type: 'import-finished'; readonly atMs: number; readonly succeeded: boolean }
  | { readonly type: 'peer-heard'; readonly atMs: number; readonly peer: string; readonly candidacy: Candidacy }
  | { readonly type: 'peer-silent'; readonly atMs: number; readonly peer: string }
  | { readonly type: 'settings-changed'; readonly atMs: number }
  | { readonly type: 'message'; readonly atMs: number; readonly from: string; readonly message: PeerMessage }
  | { readonly type: 'deadline'; readonly atMs: number };

type ConnectorStep = Step<ConnectorState, ConnectorEffect>;

const SETTINGS_WHEN_DOWN: ReadonlySet<ConnectorInput['type']> = new Set([
  'outage-forced',
  'outage-released',
  'broker-stopped',
  'broker-started',
]);

export function stepConnector(
  state: ConnectorState,
  input: ConnectorInput,
  settings: ConnectorSettings,
): ConnectorStep {
  if (!reaches(state, input)) return unchanged(state);
  const turn: Turn = { state, effects: [], settings, atMs: input.atMs };
  take(turn, input);
  settleRoles(turn);
  return [turn.state, turn.effects];
}

/** One that is down can be started; its registry can be set for then, and whether its broker service will run. */
function reaches({ phase }: ConnectorState, { type }: ConnectorInput): boolean {
  if (phase !== 'down') return type !== 'started';
  return type === 'started' || SETTINGS_WHEN_DOWN.has(type);
}

function take(turn: Turn, input: ConnectorInput): void {
  switch (input.type) {
    case 'started':
      return onStarted(turn);
    case 'crashed':
      return onCrashed(turn);
    case 'broker-stopped':
    case 'broker-started':
      return update(turn, { brokerRuns: input.type === 'broker-started' });
    case 'outage-forced':
    case 'outage-released':
      return onOutageSwitched(turn, input.type);
    case 'storefront-heartbeat':
      return onStoreFrontHeartbeat(turn);
    case 'storefront-request':
      return hearStoreFront(turn);
    case 'relay-answered':
      return onRelayAnswered(turn, input);
    case 'poll-due':
      return configSync(turn, { type: 'poll-due' });
    case 'check-due':
      return haMode(turn, { type: 'check-due' });
    case 'report-due':
      return onReportDue(turn);
    case 'health-checked':
      return onHealthChecked(turn, input);
    case 'configuration-offered':
      return configSync(turn, { ...input, brokerRuns: turn.state.brokerRuns });
    case 'configuration-unreachable':
      return configSync(turn, { type: 'configuration-unreachable' });
    case 'import-finished':
      return configSync(turn, input);
    case 'peer-heard':
      return onPeerHeard(turn, input.peer, input.candidacy);
    case 'peer-silent':
      return onPeerSilent(turn, input.peer);
    case 'settings-changed':
      return onSettingsChanged(turn);
    case 'message':
      return onMessage(turn, input.from, input.message);
    case 'deadline':
      return onDeadline(turn);
    default:
      return unreachable(input);
  }
}

/** Starts, or starts again: asks every connector that it knows of how things stand. */
function onStarted(turn: Turn): void {
  const { state, atMs, settings } = turn;
  const members = state.configSync.localDb?.members ?? [state.fqdn];
  const peers = members.filter((member) => member !== state.fqdn);
  const contactMs = state.lastStoreFrontContactMs;
  turn.state = {
    ...state,
    phase: 'starting',
    awaiting: peers,
    startedAtMs: atMs,
    participates: contactMs !== null && atMs < contactMs + settings.contactExpiryMs,
    haMode: startedHaMode(atMs, isForced(state)),
    election: startedElection(state.fqdn, members),
    configSync: startedConfigSync(state.configSync.localDb, state.configSync.lastImport),
    registration: emptyRegistration(false, state.registration.limit),
    peerHealth: {},
    servingSinceMs: null,
  };
  for (const to of peers) send(turn, to, { type: 'hello' });
  if (peers.length === 0) finishStart(turn);
}

function onCrashed(turn: Turn): void {
  if (turn.state.registration.open) turn.effects.push({ type: 'register-emptied' });
  update(turn, { phase: 'down', servingSinceMs: null });
  update(turn, { registration: emptyRegistration(false, turn.state.registration.limit) });
}

function onOutageSwitched(turn: Turn, type: 'outage-forced' | 'outage-released'): void {
  const { atMs, state } = turn;
  if (state.phase === 'running') return haMode(turn, { type, atMs, participates: state.participates });
  // Until it has started it cannot act on the switch; finishStart does.
  update(turn, { haMode: withForcedOutage(state.haMode, type === 'outage-forced' ? 'on' : 'off') });
}

function onStoreFrontHeartbeat(turn: Turn): void {
  hearStoreFront(turn);
  const route = connectorRoute(turn.state);
  if (route === 'cloud') turn.effects.push({ type: 'relay', kind: 'storefront-heartbeat' });
  else turn.effects.push({ type: 'answer-heartbeat', positive: route === 'secondary-broker' });
}

/** The arrival of a request is what counts as contact, whatever the answer. */
function hearStoreFront(turn: Turn): void {
  update(turn, { lastStoreFrontContactMs: turn.atMs });
  if (turn.state.participates) return;
  update(turn, { participates: true });
  if (turn.state.phase === 'running') haMode(turn, { type: 'participation-began', atMs: turn.atMs });
}

function onRelayAnswered(turn: Turn, input: ConnectorInput & { type: 'relay-answered' }): void {
  const component = componentOf(input.kind);
  if (input.succeeded) haMode(turn, { type: 'relay-succeeded', component });
  else haMode(turn, { ...input, type: 'relay-failed', component, participates: canLeaveNormal(turn) });
  if (input.kind === 'storefront-heartbeat') {
    turn.effects.push({ type: 'answer-heartbeat', positive: input.succeeded });
  }
}

function onReportDue(turn: Turn): void {
  const { servingSinceMs, registration } = turn.state;
  if (servingSinceMs === null) return;
  const minutes = Math.round((turn.atMs - servingSinceMs) / 60_000);
  const text = `brokering for ${minutes} min; ${registration.machineCount} machines registered, ${registration.sessionCount} sessions`;
  log(turn, brokeringEntry(3507, registration.machineCount, text));
}

function onHealthChecked(turn: Turn, input: ConnectorInput & { type: 'health-checked' }): void {
  haMode(turn, { ...input, peers: peersHealth(turn.state), participates: canLeaveNormal(turn) });
}

function onPeerHeard(turn: Turn, peer: string, candidacy: Candidacy): void {
  const wasSilent = turn.state.election.peers[peer]?.contact === 'silent';
  election(turn, { type: 'peer-heard', atMs: turn.atMs, peer, candidacy });
  if (wasSilent) setPeerHealth(turn, peer, 'unknown');
}

/** Verdicts that rest on settings are reached anew: who is elected, and whether the zone is in an outage. Peers get the whole of `peerSilence` again. */
function onSettingsChanged(turn: Turn): void {
  const { atMs } = turn;
  if (turn.state.phase === 'starting') update(turn, { startedAtMs: atMs });
  election(turn, { type: 'settings-changed', atMs });
  haMode(turn, { type: 'peer-health', atMs, peers: peersHealth(turn.state) });
}

function onPeerSilent(turn: Turn, peer: string): void {
  election(turn, { type: 'peer-silent', atMs: turn.atMs, peer });
  setPeerHealth(turn, peer, 'unhealthy');
  haMode(turn, { type: 'peer-health', atMs: turn.atMs, peers: peersHealth(turn.state) });
}

function onMessage(turn: Turn, from: string, message: PeerMessage): void {
  const { atMs, state } = turn;
  switch (message.type) {
    case 'hello':
      return send(turn, from, {
        type: 'hello-answer',
        haState: state.haMode.state,
        sinceMs: state.haMode.sinceMs,
        candidacy: connectorCandidacy(state),
      });
    case 'hello-answer':
      return onHelloAnswer(turn, from, message);
    case 'claim':
      return election(turn, { type: 'claim-received', atMs, peer: from, candidacy: message.candidacy });
    case 'yield':
      return election(turn, { type: 'yield-received', atMs, peer: from });
    case 'health-question':
      return state.phase === 'running' ? haMode(turn, { type: 'health-asked', from }) : undefined;
    case 'health-answer':
      setPeerHealth(turn, from, message.health);
      return haMode(turn, { type: 'peer-health', atMs, peers: peersHealth(turn.state) });
    default:
      return unreachable(message);
  }
}

function onHelloAnswer(turn: Turn, from: string, answer: PeerMessage & { type: 'hello-answer' }): void {
  onPeerHeard(turn, from, answer.candidacy);
  if (!turn.state.awaiting.includes(from)) return;
  update(turn, { awaiting: turn.state.awaiting.filter((peer) => peer !== from) });
  if (isHaMode(answer.haState) && turn.state.participates) {
    haMode(turn, { type: 'adopted', atMs: turn.atMs, state: answer.haState, sinceMs: answer.sinceMs });
    finishStart(turn);
  } else if (turn.state.awaiting.length === 0) {
    finishStart(turn);
  }
}

/** Runs, and carries out, or refuses, a force that was set before. */
function finishStart(turn: Turn): void {
  update(turn, { phase: 'running', awaiting: [] });
  const { participates } = turn.state;
  if (isForced(turn.state)) haMode(turn, { type: 'outage-forced', atMs: turn.atMs, participates });
}

function onDeadline(turn: Turn): void {
  const { atMs, settings } = turn;
  if (turn.state.phase === 'starting' && atMs >= startDeadline(turn.state, settings)) {
    const { awaiting, election: known } = turn.state;
    // One whose answer was lost, but not its heartbeat, is not silent.
    for (const peer of awaiting) if (known.peers[peer]?.contact !== 'live') onPeerSilent(turn, peer);
    finishStart(turn);
  }
  const expiryMs = contactDeadline(turn.state, settings);
  if (expiryMs !== null && atMs >= expiryMs) update(turn, { participates: false });
  configSync(turn, { type: 'deadline', atMs });
  election(turn, { type: 'deadline', atMs });
  haMode(turn, { type: 'deadline', atMs });
}

/** Until it has started it takes the state of its peers, and leaves working-normally by no edge of its own. */
function canLeaveNormal({ state }: Turn): boolean {
  return state.participates && state.phase === 'running';
}

/** Carries a change in one service to the others: HA mode and the broker service to the election, its outcome to the register. */
function settleRoles(turn: Turn): void {
  const before = turn.state.registration.open;
  if (turn.state.phase !== 'down') {
    election(turn, { type: 'own-candidacy', atMs: turn.atMs, candidacy: connectorCandidacy(turn.state) });
  }
  const serves = connectorServes(turn.state);
  if (serves === before) return;
  const { registration } = turn.state;
  update(turn, { registration: stepRegistration(registration, { type: serves ? 'opened' : 'closed' })[0] });
  if (serves) {
    update(turn, { servingSinceMs: turn.atMs });
    log(turn, serviceEntry(3502, 'warning', 'an outage occurred: the secondary broker is brokering'));
  } else if (turn.state.phase !== 'down') {
    ceaseServing(turn, registration);
  }
}

function ceaseServing(turn: Turn, last: RegistrationState): void {
  const servedMs = turn.atMs - (turn.state.servingSinceMs ?? turn.atMs);
  update(turn, { servingSinceMs: null });
  turn.effects.push({ type: 'register-emptied' });
  if (turn.state.haMode.state === 'working-normally') {
    log(turn, serviceEntry(3503, 'information', 'the outage is resolved: the cloud broker is brokering again'));
  }
  const minutes = Math.round(servedMs / 60_000);
  const text = `no longer brokering, after ${minutes} min; ${last.machineCount} registrations removed`;
  log(turn, brokeringEntry(3508, last.machineCount, text));
}
