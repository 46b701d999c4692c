/**
 * The entries that a connector writes to its Windows Application log, with the product's numbers where they are known.
 *
 * An entry without a number is one for which the product's is not known. Severities are not documented and are ours.
 *
 * Not here: when an entry is written (connector.ts), and where the log is kept (the host).
 */

import type { Component, HaState } from '../ha-mode/index.ts';

export type Severity = 'information' | 'warning' | 'error';

export interface LogEntry {
  readonly provider: Provider;
  /** The product's event number; null where it is not known. */
  readonly id: number | null;
  readonly severity: Severity;
  readonly message: string;
  /** For a change of the HA-mode state: the edge taken, and what was unhealthy then. */
  readonly change?: HaStateChange;
  /** For a start in the state of the peers: that state. */
  readonly adopted?: HaState;
  /** For a report of a secondary broker or its last one: how many machines were registered with it. */
  readonly registrations?: number;
}

export interface HaStateChange {
  readonly from: HaState;
  readonly to: HaState;
  readonly unhealthy: readonly Component[];
}

export type Provider =
  | 'Citrix Config Synchronizer'
  | 'Citrix High Availability Service'
  | 'Citrix Remote Broker Provider';

const CONFIG_SYNC: Readonly<Record<number, readonly [severity: Severity, text: string]>> = {
  503: ['information', 'an updated configuration was received; import started'],
  504: ['information', 'the updated configuration was imported'],
  505: ['error', 'the import of the updated configuration failed; the previous LocalDB stays in use'],
  507: ['warning', 'no import in HA mode'],
  517: ['error', 'the configuration could not be asked for'],
  518: ['error', 'the import was not started'],
};

export function configSyncEntry(id: number, detail: string): LogEntry {
  const [severity, text] = CONFIG_SYNC[id] ?? ['information', 'configuration synchroniser'];
  return { provider: 'Citrix Config Synchronizer', id, severity, message: `${text}: ${detail}` };
}

export function haStateChanged(change: HaStateChange, reason: string): LogEntry {
  const { from, to } = change;
  const severity = to === 'working-normally' || to === 'pending-recovery' ? 'information' : 'warning';
  const message = `${from} -> ${to}: ${reason}`;
  return { provider: 'Citrix Remote Broker Provider', id: 3003, severity, message, change };
}

export function haStateAdopted(to: HaState): LogEntry {
  const message = `started in ${to}, the state of its peers`;
  return { provider: 'Citrix Remote Broker Provider', id: null, severity: 'warning', message, adopted: to };
}

export function entryRefused(reason: string): LogEntry {
  const message = `HA mode refused: ${reason} (no StoreFront traffic within the expiry)`;
  return { provider: 'Citrix Remote Broker Provider', id: null, severity: 'error', message };
}

export function serviceEntry(id: number | null, severity: Severity, message: string): LogEntry {
  return { provider: 'Citrix High Availability Service', id, severity, message };
}

/** What a secondary broker says of itself while it brokers (3507), and when it no longer does (3508). */
export function brokeringEntry(id: 3507 | 3508, registrations: number, message: string): LogEntry {
  return { ...serviceEntry(id, 'information', message), registrations };
}
