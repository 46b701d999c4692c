/**
 * Names that a site file can have, from those that an administrator chose in a console.
 *
 * Not here: what the file says about wrong names (core/site/name-meaning.ts).
 */

import { type ImportNotes, warn } from './notes.ts';

/** The name of a zone, delivery group or StoreFront. A name that is changed is told of. */
export function siteName(name: string, noun: string, notes: ImportNotes): string {
  const plain = name
    .replaceAll(/[/\r\n]+/g, '-')
    .replace(/^[\s-]+/, '')
    .trim();
  const isBad = plain === '' || /^\d+$/.test(plain) || (noun === 'zone' && plain === 'all');
  const legal = isBad ? `${noun}-${plain}`.replace(/-$/, '') : plain;
  if (legal !== name) warn(notes, 'NAME_CHANGED', 1, `the ${noun} "${name}" is called "${legal}" in the site file`);
  return legal;
}

/** The name, or with the first number behind it that makes it another one than those that are taken. Takes it. */
export function takeName(name: string, taken: Set<string>): string {
  let own = name;
  for (let number = 2; taken.has(own); number++) own = `${name}-${number}`;
  taken.add(own);
  return own;
}

/** The name of something in the site file, which nothing else of its sort has. Takes it; a name that is changed is told of. */
export function ownName(
  name: string,
  { noun, taken }: { readonly noun: string; readonly taken: Set<string> },
  notes: ImportNotes,
): string {
  const legal = siteName(name, noun, notes);
  const own = takeName(legal, taken);
  if (own !== legal) warn(notes, 'NAME_CHANGED', 1, `another ${noun} "${legal}" is called "${own}" in the site file`);
  return own;
}

/** The name of a site, which names files as well: letters, digits, ".", "_" and "-". */
export function fileSafeName(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return safe.slice(0, 64).replace(/[.-]+$/, '') || 'imported';
}

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The name of a user on one line; null for one that a site file would take for a pattern. */
export function userName(text: string): string | null {
  const name = oneLine(text);
  return name === '' || name.includes('#') ? null : name;
}
