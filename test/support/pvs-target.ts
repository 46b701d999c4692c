/**
 * A host for one target of tests: it has a clock, and servers that answer a millisecond later, unless they are silent.
 *
 * Not here: a farm in which targets and servers have faults and loads. That is a world (src/sim).
 */

import { unreachable } from '../../src/core/kernel/index.ts';
import type { WantedFile } from '../../src/core/pvs/inventory/index.ts';
import {
  type LoginAnswer,
  offTarget,
  stepTarget,
  type TargetEffect,
  type TargetInput,
  type TargetSettings,
  type TargetState,
  targetDeadline,
} from '../../src/core/pvs/target/index.ts';
import { DEFAULT_TIMERS } from '../../src/core/site/index.ts';

export const LATENCY_MS = 1;

/** The files of version 42, and the same after somebody changed the newest one. */
export const BOOTED: readonly WantedFile[] = [
  { number: 41, modifiedMs: 1_000_000, layers: ['base'] },
  { number: 42, modifiedMs: 2_000_000, layers: ['update'] },
];
export const DRIFTED: readonly WantedFile[] = [
  BOOTED[0] as WantedFile,
  { number: 42, modifiedMs: 2_001_000, layers: ['update'] },
];
/** What was released since. */
export const NEWER: readonly WantedFile[] = [...BOOTED, { number: 43, modifiedMs: 3_000_000, layers: ['newer'] }];

export const TARGET: TargetSettings = {
  identity: 'timestamp',
  loginServers: [0, 1],
  otherServers: [2],
  streamReplyTimeoutMs: DEFAULT_TIMERS.streamReplyTimeout,
  streamRetries: DEFAULT_TIMERS.streamRetries,
  streamHeartbeatMs: DEFAULT_TIMERS.streamHeartbeat,
  heartbeatPhaseMs: 7_000,
};

export type AskLogin = TargetEffect & { type: 'ask-login' };

/** An input without its moment, which the host knows. */
export type HostInput = TargetInput extends infer Each ? (Each extends unknown ? Omit<Each, 'atMs'> : never) : never;

export class TargetHost {
  state: TargetState;
  nowMs = 0;
  /** Servers that answer nothing. */
  readonly silent = new Set<number>();
  /** What a server shows that is opened; `BOOTED` where nothing else is said. */
  readonly copies = new Map<number, readonly WantedFile[]>();
  /** What login servers say: the first server that answers, where nothing else is said. */
  login: (ask: AskLogin) => LoginAnswer = () => this.offer();
  readonly effects: { readonly atMs: number; readonly effect: TargetEffect }[] = [];
  readonly settings: TargetSettings;
  #coming: { readonly atMs: number; readonly input: HostInput }[] = [];

  constructor(settings: Partial<TargetSettings> = {}) {
    this.settings = { ...TARGET, ...settings };
    this.state = offTarget(this.settings);
  }

  give(...inputs: readonly HostInput[]): this {
    for (const input of inputs) {
      const [state, effects] = stepTarget(this.state, { ...input, atMs: this.nowMs } as TargetInput, this.settings);
      this.state = state;
      for (const effect of effects) {
        this.effects.push({ atMs: this.nowMs, effect });
        this.#answer(effect);
      }
    }
    return this;
  }

  advance(durationMs: number): this {
    const untilMs = this.nowMs + durationMs;
    while (true) {
      const deadlineMs = targetDeadline(this.state) ?? Number.POSITIVE_INFINITY;
      const comingMs = this.#coming[0]?.atMs ?? Number.POSITIVE_INFINITY;
      const nextMs = Math.max(this.nowMs, Math.min(deadlineMs, comingMs));
      if (nextMs > untilMs) break;
      this.nowMs = nextMs;
      const input = comingMs <= deadlineMs ? this.#coming.shift()?.input : undefined;
      this.give(input ?? { type: 'deadline' });
    }
    this.nowMs = untilMs;
    return this;
  }

  request(...requests: readonly number[]): this {
    return this.give(...requests.map((request) => ({ type: 'requested', request }) as const));
  }

  /** The effects of one type so far, without the moments. */
  of<Type extends TargetEffect['type']>(type: Type): (TargetEffect & { type: Type })[] {
    return this.effects.flatMap(({ effect }) =>
      effect.type === type ? [effect as TargetEffect & { type: Type }] : [],
    );
  }

  /** When each effect of a type came about. */
  momentsOf(type: TargetEffect['type']): number[] {
    return this.effects.flatMap(({ atMs, effect }) => (effect.type === type ? [atMs] : []));
  }

  forget(): this {
    this.effects.length = 0;
    return this;
  }

  offer(): LoginAnswer {
    const server = [0, 1, 2].find((each) => !this.silent.has(each)) ?? 0;
    return { type: 'stream-from', server, chain: BOOTED };
  }

  #answer(effect: TargetEffect): void {
    switch (effect.type) {
      case 'ask-login':
        return this.#come(effect.to, () => {
          const { to: from, attempt } = effect;
          return { type: 'login-answered', from, attempt, answer: this.login(effect) };
        });
      case 'open': {
        const { server, attempt } = effect;
        return this.#come(server, () => ({
          type: 'opened',
          server,
          attempt,
          chain: this.copies.get(server) ?? BOOTED,
        }));
      }
      case 'send': {
        const { epoch, request, sentAtMs } = effect;
        return this.#come(effect.server, () => ({ type: 'replied', epoch, request, sentAtMs }));
      }
      case 'leave':
      case 'tell-driver-connected':
      case 'complete':
      case 'resumed':
      case 'log':
        return;
      default:
        unreachable(effect);
    }
  }

  #come(server: number, input: () => HostInput): void {
    if (!this.silent.has(server)) this.#coming.push({ atMs: this.nowMs + LATENCY_MS, input: input() });
  }
}

/** A target that has booted from server 0, and had an answer there. What came before is forgotten. */
export function streamingHost(settings: Partial<TargetSettings> = {}): TargetHost {
  const host = freshHost(settings);
  return host.request(0).advance(LATENCY_MS).forget();
}

/** One that has just been given its server, without an answer so far. */
export function freshHost(settings: Partial<TargetSettings> = {}): TargetHost {
  const host = new TargetHost(settings).give({ type: 'powered-on' });
  return host
    .advance(2 * LATENCY_MS)
    .give({ type: 'driver-connected' })
    .forget();
}
