/**
 * Route answers, for one request of a user, which delivery controllers StoreFront asks, and in which order.
 *
 * An aggregation group counts as a farm; the controllers that no group names are one farm together. To enumerate, every farm is
 * asked. To launch, one controller is: the first that answers.
 *
 * Not here: what the controllers answer. One that refuses has answered; one that does not is a `request-failed` of storefront.ts.
 */

import type { StoreFrontSettings } from './settings.ts';
import type { StoreFrontState } from './storefront.ts';

/** How one farm is asked for what a user may open. */
export interface FarmQuery {
  /** One answer stands for the farm, or the answers of all are merged. */
  readonly query: 'first-that-answers' | 'all';
  /** In the order in which they are asked. Empty when no primary of the farm can be used. */
  readonly controllers: readonly string[];
  /** Asked in the same way, but only when none of `controllers` answers. */
  readonly backup: readonly string[];
}

interface Farm {
  readonly query: FarmQuery['query'];
  /** Whether the primaries take turns, or the first comes first. */
  readonly order: 'in-turn' | 'as-listed';
  readonly primary: readonly string[];
  readonly backup: readonly string[];
}

/** Whom to ask for an enumeration: one query a farm. A farm of which nobody can be used is left out. */
export function enumerationPlan(
  state: StoreFrontState,
  settings: StoreFrontSettings,
  atMs: number,
): readonly FarmQuery[] {
  return farmsOf(settings).flatMap((farm) => {
    const usable = usableOf(state, settings, [...farm.primary, ...farm.backup], atMs);
    return farmsWithin([farm], usable).map((within) => ({
      query: within.query,
      controllers: primariesOf(within, state.requestCounts.enumeration),
      backup: within.backup,
    }));
  });
}

/**
 * The controllers to try for a launch, in order; empty when nobody can be asked.
 *
 * @param zones Zones that host the resource, as the enumeration said. They count only with AdvancedHealthCheck.
 */
export function launchCandidates(
  state: StoreFrontState,
  settings: StoreFrontSettings,
  zones: readonly string[],
  atMs: number,
): readonly string[] {
  const usable = usableOf(state, settings, launchControllers(settings, zones), atMs);
  const farms = farmsWithin(farmsOf(settings), usable);
  const turn = state.requestCounts.launch;
  // Each farm shows the resource, and people open it in either. What is left of the turn decides within the farm.
  const candidates = rotated(farms, turn).flatMap((farm) => [
    ...primariesOf(farm, Math.floor(turn / farms.length)),
    ...farm.backup,
  ]);
  return [...new Set(candidates)];
}

function launchControllers({ advancedHealthCheck, controllers }: StoreFrontSettings, zones: readonly string[]) {
  const hosting = advancedHealthCheck
    ? controllers.filter(({ zone }) => zone !== null && zones.includes(zone))
    : controllers;
  return hosting.map(({ fqdn }) => fqdn);
}

/** Those of a request's controllers that may be used. When all of them are bypassed, none is. */
function usableOf(
  state: StoreFrontState,
  settings: StoreFrontSettings,
  controllers: readonly string[],
  atMs: number,
): readonly string[] {
  if (settings.backgroundHealthChecks) return controllers.filter((fqdn) => state.controllers[fqdn]?.healthy === true);
  const kept = controllers.filter((fqdn) => (state.controllers[fqdn]?.bypassedUntilMs ?? atMs) <= atMs);
  return kept.length > 0 ? kept : controllers;
}

function farmsOf({ aggregation, controllers, loadBalance }: StoreFrontSettings): readonly Farm[] {
  const grouped = aggregation.flatMap(({ primary, backup }) => [...primary, ...backup]);
  const others = controllers.map(({ fqdn }) => fqdn).filter((fqdn) => !grouped.includes(fqdn));
  const groups = aggregation.map(
    ({ primary, backup, identical, mode }): Farm => ({
      query: identical ? 'first-that-answers' : 'all',
      order: mode === 'load-balanced' ? 'in-turn' : 'as-listed',
      primary,
      backup,
    }),
  );
  const order = loadBalance ? 'in-turn' : 'as-listed';
  return [{ query: 'first-that-answers', order, primary: others, backup: [] }, ...groups];
}

/** The farms as far as their controllers are among `usable`; those without any are left out. */
function farmsWithin(farms: readonly Farm[], usable: readonly string[]): readonly Farm[] {
  const isUsable = (fqdn: string) => usable.includes(fqdn);
  return farms
    .map((farm) => ({ ...farm, primary: farm.primary.filter(isUsable), backup: farm.backup.filter(isUsable) }))
    .filter(({ primary, backup }) => primary.length + backup.length > 0);
}

function primariesOf({ order, primary }: Farm, turn: number): readonly string[] {
  return order === 'in-turn' ? rotated(primary, turn) : primary;
}

function rotated<T>(list: readonly T[], turn: number): readonly T[] {
  const first = turn % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}
