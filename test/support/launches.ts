/**
 * What users of a world do by an operator's hand, and what they are answered.
 */
import type { OperatorAction } from '../../src/core/site/index.ts';
import { act, advanceTo, type LaunchOutcome, type World } from '../../src/sim/index.ts';

type Launched = Extract<OperatorAction, { readonly type: 'launched' }>;

/** Opens a resource for a user, at the StoreFront sf1 and from inside unless told otherwise. */
export function launchFor(
  world: World,
  user: string,
  resource: string,
  way: Partial<Pick<Launched, 'storeFront' | 'gateway'>> = {},
): LaunchOutcome {
  act(world, { type: 'launched', user, resource, storeFront: 'sf1', gateway: null, ...way });
  return world.answer as LaunchOutcome;
}

export function logOff(world: World, user: string): void {
  act(world, { type: 'logged-off', user });
}

/** Forces an outage on every connector, and lets the time pass in which every machine registers anew. */
export function enterOutage(world: World): void {
  act(world, { type: 'outage-forced', connectors: world.data.connectors.map(({ fqdn }) => fqdn), untilMs: null });
  advanceTo(world, world.data.nowMs + 10 * 60_000);
}

/** Ends the forced outage, and lets the time pass in which everything is handed back. */
export function leaveOutage(world: World): void {
  act(world, { type: 'outage-ended', connectors: world.data.connectors.map(({ fqdn }) => fqdn) });
  advanceTo(world, world.data.nowMs + 40 * 60_000);
}
