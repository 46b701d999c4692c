export { resume } from './assemble.ts';
export {
  type ListedSession,
  type MachinesByUse,
  relaysToCloud,
  revisionOf,
  type Supply,
  sessionsOfUser,
  sessionsOnMachine,
  supplyOf,
} from './brokering/index.ts';
export { allCheckers, allFarmCheckers } from './checkers/index.ts';
export { factsOf, farmFindings, siteFindings, zoneFindings } from './facts.ts';
export { concerns, type FaultRecord } from './faults.ts';
export { CLOUD, FIRST_CONNECTOR, PARKED, RESETTING, USED } from './fleet-columns.ts';
export { type Follower, followersOf, type Obstacle } from './followers.ts';
export { MODEL_VERSION } from './model-version.ts';
export { act, changeConfiguration, replay } from './operator.ts';
export type {
  Attempt,
  Broker,
  EnumerationOutcome,
  Happening,
  LaunchFailure,
  LaunchOutcome,
  LeaveReason,
  Obstacle as RequestObstacle,
  Reached,
  SessionEnd,
  SessionPlace,
  TargetHappening,
} from './outcomes.ts';
export { advanceTo, nextEventMs, runUntil } from './run.ts';
export { PROBE_PERIOD_MS, settle } from './settle.ts';
export {
  aftermathOf,
  candidatesOf,
  copyOn,
  type FarmRuntime,
  type Foretold,
  farmAssumptions,
  farmFactsOf,
  foretellStop,
  foretellVersions,
  type HeldImage,
  type HeldTarget,
  hasIdenticalCopy,
  heldTargets,
  imagesHeldBy,
  isFarmAtRest,
  isToldToMove,
  lostBytesOf,
  nextInventoryMs,
  readerCount,
  readersOf,
  serversWithout,
  streamingTargets,
  stuckTargets,
  type TargetCandidate,
  type TargetTotals,
  targetsLeftBy,
  targetsOfVdisk,
  targetsOn,
  targetTotals,
  unneededOf,
  type VersionUse,
  versionRefusals,
  versionsOf,
  versionUses,
  type Waiting,
  waitingTargets,
  whyOf,
} from './streaming/index.ts';
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
