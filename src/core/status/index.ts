export type * from './document.ts';
export type { CountByHolder, RangeFacts, StatusFacts, ZoneFacts } from './facts.ts';
export type { Fallback, FarmFacts, StreamServerFacts, TargetFacts, VdiskFacts } from './farm-facts.ts';
export { launchesStatusOf, lhcVerdictOf, storeFrontsStatusOf, vipsStatusOf, zoneStatusOf } from './lhc-status.ts';
export { missingCount } from './machines-status.ts';
export * from './pvs-document.ts';
export {
  pvsStatusOf,
  pvsSummaryOf,
  serverStatusOf,
  targetStatusOf,
  vdiskStatusOf,
} from './pvs-status.ts';
export { headOf, lhcStatusOf, statusOf, verdictOf } from './site-status.ts';
export { zoneState } from './zone-state.ts';
