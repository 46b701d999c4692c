/**
 * The types of the part of fs-native-extensions that lock.ts uses. The package ships none.
 *
 * Not here: the rest of the package (whose own read-me lists it).
 */

declare module 'fs-native-extensions' {
  /** False when another file descriptor holds the range. Without offset and length: the whole file. */
  export function tryLock(fd: number, offset?: number, length?: number): boolean;
  export function unlock(fd: number, offset?: number, length?: number): void;
}
