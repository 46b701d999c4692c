/**
 * Times of streaming that no setting has, and that only a world needs.
 *
 * Not here: those of the machines (core/pvs/target, core/pvs/stream-server).
 */

/** Assumed: what a login server needs for one login, and how much longer it takes with a database that is slow. */
export const LOGIN_WORK_MS = 5;
export const SLOW_DATABASE_MS = 50;
/** Assumed: the loading of an operating system takes from 20 to 40 seconds. */
export const LOADING_MIN_MS = 20_000;
export const LOADING_SPREAD_MS = 20_000;
/** Assumed: targets that are to move are told so often, which is longer than a login takes. */
export const REBALANCE_PACE_MS = 20;
