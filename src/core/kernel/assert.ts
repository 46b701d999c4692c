/**
 * Assertions state what is true unless the program itself is wrong. A failed one is our bug (exit 70), never bad input.
 */

/** A bug of holdover's own: the message says which expectation did not hold. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** @throws {AssertionError} when `condition` is false. */
export function assert(condition: boolean, expectation: string): asserts condition {
  if (!condition) throw new AssertionError(`expected: ${expectation}`);
}

/** The value, which is known to be there. @throws {AssertionError} when it is undefined or null. */
export function present<T>(value: T | undefined | null, expectation: string): T {
  assert(value !== undefined && value !== null, expectation);
  return value;
}

/** Marks the end of a switch over a union: the compiler proves that it is not reached. */
export function unreachable(value: never): never {
  throw new AssertionError(`not reachable: ${JSON.stringify(value)}`);
}
