export { type ConnectorInput, stepConnector } from './connector.ts';
export type { LogEntry, Provider, Severity } from './event-log.ts';
export type { PeerMessage } from './messages.ts';
export {
  type ConnectorSettings,
  type ConnectorState,
  connectorCandidacy,
  connectorDeadline,
  connectorRelays,
  connectorRoute,
  connectorServes,
  isForced,
  newConnector,
  sameInSubstance,
  settledConnector,
} from './state.ts';
export type { ConnectorEffect } from './turn.ts';
