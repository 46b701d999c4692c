/**
 * The text of a parameter, as it is given with `--param` or stands in the file, as a value of its type.
 *
 * Not here: whether an object of that name exists in a site (app/drill/params.ts).
 */

import { parseDuration } from '../kernel/index.ts';
import type { ParamType } from './drill.ts';

/** What a type's text has to be, as the end of "it has to be …". Any text names an object. */
export const PARAM_FORMS: Readonly<Partial<Record<ParamType, string>>> = {
  duration: 'a duration, such as 40m or 1h30m',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** Durations are milliseconds; names of objects are what they are. Null where the text is none of the type. */
export function paramValue(type: ParamType, text: string): string | number | boolean | null {
  switch (type) {
    case 'duration':
      return parseDuration(text);
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : null;
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : null);
    default:
      return text;
  }
}
