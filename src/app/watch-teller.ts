/**
 * Tells of what changed in a site since it was last asked, of one of its two systems or of both, and counts.
 *
 * Not here: what of a system is worth telling (lhc/zone-teller.ts, pvs/farm-teller.ts).
 */

import type { World, WorldLogEntry } from '../sim/index.ts';
import { eventOf } from './lhc/events.ts';
import { ZoneTeller } from './lhc/zone-teller.ts';
import { isAbout } from './log-systems.ts';
import { FarmTeller } from './pvs/farm-teller.ts';
import type { StatusPart } from './status.ts';
import type { WatchChange, WatchLine } from './watch-lines.ts';

export class WatchTeller {
  readonly #countMax: number | null;
  readonly #emit: (line: WatchLine) => void;
  /** Null for a system that is not watched. */
  readonly #zones: ZoneTeller | null;
  readonly #farm: FarmTeller | null;
  #told = 0;
  #logLength: number;

  constructor(
    world: World,
    { part, count }: { readonly part: StatusPart | 'both'; readonly count: number | null },
    emit: (line: WatchLine) => void,
  ) {
    this.#countMax = count;
    this.#emit = emit;
    this.#logLength = world.data.log.length;
    this.#zones = part === 'pvs' ? null : new ZoneTeller(world);
    this.#farm = part === 'lhc' ? null : new FarmTeller(world);
  }

  get counted(): boolean {
    return this.#countMax !== null && this.#told >= this.#countMax;
  }

  /** When it has to be asked again, whatever happens; null where it need not. */
  get dueMs(): number | null {
    return this.#farm?.dueMs ?? null;
  }

  /** Whether enough has been told. */
  tell(world: World): boolean {
    for (const entry of world.data.log.slice(this.#logLength)) this.#tellEntry(world, entry);
    this.#logLength = world.data.log.length;
    this.#changes(this.#farm?.gatheredBefore(world.data.nowMs));
    this.#changes(this.#zones?.changes(world));
    this.#changes(this.#farm?.changes(world));
    return this.counted;
  }

  /** Tells what is left to tell: the watch is over. */
  finish(atMs: number): void {
    this.#changes(this.#farm?.gathered(atMs));
  }

  #tellEntry(world: World, entry: WorldLogEntry): void {
    this.#changes(this.#farm?.gatheredBefore(entry.atMs));
    if (this.#zones !== null && isAbout(world, entry, 'lhc')) {
      this.#changes([{ schema: 'holdover.watch/1', type: 'change', change: 'event', ...eventOf(entry) }]);
    } else if (isAbout(world, entry, 'pvs')) {
      this.#changes(this.#farm?.take(world, entry));
    }
  }

  #changes(changes: readonly WatchChange[] = []): void {
    for (const change of changes) {
      if (this.counted) return;
      this.#told += 1;
      this.#emit(change);
    }
  }
}
