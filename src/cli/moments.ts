/**
 * Moments as flags: `--scheduled 2026-01-06T02:00:00Z`. What a command gets is world time in milliseconds.
 *
 * Not here: the grammar (core/kernel/instant.ts).
 */
import * as Flags from '@oclif/core/flags';
import { parseInstant, UserError } from '../core/kernel/index.ts';
import { InvalidValueError } from './failure.ts';

/** A flag such as `--scheduled 2026-01-06T02:00:00Z`. */
export const momentFlag = Flags.custom<number>({
  helpValue: 'MOMENT',
  parse: async (input, _context, { name }) => {
    const atMs = parseInstant(input);
    if (atMs !== null) return atMs;
    throw new InvalidValueError(
      new UserError('usage', 'MOMENT_INVALID', `--${name} cannot be "${input}".`, {
        why: 'Moments are written as in RFC 3339: 2026-01-06T02:00:00Z.',
      }),
    );
  },
});
