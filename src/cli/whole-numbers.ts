/**
 * Whole numbers as flags: `--seeds 200`, `--last 20`.
 *
 * Not here: numbers inside the words of a rehearsed fault (app/rehearse/plan.ts).
 */
import * as Flags from '@oclif/core/flags';
import { UserError } from '../core/kernel/index.ts';
import { InvalidValueError } from './failure.ts';

/** A type, because oclif takes no interface here. */
type Limits = {
  readonly min?: number;
  readonly max?: number;
};

/** A flag such as `--seeds 200`: digits, within its limits, which both belong to it. */
export const wholeNumberFlag = Flags.custom<number, Limits>({
  parse: async (input, _context, { name, min = 0, max = Number.MAX_SAFE_INTEGER }) => {
    const number = /^\d+$/.test(input) ? Number(input) : Number.NaN;
    if (number >= min && number <= max) return number;
    const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
    throw new InvalidValueError(
      new UserError('usage', 'FLAG_INVALID', `--${name} cannot be "${input}".`, {
        why: `It is a whole number, ${range}.`,
      }),
    );
  },
});
