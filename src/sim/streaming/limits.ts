/**
 * Times of the login protocol that no setting has.
 *
 * Not here: those of the target's own machine (core/pvs/target).
 */

/** Assumed: a target that nobody may have asks again so often. */
export const LOGIN_RETRY_MS = 10_000;
/** For how long a login server is waited for: the bootstrap's documented default. */
export const LOGIN_TIMEOUT_MS = 5_000;
/** Assumed: what a login server needs for one login, and how much longer it takes with a database that is slow. */
export const LOGIN_WORK_MS = 5;
export const SLOW_DATABASE_MS = 50;
/** Assumed: the loading of an operating system takes from 20 to 40 seconds. */
export const LOADING_MIN_MS = 20_000;
export const LOADING_SPREAD_MS = 20_000;
/** The shortest time that a target waits for a reply, which is what a healthy network leads to. */
export const REPLY_TIMEOUT_MIN_MS = 500;
export const REPLY_TIMEOUT_MAX_MS = 10_000;
/** Assumed: a stopping service closes after so long, whoever is still connected. */
export const DRAIN_MAX_MS = 10_000;
