/**
 * The figures that the rules go by, for the rules and for the texts that tell of them.
 */

/** The documented limit of targets on one server. */
export const TARGETS_PER_SERVER = 4_095;

/** With more retries than this a target is worth a look, and with more than the other something is wrong (P70). */
export const RETRIES_WARN = 100;
export const RETRIES_FAIL = 1_000;
