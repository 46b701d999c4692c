/**
 * Route answers, for one request of a user, which delivery controllers StoreFront asks, and in which order.
 *
 * An aggregation group counts as a farm; the controllers that no group names are one farm together. To enumerate, every farm is
 * asked. To launch, one controller is: the first that answers.
 *
 * Not here: what the controllers answer. One that refuses has answered; one that does not is a `request-failed` of storefront.ts.
 */

import type { ListedController, StoreFrontSettings } from './settings.ts';
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

/** What is asked as one: the controllers that publish the same. */
interface Farm {
  readonly query: FarmQuery['query'];
  /** Whether the primaries take turns, or the first comes first. */
  readonly order: 'in-turn' | 'as-listed';
  readonly primary: readonly ListedController[];
  readonly backup: readonly ListedController[];
}

/** Whom to ask for an enumeration: one query a farm. A farm of which nobody can be used is left out. */
export function enumerationPlan(
  state: StoreFrontState,
  settings: StoreFrontSettings,
  atMs: number,
): readonly FarmQuery[] {
  return farmsOf(settings).flatMap(({ query, order, primary, backup }) => {
    const isUsable = usable(state, settings, [primary, backup], atMs);
    const controllers = those(primary, isUsable);
    const standby = those(backup, isUsable);
    if (controllers.length + standby.length === 0) return [];
    const turn = order === 'in-turn' ? state.requestCounts.enumeration : 0;
    return [{ query, controllers: names(rotated(controllers, turn)), backup: names(standby) }];
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
  const hosting = farmsOf(settings).map((farm) => within(farm, hostOf(settings, zones)));
  const isUsable = usable(
    state,
    settings,
    hosting.flatMap(({ primary, backup }) => [primary, backup]),
    atMs,
  );
  const farms = hosting
    .map((farm) => within(farm, isUsable))
    .filter(({ primary, backup }) => primary.length + backup.length > 0);
  const turn = state.requestCounts.launch;
  // Each farm shows the resource, and people open it in either. What is left of the turn decides within the farm.
  const candidates = rotated(farms, turn).flatMap(({ order, primary, backup }) => [
    ...rotated(primary, order === 'in-turn' ? Math.floor(turn / farms.length) : 0),
    ...backup,
  ]);
  return settings.aggregation.length === 0 ? names(candidates) : [...new Set(names(candidates))];
}

/** What a controller has to be like; null for a condition that all of them meet. */
type Condition = ((controller: ListedController) => boolean) | null;

function hostOf({ advancedHealthCheck }: StoreFrontSettings, zones: readonly string[]): Condition {
  if (!advancedHealthCheck) return null;
  const hosting = new Set<string | null>(zones);
  return ({ zone }) => hosting.has(zone);
}

/** Which of a request's controllers may be used. When all of them are bypassed, none is. */
function usable(
  { controllers, unhealthyCount }: StoreFrontState,
  { backgroundHealthChecks }: StoreFrontSettings,
  lists: readonly (readonly ListedController[])[],
  atMs: number,
): Condition {
  if (backgroundHealthChecks) return unhealthyCount === 0 ? null : ({ fqdn }) => controllers[fqdn]?.healthy === true;
  const isOpen = ({ fqdn }: ListedController) => (controllers[fqdn]?.bypassedUntilMs ?? atMs) <= atMs;
  return lists.some((list) => list.some(isOpen)) ? isOpen : null;
}

function those(controllers: readonly ListedController[], condition: Condition): readonly ListedController[] {
  return condition === null ? controllers : controllers.filter(condition);
}

function within(farm: Farm, condition: Condition): Farm {
  return { ...farm, primary: those(farm.primary, condition), backup: those(farm.backup, condition) };
}

/** The controllers that no aggregation names are one farm together. */
function farmsOf({ aggregation, controllers, loadBalance }: StoreFrontSettings): readonly Farm[] {
  const order = loadBalance ? 'in-turn' : 'as-listed';
  if (aggregation.length === 0) return [{ query: 'first-that-answers', order, primary: controllers, backup: [] }];
  const grouped = aggregation.flatMap(({ primary, backup }) => [...primary, ...backup]);
  const listed = (fqdns: readonly string[]) => fqdns.flatMap((name) => controllers.filter(({ fqdn }) => fqdn === name));
  const others = controllers.filter(({ fqdn }) => !grouped.includes(fqdn));
  const groups = aggregation.map(
    ({ primary, backup, identical, mode }): Farm => ({
      query: identical ? 'first-that-answers' : 'all',
      order: mode === 'load-balanced' ? 'in-turn' : 'as-listed',
      primary: listed(primary),
      backup: listed(backup),
    }),
  );
  return [{ query: 'first-that-answers', order, primary: others, backup: [] }, ...groups];
}

function names(controllers: readonly ListedController[]): readonly string[] {
  return controllers.map(({ fqdn }) => fqdn);
}

function rotated<T>(list: readonly T[], turn: number): readonly T[] {
  const first = list.length === 0 ? 0 : turn % list.length;
  return first === 0 ? list : [...list.slice(first), ...list.slice(0, first)];
}
