export { AssertionError, assert, present, unreachable } from './assert.ts';
export { DURATION_PATTERN, formatDuration, formatPause, parseDuration } from './duration.ts';
export { fingerprint } from './fingerprint.ts';
export { formatInstant, parseInstant } from './instant.ts';
export { type Step, unchanged } from './machine.ts';
export { draw, drawInteger, keyOf } from './random.ts';
export { shellWord } from './shell-word.ts';
export { type FailureKind, type Problem, UserError, type UserErrorDetails } from './user-error.ts';
