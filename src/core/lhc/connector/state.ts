/**
 * What a connector is at a moment, and what follows from that alone.
 *
 * Not here: how it changes (connector.ts).
 */

import { type ConfigSyncState, configSyncDeadline, type LocalDb, startedConfigSync } from '../config-sync/index.ts';
import {
  type Candidacy,
  type ElectionInput,
  type ElectionSettings,
  type ElectionState,
  electionDeadline,
  startedElection,
  stepElection,
} from '../election/index.ts';
import {
  type HaModeSettings,
  type HaModeState,
  haModeDeadline,
  isHaMode,
  type PeerHealth,
  startedHaMode,
} from '../ha-mode/index.ts';
import { emptyRegistration, type RegistrationState } from '../registration/index.ts';
import { type Route, routeOf } from '../relay/index.ts';

export interface ConnectorSettings {
  readonly haMode: HaModeSettings;
  readonly election: ElectionSettings;
  readonly contactExpiryMs: number;
}

export interface ConnectorState {
  readonly fqdn: string;
  readonly phase: 'down' | 'starting' | 'running';
  /** While starting: the peers that have not answered yet. */
  readonly awaiting: readonly string[];
  readonly startedAtMs: number;
  /** The High Availability Service runs; the connector itself can run without it. */
  readonly brokerRuns: boolean;
  readonly lastStoreFrontContactMs: number | null;
  /** Has heard from a StoreFront within the expiry: only then can it enter HA mode. */
  readonly participates: boolean;
  readonly haMode: HaModeState;
  readonly election: ElectionState;
  readonly configSync: ConfigSyncState;
  readonly registration: RegistrationState;
  /** What peers answered about their health while this connector was pending. */
  readonly peerHealth: Readonly<Record<string, PeerHealth>>;
  readonly servingSinceMs: number | null;
}

/** What a settled connector of a loaded site is like: running, current, and heard by its peers. */
export interface SettledConnector {
  readonly fqdn: string;
  readonly members: readonly string[];
  readonly revision: number;
  readonly registrationLimit: number;
  readonly atMs: number;
  /** Some StoreFront lists it and has just been heard. */
  readonly heard: boolean;
}

export function settledConnector(site: SettledConnector, settings: ConnectorSettings): ConnectorState {
  const { atMs } = site;
  const localDb: LocalDb = { revision: site.revision, members: site.members, importedAtMs: atMs };
  let election = startedElection(site.fqdn, site.members);
  const candidacy: Candidacy = { brokerRuns: true, inHaMode: false };
  for (const peer of site.members) {
    const input: ElectionInput =
      peer === site.fqdn ? { type: 'own-candidacy', atMs, candidacy } : { type: 'peer-heard', atMs, peer, candidacy };
    election = stepElection(election, input, settings.election)[0];
  }
  const leads = election.elected === site.fqdn;
  return {
    fqdn: site.fqdn,
    phase: 'running',
    awaiting: [],
    startedAtMs: atMs,
    brokerRuns: true,
    lastStoreFrontContactMs: site.heard ? atMs : null,
    participates: site.heard,
    haMode: startedHaMode(atMs, false),
    election: { ...election, role: leads ? 'leader' : 'follower', awaiting: [] },
    configSync: startedConfigSync(localDb, 'succeeded'),
    registration: emptyRegistration(false, site.registrationLimit),
    peerHealth: {},
    servingSinceMs: null,
  };
}

/** A connector that was just installed, before its first start: it knows nobody, and has imported nothing. */
export function newConnector(fqdn: string, registrationLimit: number, atMs: number): ConnectorState {
  return {
    fqdn,
    phase: 'down',
    awaiting: [],
    startedAtMs: atMs,
    brokerRuns: true,
    lastStoreFrontContactMs: null,
    participates: false,
    haMode: startedHaMode(atMs, false),
    election: startedElection(fqdn, [fqdn]),
    configSync: startedConfigSync(null, 'none'),
    registration: emptyRegistration(false, registrationLimit),
    peerHealth: {},
    servingSinceMs: null,
  };
}

/** Where the connector sends a request that reaches it now. */
export function connectorRoute(state: ConnectorState): Route {
  return routeOf(state.haMode.state, state.registration.open);
}

/** Whether it is up and sends on to the cloud what comes to it. Whether that arrives is the network's affair. */
export function connectorRelays(state: ConnectorState): boolean {
  return state.phase === 'running' && connectorRoute(state) === 'cloud';
}

/** What the connector tells its peers about itself with every heartbeat. Before its first import it has nothing to broker from. */
export function connectorCandidacy(state: ConnectorState): Candidacy {
  const brokerRuns = state.brokerRuns && state.phase === 'running' && state.configSync.localDb !== null;
  return { brokerRuns, inHaMode: isHaMode(state.haMode.state) };
}

/** Whether its secondary broker accepts registrations: elected, in HA mode, and every other one has yielded. */
export function connectorServes(state: ConnectorState): boolean {
  return (
    state.phase === 'running' &&
    state.brokerRuns &&
    state.configSync.localDb !== null &&
    isHaMode(state.haMode.state) &&
    state.election.role === 'leader' &&
    state.election.elected === state.fqdn
  );
}

/** Whether an administrator's switch holds the connector in an outage. */
export function isForced(state: ConnectorState): boolean {
  return state.haMode.components['forced-outage'] === 'unhealthy';
}

/** The next moment at which the connector does something by itself; null when there is none. */
export function connectorDeadline(state: ConnectorState, settings: ConnectorSettings): number | null {
  if (state.phase === 'down') return null;
  const deadlines = [
    state.phase === 'starting' ? startDeadline(state, settings) : null,
    contactDeadline(state, settings),
    configSyncDeadline(state.configSync),
    electionDeadline(state.election, settings.election),
    haModeDeadline(state.haMode, settings.haMode),
  ].filter((deadline) => deadline !== null);
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}

/**
 * Whether nothing but clocks and counts differs: the time of the last contact, and how many are registered (as long as there is room).
 * What depends on a connector need not look again while this holds.
 */
export function sameInSubstance(a: ConnectorState, b: ConnectorState): boolean {
  if (a === b) return true;
  return (
    a.phase === b.phase &&
    a.brokerRuns === b.brokerRuns &&
    a.participates === b.participates &&
    a.haMode === b.haMode &&
    a.election === b.election &&
    a.configSync === b.configSync &&
    a.peerHealth === b.peerHealth &&
    a.awaiting === b.awaiting &&
    a.registration.open === b.registration.open &&
    a.registration.limitLogged === b.registration.limitLogged
  );
}

/** When a connector that is starting goes on without the peers that have not answered. */
export function startDeadline(state: ConnectorState, settings: ConnectorSettings): number {
  return state.startedAtMs + settings.election.peerSilenceMs;
}

/** When the last StoreFront contact expires; null while the connector does not participate. */
export function contactDeadline(state: ConnectorState, settings: ConnectorSettings): number | null {
  if (!state.participates || state.lastStoreFrontContactMs === null) return null;
  return state.lastStoreFrontContactMs + settings.contactExpiryMs;
}

/** What is known of the health of every other connector of the zone. */
export function peersHealth(state: ConnectorState): readonly PeerHealth[] {
  return Object.keys(state.election.peers).map((peer) => state.peerHealth[peer] ?? 'unknown');
}
