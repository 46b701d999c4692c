/**
 * Durations as flags and arguments: `--for 30m`, `clock advance 5m`. What a command gets is milliseconds.
 *
 * Not here: the grammar (core/kernel/duration.ts).
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { parseDuration, UserError } from '../core/kernel/index.ts';
import { InvalidValueError } from './failure.ts';

/** A flag such as `--for 30m`, in milliseconds. */
export const durationFlag = Flags.custom<number>({
  helpValue: 'DURATION',
  parse: async (input) => milliseconds(input),
});

/** An argument such as the `5m` of `clock advance 5m`, in milliseconds. */
export const durationArgument = Args.custom<number>({ parse: async (input) => milliseconds(input) });

function milliseconds(input: string): number {
  const durationMs = parseDuration(input);
  if (durationMs !== null) return durationMs;
  throw new InvalidValueError(
    new UserError('usage', 'DURATION_INVALID', `"${input}" is no duration.`, {
      why: 'Durations are written 90s, 5m, 1h30m or 3d.',
    }),
  );
}
