/**
 * Tells what is not as it was in a farm: its servers one by one, and what became of its targets in one line for each second of the site.
 *
 * Not here: what else is logged (../watch-teller.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { serverStatusOf } from '../../core/status/index.ts';
import type { World, WorldLogEntry } from '../../sim/index.ts';
import type { HeldTargets, TargetsSummary, WatchChange } from '../watch-lines.ts';
import { type FarmEventKind, farmEventOf } from './events.ts';
import { factsOfFarm } from './farm-numbers.ts';

const SECOND_MS = 1000;

/** How many targets a line names. */
const NAMED_MAX = 5;

const CHANGE = { schema: 'holdover.watch/1', type: 'change' } as const;

type Note = NonNullable<WorldLogEntry['streaming']>;

export class FarmTeller {
  /** By name, what of each server is worth telling, as text. */
  #servers: ReadonlyMap<string, string>;
  /** What targets did in the second that ends then. */
  #gathered: Note[] = [];
  #dueMs: number | null = null;

  constructor(world: World) {
    this.#servers = serversOf(world);
  }

  /** When what was gathered is to be told; null where there is nothing. */
  get dueMs(): number | null {
    return this.#dueMs;
  }

  /** What is to be told before a line of this moment. */
  gatheredBefore(atMs: number): readonly WatchChange[] {
    return this.#dueMs === null || atMs < this.#dueMs ? [] : this.gathered(this.#dueMs);
  }

  /** What was gathered, told at a moment. */
  gathered(atMs: number): readonly WatchChange[] {
    if (this.#dueMs === null) return [];
    const summary = summaryOf(this.#gathered);
    this.#gathered = [];
    this.#dueMs = null;
    return [{ ...CHANGE, change: 'targets', at: formatInstant(atMs), ...summary }];
  }

  /** A line of the log is told now, later together with others, or by the changes of the servers. */
  take(world: World, entry: WorldLogEntry): readonly WatchChange[] {
    const { streaming } = entry;
    const event = farmEventOf(world, entry);
    if (!TOLD_OTHERWISE.includes(event.kind)) return [{ ...CHANGE, change: 'event', ...event }];
    if (streaming === undefined || streaming.target === null) return [];
    const { startMs } = world.definition;
    this.#dueMs ??= startMs + (Math.floor((entry.atMs - startMs) / SECOND_MS) + 1) * SECOND_MS;
    this.#gathered.push(streaming);
    return [];
  }

  /** The servers that have changed since it was last asked. */
  changes(world: World): readonly WatchChange[] {
    const servers = serversOf(world);
    const before = this.#servers;
    this.#servers = servers;
    const changed = [...servers].filter(([name, essence]) => before.get(name) !== essence).map(([name]) => name);
    return changed.length === 0 ? [] : serverChanges(world, changed);
  }
}

const TOLD_OTHERWISE: readonly FarmEventKind[] = [
  'service-stopping',
  'service-stopped',
  'service-started',
  'server-down',
  'server-up',
  'target-moved',
  'target-resumed',
  'target-frozen',
  'target-not-booted',
];

function serversOf({ farm }: World): ReadonlyMap<string, string> {
  const servers = farm?.topology.servers ?? [];
  return new Map(servers.map(({ name }, number) => [name, essenceOf(farm?.data.servers[number])]));
}

function essenceOf(server: { readonly up: boolean; readonly service: string } | undefined): string {
  return `${server?.up} ${server?.service}`;
}

function serverChanges(world: World, names: readonly string[]): readonly WatchChange[] {
  const facts = factsOfFarm(world);
  const at = formatInstant(world.data.nowMs);
  return facts.topology.servers.flatMap(({ name }, number): readonly WatchChange[] => {
    if (!names.includes(name)) return [];
    const { up, streamService, targets, booting, load } = serverStatusOf(facts, number);
    return [{ ...CHANGE, change: 'server', at, server: name, up, streamService, targets, booting, load }];
  });
}

function summaryOf(notes: readonly Note[]): TargetsSummary {
  const moved = notes.filter(({ kind }) => kind === 'target-moved');
  const resumed = notes.filter(({ kind }) => kind === 'target-resumed');
  const wentOn = [...moved, ...resumed];
  const ways = Map.groupBy(moved, ({ from, server }) => JSON.stringify([from, server]));
  return {
    moved: [...ways.values()].flatMap(([first, ...others]) => {
      const { from = '', server } = first ?? { server: null };
      return server === null ? [] : [{ from, to: server, targets: others.length + 1 }];
    }),
    resumed: [...Map.groupBy(resumed, ({ server }) => server)].flatMap(([server, own]) =>
      server === null ? [] : [{ server, targets: own.length }],
    ),
    longestPauseSec: wentOn.length === 0 ? null : wentOn.reduce(longer, 0) / 1000,
    frozen: heldByCode(notes.filter(({ kind }) => kind === 'target-frozen')),
    notBooted: heldByCode(notes.filter(({ kind }) => kind === 'target-not-booted')),
  };
}

function longer(longestMs: number, { pausedMs = 0 }: Note): number {
  return Math.max(longestMs, pausedMs);
}

function heldByCode(notes: readonly Note[]): readonly HeldTargets[] {
  return [...Map.groupBy(notes, ({ code }) => code ?? null)].map(([code, held]) => ({
    code,
    targets: held.length,
    named: held.slice(0, NAMED_MAX).flatMap(({ target }) => target ?? []),
  }));
}
