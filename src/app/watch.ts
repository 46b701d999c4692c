/**
 * `watch`: runs the clock of a modelled site, and tells of everything that changes as it happens.
 *
 * The clock runs for all: each move is journalled, and what another terminal does to the site meanwhile is seen at the next one.
 *
 * Not here: waiting for real time (the pacer that is passed in), and how lines look (ui).
 */

import { formatInstant } from '../core/kernel/index.ts';
import { headOf, lhcStatusOf, pvsStatusOf, type Verdict, verdictOf, zoneStatusOf } from '../core/status/index.ts';
import { factsOf, runUntil, type World } from '../sim/index.ts';
import { type AppContext, siteFlag } from './context.ts';
import { inForce } from './in-force.ts';
import { conditionsOf, dependsOnTime, firstTrue, type WaitOptions } from './lhc/wait.ts';
import { changeSite, openSite } from './open-site.ts';
import type { StatusPart } from './status.ts';
import { farmIn } from './streaming-objects.ts';
import type { WatchEnd, WatchedStatus, WatchLine } from './watch-lines.ts';
import { WatchTeller } from './watch-teller.ts';

export interface WatchOptions extends WaitOptions {
  /** `both`: what of the two the site has. */
  readonly part: StatusPart | 'both';
  /** Ends the watch after so many changes; null for no such end. */
  readonly count: number | null;
  /** Seconds of the site for each second of real time. */
  readonly rate: number;
}

/** Real time, and the wish to stop: what a watch needs of its process. */
export interface Pacer {
  /** Real time since the watch began, after a pause. */
  readonly pause: () => Promise<{ readonly elapsedMs: number; readonly interrupted: boolean }>;
}

/**
 * Watches until something ends it; each line is handed over as it comes. Returns the last one.
 * @throws {UserError} CONDITION_INVALID, FARM_NONE, and what the store throws
 */
export async function watch(
  context: AppContext,
  options: WatchOptions,
  pacer: Pacer,
  emit: (line: WatchLine) => void,
): Promise<WatchEnd> {
  const { world } = await openSite(context);
  if (options.part === 'pvs') farmIn(world);
  // Whatever becomes the current site meanwhile: a watch stays with the one that it began with.
  const watched = { ...context, site: world.definition.name };
  const site = siteFlag(context);
  const limitMs = world.data.nowMs + options.timeoutMs;
  // A condition that is wrong is found before anything is told.
  let end = endOf(world, options, { limitMs, interrupted: false, counted: false, site });
  emit({ schema: 'holdover.watch/1', type: 'snapshot', status: statusNow(world, options.part) });
  const teller = new WatchTeller(world, options, emit);
  let ranMs = 0;
  while (end === null) {
    const { elapsedMs, interrupted } = await pacer.pause();
    // From where the clock stands now: another terminal may have moved it.
    const stepMs = Math.floor(elapsedMs * options.rate) - ranMs;
    ranMs += stepMs;
    end = await changeSite(watched, ({ world: before }) => {
      const conditions = conditionsOf(before, options);
      const targetMs = Math.min(limitMs, before.data.nowMs + stepMs);
      return {
        actions: [],
        passTime: (now) => {
          const until = () => teller.tell(now) || firstTrue(now, conditions) !== null;
          const everySecond = dependsOnTime(conditions);
          if (!interrupted) runUntil(now, { limitMs: targetMs, until, everySecond, alsoAtMs: () => teller.dueMs });
        },
        result: (now) => {
          const ended = endOf(now, options, { limitMs, interrupted, counted: teller.counted, site });
          if (ended !== null) teller.finish(now.data.nowMs);
          return { end: ended };
        },
      };
    }).then((outcome) => outcome.end);
  }
  emit(end);
  return end;
}

function statusNow(world: World, part: WatchOptions['part']): WatchedStatus {
  const facts = factsOf(world);
  const lhc = lhcStatusOf(facts);
  return {
    ...headOf(facts, Object.values(lhc.zones)),
    ...(part === 'pvs' ? {} : { lhc }),
    ...(part === 'lhc' || facts.farm === null ? {} : { pvs: pvsStatusOf(facts.farm) }),
  };
}

interface Circumstances {
  readonly limitMs: number;
  readonly interrupted: boolean;
  readonly counted: boolean;
  /** What commands to paste need to say about the site. */
  readonly site: string;
}

/** The end of the watch, if it has come. */
function endOf(world: World, options: WatchOptions, circumstances: Circumstances): WatchEnd | null {
  const held = firstTrue(world, conditionsOf(world, options));
  const outcome = held?.outcome ?? otherOutcome(world, circumstances);
  if (outcome === null) return null;
  return {
    schema: 'holdover.watch/1',
    type: 'end',
    at: formatInstant(world.data.nowMs),
    outcome,
    condition: held?.condition.text ?? null,
    verdict: verdictNow(world),
    inForce: inForce(world, circumstances.site),
  };
}

/** Without the rest of the document, which can be long. */
function verdictNow(world: World): Verdict {
  const facts = factsOf(world);
  const zones = facts.topology.zones.map((_, index) => zoneStatusOf(facts, index));
  return verdictOf(zones, facts.farm);
}

function otherOutcome(world: World, { limitMs, interrupted, counted }: Circumstances): WatchEnd['outcome'] | null {
  if (counted) return 'counted';
  if (interrupted) return 'interrupted';
  return world.data.nowMs >= limitMs ? 'timed-out' : null;
}
