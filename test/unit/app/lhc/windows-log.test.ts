/**
 * Event logs as either version of PowerShell exports them, and what is made of them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXPORT_COMMAND } from '../../../../src/app/lhc/log-export.ts';
import { readWindowsLog } from '../../../../src/app/lhc/windows-log.ts';
import { formatInstant } from '../../../../src/core/kernel/index.ts';
import { episodesOf, HISTORY_EVENT_IDS } from '../../../../src/core/lhc/history/index.ts';
import { ROOT } from '../../../support/sources.ts';
import {
  DAY,
  exportedBy5,
  exportedBy7,
  exportedByGetEventLog,
  FIRST,
  newestFirst,
} from '../../../support/windows-log.ts';

const parsed = (bytes: Buffer, encoding = 'utf-8') => JSON.parse(new TextDecoder(encoding).decode(bytes));
const episodes = (...exports: readonly unknown[]) => episodesOf(readWindowsLog(exports).facts);
const times = (found: ReturnType<typeof episodes>) =>
  found.map(({ beganMs, endedMs }) => [beganMs, endedMs ?? 0].map((atMs) => formatInstant(atMs).slice(11, 23)));

describe('a day with two outages, one of them with a restart in it', () => {
  const expected = [
    ['07:12:30.257', '08:05:00.100'],
    ['07:12:30.301', '08:05:00.140'],
    ['14:00:00.000', '15:20:00.000'],
    ['14:00:00.020', '15:20:00.050'],
  ];
  const by7 = episodes(parsed(exportedBy7(newestFirst(DAY))));

  test('has two episodes for each connector, and the restart is in the second', () => {
    expect(times(by7)).toEqual(expected);
    expect(by7[2]).toMatchObject({ endedBy: 'resolved', brokers: [{ end: 'lost' }, { end: 'handed-back' }] });
    expect(by7[2]?.notices).toEqual([
      expect.objectContaining({ id: 507, message: 'The import was abandoned: Größe unverändert.' }),
    ]);
  });

  test('has the same episodes whatever exported it', () => {
    expect(episodes(parsed(exportedBy5(newestFirst(DAY)), 'utf-16le'))).toEqual(by7);
    expect(episodes(parsed(exportedBy5(DAY, 'utf-8')))).toEqual(by7);
    expect(episodes(parsed(exportedBy5(DAY, 'ansi'), 'windows-1252'))).toEqual(by7);
    expect(episodes(parsed(exportedBy7(newestFirst(DAY), -8)))).toEqual(by7);
  });

  test('has the same episodes to the second from Get-EventLog', () => {
    const seconds = ([began, ended]: readonly string[]) => [began?.slice(0, 8), ended?.slice(0, 8)];
    const found = episodes(parsed(exportedByGetEventLog(newestFirst(DAY))));
    expect(times(found).map(seconds)).toEqual(expected.map(seconds));
  });

  test('is not counted twice where exports overlap, are nested or are wrapped', () => {
    const all = parsed(exportedBy7(newestFirst(DAY)));
    const own = parsed(exportedBy5(newestFirst(DAY, [FIRST]), 'utf-8'));
    expect(episodes(all, own)).toEqual(by7);
    expect(episodes({ value: [[all], own], Count: 2 })).toEqual(by7);
  });
});

test('a single entry is an object and no list', () => {
  const one = DAY.filter(({ id }) => id === 3502).slice(0, 1);
  for (const bytes of [exportedBy5(one, 'utf-8'), exportedBy7(one), exportedByGetEventLog(one)]) {
    expect(parsed(bytes)).not.toBeInstanceOf(Array);
    expect(readWindowsLog([parsed(bytes)])).toMatchObject({ entryCount: 1, facts: [{ connector: FIRST }] });
  }
});

test('entries of other sources and numbers, and what is no entry, are passed over', () => {
  const entry = {
    ProviderName: 'CitrixHighAvailabilityService',
    Id: 3502,
    TimeCreated: '2026-01-05T07:00:00Z',
    MachineName: 'x',
  };
  expect(readWindowsLog([entry]).facts).toHaveLength(1);
  const others = [
    { ...entry, ProviderName: 'Some Other Product' },
    { ...entry, ProviderName: null },
    { ...entry, Id: 1201 },
    { ...entry, Id: 'many' },
    { ...entry, TimeCreated: 'yesterday' },
    { ...entry, TimeCreated: null },
    { ...entry, MachineName: '' },
    ...[1, 'text', null, true],
  ];
  expect(readWindowsLog([others])).toEqual({ entryCount: 7, facts: [] });
});

test('the command line and the script export every number that counts', () => {
  const script = readFileSync(join(ROOT, 'examples', 'export', 'Export-LhcEvents.ps1'), 'utf8');
  expect(EXPORT_COMMAND).toContain(`Id=${HISTORY_EVENT_IDS.join(',')}}`);
  expect(script).toContain(`Id        = ${HISTORY_EVENT_IDS.join(', ')}\n`);
});
