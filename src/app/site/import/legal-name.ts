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

/** The name of a site, which names files as well: letters, digits, ".", "_" and "-". */
export function fileSafeName(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return safe.slice(0, 64).replace(/[.-]+$/, '') || 'imported';
}

/** A text that fits on a line of a site file, and is not taken for a pattern; null where it cannot be used. */
export function plainText(text: string): string | null {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain === '' || plain.includes('#') ? null : plain;
}
