export { type Broker, type KnownRange, relaysToCloud, revisionOf } from './broker.ts';
export type { MachineRef } from './choice.ts';
export {
  type EnumerationOutcome,
  enumerateFor,
  type LaunchFailure,
  type LaunchOutcome,
  launch,
} from './launch.ts';
export { probeMembers } from './probes.ts';
export { type Attempt, type Obstacle, onStoreFront, type Reached } from './request.ts';
export {
  afterLastUse,
  brokerChanged,
  crashMachine,
  endSessionsOf,
  endSessionsOn,
  finishReset,
  leaveBehind,
  scheduleMachine,
} from './session-life.ts';
export { type ListedSession, sessionsOfUser, sessionsOnMachine } from './session-list.ts';
export { type MachinesByUse, type Supply, supplyOf } from './supply.ts';
export { runWorkload, scheduleNextLaunch, scheduleWorkload, settleSessions } from './workload.ts';
export { AWAY_SHARE, WorkloadPlan } from './workload-plan.ts';
