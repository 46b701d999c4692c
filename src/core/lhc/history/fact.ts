/**
 * A fact is what one entry of a connector's log says about outages, whoever wrote the log: a modelled connector or a real one.
 *
 * A model says more: its 3003 carry the edge, and it is known when a connector was down and when its switch was set. Of a real log only the
 * numbers are relied on, never the texts.
 *
 * Not here: how logs are read (app), and what facts add up to (history.ts).
 */

import type { Component, HaState } from '../ha-mode/index.ts';

export interface LogFact {
  readonly atMs: number;
  /** The zone of the connector; null where it is not known. */
  readonly zone: string | null;
  readonly connector: string;
  readonly kind: FactKind;
}

export type FactKind =
  | { readonly type: 'started' | 'stopped' }
  | { readonly type: 'outage-forced' | 'outage-released' }
  | {
      readonly type: 'state-changed';
      readonly from: HaState;
      readonly to: HaState;
      /** What was unhealthy when it changed. */
      readonly unhealthy: readonly Component[];
    }
  /** A connector that started took the state of its peers. */
  | { readonly type: 'state-adopted'; readonly to: HaState }
  /** 3502. */
  | { readonly type: 'brokering-began' }
  /** 3507; how many machines were registered, where that is known. */
  | { readonly type: 'brokering-reported'; readonly registrations: number | null }
  /** 3508. */
  | { readonly type: 'brokering-ended'; readonly registrations: number | null }
  /** 3503. */
  | { readonly type: 'outage-resolved' }
  /** 3509, 3510: of a connector that another one brokers for. */
  | { readonly type: 'stand-by-began' | 'stand-by-ended' }
  /** What else the log says: of imports, of elections, and the 3003 of a real log, whose text is not known. */
  | { readonly type: 'noticed'; readonly id: number; readonly notice: NoticeKind; readonly message: string };

export type NoticeKind =
  | 'import-started'
  | 'import-succeeded'
  | 'import-failed'
  | 'import-abandoned'
  | 'import-not-started'
  | 'configuration-not-received'
  | 'broker-unreachable'
  | 'broker-elected'
  | 'ha-mode-changed';

/** The three sources of entries, under whatever name a release registers them. */
export type LogSource = 'config-sync' | 'ha-service' | 'remote-broker';

/** What of an entry counts. */
export interface NumberedEntry {
  readonly source: LogSource;
  readonly id: number;
  readonly message: string;
  readonly registrations: number | null;
}

const NOTICES: Readonly<Record<LogSource, Readonly<Record<number, NoticeKind>>>> = {
  'config-sync': {
    503: 'import-started',
    504: 'import-succeeded',
    505: 'import-failed',
    507: 'import-abandoned',
    510: 'configuration-not-received',
    517: 'broker-unreachable',
    518: 'import-not-started',
  },
  'ha-service': { 3504: 'broker-elected' },
  'remote-broker': { 3003: 'ha-mode-changed' },
};

/** The numbers that tell of outages, imports and elections, ascending. */
export const HISTORY_EVENT_IDS: readonly number[] = [
  ...Object.values(NOTICES).flatMap((notices) => Object.keys(notices).map(Number)),
  ...[3502, 3503, 3507, 3508, 3509, 3510],
].sort((a, b) => a - b);

/** What an entry says by its number; null when it says nothing about outages. */
export function kindOfEntry({ source, id, message, registrations }: NumberedEntry): FactKind | null {
  const notice = NOTICES[source][id];
  if (notice !== undefined) return { type: 'noticed', id, notice, message };
  return source === 'ha-service' ? kindOfService(id, registrations) : null;
}

function kindOfService(id: number, registrations: number | null): FactKind | null {
  switch (id) {
    case 3502:
      return { type: 'brokering-began' };
    case 3503:
      return { type: 'outage-resolved' };
    case 3507:
      return { type: 'brokering-reported', registrations };
    case 3508:
      return { type: 'brokering-ended', registrations };
    case 3509:
      return { type: 'stand-by-began' };
    case 3510:
      return { type: 'stand-by-ended' };
    default:
      return null;
  }
}
