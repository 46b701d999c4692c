/**
 * Deliver hands an input to a connector and carries out what it asks for: it is the host of the connectors in virtual time.
 *
 * Calls to the cloud are answered at once, or fail at once over a cut link. Messages between peers take some milliseconds
 * and can get lost.
 *
 * Not here: when inputs come (run.ts, beat-run.ts), and what they mean (core/lhc/connector).
 */

import { draw, drawInteger, keyOf, present, unreachable } from '../core/kernel/index.ts';
import { stepCloudBroker } from '../core/lhc/cloud-broker/index.ts';
import {
  type ConnectorEffect,
  type ConnectorInput,
  type ConnectorState,
  type LogEntry,
  type PeerMessage,
  sameInSubstance,
  stepConnector,
} from '../core/lhc/connector/index.ts';
import { hasRoom, type RegistrationState, stepRegistration } from '../core/lhc/registration/index.ts';
import { componentOf, type RequestKind } from '../core/lhc/relay/index.ts';
import { zoneState } from '../core/status/index.ts';
import { CLOUD, FIRST_CONNECTOR, NOBODY } from './fleet-columns.ts';
import { RANK } from './queue.ts';
import {
  anchorBeat,
  answersChanged,
  beginToListen,
  nextSequence,
  schedule,
  scheduleDeadline,
  zoneChanged,
} from './schedule.ts';
import { connectorAt, pairOf, reachesCloud, type World, type ZoneRuntime, zoneOf } from './world.ts';
import type { WorldLogEntry } from './world-data.ts';

const LATENCY = keyOf('latency of a message');
const LOSS = keyOf('loss of a message');
/** A message between connectors of a zone takes 1 ms and up to this much more. */
const LATENCY_SPREAD_MS = 9;

/** Gives a connector, by index, an input, and carries out the effects in their order. */
export function deliver(world: World, connector: number, input: ConnectorInput): void {
  const before = connectorAt(world, connector);
  const [after, effects] = stepConnector(before, input, zoneOf(world, connector).settings);
  if (after !== before) setConnector(world, connector, after);
  for (const effect of effects) carry(world, connector, effect);
}

/** Replaces the state of a connector, and lets everything look again that depends on it. */
function setConnector(world: World, connector: number, after: ConnectorState): void {
  const before = connectorAt(world, connector);
  world.data.connectors[connector] = after;
  scheduleDeadline(world, connector);
  const zone = zoneOf(world, connector);
  if (!sameInSubstance(before, after)) {
    zoneChanged(world, zone);
    noteZoneState(world, zone);
    anchorBeats(world, connector, after);
  }
  if (before.configSync.localDb !== after.configSync.localDb) listenToNewPeers(world, before, after);
  answersChanged(world, zone);
}

/** A peer that the last import has made known is silent only when it has not been heard for a while from now on. */
function listenToNewPeers(world: World, before: ConnectorState, after: ConnectorState): void {
  for (const from of Object.keys(after.election.peers)) {
    if (before.election.peers[from] === undefined) beginToListen(world, from, after.fqdn);
  }
}

/** Replaces a connector's register. While there is room before and after, nothing else depends on how many it holds. */
export function setRegistration(world: World, connector: number, registration: RegistrationState): void {
  const state = connectorAt(world, connector);
  const after = { ...state, registration };
  if (hasRoom(state.registration) && hasRoom(registration)) world.data.connectors[connector] = after;
  else setConnector(world, connector, after);
}

/** A machine that some broker holds has one session more, or one less. */
export function setRegisteredSessions(world: World, zone: ZoneRuntime, machine: number, by: 1 | -1): void {
  const holder = zone.fleet.columns.holder[machine];
  if (holder === undefined || holder === NOBODY) return;
  if (holder === CLOUD) {
    const register = present(world.data.cloudRegisters[zone.index], 'the cloud register of the zone');
    world.data.cloudRegisters[zone.index] = stepRegistration(register, { type: 'sessions-changed', by })[0];
    return;
  }
  const connector = present(zone.connectors[holder - FIRST_CONNECTOR], 'a connector of the zone');
  const { registration } = connectorAt(world, connector);
  setRegistration(world, connector, stepRegistration(registration, { type: 'sessions-changed', by })[0]);
}

export interface RelayOutcome {
  readonly kind: RequestKind;
  /** The request, as the connector's log names it. */
  readonly text: string;
  readonly succeeded: boolean;
}

/** Tells a connector outside HA mode what came of relaying a request, where that is news to it. */
export function relayOutcome(world: World, connector: number, { kind, text, succeeded }: RelayOutcome): void {
  const { haMode, participates } = connectorAt(world, connector);
  const isNormal = haMode.state === 'working-normally';
  const healthy = haMode.components[componentOf(kind)] === 'healthy';
  const isNews = succeeded ? !healthy && isNormal : healthy || (isNormal && participates);
  if (!isNews) return;
  const atMs = world.data.nowMs;
  deliver(world, connector, { type: 'relay-answered', atMs, kind, request: text, succeeded });
}

/** Writes to the log of the world. */
export function writeLog(world: World, entry: Omit<WorldLogEntry, 'atMs'>): void {
  const atMs = world.data.nowMs;
  world.data.log.push({ atMs, ...entry });
  if (world.options.onTrace === undefined) return;
  const subject = entry.connector ?? entry.zone ?? 'site';
  world.options.onTrace(atMs, `${subject}  ${entry.id === null ? '' : `${entry.id} `}${entry.message}`);
}

/** Notes the state of a zone, and since when, if it is another one now. */
export function noteZoneState(world: World, zone: ZoneRuntime): void {
  const state = zoneState(zone.connectors.map((connector) => connectorAt(world, connector)));
  if (world.data.zoneStates[zone.index]?.state === state) return;
  world.data.zoneStates[zone.index] = { state, sinceMs: world.data.nowMs };
}

function carry(world: World, connector: number, effect: ConnectorEffect): void {
  switch (effect.type) {
    case 'send':
      return sendMessage(world, connectorAt(world, connector).fqdn, effect.to, effect.message);
    case 'check-health':
      return checkHealth(world, connector);
    case 'ask-configuration':
      return askConfiguration(world, connector);
    case 'finish-import':
      return finishImport(world, connector);
    case 'relay':
      return relay(world, connector, effect.kind);
    case 'answer-heartbeat':
      world.heartbeatAnswer = effect.positive ? 'positive' : 'negative';
      return;
    case 'register-emptied':
      return emptyRegister(world, connector);
    case 'log':
      return logOf(world, connector, effect.entry);
    default:
      return unreachable(effect);
  }
}

/** Over an open way, in a few milliseconds, unless it gets lost. */
function sendMessage(world: World, from: string, to: string, message: PeerMessage): void {
  const pair = pairOf(world, from, to);
  if (pair === null || pair.openSinceMs === null) return;
  const { seed } = world.definition;
  const { nowMs } = world.data;
  const keys = [keyOf(from), keyOf(to), nowMs];
  const sequence = nextSequence(world);
  const loss = world.options.messageLoss ?? 0;
  if (loss > 0 && draw(seed, LOSS, sequence, ...keys) < loss) return;
  const atMs = nowMs + 1 + drawInteger(seed, LATENCY_SPREAD_MS, LATENCY, ...keys);
  schedule(world, { atMs, rank: RANK.message, order: sequence, what: { type: 'message', from, to, message } });
}

function checkHealth(world: World, connector: number): void {
  const { fqdn } = connectorAt(world, connector);
  const health = reachesCloud(world, fqdn) ? 'healthy' : 'unhealthy';
  const sta = world.damage.staFailing.has(fqdn) ? 'unhealthy' : health;
  const results = { xml: health, 'vda-relay': health, sta } as const;
  deliver(world, connector, { type: 'health-checked', atMs: world.data.nowMs, results });
}

function askConfiguration(world: World, connector: number): void {
  const { fqdn } = connectorAt(world, connector);
  const atMs = world.data.nowMs;
  if (!reachesCloud(world, fqdn)) return deliver(world, connector, { type: 'configuration-unreachable', atMs });
  const members = zoneOf(world, connector).topology.connectors;
  const [state, offers] = stepCloudBroker(world.data.cloudBroker, { type: 'configuration-asked', from: fqdn, members });
  world.data.cloudBroker = state;
  const importMs = importDurationMs(world);
  for (const configuration of offers) {
    deliver(world, connector, { type: 'configuration-offered', atMs, configuration, importMs });
  }
}

/** How long an import takes that begins now: a LocalDB holds the whole site. */
export function importDurationMs({ definition, topology }: World): number {
  const { base, perThousandMachines } = definition.timers.configImport;
  return base + Math.ceil((perThousandMachines * topology.machineCount) / 1000);
}

function finishImport(world: World, connector: number): void {
  const { fqdn } = connectorAt(world, connector);
  const succeeded = !world.damage.syncFailing.has(fqdn);
  deliver(world, connector, { type: 'import-finished', atMs: world.data.nowMs, succeeded });
}

function relay(world: World, connector: number, kind: RequestKind): void {
  const { fqdn } = connectorAt(world, connector);
  const succeeded = reachesCloud(world, fqdn);
  deliver(world, connector, { type: 'relay-answered', atMs: world.data.nowMs, kind, request: kind, succeeded });
}

function emptyRegister(world: World, connector: number): void {
  const zone = zoneOf(world, connector);
  zone.fleet.releaseAll(FIRST_CONNECTOR + zone.connectors.indexOf(connector));
}

function logOf(world: World, connector: number, entry: LogEntry): void {
  writeLog(world, {
    ...entry,
    zone: zoneOf(world, connector).topology.name,
    connector: connectorAt(world, connector).fqdn,
  });
}

/** Checks go on while the connector is not working normally; reports while it serves; polls while it runs. */
export function anchorBeats(world: World, connector: number, state: ConnectorState): void {
  const running = state.phase === 'running';
  for (const index of zoneOf(world, connector).beats) {
    const beat = present(world.data.beats[index], 'a beat of this world');
    if (beat.owner !== state.fqdn) continue;
    const { haMode, servingSinceMs } = state;
    if (beat.kind === 'check') {
      anchorBeat(world, index, running && haMode.state !== 'working-normally' ? haMode.checksFromMs : null);
    } else if (beat.kind === 'report') {
      anchorBeat(world, index, servingSinceMs);
    }
  }
}
