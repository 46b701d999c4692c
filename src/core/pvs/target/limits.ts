/**
 * The times of a target that no setting of a site changes, and the range of its reply time-out.
 *
 * Not here: what a site file sets (../../site/timers.ts).
 */

/** How long a login server is waited for, the opening of the server that it names included. The documented default of the bootstrap. */
export const LOGIN_TIMEOUT_MS = 5_000;

/**
 * How long a target that loads waits for an answer before it starts over: until its driver is there it has only its bootstrap, which knows
 * no other server and counts no tries. The documented default of the bootstrap, for all but logins.
 */
export const LOADING_TIMEOUT_MS = 5_000;

/** How often a target that nobody serves asks again. Assumed: the sources say only that it does so for ever. */
export const LOGIN_RETRY_MS = 10_000;

/** The range in which the reply time-out adapts itself, retries included (documented). */
export const REPLY_TIMEOUT_MIN_MS = 500;
export const REPLY_TIMEOUT_MAX_MS = 10_000;
