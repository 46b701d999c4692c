/**
 * HaMode decides whether a connector leaves brokering to the cloud or takes part in brokering by the zone itself.
 *
 *   working-normally ──unhealthy──▶ pending-ha ──no connector is healthy──▶ initial-ha
 *          ▲                            │                                      │     │
 *          ├────────healthy─────────────┘                        all healthy  ▼     ▼ any unhealthy
 *          └──healthy throughout── pending-recovery ◀──all healthy── extended-ha ◀──┘
 *                                        └───────any unhealthy──────────▲
 *
 * In working-normally health is what relayed requests show; in every other state it is what active checks show.
 * Whether the connector participates (has heard from a StoreFront lately) comes in with each input that could start
 * an episode: only a participating connector leaves working-normally.
 *
 * Not here: who is elected (see ../election), what peers say and when contact expires (see ../connector).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';

export type HaState = 'working-normally' | 'pending-ha' | 'initial-ha' | 'extended-ha' | 'pending-recovery';

/** The states in the order in which an outage goes through them. */
export const HA_STATES: readonly HaState[] = [
  'working-normally',
  'pending-ha',
  'initial-ha',
  'extended-ha',
  'pending-recovery',
];

/** What a check looks at: the two proxies, tickets, and the administrator's switch. */
export type Component = 'xml' | 'vda-relay' | 'sta' | 'forced-outage';

export type Health = 'healthy' | 'unhealthy';

/** What is known of another connector of the zone; `unknown` until it has answered. */
export type PeerHealth = Health | 'unknown';

export interface HaModeSettings {
  readonly pendingHaMs: number;
  readonly initialHaMs: number;
  readonly pendingRecoveryMs: number;
  /** How many connectors must be unhealthy before Pending HA becomes Initial HA. */
  readonly peerVerdict: 'all-unhealthy' | 'majority' | 'any';
}

export interface HaModeState {
  readonly state: HaState;
  readonly sinceMs: number;
  readonly components: Readonly<Record<Component, Health>>;
  /** The least time of this state is over: the next check decides. */
  readonly leastTimeOver: boolean;
  /** When the connector last left working-normally: active checks are counted from here. */
  readonly checksFromMs: number;
  /** Peers that wait for the outcome of a check. */
  readonly askedBy: readonly string[];
}

/** The outcome of one comprehensive check of the way to the cloud. */
export type CheckResults = Readonly<Record<Exclude<Component, 'forced-outage'>, Health>>;

export type HaModeInput =
  | {
      readonly type: 'relay-failed';
      readonly atMs: number;
      readonly component: Component;
      readonly request: string;
      readonly participates: boolean;
    }
  | { readonly type: 'relay-succeeded'; readonly component: Component }
  | { readonly type: 'outage-forced'; readonly atMs: number; readonly participates: boolean }
  | { readonly type: 'outage-released'; readonly atMs: number }
  | { readonly type: 'participation-began'; readonly atMs: number }
  | { readonly type: 'health-asked'; readonly from: string }
  | { readonly type: 'check-due' }
  | {
      readonly type: 'health-checked';
      readonly atMs: number;
      readonly results: CheckResults;
      readonly peers: readonly PeerHealth[];
      readonly participates: boolean;
    }
  | { readonly type: 'peer-health'; readonly atMs: number; readonly peers: readonly PeerHealth[] }
  | { readonly type: 'adopted'; readonly atMs: number; readonly state: HaState; readonly sinceMs: number }
  | { readonly type: 'deadline'; readonly atMs: number };

export type HaModeEffect =
  | { readonly type: 'check-health' }
  | { readonly type: 'ask-peers' }
  | { readonly type: 'answer-health'; readonly to: string; readonly health: Health }
  | { readonly type: 'state-changed'; readonly from: HaState; readonly to: HaState; readonly reason: string }
  | { readonly type: 'state-adopted'; readonly to: HaState }
  | { readonly type: 'entry-refused'; readonly reason: 'NoNFuseActivity' };

type HaModeStep = Step<HaModeState, HaModeEffect>;

const ALL_HEALTHY: Readonly<Record<Component, Health>> = {
  xml: 'healthy',
  'vda-relay': 'healthy',
  sta: 'healthy',
  'forced-outage': 'healthy',
};

/** A connector as it starts: working normally. A start is no edge of the diagram. `forced` outlives a restart. */
export function startedHaMode(atMs: number, forced: boolean): HaModeState {
  return {
    state: 'working-normally',
    sinceMs: atMs,
    components: forced ? { ...ALL_HEALTHY, 'forced-outage': 'unhealthy' } : ALL_HEALTHY,
    leastTimeOver: false,
    checksFromMs: atMs,
    askedBy: [],
  };
}

export function stepHaMode(state: HaModeState, input: HaModeInput, settings: HaModeSettings): HaModeStep {
  switch (input.type) {
    case 'relay-failed':
      return onRelayFailed(state, input);
    case 'relay-succeeded':
      return onRelaySucceeded(state, input);
    case 'outage-forced':
      return onOutageForced(state, input);
    case 'outage-released':
      return onOutageReleased(state);
    case 'participation-began':
      return onParticipationBegan(state, input);
    case 'health-asked':
      return onHealthAsked(state, input);
    case 'check-due':
      return onCheckDue(state);
    case 'health-checked':
      return onHealthChecked(state, input, settings);
    case 'peer-health':
      return onPeerHealth(state, input, settings);
    case 'adopted':
      return onAdopted(state, input, settings);
    case 'deadline':
      return onDeadline(state, input, settings);
    default:
      return unreachable(input);
  }
}

function onRelayFailed(state: HaModeState, input: HaModeInput & { type: 'relay-failed' }): HaModeStep {
  if (isHaMode(state.state)) return unchanged(state);
  const marked = withComponent(state, input.component, 'unhealthy');
  if (state.state === 'pending-ha' || !input.participates) return unchanged(marked);
  return enterPendingHa(marked, input.atMs, `${input.component} unhealthy (${input.request} not relayed)`);
}

function onRelaySucceeded(state: HaModeState, input: HaModeInput & { type: 'relay-succeeded' }): HaModeStep {
  if (state.state !== 'working-normally') return unchanged(state);
  return unchanged(withComponent(state, input.component, 'healthy'));
}

function onOutageForced(state: HaModeState, input: HaModeInput & { type: 'outage-forced' }): HaModeStep {
  const forced = withComponent(state, 'forced-outage', 'unhealthy');
  if (state.state === 'working-normally') {
    if (!input.participates) return [forced, [{ type: 'entry-refused', reason: 'NoNFuseActivity' }]];
    return enterPendingHa(forced, input.atMs, 'forced-outage unhealthy (Forced Outage Mode Entry)');
  }
  if (state.state === 'pending-recovery') {
    return become(forced, 'extended-ha', input.atMs, 'forced-outage unhealthy');
  }
  return unchanged(forced);
}

function onOutageReleased(state: HaModeState): HaModeStep {
  const released = withComponent(state, 'forced-outage', 'healthy');
  return released.state === 'working-normally' ? unchanged(released) : [released, [{ type: 'check-health' }]];
}

/** A connector that hears its first StoreFront carries out a force that was refused before. */
function onParticipationBegan(state: HaModeState, input: HaModeInput & { type: 'participation-began' }): HaModeStep {
  if (state.state !== 'working-normally' || state.components['forced-outage'] === 'healthy') return unchanged(state);
  return enterPendingHa(state, input.atMs, 'forced-outage unhealthy (Forced Outage Mode Entry)');
}

function onHealthAsked(state: HaModeState, input: HaModeInput & { type: 'health-asked' }): HaModeStep {
  if (state.askedBy.includes(input.from)) return unchanged(state);
  return [{ ...state, askedBy: [...state.askedBy, input.from] }, [{ type: 'check-health' }]];
}

function onCheckDue(state: HaModeState): HaModeStep {
  if (state.state === 'working-normally') return unchanged(state);
  return [
    state,
    state.state === 'pending-ha' ? [{ type: 'check-health' }, { type: 'ask-peers' }] : [{ type: 'check-health' }],
  ];
}

function onHealthChecked(
  state: HaModeState,
  input: HaModeInput & { type: 'health-checked' },
  settings: HaModeSettings,
): HaModeStep {
  const checked = withResults(state, input.results);
  const health = overallHealth(checked);
  const answers = state.askedBy.map((to) => ({ type: 'answer-health', to, health }) as const);
  const [decided, effects] = decide(answers.length > 0 ? { ...checked, askedBy: [] } : checked, input, settings);
  return answers.length > 0 || effects.length > 0 ? [decided, [...answers, ...effects]] : unchanged(decided);
}

/** Where the outcome of a check leads, state by state. */
function decide(
  state: HaModeState,
  input: HaModeInput & { type: 'health-checked' },
  settings: HaModeSettings,
): HaModeStep {
  const healthy = overallHealth(state) === 'healthy';
  switch (state.state) {
    case 'working-normally':
      if (healthy || !input.participates) return unchanged(state);
      return enterPendingHa(state, input.atMs, `${unhealthyComponents(state)} unhealthy (found when a peer asked)`);
    case 'pending-ha':
      if (healthy) return become(state, 'working-normally', input.atMs, 'the health check succeeded');
      return judgePeers(state, input, settings);
    case 'initial-ha':
      if (!state.leastTimeOver) return unchanged(state);
      return healthy
        ? become(state, 'pending-recovery', input.atMs, 'all components are healthy')
        : become(state, 'extended-ha', input.atMs, `${unhealthyComponents(state)} unhealthy`);
    case 'extended-ha':
      return healthy ? become(state, 'pending-recovery', input.atMs, 'all components are healthy') : unchanged(state);
    case 'pending-recovery':
      if (!healthy) return become(state, 'extended-ha', input.atMs, `${unhealthyComponents(state)} unhealthy`);
      return state.leastTimeOver
        ? become(state, 'working-normally', input.atMs, 'all components stayed healthy')
        : unchanged(state);
    default:
      return unreachable(state.state);
  }
}

function onPeerHealth(
  state: HaModeState,
  input: HaModeInput & { type: 'peer-health' },
  settings: HaModeSettings,
): HaModeStep {
  return state.state === 'pending-ha' ? judgePeers(state, input, settings) : unchanged(state);
}

/** A restarted connector joins the outage in which it finds its zone. */
function onAdopted(state: HaModeState, input: HaModeInput & { type: 'adopted' }, settings: HaModeSettings): HaModeStep {
  const leastTimeMs = leastTime(input.state, settings);
  return [
    {
      ...state,
      state: input.state,
      sinceMs: input.sinceMs,
      leastTimeOver: leastTimeMs !== null && input.atMs >= input.sinceMs + leastTimeMs,
      checksFromMs: input.atMs,
    },
    [{ type: 'state-adopted', to: input.state }, { type: 'check-health' }],
  ];
}

function onDeadline(
  state: HaModeState,
  input: HaModeInput & { type: 'deadline' },
  settings: HaModeSettings,
): HaModeStep {
  const dueMs = haModeDeadline(state, settings);
  if (dueMs === null || input.atMs < dueMs) return unchanged(state);
  return [{ ...state, leastTimeOver: true }, [{ type: 'check-health' }]];
}

function enterPendingHa(state: HaModeState, atMs: number, reason: string): HaModeStep {
  const [pending, effects] = become({ ...state, checksFromMs: atMs }, 'pending-ha', atMs, reason);
  return [pending, [...effects, { type: 'check-health' }, { type: 'ask-peers' }]];
}

function become(state: HaModeState, to: HaState, atMs: number, reason: string): HaModeStep {
  return [
    { ...state, state: to, sinceMs: atMs, leastTimeOver: false },
    [{ type: 'state-changed', from: state.state, to, reason }],
  ];
}

function judgePeers(
  state: HaModeState,
  input: { readonly atMs: number; readonly peers: readonly PeerHealth[] },
  settings: HaModeSettings,
): HaModeStep {
  if (!state.leastTimeOver || overallHealth(state) === 'healthy') return unchanged(state);
  const connectorCount = input.peers.length + 1;
  const unhealthyCount = input.peers.filter((health) => health === 'unhealthy').length + 1;
  if (!zoneIsUnhealthy(unhealthyCount, connectorCount, settings.peerVerdict)) return unchanged(state);
  const reason = `${connectorCount - unhealthyCount} of ${connectorCount} connectors are healthy`;
  return become(state, 'initial-ha', input.atMs, reason);
}

function zoneIsUnhealthy(
  unhealthyCount: number,
  connectorCount: number,
  verdict: HaModeSettings['peerVerdict'],
): boolean {
  switch (verdict) {
    case 'all-unhealthy':
      return unhealthyCount === connectorCount;
    case 'majority':
      return unhealthyCount * 2 > connectorCount;
    case 'any':
      return true;
    default:
      return unreachable(verdict);
  }
}

/** The moment at which the least time of the state is over; null where none is running. */
export function haModeDeadline(state: HaModeState, settings: HaModeSettings): number | null {
  const leastTimeMs = leastTime(state.state, settings);
  return leastTimeMs === null || state.leastTimeOver ? null : state.sinceMs + leastTimeMs;
}

/** Whether the zone's own broker serves in this state, and no longer the cloud's. */
export function isHaMode(state: HaState): boolean {
  return state === 'initial-ha' || state === 'extended-ha' || state === 'pending-recovery';
}

/** The administrator's switch as a connector keeps it that cannot act on it yet: it is down, or still starting. */
export function withForcedOutage(state: HaModeState, switched: 'on' | 'off'): HaModeState {
  return withComponent(state, 'forced-outage', switched === 'on' ? 'unhealthy' : 'healthy');
}

/** Healthy only when every component is. */
function overallHealth(state: HaModeState): Health {
  const { components } = state;
  return components.xml === 'healthy' &&
    components['vda-relay'] === 'healthy' &&
    components.sta === 'healthy' &&
    components['forced-outage'] === 'healthy'
    ? 'healthy'
    : 'unhealthy';
}

function leastTime(state: HaState, settings: HaModeSettings): number | null {
  if (state === 'pending-ha') return settings.pendingHaMs;
  if (state === 'initial-ha') return settings.initialHaMs;
  return state === 'pending-recovery' ? settings.pendingRecoveryMs : null;
}

function withComponent(state: HaModeState, component: Component, health: Health): HaModeState {
  if (state.components[component] === health) return state;
  return { ...state, components: { ...state.components, [component]: health } };
}

function withResults(state: HaModeState, results: CheckResults): HaModeState {
  let checked = state;
  for (const component of ['xml', 'vda-relay', 'sta'] as const) {
    checked = withComponent(checked, component, results[component]);
  }
  return checked;
}

function unhealthyComponents(state: HaModeState): string {
  return Object.entries(state.components)
    .filter(([, health]) => health === 'unhealthy')
    .map(([component]) => component)
    .join(', ');
}
