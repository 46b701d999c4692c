/**
 * The targets of a farm as the `target` machine of core has them, one state each, run step by step: what the columns are measured by.
 *
 * Servers, their copies and the faults are those of a world of its own, whose columns hold no more than what others have to know of a
 * target: whether it runs, its server, and what it has opened. They do nothing by themselves.
 *
 * A target that waits asks again and again here, and in columns only when something has changed: an ask that is left out there must come
 * to nothing, and takes nobody's time.
 */
import { present, unreachable } from '../../src/core/kernel/index.ts';
import { leastBusy } from '../../src/core/pvs/balance/index.ts';
import { isHome } from '../../src/core/pvs/eligibility/index.ts';
import { rangeOfTarget, targetNumber } from '../../src/core/pvs/farm/index.ts';
import type { WantedFile } from '../../src/core/pvs/inventory/index.ts';
import { bootCountsUntilMs, isTooBusyFor } from '../../src/core/pvs/stream-server/index.ts';
import {
  type LoginAnswer,
  serversToAsk,
  stepTarget,
  type TargetEffect,
  type TargetInput,
  visibleState,
} from '../../src/core/pvs/target/index.ts';
import type { OperatorAction, SiteDefinition } from '../../src/core/site/index.ts';
import { act, advanceTo, copyOn, type FarmRuntime, nextEventMs, settle, type World } from '../../src/sim/index.ts';
import { type AgendaColumns, emptyAgenda, firstDue, nextDueMs, setDue } from '../../src/sim/streaming/agenda.ts';
import { beginBooting, endBooting, record, release, take } from '../../src/sim/streaming/counts.ts';
import { carryOut, reach } from '../../src/sim/streaming/exchange.ts';
import { farmOf, serverAt } from '../../src/sim/streaming/farm.ts';
import { lookAtCopies } from '../../src/sim/streaming/inventory-looks.ts';
import {
  askAll,
  askThere,
  candidateAt,
  noVersion,
  opens,
  takesLogins,
  whyNobody,
} from '../../src/sim/streaming/logins.ts';
import { openCopy, releaseLocks } from '../../src/sim/streaming/opening.ts';
import { nextRequestMs, requestAt } from '../../src/sim/streaming/requests.ts';
import { farmChanged, requestSettings } from '../../src/sim/streaming/schedule-farm.ts';
import { afterLeaving, noticeMs } from '../../src/sim/streaming/servers.ts';
import { FROZEN, LOGIN, OFF, OWN, RELOGIN, WAITING } from '../../src/sim/streaming/target-columns.ts';
import { loadedMs } from '../../src/sim/streaming/target-login.ts';
import { demandOf, eligibleServers } from '../../src/sim/streaming/who-may.ts';
import { dueOf, type PlainTarget, settledPlainTarget } from './plain-target.ts';
import type { HostInput } from './pvs-target.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** The request of a target that loads; every other one has the number of its moment. */
const LOADING_REQUEST = -1;

type Effect<Type extends TargetEffect['type']> = TargetEffect & { readonly type: Type };

export class PlainFarm {
  readonly #world: World;
  readonly #farm: FarmRuntime;
  readonly #targets: readonly PlainTarget[];
  readonly #story: string[][];
  readonly #agenda: AgendaColumns;

  constructor(definition: SiteDefinition) {
    this.#world = settle(definition);
    this.#farm = farmOf(this.#world);
    const { count } = this.#farm.data.targets;
    this.#targets = Array.from({ length: count }, (_, target) => settledPlainTarget(this.#world, this.#farm, target));
    this.#story = this.#targets.map(() => []);
    this.#agenda = emptyAgenda(count);
    this.#targets.forEach((_, target) => {
      this.#showPhase(target);
      this.#plan(target);
    });
    this.#farm.data.targets.waitingCount = count;
    // No event of this world's queue is ever that of its targets.
    Object.defineProperty(this.#farm.data, 'targetsDueMs', { get: () => null, set: () => undefined });
  }

  /** What has become of each target, moment by moment. */
  get story(): readonly (readonly string[])[] {
    return this.#story;
  }

  /** How each target stands. */
  standing(): readonly string[] {
    return this.#targets.map(({ state, failoverCount }) => {
      const { server, phase, lastPauseMs, loginServer, retryCount } = state;
      const isServed = phase === 'loading' || phase === 'streaming' || phase === 'retrying';
      const place = isServed ? `on ${server} by ${loginServer}` : 'nowhere';
      const pause = visibleState(state) === 'streaming' ? lastPauseMs : '';
      return `${visibleState(state)} ${place} ${failoverCount}/${retryCount} ${pause}`;
    });
  }

  advanceTo(untilMs: number): void {
    const world = this.#world;
    for (;;) {
      const dueMs = nextDueMs(this.#agenda) ?? NEVER;
      const eventMs = nextEventMs(world) ?? NEVER;
      if (Math.min(dueMs, eventMs) > untilMs) break;
      if (eventMs <= dueMs) {
        advanceTo(world, eventMs);
        this.#probeLoading();
      } else {
        advanceTo(world, dueMs);
        const target = firstDue(this.#agenda);
        this.#happen(target);
        this.#plan(target);
      }
      this.#noteWakes();
    }
    advanceTo(world, untilMs);
  }

  act(action: OperatorAction): void {
    if (action.type === 'target-booted') this.#boot(this.#number(action.target));
    else if (action.type === 'target-shut-down') this.#shutDown(this.#number(action.target));
    else this.#actOnFarm(action);
    this.#probeLoading();
    this.#noteWakes();
  }

  #actOnFarm(action: OperatorAction): void {
    const before = this.#farm.data.servers.map(({ service }) => service);
    act(this.#world, action);
    this.#farm.data.servers.forEach(({ service }, server) => {
      if (service === 'stopping' && before[server] === 'running') this.#notify(server);
    });
  }

  /** Whom the farm wakes in the columns, because something has changed. */
  #noteWakes(): void {
    const { agenda } = this.#farm.data.targets;
    while (agenda.heapSize > 0) {
      const target = firstDue(agenda);
      const each = this.#targets[target]!;
      if (each.answer === null) each.isAwake = true;
      setDue(agenda, target, NEVER);
    }
  }

  #number(name: string): number {
    return present(targetNumber(this.#farm.topology, name), 'a target of this name');
  }

  #boot(target: number): void {
    this.#give(target, { type: 'powered-on' });
    this.#plan(target);
  }

  #shutDown(target: number): void {
    const { data } = this.#farm;
    this.#give(target, { type: 'powered-off' });
    data.targets.copy[target] = 0;
    data.targets.from[target] = 0;
    record(this.#world, this.#farm, target);
    this.#plan(target);
    if (releaseLocks(this.#farm, target)) farmChanged(this.#world, this.#farm);
  }

  #notify(server: number): void {
    this.#targets.forEach((each, target) => {
      if (this.#farm.data.targets.server[target] !== server + 1) return;
      each.noticeMs = noticeMs(this.#world, target);
      this.#plan(target);
    });
  }

  /** Something may be otherwise: whoever loads asks his server all the time. */
  #probeLoading(): void {
    this.#targets.forEach((each, target) => {
      if (each.state.phase !== 'loading') return;
      each.probeMs = this.#world.data.nowMs;
      this.#plan(target);
    });
  }

  #plan(target: number): void {
    setDue(this.#agenda, target, dueOf(this.#targets[target]!));
  }

  #happen(target: number): void {
    const each = this.#targets[target]!;
    const { nowMs } = this.#world.data;
    if (each.noticeMs !== NEVER) {
      each.noticeMs = NEVER;
      return this.#tellToMove(target, 'stopping');
    }
    if (each.countsUntilMs <= nowMs) {
      each.countsUntilMs = NEVER;
      endBooting(this.#farm, target);
    }
    if (each.answer !== null && each.answer.atMs <= nowMs) return this.#answer(target);
    if (each.state.phase === 'loading' && Math.min(each.probeMs, each.loadedMs) <= nowMs) return this.#load(target);
    if (each.requestMs <= nowMs) this.#request(target);
    this.#give(target, { type: 'deadline' });
  }

  /** Whoever asks for a read or a write waits until it is answered. That of a heartbeat is the machine's own. */
  #request(target: number): void {
    const each = this.#targets[target]!;
    const { nowMs } = this.#world.data;
    const settings = requestSettings(this.#world);
    each.requestMs = nextRequestMs(settings, target, nowMs);
    if (each.state.phase !== 'streaming' || each.state.outstanding.length > 0) return;
    if (requestAt(settings, target, nowMs).type !== 'heartbeat')
      this.#give(target, { type: 'requested', request: nowMs });
  }

  /** It reads one thing after another: something is outstanding exactly while its server does not answer. */
  #load(target: number): void {
    const each = this.#targets[target]!;
    each.probeMs = NEVER;
    const isStuck = each.state.outstanding.length > 0;
    const outcome = reach(this.#world, this.#farm, target);
    if (outcome === 'unknown') return this.#tellToMove(target, 'unknown');
    if (outcome === 'unanswered') {
      if (!isStuck) this.#give(target, { type: 'requested', request: LOADING_REQUEST });
      return this.#give(target, { type: 'deadline' });
    }
    if (isStuck) this.#reply(target, LOADING_REQUEST);
    if (each.loadedMs > this.#world.data.nowMs) return;
    this.#give(target, { type: 'driver-connected' });
  }

  #tellToMove(target: number, reason: 'stopping' | 'unknown'): void {
    this.#give(target, { type: 'told-to-move', epoch: this.#targets[target]!.state.epoch, reason });
  }

  #reply(target: number, request: number | 'heartbeat'): void {
    const { epoch } = this.#targets[target]!.state;
    this.#give(target, { type: 'replied', epoch, request, sentAtMs: this.#world.data.nowMs });
  }

  #give(target: number, input: HostInput): void {
    const each = this.#targets[target]!;
    const before = each.state;
    const atMs = this.#world.data.nowMs;
    const [state, effects] = stepTarget(before, { ...input, atMs } as TargetInput, each.settings);
    each.state = state;
    each.failoverCount += Math.max(0, state.failoverCount - before.failoverCount);
    this.#showPhase(target);
    if (before.phase !== 'streaming' && state.phase === 'streaming') {
      each.requestMs = nextRequestMs(requestSettings(this.#world), target, atMs);
    }
    if (before.phase === 'retrying' && state.phase === 'streaming') this.#tell(target, `resumed ${state.lastPauseMs}`);
    if (before.phase === 'off' && state.phase !== 'off') each.answer = null;
    this.#carryOut(target, effects);
  }

  /** What others have to know of it: whether it is on, and runs. */
  #showPhase(target: number): void {
    const { driverConnected, phase } = this.#targets[target]!.state;
    const { targets } = this.#farm.data;
    const isFrozen = phase === 'frozen';
    if (phase === 'off') targets.phase[target] = OFF;
    else if (driverConnected) targets.phase[target] = isFrozen ? FROZEN : RELOGIN;
    else targets.phase[target] = isFrozen ? WAITING : LOGIN;
  }

  #carryOut(target: number, effects: readonly TargetEffect[]): void {
    const asks = effects.filter((effect) => effect.type === 'ask-login');
    for (const effect of effects) {
      if (effect.type === 'ask-login' && effect !== asks[0]) continue;
      this.#do(target, effect, asks);
    }
  }

  #do(target: number, effect: TargetEffect, asks: readonly Effect<'ask-login'>[]): void {
    switch (effect.type) {
      case 'ask-login':
        return this.#ask(target, asks);
      case 'open':
        return this.#open(target, effect);
      case 'leave':
        return this.#leave(target);
      case 'send':
        return this.#send(target, effect);
      case 'tell-driver-connected':
        endBooting(this.#farm, target);
        return this.#tell(target, 'booted');
      case 'log':
        return this.#log(target, effect);
      case 'complete':
      case 'resumed':
        return;
      default:
        return unreachable(effect);
    }
  }

  /** Whoever is asked looks anew at copies that were not what they should be. Of several, the first in order answers. */
  #ask(target: number, asks: readonly Effect<'ask-login'>[]): void {
    const [first] = asks;
    if (first === undefined) return;
    const world = this.#world;
    const { targets } = this.#farm.data;
    const each = this.#targets[target]!;
    const order = serversToAsk(each.state, each.settings);
    const { vdisk } = rangeOfTarget(this.#farm.topology, target);
    for (const server of first.rejected) lookAtCopies(world, this.#farm, vdisk, server);
    each.answer = null;
    const { up, service } = serverAt(this.#farm, first.to);
    if (asks.length === 1 && each.state.phase !== 'frozen' && up && service !== 'running') {
      return this.#give(target, {
        type: 'login-answered',
        from: first.to,
        attempt: first.attempt,
        answer: { type: 'closed' },
      });
    }
    targets.asked[target] = order.indexOf(first.to);
    const isRound = each.state.phase === 'frozen' && first.rejected.length === 0;
    if (isRound && !each.isAwake) return this.#confirmNothing(target, order);
    each.isAwake = false;
    each.wasRefused = false;
    if (isRound ? askAll(world, this.#farm, target) : askThere(world, this.#farm, target)) {
      const from = present(order[targets.asked[target]!], 'a login server');
      each.answer = { atMs: targets.agenda.dueMs[target]!, from, attempt: first.attempt };
    }
    setDue(targets.agenda, target, NEVER);
    targets.awaits[target] = OWN;
    if (each.answer === null) this.#rest(target);
  }

  /** The columns sleep through this. */
  #confirmNothing(target: number, order: readonly number[]): void {
    if (!order.some((server) => takesLogins(this.#farm, server))) return;
    const { type } = this.#choice(target);
    if (type !== 'refused') this.#tell(target, `${type}, if it asked`);
  }

  /** It waits: in columns it sleeps, unless it was only the crowd, or a silent server, that kept it from an answer. */
  #rest(target: number): void {
    const each = this.#targets[target]!;
    if (each.state.phase !== 'frozen') return;
    const order = serversToAsk(each.state, each.settings);
    each.isAwake = !each.wasRefused && order.some((server) => takesLogins(this.#farm, server));
  }

  #answer(target: number): void {
    const each = this.#targets[target]!;
    const { from, attempt } = present(each.answer, 'an answer under way');
    each.answer = null;
    if (!takesLogins(this.#farm, from)) return this.#rest(target);
    const answer = this.#choice(target);
    each.wasRefused = answer.type === 'refused';
    this.#give(target, { type: 'login-answered', from, attempt, answer });
    if (each.answer === null) this.#rest(target);
  }

  /** The decision of a login server, by what the farm knows. */
  #choice(target: number): LoginAnswer {
    const world = this.#world;
    const farm = this.#farm;
    const demand = demandOf(farm, target);
    if (demand === null) return { type: 'refused', refusal: noVersion(farm, target) };
    const candidates = eligibleServers(world, farm, target, demand).map((server) => candidateAt(farm, target, server));
    const best = leastBusy(candidates, demand.vdisk.subnetAffinity);
    if (best === null) return { type: 'refused', refusal: whyNobody(world, farm, target, demand) };
    const kind = this.#targets[target]!.state.driverConnected ? 'failover' : 'boot';
    const { bootsAtOnce, bootPause } = world.definition.timers;
    const bootingCount = farm.data.targets.bootingOn[best.number] ?? 0;
    if (isTooBusyFor(kind, { bootingCount, bootsAtOnce })) return { type: 'busy', pauseMs: bootPause };
    return { type: 'stream-from', server: best.number, chain: demand.chain };
  }

  /** A server that is down shows nothing, nor does one of which too much gets lost. */
  #open(target: number, { server, attempt }: Effect<'open'>): void {
    if (!opens(this.#world, this.#farm, target, server)) return;
    const { vdisk } = rangeOfTarget(this.#farm.topology, target);
    const wanted = demandOf(this.#farm, target)?.chain ?? [];
    const chain = wanted.flatMap(({ number }): readonly WantedFile[] => {
      const found = copyOn(this.#world, this.#farm, vdisk, number, server);
      return found.type === 'file' ? [{ number, modifiedMs: found.file.modifiedMs, layers: found.file.layers }] : [];
    });
    this.#give(target, { type: 'opened', server, attempt, chain });
  }

  #connect(target: number, server: number): void {
    const each = this.#targets[target]!;
    const { targets } = this.#farm.data;
    const { nowMs } = this.#world.data;
    const demand = present(demandOf(this.#farm, target), 'what it has asked for');
    take(this.#world, this.#farm, target, server);
    each.connectedMs = nowMs;
    if (isHome(demand)) targets.home[target] = server + 1;
    this.#tell(target, `logged in to ${server}`);
    if (each.state.driverConnected) return this.#tell(target, `moved ${each.state.lastPauseMs}`);
    beginBooting(this.#farm, target);
    if (targets.copy[target] === 0) openCopy(this.#world, this.#farm, target);
    each.loadedMs = loadedMs(this.#world, target);
    each.countsUntilMs = bootCountsUntilMs(nowMs, this.#world.definition.timers.bootMax);
    if (each.state.outstanding.length === 0) this.#give(target, { type: 'requested', request: LOADING_REQUEST });
    this.#reply(target, LOADING_REQUEST);
  }

  #leave(target: number): void {
    const each = this.#targets[target]!;
    const server = this.#farm.data.targets.server[target]! - 1;
    each.noticeMs = NEVER;
    if (server === -1) return;
    if (each.state.driverConnected) this.#tell(target, `left ${server}`);
    release(this.#farm, target);
    afterLeaving(this.#world, this.#farm, server);
  }

  /** What is sent on connecting comes with the login, of which nothing is lost. */
  #send(target: number, { request }: Effect<'send'>): void {
    const each = this.#targets[target]!;
    if (each.state.phase === 'loading') return;
    if (each.connectedMs === this.#world.data.nowMs) return this.#reply(target, request);
    const outcome = carryOut(this.#world, this.#farm, target, this.#world.data.nowMs);
    if (outcome === 'answered') this.#reply(target, request);
    if (outcome === 'unknown') this.#tellToMove(target, 'unknown');
  }

  #log(target: number, { entry, server }: Effect<'log'>): void {
    const { state } = this.#targets[target]!;
    if (entry === 'connected') this.#connect(target, present(server, 'the server that it has connected to'));
    if (entry === 'frozen') this.#rest(target);
    if (entry === 'busy') this.#tell(target, 'told busy');
    if (entry === 'frozen') this.#tell(target, `${state.driverConnected ? 'frozen' : 'not booted'} ${state.why?.code}`);
  }

  #tell(target: number, what: string): void {
    this.#story[target]?.push(`${this.#world.data.nowMs} ${what}`);
  }
}
