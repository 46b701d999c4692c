/**
 * Habits of users that no source gives, and that a workload rests on.
 *
 * Not here: how often they launch, and for how long (the site file says so).
 */

/** Assumed: a fifth of the sessions is disconnected once, and connected again, before it ends. */
export const AWAY_SHARE = 0.2;
