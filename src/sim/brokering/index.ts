export { relaysToCloud, revisionOf } from './broker.ts';
export { enumerateFor, launch } from './launch.ts';
export { probeMembers } from './probes.ts';
export { onStoreFront } from './request.ts';
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
