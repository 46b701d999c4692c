export { farmAssumptions } from './assumptions.ts';
export { copyOn } from './copies.ts';
export { Disks } from './disks.ts';
export { type FarmHost, type FarmRuntime, farmRuntime } from './farm.ts';
export { actOnFarm } from './farm-actions.ts';
export { applyFarmDamage } from './farm-damage.ts';
export type { FarmData } from './farm-data.ts';
export { type FarmEvent, happenInFarm } from './farm-events.ts';
export {
  type HeldImage,
  imagesHeldBy,
  isToldToMove,
  nextInventoryMs,
  targetsLeftBy,
  targetsOfVdisk,
  targetsOn,
} from './farm-looks.ts';
export {
  type HeldTarget,
  heldTargets,
  isFarmAtRest,
  streamingTargets,
  stuckTargets,
  type TargetTotals,
  targetTotals,
  type Waiting,
  waitingTargets,
} from './held-targets.ts';
export { hasDisk, switchTarget } from './machine-disk.ts';
export { farmReadinessFacts } from './readiness-facts.ts';
export { changedFarm, resumeFarm } from './redefine-farm.ts';
export { endStreamLease } from './servers.ts';
export { emptyFarm, settleFarm } from './settle-farm.ts';
export { farmFactsOf } from './status-facts.ts';
export { isRunning } from './target-columns.ts';
export { aftermathOf, hasIdenticalCopy, lostBytesOf } from './test-looks.ts';
export {
  foretellVersions,
  readerCount,
  readersOf,
  serversWithout,
  unneededOf,
  type VersionUse,
  versionsOf,
  versionUses,
} from './version-looks.ts';
export {
  candidatesOf,
  type Foretold,
  foretellStop,
  type TargetCandidate,
  versionRefusals,
  whyOf,
} from './views.ts';
export { bootedBy, mayHave } from './who-may.ts';
