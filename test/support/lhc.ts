/**
 * Connectors of one zone for tests of the LHC machines: their names and settings, and a host for a single connector.
 *
 * Not here: a zone whose connectors talk to each other. That is a world (src/sim).
 */

import { unreachable } from '../../src/core/kernel/index.ts';
import {
  type ConnectorEffect,
  type ConnectorInput,
  type ConnectorSettings,
  type ConnectorState,
  connectorDeadline,
  type PeerMessage,
  settledConnector,
  stepConnector,
} from '../../src/core/lhc/connector/index.ts';
import type { CheckResults, HaModeSettings } from '../../src/core/lhc/ha-mode/index.ts';
import { DEFAULT_TIMERS } from '../../src/core/site/index.ts';

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** The connectors of the zone, in the order of the election. */
export const A = 'cc-a.contoso.example';
export const B = 'cc-b.contoso.example';
export const C = 'cc-c.contoso.example';

export const HEALTHY: CheckResults = { xml: 'healthy', 'vda-relay': 'healthy', sta: 'healthy' };
export const UNHEALTHY: CheckResults = { xml: 'unhealthy', 'vda-relay': 'unhealthy', sta: 'unhealthy' };

export const HA_MODE: HaModeSettings = {
  pendingHaMs: DEFAULT_TIMERS.pendingHa,
  initialHaMs: DEFAULT_TIMERS.initialHa,
  pendingRecoveryMs: DEFAULT_TIMERS.pendingRecovery,
  peerVerdict: 'all-unhealthy',
};

export const CONNECTOR: ConnectorSettings = {
  haMode: HA_MODE,
  election: { peerSilenceMs: DEFAULT_TIMERS.peerSilence, electionAmong: 'all' },
  contactExpiryMs: DEFAULT_TIMERS.storeFrontContactExpiry,
};

/** The candidacy of a peer whose broker service runs. */
export const NORMAL = { brokerRuns: true, inHaMode: false } as const;
export const IN_HA = { brokerRuns: true, inHaMode: true } as const;

export interface HostOptions {
  readonly fqdn?: string;
  readonly members?: readonly string[];
  /** Some StoreFront has just been heard. */
  readonly heard?: boolean;
  readonly registrationLimit?: number;
  readonly settings?: ConnectorSettings;
}

type Input = ConnectorInput extends infer Each ? (Each extends unknown ? Omit<Each, 'atMs'> : never) : never;

/** What a host does for one connector: it has a clock and a way to the cloud, and answers what the connector asks for at once. */
export class ConnectorHost {
  state: ConnectorState;
  nowMs = 0;
  cloud: 'reachable' | 'unreachable' = 'reachable';
  /** What the cloud broker offers when it is asked. */
  revision = 1;
  members: readonly string[];
  imports: 'succeed' | 'fail' = 'succeed';
  effects: ConnectorEffect[] = [];
  readonly #settings: ConnectorSettings;

  constructor(options: HostOptions = {}) {
    const { fqdn = A, members = [fqdn], heard = true, registrationLimit = 10_000, settings = CONNECTOR } = options;
    this.#settings = settings;
    this.members = members;
    this.state = settledConnector({ fqdn, members, revision: 1, registrationLimit, atMs: 0, heard }, settings);
  }

  /** Gives the connector inputs at the present moment, and answers what it asks for. */
  give(...inputs: readonly Input[]): this {
    for (const input of inputs) {
      const [state, effects] = stepConnector(
        this.state,
        { ...input, atMs: this.nowMs } as ConnectorInput,
        this.#settings,
      );
      this.state = state;
      this.effects.push(...effects);
      for (const effect of effects) this.#answer(effect);
    }
    return this;
  }

  hear(from: string, message: PeerMessage): this {
    return this.give({ type: 'message', from, message });
  }

  /** Moves the clock: deadlines come when they are due, and checks at every `healthCheck` of an episode. */
  advance(durationMs: number): this {
    const untilMs = this.nowMs + durationMs;
    while (true) {
      const deadlineMs = connectorDeadline(this.state, this.#settings) ?? Number.POSITIVE_INFINITY;
      const checkMs = this.#nextCheckMs();
      const nextMs = Math.min(deadlineMs, checkMs);
      if (nextMs > untilMs) break;
      this.nowMs = nextMs;
      this.give({ type: deadlineMs === nextMs ? 'deadline' : 'check-due' });
    }
    this.nowMs = untilMs;
    return this;
  }

  /** Cuts the way to the cloud and lets a StoreFront heartbeat find out. */
  loseCloud(): this {
    this.cloud = 'unreachable';
    return this.give({ type: 'storefront-heartbeat' });
  }

  /** The numbers of the log entries so far, `null` for those without one, and forgets all effects. */
  takeLog(): (number | null)[] {
    const ids = this.effects.flatMap((effect) => (effect.type === 'log' ? [effect.entry.id] : []));
    this.effects = [];
    return ids;
  }

  /** The messages sent so far as `type to`, and forgets all effects. */
  takeSent(): string[] {
    const sent = this.effects.flatMap((effect) =>
      effect.type === 'send' ? [`${effect.message.type} ${effect.to}`] : [],
    );
    this.effects = [];
    return sent;
  }

  #nextCheckMs(): number {
    const { phase, haMode } = this.state;
    if (phase !== 'running' || haMode.state === 'working-normally') return Number.POSITIVE_INFINITY;
    const periodMs = DEFAULT_TIMERS.healthCheck;
    const count = Math.floor((this.nowMs - haMode.checksFromMs) / periodMs) + 1;
    return haMode.checksFromMs + count * periodMs;
  }

  #answer(effect: ConnectorEffect): void {
    const reachable = this.cloud === 'reachable';
    switch (effect.type) {
      case 'check-health':
        this.give({ type: 'health-checked', results: reachable ? HEALTHY : UNHEALTHY });
        return;
      case 'relay':
        this.give({ type: 'relay-answered', kind: effect.kind, request: effect.kind, succeeded: reachable });
        return;
      case 'ask-configuration': {
        const configuration = { revision: this.revision, members: this.members };
        this.give(
          reachable
            ? { type: 'configuration-offered', configuration, importMs: 20 * SECOND }
            : { type: 'configuration-unreachable' },
        );
        return;
      }
      case 'finish-import':
        this.give({ type: 'import-finished', succeeded: this.imports === 'succeed' });
        return;
      case 'send':
      case 'answer-heartbeat':
      case 'register-emptied':
      case 'log':
        return;
      default:
        unreachable(effect);
    }
  }
}

/** A connector that is in HA mode because nobody of its zone reaches the cloud. Its log and messages are forgotten. */
export function hostInHaMode(options: HostOptions = {}): ConnectorHost {
  const host = new ConnectorHost(options).loseCloud();
  for (const peer of Object.keys(host.state.election.peers)) {
    host.hear(peer, { type: 'health-answer', health: 'unhealthy' });
  }
  host.advance(MINUTE);
  host.effects = [];
  return host;
}
