/**
 * The files of a vDisk version as they lie on a server: the image, and the properties file beside it.
 *
 * A lock file (`.lok`) is no part of it: it is neither compared nor copied (P57).
 *
 * Not here: which files make up a version (../versions), and what a server that cannot reach them may do (../eligibility).
 */

export interface ImageFile {
  /** World time in milliseconds. Files are compared by whole seconds. */
  readonly modifiedMs: number;
  /** What is in it, see VersionState.layers. */
  readonly layers: readonly string[];
  /** The modification time of the properties file; null where that file is missing. */
  readonly propertiesMs: number | null;
  /** What a difference disk has in its header about the file that it rests on; null for a base. */
  readonly parent: ParentLink | null;
}

/** The identity and the time of the parent at the moment when the difference was made (P62). */
export interface ParentLink {
  readonly layers: readonly string[];
  readonly modifiedMs: number;
}

/** What a server sees where a copy should be. */
export type CopySeen =
  | { readonly type: 'file'; readonly file: ImageFile }
  | { readonly type: 'missing' }
  | { readonly type: 'unreachable' };

/** How identity is judged: by the time of modification at 1 s, or by the content as well (P6, P7). */
export type IdentityMode = 'timestamp' | 'content';

/** What a copy is compared with: the version on record, or the file that a target has booted from. */
export interface WantedFile {
  readonly number: number;
  readonly modifiedMs: number;
  readonly layers: readonly string[];
}

const SECOND_MS = 1_000;

/** Whether a file is the one that is wanted. */
export function isIdentical(
  file: Omit<WantedFile, 'number'>,
  wanted: Omit<WantedFile, 'number'>,
  mode: IdentityMode,
): boolean {
  return (
    sameSecond(file.modifiedMs, wanted.modifiedMs) && (mode === 'timestamp' || sameLayers(file.layers, wanted.layers))
  );
}

export function sameSecond(aMs: number, bMs: number): boolean {
  return Math.floor(aMs / SECOND_MS) === Math.floor(bMs / SECOND_MS);
}

export function sameLayers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
