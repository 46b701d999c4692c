export type * from './document.ts';
export { type ConnectorFacts, type StatusFacts, statusOf, type ZoneFacts } from './lhc-status.ts';
export { zoneState } from './zone-state.ts';
