export {
  type FarmServer,
  type FarmSite,
  type FarmStore,
  type FarmTopology,
  type FarmVdisk,
  farmTopologyOf,
  rangeOfTarget,
  type TargetRange,
  targetName,
  targetNumber,
} from './topology.ts';
