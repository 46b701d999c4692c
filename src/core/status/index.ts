export type * from './document.ts';
export type { CountByHolder, RangeFacts, StatusFacts, ZoneFacts } from './facts.ts';
export {
  launchesStatusOf,
  statusOf,
  storeFrontsStatusOf,
  verdictOf,
  vipsStatusOf,
  zoneStatusOf,
} from './lhc-status.ts';
export { missingCount } from './machines-status.ts';
export { zoneState } from './zone-state.ts';
