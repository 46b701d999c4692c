/**
 * Runs a random farm twice, once with its targets in columns and once with a `target` machine for each, and says where they differ.
 *
 * Not here: rebalancing and changes of the definition, which are no business of the machine.
 */
import { formatInstant } from '../../src/core/kernel/index.ts';
import { targetName } from '../../src/core/pvs/farm/index.ts';
import type { OperatorAction, SiteDefinition } from '../../src/core/site/index.ts';
import { act, advanceTo, farmFactsOf, type Happening, settle, type World } from '../../src/sim/index.ts';
import { farmOf } from '../../src/sim/streaming/farm.ts';
import { LOADING, RETRYING, STREAMING } from '../../src/sim/streaming/target-columns.ts';
import { type FarmRun, farmRun } from './farm-run.ts';
import { PlainFarm } from './plain-farm.ts';
import type { Deed } from './random-run.ts';

/** Null where both come to the same. Counts what has happened by kind. */
export function columnsDifference(seed: number, tally: Record<string, number> = {}): string | null {
  const run = farmRun(seed);
  const definition = withoutMoves(run);
  const story = farmStory(tally);
  const world = settle(definition, { onHappening: story.hear });
  const plain = new PlainFarm(definition);
  for (const [index, deed] of deedsOf(run).entries()) {
    if (deed.type === 'advance') {
      const untilMs = world.data.nowMs + deed.byMs;
      advanceTo(world, untilMs);
      plain.advanceTo(untilMs);
    } else if (deed.type === 'act') {
      const action = withEnd(deed, world.data.nowMs);
      act(world, action);
      plain.act(action);
    }
    const found = firstDifference(world, story.of, plain);
    if (found !== null) return `seed ${seed}, deed ${index} ${JSON.stringify(deed)}: ${found}`;
  }
  return null;
}

/** Nobody uses the machines that its targets are: a reset would switch them off and on. */
function withoutMoves({ definition }: FarmRun): SiteDefinition {
  const { provisioning } = definition;
  if (provisioning === null) return definition;
  const vdisks = Object.entries(provisioning.vdisks).map(
    ([name, vdisk]) => [name, { ...vdisk, rebalance: { ...vdisk.rebalance, enabled: false } }] as const,
  );
  return {
    ...definition,
    workload: { ...definition.workload, launchesPerMinute: 0 },
    provisioning: { ...provisioning, vdisks: Object.fromEntries(vdisks) },
  };
}

/** Up to the first change of the definition: what is done from then on may be about servers that are new. */
function deedsOf({ deeds }: FarmRun): readonly Deed[] {
  const isOfType = (type: OperatorAction['type']) => (deed: Deed) => deed.type === 'act' && deed.action.type === type;
  const end = deeds.findIndex(isOfType('definition-changed'));
  return (end === -1 ? deeds : deeds.slice(0, end)).filter((deed) => !isOfType('rebalanced')(deed));
}

function withEnd({ action, leaseMs }: Deed & { type: 'act' }, nowMs: number): OperatorAction {
  const lasts = action.type === 'fault-injected' || action.type === 'stream-stopped';
  return lasts && leaseMs !== null ? { ...action, untilMs: nowMs + leaseMs } : action;
}

function firstDifference(world: World, story: (target: number) => readonly string[], plain: PlainFarm): string | null {
  const standing = standingOf(world);
  const plainStanding = plain.standing();
  for (let target = 0; target < standing.length; target++) {
    const here = [...story(target), `0 ${standing[target]}`];
    const there = [...(plain.story[target] ?? []), `0 ${plainStanding[target]}`];
    const at = here.findIndex((line, index) => line !== there[index]);
    if (at === -1) continue;
    const before = here.slice(Math.max(0, at - 3), at).map(spoken);
    const name = targetName(farmOf(world).topology, target);
    return `${name}: ${spoken(here[at])} in columns, ${spoken(there[at])} as a machine; before: ${before.join(', ')}`;
  }
  return null;
}

/** A line of a story, or, at its end and without a moment, how the target stands. */
function spoken(line = '0 nothing'): string {
  const [atMs, ...what] = line.split(' ');
  return [...(atMs === '0' ? [] : [formatInstant(Number(atMs))]), ...what].join(' ');
}

/** How each target stands, as a plain farm says it. */
function standingOf(world: World): readonly string[] {
  const { targets } = farmOf(world).data;
  const facts = farmFactsOf(world);
  return Array.from({ length: targets.count }, (_, target) => {
    const phase = targets.phase[target];
    const state = facts?.target(target).state;
    const isServed = phase === LOADING || phase === STREAMING || phase === RETRYING;
    const place = isServed ? `on ${targets.server[target]! - 1} by ${targets.loginServer[target]! - 1}` : 'nowhere';
    const pause = state === 'streaming' ? targets.pausedMs[target] : '';
    return `${state} ${place} ${targets.failovers[target]}/${targets.retries[target]} ${pause}`;
  });
}

/** What becomes of each target, in the words of a plain farm. */
function farmStory(tally: Record<string, number>) {
  const lines = new Map<number, string[]>();
  const of = (target: number): readonly string[] => lines.get(target) ?? [];
  const hear = (atMs: number, happening: Happening): void => {
    const what = told(happening);
    if (what === null || !('target' in happening)) return;
    tally[happening.type] = (tally[happening.type] ?? 0) + 1;
    lines.set(happening.target, [...of(happening.target), `${atMs} ${what}`]);
  };
  return { of, hear };
}

function told(happening: Happening): string | null {
  switch (happening.type) {
    case 'target-logged-in':
      return `logged in to ${happening.server}`;
    case 'target-moved':
      return `moved ${happening.pausedMs}`;
    case 'target-left':
      return `left ${happening.server}`;
    case 'target-resumed':
      return `resumed ${happening.pausedMs}`;
    case 'target-frozen':
      return `frozen ${happening.code ?? 'PVS012'}`;
    case 'target-not-booted':
      return `not booted ${happening.code ?? 'PVS012'}`;
    case 'target-told-busy':
      return 'told busy';
    case 'target-booted':
      return 'booted';
    default:
      return null;
  }
}
