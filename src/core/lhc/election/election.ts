/**
 * Election keeps, on each connector, who of the zone would broker in an outage, and whether this connector may.
 *
 * The elected broker is the first by FQDN of those known to be alive, among the connectors of the last import. It runs in
 * every state. A connector that finds itself first claims the role, and leads only when every peer that may be alive
 * has yielded, or after `peerSilence`; a leader that hears of one that ranks before it follows at once.
 *
 *   follower ──ranks first──▶ claiming ──all yielded, or peerSilence──▶ leader
 *      ▲                         │                                        │
 *      └────another ranks first──┴────────────────────────────────────────┘
 *
 * Not here: whether HA mode is on (see ../ha-mode), and how silence is noticed: the host hears heartbeats and says so.
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';
import { compareFqdn } from '../../site/index.ts';

export interface ElectionSettings {
  readonly peerSilenceMs: number;
  /** Whether a connector outside HA mode can win while another is in HA mode. */
  readonly electionAmong: 'all' | 'in-ha-mode';
}

/** What decides whether a connector can win. */
export interface Candidacy {
  /** Its secondary broker service runs, and it has finished starting. */
  readonly brokerRuns: boolean;
  readonly inHaMode: boolean;
}

export interface ElectionPeer {
  readonly contact: 'unknown' | 'live' | 'silent';
  readonly candidacy: Candidacy;
}

export interface ElectionState {
  readonly self: string;
  /** Connectors of the zone at the last import, in the order of the election. */
  readonly members: readonly string[];
  readonly candidacy: Candidacy;
  readonly peers: Readonly<Record<string, ElectionPeer>>;
  /** The first live one, as this connector sees it; null when it sees none that can. */
  readonly elected: string | null;
  readonly role: 'follower' | 'claiming' | 'leader';
  /** Peers whose yield is awaited while claiming, and since when. */
  readonly awaiting: readonly string[];
  readonly claimedAtMs: number;
}

export type ElectionInput =
  | { readonly type: 'members-imported'; readonly atMs: number; readonly members: readonly string[] }
  | { readonly type: 'own-candidacy'; readonly atMs: number; readonly candidacy: Candidacy }
  | { readonly type: 'peer-heard'; readonly atMs: number; readonly peer: string; readonly candidacy: Candidacy }
  | { readonly type: 'peer-silent'; readonly atMs: number; readonly peer: string }
  | { readonly type: 'claim-received'; readonly atMs: number; readonly peer: string; readonly candidacy: Candidacy }
  | { readonly type: 'yield-received'; readonly atMs: number; readonly peer: string }
  | { readonly type: 'settings-changed'; readonly atMs: number }
  | { readonly type: 'deadline'; readonly atMs: number };

export type ElectionEffect =
  | { readonly type: 'send-claim'; readonly to: string }
  | { readonly type: 'send-yield'; readonly to: string }
  | { readonly type: 'elected'; readonly fqdn: string | null; readonly candidateCount: number };

type ElectionStep = Step<ElectionState, ElectionEffect>;

const NO_CANDIDACY: Candidacy = { brokerRuns: false, inHaMode: false };
const UNKNOWN_PEER: ElectionPeer = { contact: 'unknown', candidacy: NO_CANDIDACY };

/** A connector that has just started: it knows its peers by name and has heard none of them. */
export function startedElection(self: string, members: readonly string[]): ElectionState {
  return {
    self,
    members: [...members].sort(compareFqdn),
    candidacy: NO_CANDIDACY,
    peers: Object.fromEntries(members.filter((member) => member !== self).map((member) => [member, UNKNOWN_PEER])),
    elected: null,
    role: 'follower',
    awaiting: [],
    claimedAtMs: 0,
  };
}

export function stepElection(state: ElectionState, input: ElectionInput, settings: ElectionSettings): ElectionStep {
  switch (input.type) {
    case 'members-imported':
      return onMembersImported(state, input, settings);
    case 'own-candidacy':
      return onOwnCandidacy(state, input, settings);
    case 'peer-heard':
      return onPeerHeard(state, input, settings);
    case 'peer-silent':
      return onPeerSilent(state, input, settings);
    case 'claim-received':
      return onClaimReceived(state, input, settings);
    case 'yield-received':
      return onYieldReceived(state, input);
    case 'settings-changed':
      return onSettingsChanged(state, input, settings);
    case 'deadline':
      return onDeadline(state, input, settings);
    default:
      return unreachable(input);
  }
}

function onMembersImported(
  state: ElectionState,
  input: ElectionInput & { type: 'members-imported' },
  settings: ElectionSettings,
): ElectionStep {
  const members = [...input.members].sort(compareFqdn);
  if (members.join() === state.members.join()) return unchanged(state);
  const peers = Object.fromEntries(
    members.filter((member) => member !== state.self).map((member) => [member, state.peers[member] ?? UNKNOWN_PEER]),
  );
  return elect({ ...state, members, peers }, input.atMs, settings);
}

function onOwnCandidacy(
  state: ElectionState,
  input: ElectionInput & { type: 'own-candidacy' },
  settings: ElectionSettings,
): ElectionStep {
  if (sameCandidacy(state.candidacy, input.candidacy)) return unchanged(state);
  // Among connectors in HA mode it is one more candidate from now on: another may have been granted the role meanwhile.
  const joins = settings.electionAmong === 'in-ha-mode' && input.candidacy.inHaMode && !state.candidacy.inHaMode;
  const role = joins ? 'follower' : state.role;
  return elect({ ...state, candidacy: input.candidacy, role }, input.atMs, settings);
}

function onPeerHeard(
  state: ElectionState,
  input: ElectionInput & { type: 'peer-heard' },
  settings: ElectionSettings,
): ElectionStep {
  const known = state.peers[input.peer];
  if (known === undefined) return unchanged(state);
  if (known.contact === 'live' && sameCandidacy(known.candidacy, input.candidacy)) return unchanged(state);
  return elect(withPeer(state, input.peer, { contact: 'live', candidacy: input.candidacy }), input.atMs, settings);
}

function onPeerSilent(
  state: ElectionState,
  input: ElectionInput & { type: 'peer-silent' },
  settings: ElectionSettings,
): ElectionStep {
  const known = state.peers[input.peer];
  if (known === undefined || known.contact === 'silent') return unchanged(state);
  const silent = withPeer(state, input.peer, { contact: 'silent', candidacy: NO_CANDIDACY });
  return elect(withoutAwaited(silent, input.peer), input.atMs, settings);
}

/** A claim is heard as any message is; whoever ranks before the claimant keeps its role and does not yield. */
function onClaimReceived(
  state: ElectionState,
  input: ElectionInput & { type: 'claim-received' },
  settings: ElectionSettings,
): ElectionStep {
  const [heard, effects] = onPeerHeard(state, { ...input, type: 'peer-heard' }, settings);
  if (heard.elected === heard.self) return [heard, effects];
  return [heard, [...effects, { type: 'send-yield', to: input.peer }]];
}

function onYieldReceived(state: ElectionState, input: ElectionInput & { type: 'yield-received' }): ElectionStep {
  if (state.role !== 'claiming') return unchanged(state);
  return unchanged(withoutAwaited(state, input.peer));
}

/** An open claim waits for the whole of `peerSilence` again, as it is now. */
function onSettingsChanged(
  state: ElectionState,
  input: ElectionInput & { type: 'settings-changed' },
  settings: ElectionSettings,
): ElectionStep {
  const open = state.role === 'claiming' ? { ...state, claimedAtMs: input.atMs } : state;
  const elected = candidatesOf(open, settings)[0] ?? null;
  return elected === open.elected ? unchanged(open) : elect(open, input.atMs, settings);
}

function onDeadline(
  state: ElectionState,
  input: ElectionInput & { type: 'deadline' },
  settings: ElectionSettings,
): ElectionStep {
  const dueMs = electionDeadline(state, settings);
  if (dueMs === null || input.atMs < dueMs) return unchanged(state);
  return unchanged({ ...state, role: 'leader', awaiting: [] });
}

/** Finds the winner anew, and what that means for this connector's own role. */
function elect(state: ElectionState, atMs: number, settings: ElectionSettings): ElectionStep {
  const candidates = candidatesOf(state, settings);
  const elected = candidates[0] ?? null;
  const effects: ElectionEffect[] =
    elected === state.elected ? [] : [{ type: 'elected', fqdn: elected, candidateCount: candidates.length }];
  if (elected !== state.self) return [{ ...state, elected, role: 'follower', awaiting: [] }, effects];
  if (state.role !== 'follower') return [{ ...state, elected }, effects];
  const awaiting = Object.keys(state.peers).filter((peer) => state.peers[peer]?.contact !== 'silent');
  const claims = awaiting.map((to) => ({ type: 'send-claim', to }) as const);
  const role = awaiting.length > 0 ? 'claiming' : 'leader';
  return [{ ...state, elected, role, awaiting, claimedAtMs: atMs }, [...effects, ...claims]];
}

/** Those that can win, first first. With `in-ha-mode`, connectors outside HA mode count only while none is in it. */
function candidatesOf(state: ElectionState, settings: ElectionSettings): readonly string[] {
  const running = state.members.filter((member) => candidacyOf(state, member)?.brokerRuns === true);
  if (settings.electionAmong === 'all') return running;
  const inHaMode = running.filter((member) => candidacyOf(state, member)?.inHaMode === true);
  return inHaMode.length > 0 ? inHaMode : running;
}

function candidacyOf(state: ElectionState, member: string): Candidacy | null {
  if (member === state.self) return state.candidacy;
  const peer = state.peers[member];
  return peer?.contact === 'live' ? peer.candidacy : null;
}

/** When a claim that was not answered counts as granted; null while no claim is open. */
export function electionDeadline(state: ElectionState, settings: ElectionSettings): number | null {
  return state.role === 'claiming' ? state.claimedAtMs + settings.peerSilenceMs : null;
}

function withPeer(state: ElectionState, peer: string, changed: ElectionPeer): ElectionState {
  return { ...state, peers: { ...state.peers, [peer]: changed } };
}

function withoutAwaited(state: ElectionState, peer: string): ElectionState {
  if (!state.awaiting.includes(peer)) return state;
  const awaiting = state.awaiting.filter((awaited) => awaited !== peer);
  return { ...state, awaiting, role: awaiting.length === 0 ? 'leader' : state.role };
}

function sameCandidacy(a: Candidacy, b: Candidacy): boolean {
  return a.brokerRuns === b.brokerRuns && a.inHaMode === b.inHaMode;
}
