export { People } from './people.ts';
export {
  ACTIVE,
  addSession,
  DISCONNECTED,
  emptySessions,
  firstDue,
  NEXT_DISCONNECT,
  NEXT_END,
  NEXT_RETURN,
  type NewSession,
  NONE,
  removeSession,
  type SessionColumns,
  setNext,
  setState,
} from './sessions.ts';
export { type PlannedLife, WorkloadPlan } from './workload-plan.ts';
