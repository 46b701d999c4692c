export type * from './document.ts';
export {
  type StatusFacts,
  statusOf,
  storeFrontsStatusOf,
  verdictOf,
  type ZoneFacts,
  zoneStatusOf,
} from './lhc-status.ts';
export { zoneState } from './zone-state.ts';
