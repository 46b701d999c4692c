export { resume } from './assemble.ts';
export { allCheckers } from './checkers/index.ts';
export { factsOf, siteFindings, zoneFindings } from './facts.ts';
export type { FaultRecord } from './faults.ts';
export { CLOUD, FIRST_CONNECTOR } from './fleet-columns.ts';
export { type Follower, followersOf, type Obstacle } from './followers.ts';
export { MODEL_VERSION } from './model-version.ts';
export { act, changeConfiguration, replay } from './operator.ts';
export { advanceTo, nextEventMs, runUntil } from './run.ts';
export { settle } from './settle.ts';
export {
  type Checker,
  connectorAt,
  connectorIndex,
  type Violation,
  type World,
  type WorldOptions,
  type ZoneRuntime,
  zoneOf,
} from './world.ts';
export type { WorldData, WorldLogEntry } from './world-data.ts';
