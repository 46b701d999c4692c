/**
 * ConfigSync keeps a connector's LocalDB, the copy of the site's configuration that its secondary broker works from.
 *
 * It polls the cloud broker, and only when the revision differs imports the configuration into a new LocalDB, which replaces
 * the one in use when the import is whole. A failed import leaves the old one in use, and the next poll tries again.
 * Nothing is imported in HA mode; what was under way is given up, and polling goes on after the hand-back.
 *
 * Live state (sessions, registrations) is no part of the configuration and is never imported.
 *
 * Not here: what the configuration says; and how the import is done: the host runs it and reports.
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';

/** The part of an import that the fail-over itself needs: which revision it is, and who the zone's connectors are. */
export interface Configuration {
  readonly revision: number;
  readonly members: readonly string[];
}

export interface LocalDb extends Configuration {
  readonly importedAtMs: number;
}

export interface ImportUnderWay {
  readonly configuration: Configuration;
  readonly finishesAtMs: number;
  /** The host has been asked to finish it: from here on its report is awaited, not a moment. */
  readonly finishing: boolean;
}

export interface ConfigSyncState {
  /** The copy in use: always one whole successful import; null before the first. */
  readonly localDb: LocalDb | null;
  readonly lastImport: 'succeeded' | 'failed' | 'none';
  readonly importing: ImportUnderWay | null;
  readonly inHaMode: boolean;
  /** What keeps the polls from importing and has been logged; logged once, not at every poll. */
  readonly obstacle: 'cloud-unreachable' | 'broker-stopped' | 'ha-mode' | null;
}

export type ConfigSyncInput =
  | { readonly type: 'poll-due' }
  | {
      readonly type: 'configuration-offered';
      readonly atMs: number;
      readonly configuration: Configuration;
      readonly importMs: number;
      readonly brokerRuns: boolean;
    }
  | { readonly type: 'configuration-unreachable' }
  | { readonly type: 'deadline'; readonly atMs: number }
  | { readonly type: 'import-finished'; readonly atMs: number; readonly succeeded: boolean }
  | { readonly type: 'ha-mode-entered' }
  | { readonly type: 'ha-mode-left' };

export type ConfigSyncEffect =
  | { readonly type: 'ask-configuration' }
  | { readonly type: 'finish-import'; readonly configuration: Configuration }
  | { readonly type: 'local-db-replaced'; readonly configuration: Configuration }
  | { readonly type: 'log'; readonly entry: 503 | 504 | 505 | 507 | 517 | 518; readonly detail: string };

type ConfigSyncStep = Step<ConfigSyncState, ConfigSyncEffect>;

/** A connector keeps its LocalDB through a restart; an import that was under way is gone. */
export function startedConfigSync(localDb: LocalDb | null, lastImport: ConfigSyncState['lastImport']): ConfigSyncState {
  return { localDb, lastImport, importing: null, inHaMode: false, obstacle: null };
}

export function stepConfigSync(state: ConfigSyncState, input: ConfigSyncInput): ConfigSyncStep {
  switch (input.type) {
    case 'poll-due':
      return onPollDue(state);
    case 'configuration-offered':
      return onConfigurationOffered(state, input);
    case 'configuration-unreachable':
      return withObstacle(state, 'cloud-unreachable', 517, 'the cloud broker could not be reached');
    case 'deadline':
      return onDeadline(state, input);
    case 'import-finished':
      return onImportFinished(state, input);
    case 'ha-mode-entered':
      return onHaModeEntered(state);
    case 'ha-mode-left':
      return unchanged(state.inHaMode ? { ...state, inHaMode: false, obstacle: null } : state);
    default:
      return unreachable(input);
  }
}

function onPollDue(state: ConfigSyncState): ConfigSyncStep {
  if (state.importing !== null) return unchanged(state);
  if (state.inHaMode) return withObstacle(state, 'ha-mode', 507, 'no import while the secondary broker is brokering');
  return [state, [{ type: 'ask-configuration' }]];
}

function onConfigurationOffered(
  state: ConfigSyncState,
  input: ConfigSyncInput & { type: 'configuration-offered' },
): ConfigSyncStep {
  const { configuration } = input;
  if (state.importing !== null || state.inHaMode) return unchanged(state);
  if (configuration.revision === state.localDb?.revision) return unchanged(withoutObstacle(state));
  if (!input.brokerRuns) {
    const failed: ConfigSyncState = state.lastImport === 'failed' ? state : { ...state, lastImport: 'failed' };
    return withObstacle(failed, 'broker-stopped', 518, 'the secondary broker is not running');
  }
  const importing = { configuration, finishesAtMs: input.atMs + input.importMs, finishing: false };
  return [
    { ...withoutObstacle(state), importing },
    [{ type: 'log', entry: 503, detail: `revision ${configuration.revision}` }],
  ];
}

function onDeadline(state: ConfigSyncState, input: ConfigSyncInput & { type: 'deadline' }): ConfigSyncStep {
  const dueMs = configSyncDeadline(state);
  if (state.importing === null || dueMs === null || input.atMs < dueMs) return unchanged(state);
  const { configuration } = state.importing;
  return [{ ...state, importing: { ...state.importing, finishing: true } }, [{ type: 'finish-import', configuration }]];
}

function onImportFinished(
  state: ConfigSyncState,
  input: ConfigSyncInput & { type: 'import-finished' },
): ConfigSyncStep {
  if (state.importing === null || !state.importing.finishing) return unchanged(state);
  const { configuration } = state.importing;
  const detail = `revision ${configuration.revision}`;
  if (!input.succeeded) {
    return [{ ...state, importing: null, lastImport: 'failed' }, [{ type: 'log', entry: 505, detail }]];
  }
  return [
    { ...state, importing: null, lastImport: 'succeeded', localDb: { ...configuration, importedAtMs: input.atMs } },
    [
      { type: 'local-db-replaced', configuration },
      { type: 'log', entry: 504, detail },
    ],
  ];
}

function onHaModeEntered(state: ConfigSyncState): ConfigSyncStep {
  if (state.importing === null) return unchanged(state.inHaMode ? state : { ...state, inHaMode: true });
  const detail = `import of revision ${state.importing.configuration.revision} given up: the secondary broker is brokering`;
  return withObstacle({ ...state, importing: null, inHaMode: true }, 'ha-mode', 507, detail);
}

/** The moment at which the host is asked to finish the import under way; null while there is none, or once it was asked. */
export function configSyncDeadline(state: ConfigSyncState): number | null {
  return state.importing === null || state.importing.finishing ? null : state.importing.finishesAtMs;
}

function withObstacle(
  state: ConfigSyncState,
  obstacle: ConfigSyncState['obstacle'],
  entry: 507 | 517 | 518,
  detail: string,
): ConfigSyncStep {
  if (state.obstacle === obstacle) return unchanged(state);
  return [{ ...state, obstacle }, [{ type: 'log', entry, detail }]];
}

function withoutObstacle(state: ConfigSyncState): ConfigSyncState {
  return state.obstacle === null ? state : { ...state, obstacle: null };
}
