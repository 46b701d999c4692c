export { allCheckers } from './checkers/index.ts';
export { describeFault, type FaultRecord } from './faults.ts';
export { act, replay } from './operator.ts';
export { advanceTo, nextEventMs } from './run.ts';
export { resume, settle } from './settle.ts';
export type { Checker, Violation, World, WorldOptions } from './world.ts';
export type { WorldData, WorldLogEntry } from './world-data.ts';
