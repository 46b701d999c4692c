export { readBlock } from './blocks.ts';
export { shownAccess, versionFor } from './bootable.ts';
export {
  type LockEffect,
  type LockInput,
  type LockKind,
  type LockState,
  lockedAgainst,
  lockKindFor,
  NO_LOCK,
  stepLock,
} from './locks.ts';
export {
  chainOf,
  type VdiskVersions,
  type VersionAccess,
  type VersionKind,
  type VersionState,
  versionNumbered,
} from './version.ts';
export type { VersionRefusal } from './version-refusal.ts';
export {
  mayRelease,
  stepVersions,
  type VersionEffect,
  type VersionInput,
  type VersionSettings,
} from './versions.ts';
