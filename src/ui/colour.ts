/**
 * Colour, for what is printed to each of the two streams. The one place that decides whether there is any.
 *
 * None unless the stream is a terminal; `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are honoured, `FORCE_COLOR` before `NO_COLOR`.
 * Colour never carries a meaning of its own: a word or a symbol stands beside it.
 * Not here: the flag `--no-color`, which the bins turn into the variable.
 */
import { Chalk, type ChalkInstance, type ColorSupportLevel, supportsColor, supportsColorStderr } from 'chalk';

/** For results, on stdout. */
export const colour: ChalkInstance = new Chalk({ level: level(supportsColor) });

/** For errors and notes, on stderr. */
export const colourOfErrors: ChalkInstance = new Chalk({ level: level(supportsColorStderr) });

function level(supported: { readonly level: ColorSupportLevel } | false): ColorSupportLevel {
  const isUnwanted = (process.env.NO_COLOR ?? '') !== '' && process.env.FORCE_COLOR === undefined;
  return isUnwanted || supported === false ? 0 : supported.level;
}
