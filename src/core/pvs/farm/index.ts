export {
  type FarmServer,
  type FarmSite,
  type FarmStore,
  type FarmTopology,
  type FarmVdisk,
  farmTopologyOf,
  rangeOfTarget,
  serverNumber,
  type TargetRange,
  targetName,
  targetNumber,
  vdiskNumber,
} from './topology.ts';
