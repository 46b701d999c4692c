/**
 * The moments of targets in the time line of a rehearsal: of all that go on, or freeze, between one step of the plan and the next, the
 * first and the last. One line for each target would hide everything else.
 *
 * Not here: what is counted (streaming-watch.ts).
 */

import { type FarmTopology, rangeOfTarget } from '../../core/pvs/farm/index.ts';
import type { Happening } from '../../sim/index.ts';
import type { Moment } from './moment.ts';

/** What has happened to targets since the last step. */
interface Stage {
  readonly moved: Map<number, number>;
  firstMovedMs: number;
  lastMovedMs: number;
  resumed: number;
  lastResumedMs: number;
  /** By vDisk and code, in the order in which they came up. */
  readonly frozen: Map<string, { readonly atMs: number; readonly vdisk: string; readonly code: string; count: number }>;
}

/** How many servers a line bears. */
const NAMED_MAX = 4;

export class StreamingStages {
  readonly #topology: FarmTopology;
  #stage: Stage = emptyStage();

  constructor(topology: FarmTopology) {
    this.#topology = topology;
  }

  on(atMs: number, happening: Happening): void {
    switch (happening.type) {
      case 'target-moved':
        return this.#onMoved(atMs, happening.server);
      case 'target-resumed':
        this.#stage.resumed += 1;
        this.#stage.lastResumedMs = atMs;
        return;
      case 'target-frozen':
        return this.#onFrozen(atMs, happening.target, happening.code ?? 'no server answers');
      default:
        return;
    }
  }

  /** The moments since the last step; the next stage begins. */
  next(): readonly Moment[] {
    const stage = this.#stage;
    this.#stage = emptyStage();
    return [...this.#movedMoments(stage), ...resumedMoments(stage), ...frozenMoments(stage)];
  }

  #onMoved(atMs: number, server: number): void {
    const { moved } = this.#stage;
    if (moved.size === 0) this.#stage.firstMovedMs = atMs;
    this.#stage.lastMovedMs = atMs;
    moved.set(server, (moved.get(server) ?? 0) + 1);
  }

  #onFrozen(atMs: number, target: number, code: string): void {
    const { vdisk } = rangeOfTarget(this.#topology, target);
    const key = `${vdisk} ${code}`;
    const known = this.#stage.frozen.get(key);
    if (known !== undefined) known.count += 1;
    else this.#stage.frozen.set(key, { atMs, vdisk: this.#topology.vdisks[vdisk]?.name ?? '', code, count: 1 });
  }

  #movedMoments({ moved, firstMovedMs, lastMovedMs }: Stage): readonly Moment[] {
    const count = [...moved.values()].reduce((sum, each) => sum + each, 0);
    if (count === 0) return [];
    const from = this.#serversText(moved);
    const isOneMoment = Math.floor(firstMovedMs / 1000) === Math.floor(lastMovedMs / 1000);
    if (count === 1) return [moment(lastMovedMs, `1 target goes on: ${from}`)];
    if (isOneMoment) return [moment(lastMovedMs, `${count} targets go on: ${from}`)];
    return [
      moment(firstMovedMs, 'the first target goes on'),
      moment(lastMovedMs, `the last of ${count} targets goes on: ${from}`),
    ];
  }

  #serversText(moved: ReadonlyMap<number, number>): string {
    if (moved.size > NAMED_MAX) return `from ${moved.size} servers`;
    return [...moved]
      .sort(([a], [b]) => a - b)
      .map(([server, count]) => `${count} from ${this.#topology.servers[server]?.name ?? ''}`)
      .join(', ');
  }
}

function emptyStage(): Stage {
  return { moved: new Map(), firstMovedMs: 0, lastMovedMs: 0, resumed: 0, lastResumedMs: 0, frozen: new Map() };
}

function resumedMoments({ resumed, lastResumedMs }: Stage): readonly Moment[] {
  if (resumed === 0) return [];
  const pauses = resumed === 1 ? '1 pause' : `the last of ${resumed} pauses`;
  return [moment(lastResumedMs, `${pauses} that ended with the same server`)];
}

function frozenMoments({ frozen }: Stage): readonly Moment[] {
  return [...frozen.values()].map(({ atMs, vdisk, code, count }) => {
    const who = count === 1 ? `1 target of ${vdisk} freezes` : `the first of ${count} targets of ${vdisk} freezes`;
    return { atMs, kind: 'frozen', zone: null, text: `${who}: ${code}` };
  });
}

function moment(atMs: number, text: string): Moment {
  return { atMs, kind: 'targets', zone: null, text };
}
