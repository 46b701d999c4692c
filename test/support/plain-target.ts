/**
 * One target of a plain farm: its machine, and what is on its way to it.
 *
 * Not here: what comes of it (plain-farm.ts).
 */
import { drawInteger, keyOf, present } from '../../src/core/kernel/index.ts';
import { rangeOfTarget } from '../../src/core/pvs/farm/index.ts';
import {
  answeredIn,
  freshReplyTimer,
  LOGIN_RETRY_MS,
  offTarget,
  settledTarget,
  type TargetSettings,
  type TargetState,
  targetDeadline,
} from '../../src/core/pvs/target/index.ts';
import type { FarmRuntime, World } from '../../src/sim/index.ts';
import { nextRequestMs } from '../../src/sim/streaming/requests.ts';
import { requestSettings } from '../../src/sim/streaming/schedule-farm.ts';
import { STREAMING } from '../../src/sim/streaming/target-columns.ts';
import { bootedBy } from '../../src/sim/streaming/who-may.ts';

const NEVER = Number.POSITIVE_INFINITY;

export interface PlainTarget {
  state: TargetState;
  readonly settings: TargetSettings;
  /** Its next read or write; the answer of a login server that it has asked; word of its server that it shall leave. */
  requestMs: number;
  answer: { readonly atMs: number; readonly from: number; readonly attempt: number } | null;
  noticeMs: number;
  /** While it loads: when it is done, until when it counts, and when something may have become of its server. */
  loadedMs: number;
  countsUntilMs: number;
  probeMs: number;
  connectedMs: number;
  /** While it is frozen: the last answer was a refusal; and it may be answered otherwise the next time. */
  wasRefused: boolean;
  isAwake: boolean;
  /** Since the beginning, whatever it was switched off for. */
  failoverCount: number;
}

/** Nothing else is done in the few milliseconds in which word of its server is on its way. */
export function dueOf(each: PlainTarget): number {
  if (each.noticeMs !== NEVER) return each.noticeMs;
  const { phase } = each.state;
  const deadlineMs = targetDeadline(each.state) ?? NEVER;
  const answerMs = each.answer?.atMs ?? NEVER;
  if (phase === 'off') return NEVER;
  if (phase === 'loading') {
    const doneMs = each.state.outstanding.length > 0 ? NEVER : each.loadedMs;
    return Math.min(deadlineMs, each.probeMs, doneMs, each.countsUntilMs);
  }
  return Math.min(deadlineMs, answerMs, phase === 'streaming' ? each.requestMs : NEVER);
}

/** A target as the world has settled it. */
export function settledPlainTarget(world: World, farm: FarmRuntime, target: number): PlainTarget {
  const settings = settingsOf(world, farm, target);
  return {
    state: stateOf(world, farm, target, settings),
    settings,
    requestMs: nextRequestMs(requestSettings(world), target, world.definition.startMs),
    answer: null,
    noticeMs: NEVER,
    loadedMs: NEVER,
    countsUntilMs: NEVER,
    probeMs: NEVER,
    connectedMs: NEVER,
    wasRefused: true,
    isAwake: false,
    failoverCount: 0,
  };
}

function settingsOf({ definition }: World, { topology }: FarmRuntime, target: number): TargetSettings {
  const { timers, seed, startMs } = definition;
  const { loginServers, failOverOrder } = present(topology.sites[rangeOfTarget(topology, target).site], 'a site');
  const phaseMs = drawInteger(seed, timers.streamHeartbeat, keyOf('phase of a stream heartbeat'), target);
  return {
    identity: topology.identity,
    loginServers,
    otherServers: failOverOrder.slice(loginServers.length),
    streamReplyTimeoutMs: timers.streamReplyTimeout,
    streamRetries: timers.streamRetries,
    streamHeartbeatMs: timers.streamHeartbeat,
    heartbeatPhaseMs: startMs + phaseMs,
  };
}

function stateOf(world: World, farm: FarmRuntime, target: number, settings: TargetSettings): TargetState {
  const { startMs } = world.definition;
  const { phase, server, loginServer } = farm.data.targets;
  if (phase[target] !== STREAMING) {
    return { ...offTarget(settings), phase: 'frozen', sinceMs: startMs, wakeAtMs: startMs + LOGIN_RETRY_MS };
  }
  const running = {
    atMs: startMs,
    server: server[target]! - 1,
    loginServer: loginServer[target]! - 1,
    image: bootedBy(farm, target)?.chain ?? [],
    replyTimer: answeredIn(freshReplyTimer(settings.streamReplyTimeoutMs), 0),
  };
  return settledTarget(running, settings);
}
