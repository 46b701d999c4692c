/**
 * Inventory compares the copies of a vDisk on its servers with what is wanted: the version on record, or what a target has booted.
 *
 * The states are those of the product's replication status, by their numbers 0 to 5 (P56). A copy that cannot be looked at is
 * `unreachable`, whatever may be there.
 *
 * Not here: when a server looks (the host polls), and what follows for a target (../eligibility).
 */

import {
  type CopySeen,
  type IdentityMode,
  isIdentical,
  sameLayers,
  sameSecond,
  type WantedFile,
} from './image-file.ts';

/** In the order of their numbers. */
export const COPY_STATES = [
  'current',
  'missing',
  'not-identical',
  'properties-missing',
  'properties-not-identical',
  'unreachable',
] as const;

export type CopyState = (typeof COPY_STATES)[number];

/** What one copy is, compared with a file that is wanted. */
export function copyState(seen: CopySeen, wanted: WantedFile, mode: IdentityMode): CopyState {
  if (seen.type !== 'file') return seen.type;
  if (!isIdentical(seen.file, wanted, mode)) return 'not-identical';
  const { propertiesMs } = seen.file;
  if (propertiesMs === null) return 'properties-missing';
  return sameSecond(propertiesMs, wanted.modifiedMs) ? 'current' : 'properties-not-identical';
}

/** Why a chain of files cannot be read as one: the header of a difference names another parent, or another time of it (P62). */
export type ChainFault = 'parent-identity' | 'parent-time';

/** The first link of a chain, base first, that does not hold; null when all do. A file that is missing breaks none. */
export function chainFault(chain: readonly CopySeen[]): ChainFault | null {
  for (const [index, seen] of chain.entries()) {
    const below = chain[index - 1];
    if (seen.type !== 'file' || below?.type !== 'file' || seen.file.parent === null) continue;
    if (!sameLayers(seen.file.parent.layers, below.file.layers)) return 'parent-identity';
    if (!sameSecond(seen.file.parent.modifiedMs, below.file.modifiedMs)) return 'parent-time';
  }
  return null;
}
