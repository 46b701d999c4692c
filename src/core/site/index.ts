export { normalSubnet, parseServerAddress, type ServerAddress } from './address.ts';
export type * from './definition.ts';
export type * from './journal.ts';
export { meaningProblems } from './meaning.ts';
export {
  formatPath,
  type MeaningProblem,
  namesOf,
  type Path,
  reference,
  repeated,
  unknownName,
  wrong,
  wrongName,
} from './meaning-problem.ts';
export { NUMBERED_NAMES_MAX, SITE_NAME_PATTERN } from './name-meaning.ts';
export { compareFqdn, matchesName, numberedName, numberInName, sameFqdn } from './names.ts';
export { type AssumedTimer, assumedTimers, type Basis, DEFAULT_TIMERS, TIMER_RANGES } from './timers.ts';
export {
  type ControllerTopology,
  type GatewayTopology,
  type MachineRange,
  machineIndex,
  machineName,
  type StoreFrontTopology,
  type Topology,
  topologyOf,
  type VipTopology,
  type ZoneTopology,
} from './topology.ts';
