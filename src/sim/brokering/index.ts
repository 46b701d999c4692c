export { type Broker, catalogueFor, type KnownRange, relaysToCloud } from './broker.ts';
export type { MachineRef } from './choice.ts';
export {
  type EnumerationOutcome,
  enumerateFor,
  type LaunchFailure,
  type LaunchOutcome,
  launch,
} from './launch.ts';
export { probeMembers } from './probes.ts';
export { type Attempt, onStoreFront } from './request.ts';
export {
  afterLastUse,
  brokerChanged,
  crashMachine,
  endSessionsOf,
  endSessionsOn,
  finishReset,
  scheduleMachine,
} from './session-life.ts';
export { runWorkload, scheduleNextLaunch, scheduleWorkload, settleSessions } from './workload.ts';
export { AWAY_SHARE, WorkloadPlan } from './workload-plan.ts';
