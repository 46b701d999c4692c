/**
 * Follows the targets of the streaming farm in a rehearsal: who is held and for how long, who stays frozen, and where they are in the end.
 *
 * Counted is what happens until everything is mended. A pause that goes on then counts until then, and is said to be unfinished.
 *
 * Not here: what makes a target move (sim/streaming), and what is made of many seeds (streaming.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { rangeOfTarget, targetName } from '../../core/pvs/farm/index.ts';
import { machineIndex } from '../../core/site/index.ts';
import {
  type FarmRuntime,
  type Happening,
  type HeldTarget,
  heldTargets,
  isFarmAtRest,
  type LeaveReason,
  streamingTargets,
  stuckTargets,
  type TargetTotals,
  targetTotals,
  type Waiting,
  type World,
  waitingTargets,
} from '../../sim/index.ts';
import type { Moment } from './moment.ts';
import { StreamingStages } from './streaming-stages.ts';

export interface StreamingOutcome extends TargetTotals {
  /** That streamed, or were held, when the outage began. */
  readonly targets: number;
  /** The longest pause of each target that was held and went on, the shortest first. */
  readonly freezesMs: readonly number[];
  /** For how long those were held that were still held when everything was mended. */
  readonly unfinishedMs: readonly number[];
  /** How targets came to give up their server: how often. */
  readonly noticed: Readonly<Record<LeaveReason, number>>;
  readonly failovers: number;
  /** When the last of them went on; null when none did. */
  readonly lastResumedMs: number | null;
  /** Targets that were refused a boot, and those that ask again and again when everything is mended: frozen, and not booted. */
  readonly bootsRefused: number;
  readonly waiting: readonly WaitingGroup[];
  /** Targets that asked again and again when the rehearsal began, whatever became of them. */
  readonly frozenBefore: number;
  readonly notBootedBefore: number;
  readonly servers: readonly ServerLoad[];
  /** Machines of delivery groups whose agents fell silent, as their disks were held. */
  readonly silentMachines: number;
}

/** Targets of one vDisk that ask again and again, for one reason. */
export interface WaitingGroup extends Pick<Waiting, 'state' | 'why'> {
  readonly vdisk: string;
  readonly targets: readonly string[];
  /** They did so when the rehearsal began, and ever since: the faults have no part in it. */
  readonly wasBefore: boolean;
  /** A server of their site is up, besides the one that they had, or there never was another one: not the faults alone are to blame. */
  readonly canBeHelped: boolean;
}

/** Targets of a server when the outage began, when everything was mended, and in the end. */
export interface ServerLoad {
  readonly server: string;
  readonly before: number;
  readonly mended: number;
  readonly after: number;
}

type Mended = Omit<StreamingOutcome, 'servers'> & { readonly counts: readonly number[] };

export class StreamingWatch {
  readonly #farm: FarmRuntime;
  readonly #startMs: number;
  readonly #freezes = new Map<number, number>();
  readonly #refused = new Set<number>();
  readonly #left = new Set<number>();
  readonly #noticed: Record<LeaveReason, number> = { told: 0, silence: 0, restart: 0 };
  readonly #stages: StreamingStages;
  readonly #streaming: Uint8Array;
  readonly #frozenBefore: number;
  readonly #notBootedBefore: number;
  /** By number: that asked again and again when it began, and have done nothing else since. */
  readonly #stuck: Set<number>;
  readonly #totals: TargetTotals;
  #failovers = 0;
  #lastResumedMs: number | null = null;
  #before: { readonly counts: readonly number[]; readonly targets: number } | null = null;
  #mended: Mended | null = null;
  #mendedMs = 0;

  /** `site` is what the run is a copy of: nothing has happened in it yet. */
  constructor(site: World, farm: FarmRuntime) {
    this.#farm = farm;
    this.#startMs = site.data.nowMs;
    this.#streaming = streamingTargets(farm);
    this.#totals = targetTotals(farm);
    const { frozen, notBooted } = stuckTargets(farm);
    this.#frozenBefore = frozen.length;
    this.#notBootedBefore = notBooted.length;
    this.#stuck = new Set([...frozen, ...notBooted]);
    this.#stages = new StreamingStages(farm.topology);
  }

  on(atMs: number, happening: Happening): void {
    this.#stages.on(atMs, happening);
    if (this.#mended !== null) return;
    switch (happening.type) {
      case 'target-left':
        this.#noticed[happening.why] += 1;
        this.#left.add(happening.target);
        return;
      case 'target-moved':
        this.#failovers += 1;
        this.#stuck.delete(happening.target);
        return this.#onPause(atMs, happening);
      case 'target-resumed':
        return this.#onPause(atMs, happening);
      case 'target-booted':
      case 'target-off':
        this.#stuck.delete(happening.target);
        return;
      case 'target-not-booted':
        this.#refused.add(happening.target);
        return;
      default:
        return;
    }
  }

  /** A step of the plan is about to be taken: with the first one, the outage begins. Adds what has come of the one before. */
  onStep(world: World, moments: Moment[]): void {
    moments.push(...this.#stages.next());
    this.#before ??= { counts: targetCounts(world), targets: runningCount(farmOf(world)) };
  }

  /** Everything is about to be mended. */
  onMended(world: World): void {
    const farm = farmOf(world);
    const { nowMs } = world.data;
    const totals = targetTotals(farm);
    const waiting = waitingGroups(world, this.#stuck);
    const unfinishedMs = heldTargets(farm).map((held) => this.#unfinishedMs(held, nowMs));
    this.#mendedMs = nowMs;
    this.#mended = {
      targets: present(this.#before, 'a fault begins in every rehearsal').targets,
      freezesMs: [...this.#freezes.values()].sort((a, b) => a - b),
      unfinishedMs,
      noticed: this.#noticed,
      failovers: this.#failovers,
      lastResumedMs: this.#lastResumedMs,
      bootsRefused: this.#refused.size,
      waiting,
      frozenBefore: this.#frozenBefore,
      notBootedBefore: this.#notBootedBefore,
      retries: totals.retries - this.#totals.retries,
      lostBytes: totals.lostBytes - this.#totals.lostBytes,
      ioErrors: totals.ioErrors - this.#totals.ioErrors,
      silentMachines: machineCount(world, this.#left),
      counts: targetCounts(world),
    };
  }

  /** Whether all targets that streamed before do so again, each server as well. */
  isAtRest(world: World): boolean {
    return isFarmAtRest(world, this.#streaming, this.#mendedMs);
  }

  outcome(world: World): StreamingOutcome {
    const { counts, ...mended } = present(this.#mended, 'a rehearsal mends its faults');
    const after = targetCounts(world);
    const servers = this.#farm.topology.servers.map(({ name }, server) => ({
      server: name,
      before: this.#before?.counts[server] ?? 0,
      mended: counts[server] ?? 0,
      after: after[server] ?? 0,
    }));
    return { ...mended, servers };
  }

  /** The longest pause of a target that is held still: it is none of those that went on. */
  #unfinishedMs({ target, sinceMs }: HeldTarget, nowMs: number): number {
    const beforeMs = this.#freezes.get(target) ?? 0;
    this.#freezes.delete(target);
    return Math.max(beforeMs, nowMs - Math.max(sinceMs, this.#startMs));
  }

  /** A target that was held before it all began, counts from the begin. */
  #onPause(atMs: number, { target, pausedMs }: { readonly target: number; readonly pausedMs: number }): void {
    const freezeMs = Math.min(pausedMs, atMs - this.#startMs);
    this.#freezes.set(target, Math.max(this.#freezes.get(target) ?? 0, freezeMs));
    this.#lastResumedMs = atMs;
  }
}

function farmOf({ farm }: World): FarmRuntime {
  return present(farm, 'a streaming farm that is followed');
}

function targetCounts(world: World): readonly number[] {
  return [...farmOf(world).data.targets.onServer];
}

/** How many of some targets are machines of delivery groups, too. */
function machineCount(world: World, targets: ReadonlySet<number>): number {
  const { topology } = farmOf(world);
  const isMachine = (name: string) => world.zones.some((zone) => machineIndex(zone.topology, name) !== null);
  return [...targets].filter((target) => isMachine(targetName(topology, target))).length;
}

/** By state, vDisk, code and whether it was so before; the words are those of the first. */
function waitingGroups(world: World, stuck: ReadonlySet<number>): readonly WaitingGroup[] {
  const { topology, data } = farmOf(world);
  const groups = new Map<string, WaitingGroup>();
  for (const { state, targets, from, why, wasBefore } of waitingSplit(world, stuck)) {
    const { vdisk, site } = rangeOfTarget(topology, targets[0] ?? 0);
    const name = topology.vdisks[vdisk]?.name ?? '';
    const key = `${state} ${vdisk} ${why.code} ${wasBefore}`;
    const others = topology.sites[site]?.servers.filter((server) => server !== from) ?? [];
    const isHelp = others.length === 0 || others.some((server) => data.servers[server]?.up === true);
    const known = groups.get(key) ?? { state, vdisk: name, why, targets: [], wasBefore, canBeHelped: false };
    const names = targets.map((target) => targetName(topology, target));
    const canBeHelped = known.canBeHelped || isHelp;
    groups.set(key, { ...known, targets: [...known.targets, ...names], canBeHelped });
  }
  return [...groups.values()];
}

function waitingSplit(world: World, stuck: ReadonlySet<number>) {
  return waitingTargets(world).flatMap((alike) =>
    [...Map.groupBy(alike.targets, (target) => stuck.has(target))].map(([wasBefore, targets]) => {
      return { ...alike, targets, wasBefore };
    }),
  );
}

/** Those that were held before are among those that are held. */
function runningCount(farm: FarmRuntime): number {
  return ones(streamingTargets(farm)) + heldTargets(farm).length;
}

function ones(column: Uint8Array): number {
  return column.reduce((sum, value) => sum + value, 0);
}
