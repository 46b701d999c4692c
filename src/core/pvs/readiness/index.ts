export type { BootedTargets, FarmReadinessFacts, RetriesOnServer, ServerState, VdiskState } from './facts.ts';
export type { PvsFinding } from './finding.ts';
export { TARGETS_PER_SERVER } from './limits.ts';
export { pvsFindingsOf } from './readiness.ts';
export { gradeRetries, type RetryGrade } from './retries.ts';
export { balanceCommand, noRebalanceCommand, offlineSupportCommand } from './set-fix.ts';
export { PVS_CHECKED, PVS_CODES, PVS_TEXTS } from './texts.ts';
