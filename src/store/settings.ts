/**
 * The settings file: which site is the current one. Keys that this version does not know are kept.
 *
 * Not here: writing it (conf-store.ts), and settings of the program itself, which are flags and environment variables.
 */

import { readText } from './conf-file.ts';
import { notReadable, storeDamaged, storeNewer } from './errors.ts';
import { parseObject } from './json-object.ts';

export interface Settings {
  /** The name of the current site, which may be gone; null when none was chosen. */
  readonly currentSite: string | null;
  /** Everything in the file. */
  readonly all: Readonly<Record<string, unknown>>;
}

export const SETTINGS_FORMAT = 'holdover: settings/1';
const FORMAT_PATTERN = /^holdover: settings\/\d{1,9}$/;

/** @throws {UserError} STORE_DAMAGED, STORE_NEWER, STORE_NO_PERMISSION; the file is left as it is */
export function readSettings(path: string): Settings {
  const file = {
    what: 'the settings file',
    path,
    advice: 'It holds no more than which site is the current one: delete it and choose again.',
    recovery: [`rm ${path}`, 'holdover site use NAME'],
  };
  let text: string | null;
  try {
    text = readText(path);
  } catch (error) {
    throw notReadable(file, error);
  }
  if (text === null) return { currentSite: null, all: {} };
  const all = parseObject(text);
  if (all === null) throw storeDamaged(file, 'it holds no JSON object');
  const { format, currentSite = null } = all;
  if (typeof format !== 'string' || !FORMAT_PATTERN.test(format)) throw storeDamaged(file, 'it has no known format');
  if (format !== SETTINGS_FORMAT) throw storeNewer(file, format);
  if (currentSite !== null && typeof currentSite !== 'string') throw storeDamaged(file, 'currentSite is no text');
  return { currentSite, all };
}
