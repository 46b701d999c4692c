/**
 * A turn is one step of a connector under way: it hands inputs to the services, and carries what they ask for to the
 * other services or out to the host.
 *
 * Mutable inside; nothing of it leaves a step but the state and the effects.
 *
 * Not here: what each input of a connector means (connector.ts).
 */

import { unreachable } from '../../kernel/index.ts';
import { type ConfigSyncInput, stepConfigSync } from '../config-sync/index.ts';
import { type ElectionInput, stepElection } from '../election/index.ts';
import {
  type Component,
  type HaModeInput,
  type HaModeState,
  isHaMode,
  type PeerHealth,
  stepHaMode,
} from '../ha-mode/index.ts';
import type { RequestKind } from '../relay/index.ts';
import {
  configSyncEntry,
  entryRefused,
  haStateAdopted,
  haStateChanged,
  type LogEntry,
  serviceEntry,
} from './event-log.ts';
import type { PeerMessage } from './messages.ts';
import { type ConnectorSettings, type ConnectorState, connectorCandidacy } from './state.ts';

export type ConnectorEffect =
  | { readonly type: 'send'; readonly to: string; readonly message: PeerMessage }
  | { readonly type: 'check-health' }
  | { readonly type: 'ask-configuration' }
  | { readonly type: 'finish-import' }
  | { readonly type: 'relay'; readonly kind: RequestKind }
  | { readonly type: 'answer-heartbeat'; readonly positive: boolean }
  /** The register was emptied: whoever was registered here is registered nowhere now. */
  | { readonly type: 'register-emptied' }
  | { readonly type: 'log'; readonly entry: LogEntry };

export interface Turn {
  state: ConnectorState;
  readonly effects: ConnectorEffect[];
  readonly settings: ConnectorSettings;
  readonly atMs: number;
}

/** Gives an input to the HA mode, and carries out what it asks for. */
export function haMode(turn: Turn, input: HaModeInput): void {
  const before = turn.state.haMode;
  const [after, effects] = stepHaMode(before, input, turn.settings.haMode);
  if (after !== before) update(turn, { haMode: after });
  for (const effect of effects) {
    switch (effect.type) {
      case 'check-health':
        turn.effects.push(effect);
        break;
      case 'ask-peers':
        for (const to of Object.keys(turn.state.election.peers)) send(turn, to, { type: 'health-question' });
        break;
      case 'answer-health':
        send(turn, effect.to, { type: 'health-answer', health: effect.health });
        break;
      case 'state-changed':
        onHaStateChanged(turn, effect);
        break;
      case 'state-adopted':
        configSync(turn, { type: 'ha-mode-entered' });
        log(turn, haStateAdopted(effect.to));
        break;
      case 'entry-refused':
        log(turn, entryRefused(effect.reason));
        break;
      default:
        unreachable(effect);
    }
  }
}

function onHaStateChanged(
  turn: Turn,
  {
    from,
    to,
    reason,
  }: { readonly from: HaModeState['state']; readonly to: HaModeState['state']; readonly reason: string },
): void {
  log(turn, haStateChanged({ from, to, unhealthy: unhealthyOf(turn.state.haMode) }, reason));
  if (to === 'pending-ha') forgetAnswers(turn);
  if (isHaMode(from) === isHaMode(to)) return;
  configSync(turn, { type: isHaMode(to) ? 'ha-mode-entered' : 'ha-mode-left' });
  electAnew(turn);
  if (turn.state.registration.open || turn.state.election.elected === turn.state.fqdn) return;
  const elected = turn.state.election.elected ?? 'nobody';
  const entry = isHaMode(to)
    ? serviceEntry(3509, 'information', `an outage occurred: ${elected} is elected to broker, this connector rejects`)
    : serviceEntry(3510, 'information', 'the outage is resolved; this connector was not brokering');
  log(turn, entry);
}

function unhealthyOf({ components }: HaModeState): readonly Component[] {
  return (Object.keys(components) as Component[]).filter((component) => components[component] === 'unhealthy');
}

/** HA mode counts in the election: who is elected is settled, and in HA mode always said, before anything is said of its outcome. */
function electAnew(turn: Turn): void {
  const { elected } = turn.state.election;
  election(turn, { type: 'own-candidacy', atMs: turn.atMs, candidacy: connectorCandidacy(turn.state) });
  if (isHaMode(turn.state.haMode.state) && turn.state.election.elected === elected) logElection(turn);
}

/** Only silence is known of a peer when an episode begins; its health is asked for. */
function forgetAnswers(turn: Turn): void {
  const silent = Object.entries(turn.state.election.peers).filter(([, peer]) => peer.contact === 'silent');
  update(turn, { peerHealth: Object.fromEntries(silent.map(([peer]) => [peer, 'unhealthy' as const])) });
}

/** Gives an input to the election, and carries out what it asks for. */
export function election(turn: Turn, input: ElectionInput): void {
  const before = turn.state.election;
  const [after, effects] = stepElection(before, input, turn.settings.election);
  if (after !== before) update(turn, { election: after });
  for (const effect of effects) {
    switch (effect.type) {
      case 'send-claim':
        send(turn, effect.to, { type: 'claim', candidacy: connectorCandidacy(turn.state) });
        break;
      case 'send-yield':
        send(turn, effect.to, { type: 'yield' });
        break;
      case 'elected':
        logElection(turn);
        break;
      default:
        unreachable(effect);
    }
  }
}

function logElection(turn: Turn): void {
  const { elected, peers, members } = turn.state.election;
  const liveCount = Object.values(peers).filter((peer) => peer.contact === 'live').length + 1;
  log(
    turn,
    serviceEntry(
      3504,
      'information',
      `elected ${elected ?? 'nobody'}; ${liveCount} of ${members.length} connectors take part`,
    ),
  );
}

/** Gives an input to the synchroniser, and carries out what it asks for. */
export function configSync(turn: Turn, input: ConfigSyncInput): void {
  const before = turn.state.configSync;
  const [after, effects] = stepConfigSync(before, input);
  if (after !== before) update(turn, { configSync: after });
  for (const effect of effects) {
    switch (effect.type) {
      case 'ask-configuration':
      case 'finish-import':
        turn.effects.push({ type: effect.type });
        break;
      case 'local-db-replaced':
        election(turn, { type: 'members-imported', atMs: turn.atMs, members: effect.configuration.members });
        break;
      case 'log':
        log(turn, configSyncEntry(effect.entry, effect.detail));
        break;
      default:
        unreachable(effect);
    }
  }
}

/** Notes what is known of the health of a peer. One that the last import does not name is no peer. */
export function setPeerHealth(turn: Turn, peer: string, health: PeerHealth): void {
  if (turn.state.election.peers[peer] === undefined) return;
  if ((turn.state.peerHealth[peer] ?? 'unknown') === health) return;
  update(turn, { peerHealth: { ...turn.state.peerHealth, [peer]: health } });
}

/** Changes parts of the state; it stays the same object where nothing differs. */
export function update(turn: Turn, change: Partial<ConnectorState>): void {
  const keys = Object.keys(change) as (keyof ConnectorState)[];
  if (keys.every((key) => turn.state[key] === change[key])) return;
  turn.state = { ...turn.state, ...change };
}

/** Sends a message to a peer. */
export function send(turn: Turn, to: string, message: PeerMessage): void {
  turn.effects.push({ type: 'send', to, message });
}

/** Writes an entry to the connector's log. */
export function log(turn: Turn, entry: LogEntry): void {
  turn.effects.push({ type: 'log', entry });
}
