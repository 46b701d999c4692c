/**
 * Durations as flags and arguments: `--for 30m`, `clock advance 5m`. What a command gets is milliseconds.
 *
 * Not here: the grammar (core/kernel/duration.ts).
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { parseDuration, UserError } from '../core/kernel/index.ts';
import { InvalidValueError } from './failure.ts';

/** Ten years: beyond that a slip of the fingers is likelier than a wish. */
const FLAG_MAX_MS = 3650 * 86_400_000;

/** A flag such as `--for 30m`, in milliseconds: longer than nothing, and ten years at most. */
export const durationFlag = Flags.custom<number>({
  helpValue: 'DURATION',
  parse: async (input, _context, { name }) => limited(milliseconds(input), input, name),
});

/** An argument such as the `5m` of `clock advance 5m`, in milliseconds. */
export const durationArgument = Args.custom<number>({ parse: async (input) => milliseconds(input) });

function limited(durationMs: number, input: string, name: string): number {
  if (durationMs > 0 && durationMs <= FLAG_MAX_MS) return durationMs;
  const message = `--${name} ${input} is too ${durationMs > 0 ? 'long' : 'short'}.`;
  throw new InvalidValueError(
    new UserError('usage', 'DURATION_INVALID', message, { why: 'It is longer than 0s and 3650d at most.' }),
  );
}

function milliseconds(input: string): number {
  const durationMs = parseDuration(input);
  if (durationMs !== null) return durationMs;
  throw new InvalidValueError(
    new UserError('usage', 'DURATION_INVALID', `"${input}" is no duration.`, {
      why: 'Durations are written 90s, 5m, 1h30m or 3d.',
    }),
  );
}
