/**
 * The values of exported objects, however PowerShell or the REST service wrote them.
 *
 * A list can be a list, a wrapped one (`{value, Count}`), or a single value; a boolean can be a word; a user can be an object, a name, or what
 * `ConvertTo-Json` leaves of an object when its depth is used up (`@{Name=…}`, or the name of a type).
 *
 * Not here: which properties there are (known-properties.ts), what an object is (kinds.ts).
 */

import { exportedInstantMs } from '../../powershell-json.ts';

export type Values = Readonly<Record<string, unknown>>;

/** A user or a group of users, as entitlements and assignments name them. */
export interface Person {
  readonly name: string;
  /** Null where the export does not say. */
  readonly isGroup: boolean | null;
}

/** What another object is called by. */
export interface Reference {
  readonly name: string | null;
  readonly ids: readonly string[];
}

/** What is left of an object at the end of the depth: its type. */
const TYPE_NAME = /^(?:Citrix|System)\.[\w.`[\]]+$/;

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of the properties that is text or a number, without blanks at its ends; null where none is. */
export function textOf(values: Values, ...properties: readonly string[]): string | null {
  for (const property of properties) {
    const value = values[property];
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
    if (text !== '') return text;
  }
  return null;
}

/** A boolean; null where it is neither true nor false. */
export function flagOf(values: Values, property: string): boolean | null {
  const value = values[property];
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : null;
}

/** The values of a list. */
export function listOf(values: Values, property: string): readonly unknown[] {
  const value = values[property];
  if (Array.isArray(value)) return value;
  if (isValues(value)) {
    if (Array.isArray(value.value)) return value.value;
    if (Array.isArray(value.Items)) return value.Items;
    return Object.keys(value).length === 0 ? [] : [value];
  }
  return value === null || value === undefined || value === '' ? [] : [value];
}

/** The texts of a list. */
export function textsOf(values: Values, property: string): readonly string[] {
  return listOf(values, property).flatMap((value) => {
    const text = isValues(value) ? textOf(value, 'Name') : textOf({ value }, 'value');
    return text === null ? [] : [text];
  });
}

/** The names of a list of names without blanks; a cut list is one text with blanks between them. */
export function wordsOf(values: Values, property: string): readonly string[] {
  return textsOf(values, property).flatMap((text) => text.split(/[\s,;]+/).filter((word) => word !== ''));
}

/** What another object is referred to by: REST gives an object, PowerShell properties of their own. */
export function referenceOf(values: Values, property: string, ...own: readonly string[]): Reference {
  const nested = values[property];
  const target = isValues(nested) ? nested : {};
  const ids = [textOf(target, 'Id'), textOf(target, 'Uid'), ...own.map((name) => textOf(values, name))];
  const name = textOf(target, 'Name') ?? (typeof nested === 'string' ? textOf(values, property) : null);
  return { name, ids: ids.filter((id) => id !== null) };
}

/** The users of a list, and how many of them were cut down to the name of their type. */
export function peopleOf(
  values: Values,
  property: string,
): { readonly people: readonly Person[]; readonly cut: number } {
  const read = listOf(values, property).map(personOf);
  return { people: read.filter((person) => person !== null), cut: read.filter((person) => person === null).length };
}

function personOf(value: unknown): Person | null {
  if (isValues(value)) {
    const name =
      textOf(value, 'SamName') ?? domainName(value) ?? textOf(value, 'Name', 'PrincipalName', 'UPN', 'DisplayName');
    return name === null ? null : { name, isGroup: flagOf(value, 'IsGroup') };
  }
  const text = textOf({ value }, 'value');
  if (text === null || TYPE_NAME.test(text)) return null;
  if (!text.startsWith('@{')) return { name: text, isGroup: null };
  const name = /[{ ]Name=([^;}]+)/.exec(text)?.[1]?.trim();
  return name === undefined || name === '' ? null : { name, isGroup: null };
}

function domainName(value: Values): string | null {
  const domain = textOf(value, 'Domain');
  const account = textOf(value, 'SamAccountName');
  return domain === null || account === null || domain.includes('.') ? null : `${domain}\\${account}`;
}

/** A length of time in milliseconds: a TimeSpan as an object or as text; null where it is neither. */
export function timeSpanMsOf(values: Values, property: string): number | null {
  const value = values[property];
  if (isValues(value)) {
    const total = value.TotalMilliseconds;
    if (typeof total === 'number') return total;
    return typeof value.Ticks === 'number' ? value.Ticks / 10_000 : null;
  }
  const match = typeof value === 'string' ? /^(?:(\d+)\.)?(\d+):(\d+):(\d+)(?:\.\d+)?$/.exec(value) : null;
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** A number, also one that was written as text; null where it is neither. */
export function numberIn(values: Values, property: string): number | null {
  const text = textOf(values, property);
  const number = text === null ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

/** What an object is known by, in small letters: a text, or an object with a `Guid`; null for none, and for a Guid of zeros. */
export function idIn(values: Values, ...properties: readonly string[]): string | null {
  for (const property of properties) {
    const value = values[property];
    const text = isValues(value) ? textOf(value, 'Guid', 'value') : textOf(values, property);
    const id = text?.toLowerCase().replaceAll(/[{}]/g, '');
    if (id !== undefined && !/^[0-]+$/.test(id)) return id;
  }
  return null;
}

/** IPv4 addresses: texts, or objects with one. `0.0.0.0` stands for none. */
export function addressesIn(values: Values, property: string): readonly string[] {
  return listOf(values, property).flatMap((value) => {
    const text = isValues(value) ? textOf(value, 'IPAddressToString') : textOf({ value }, 'value');
    return text !== null && /^\d+(?:\.\d+){3}$/.test(text) && text !== '0.0.0.0' ? [text] : [];
  });
}

/** A moment in milliseconds, to the second, as files are compared; null for none. An empty date is of the year 1. */
export function secondIn(values: Values, property: string): number | null {
  const instantMs = exportedInstantMs(values[property]);
  return instantMs === null || instantMs <= 0 ? null : Math.floor(instantMs / 1000) * 1000;
}
