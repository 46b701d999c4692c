export { copyOn } from './copies.ts';
export { Disks } from './disks.ts';
export { type FarmHost, type FarmRuntime, farmRuntime } from './farm.ts';
export { actOnFarm } from './farm-actions.ts';
export { applyFarmDamage } from './farm-damage.ts';
export type { FarmData } from './farm-data.ts';
export { type FarmEvent, happenInFarm } from './farm-events.ts';
export { hasDisk, switchTarget } from './machine-disk.ts';
export { changedFarm, resumeFarm } from './redefine-farm.ts';
export { endStreamLease } from './servers.ts';
export { emptyFarm, settleFarm } from './settle-farm.ts';
export { farmFactsOf } from './status-facts.ts';
export {
  candidatesOf,
  type Foretold,
  fallbackOf,
  foretellStop,
  type TargetCandidate,
  vdiskFallback,
  whyOf,
} from './views.ts';
export { bootedBy, mayHave } from './who-may.ts';
