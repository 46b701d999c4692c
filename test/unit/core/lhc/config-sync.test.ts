import { describe, expect, test } from 'vitest';
import {
  type ConfigSyncEffect,
  type ConfigSyncInput,
  type ConfigSyncState,
  configSyncDeadline,
  startedConfigSync,
  stepConfigSync,
} from '../../../../src/core/lhc/config-sync/index.ts';
import { A, B, MINUTE, SECOND } from '../../../support/lhc.ts';

const LOCAL_DB = { revision: 1, members: [A], importedAtMs: 0 };
const CURRENT = startedConfigSync(LOCAL_DB, 'succeeded');
const CHANGED = { revision: 2, members: [A, B] };
const IMPORTING = after(CURRENT, offered(CHANGED));
const FINISHING = after(IMPORTING, { type: 'deadline', atMs: 20 * SECOND });

describe('a poll', () => {
  test('R14: it asks the cloud broker for the configuration', () => {
    expect(stepConfigSync(CURRENT, { type: 'poll-due' })).toEqual([CURRENT, [{ type: 'ask-configuration' }]]);
  });

  test('R14: what has not changed is not imported', () => {
    expect(after(CURRENT, offered(LOCAL_DB))).toBe(CURRENT);
  });

  test('R14: a revision that differs is imported, with entry 503', () => {
    const [state, effects] = stepConfigSync(CURRENT, offered(CHANGED));
    expect(state.importing).toMatchObject({ configuration: CHANGED, finishesAtMs: 20 * SECOND });
    expect(entries(effects)).toEqual([503]);
  });

  test('while an import is under way there is no further one', () => {
    expect(stepConfigSync(IMPORTING, { type: 'poll-due' })).toEqual([IMPORTING, []]);
    expect(after(IMPORTING, offered({ revision: 3, members: [A] }))).toBe(IMPORTING);
  });

  test('a first import needs no LocalDB to differ from', () => {
    expect(after(startedConfigSync(null, 'none'), offered(CHANGED)).importing?.configuration).toEqual(CHANGED);
  });
});

describe('an import', () => {
  test('R15: the old LocalDB stays in use until the new one is whole', () => {
    expect(IMPORTING.localDb).toBe(LOCAL_DB);
    expect(FINISHING.localDb).toBe(LOCAL_DB);
  });

  test('R15: a whole import replaces the LocalDB, with entry 504', () => {
    const [state, effects] = stepConfigSync(FINISHING, finished('whole'));
    expect(state).toMatchObject({ localDb: { ...CHANGED, importedAtMs: 21 * SECOND }, lastImport: 'succeeded' });
    expect(effects[0]).toEqual({ type: 'local-db-replaced', configuration: CHANGED });
    expect(entries(effects)).toEqual([504]);
  });

  test('R16: a failed import leaves the LocalDB in use, with entry 505', () => {
    const [state, effects] = stepConfigSync(FINISHING, finished('failed'));
    expect(state).toMatchObject({ localDb: LOCAL_DB, lastImport: 'failed', importing: null });
    expect(entries(effects)).toEqual([505]);
  });

  test('R16: the poll after a failed import tries again', () => {
    const failed = after(FINISHING, finished('failed'));
    expect(after(failed, offered(CHANGED)).importing).not.toBeNull();
  });

  test('R18: the LocalDB holds a revision and the connectors, and nothing that is live', () => {
    const { localDb } = after(FINISHING, finished('whole'));
    expect(Object.keys(localDb ?? {}).sort()).toEqual(['importedAtMs', 'members', 'revision']);
  });

  test('the host is asked once to finish it, at its time', () => {
    expect(configSyncDeadline(IMPORTING)).toBe(20 * SECOND);
    const [state, effects] = stepConfigSync(IMPORTING, { type: 'deadline', atMs: 20 * SECOND });
    expect(effects).toEqual([{ type: 'finish-import', configuration: CHANGED }]);
    expect(configSyncDeadline(state)).toBeNull();
    expect(stepConfigSync(state, { type: 'deadline', atMs: MINUTE })).toEqual([state, []]);
  });

  test('a report of an import that the host was not asked to finish counts for nothing', () => {
    expect(after(IMPORTING, finished('whole'))).toBe(IMPORTING);
    expect(after(CURRENT, finished('whole'))).toBe(CURRENT);
  });

  test('it is not begun while the secondary broker is stopped: entry 518, once', () => {
    const [state, effects] = stepConfigSync(CURRENT, { ...offered(CHANGED), brokerRuns: false });
    expect(state).toMatchObject({ importing: null, lastImport: 'failed', localDb: LOCAL_DB });
    expect(entries(effects)).toEqual([518]);
    expect(stepConfigSync(state, { ...offered(CHANGED), brokerRuns: false })).toEqual([state, []]);
  });
});

describe('a cloud broker that is not reached', () => {
  test('it is logged with entry 517, once', () => {
    const [state, effects] = stepConfigSync(CURRENT, { type: 'configuration-unreachable' });
    expect(entries(effects)).toEqual([517]);
    expect(stepConfigSync(state, { type: 'configuration-unreachable' })).toEqual([state, []]);
  });

  test('it is logged again after it was reached in between', () => {
    const reached = after(CURRENT, { type: 'configuration-unreachable' }, offered(LOCAL_DB));
    expect(entries(stepConfigSync(reached, { type: 'configuration-unreachable' })[1])).toEqual([517]);
  });
});

describe('HA mode', () => {
  const inHaMode = after(CURRENT, { type: 'ha-mode-entered' });

  test('R19: a poll asks nothing and says so with entry 507, once', () => {
    const [state, effects] = stepConfigSync(inHaMode, { type: 'poll-due' });
    expect(effects.map(({ type }) => type)).toEqual(['log']);
    expect(entries(effects)).toEqual([507]);
    expect(stepConfigSync(state, { type: 'poll-due' })).toEqual([state, []]);
  });

  test('R19: the next outage says so again', () => {
    const next = after(inHaMode, { type: 'poll-due' }, { type: 'ha-mode-left' }, { type: 'ha-mode-entered' });
    expect(entries(stepConfigSync(next, { type: 'poll-due' })[1])).toEqual([507]);
  });

  test('R19: a configuration that was asked for before is not imported', () => {
    expect(after(inHaMode, offered(CHANGED))).toBe(inHaMode);
  });

  test('R19: an import under way is given up at entry, with entry 507', () => {
    const [state, effects] = stepConfigSync(IMPORTING, { type: 'ha-mode-entered' });
    expect(state).toMatchObject({ importing: null, localDb: LOCAL_DB });
    expect(entries(effects)).toEqual([507]);
    expect(after(state, finished('whole')).localDb).toBe(LOCAL_DB);
  });

  test('R19: polls are made and imports begun again after the hand-back', () => {
    const left = after(inHaMode, { type: 'poll-due' }, { type: 'ha-mode-left' });
    expect(stepConfigSync(left, { type: 'poll-due' })[1]).toEqual([{ type: 'ask-configuration' }]);
    expect(after(left, offered(CHANGED)).importing?.configuration).toEqual(CHANGED);
  });
});

test('a restart keeps the LocalDB, and an import that was under way is gone', () => {
  expect(startedConfigSync(IMPORTING.localDb, 'succeeded')).toMatchObject({ localDb: LOCAL_DB, importing: null });
});

function after(state: ConfigSyncState, ...inputs: readonly ConfigSyncInput[]): ConfigSyncState {
  return inputs.reduce((current, input) => stepConfigSync(current, input)[0], state);
}

function offered(configuration: { readonly revision: number; readonly members: readonly string[] }) {
  return { type: 'configuration-offered', atMs: 0, configuration, importMs: 20 * SECOND, brokerRuns: true } as const;
}

function finished(outcome: 'whole' | 'failed') {
  return { type: 'import-finished', atMs: 21 * SECOND, succeeded: outcome === 'whole' } as const;
}

function entries(effects: readonly ConfigSyncEffect[]): number[] {
  return effects.flatMap((effect) => (effect.type === 'log' ? [effect.entry] : []));
}
