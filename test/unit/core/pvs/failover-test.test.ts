/**
 * The judge of a fail-over test: which reports of a target pass, and what is wrong with the others.
 */
import { expect, test } from 'vitest';
import { type Confirmation, flawsOf } from '../../../../src/core/pvs/failover-test/index.ts';

const NOTED = { server: 'pvs1', withinMs: 60_000 };

const MOVED: Confirmation = {
  state: 'streaming',
  server: 'pvs2',
  recordedServer: 'pvs2',
  movedAfterMs: 800,
  pausedMs: 790,
  ioErrors: 0,
  lostBytes: 0,
  why: null,
};

function kindsOf(confirmed: Partial<Confirmation>) {
  return flawsOf(NOTED, { ...MOVED, ...confirmed }).map(({ kind }) => kind);
}

test('P39: a target that reports another server in time, as the farm has it on record, passes', () => {
  expect(kindsOf({})).toEqual([]);
  expect(kindsOf({ movedAfterMs: 60_000, pausedMs: 60_000 })).toEqual([]);
});

test('P39: the same server again does not pass, however soon', () => {
  expect(kindsOf({ server: 'pvs1', recordedServer: 'pvs1' })).toEqual(['same-server']);
});

test('a record that disagrees with the target does not pass, and neither does one of no server', () => {
  expect(flawsOf(NOTED, { ...MOVED, recordedServer: 'pvs1' })).toEqual([
    { kind: 'record-disagrees', code: null, reason: 'it reports pvs2, and the farm has pvs1 on record for it' },
  ]);
  expect(kindsOf({ recordedServer: null })).toEqual(['record-disagrees']);
});

test('too late is one flaw, and a pause that began before the stop is another', () => {
  expect(kindsOf({ movedAfterMs: 60_001, pausedMs: 60_001 })).toEqual(['too-late']);
  expect(kindsOf({ movedAfterMs: 900, pausedMs: 60_001 })).toEqual(['paused-too-long']);
});

test('P27: an error that reaches the target, or a byte that is lost, does not pass', () => {
  expect(kindsOf({ ioErrors: 1 })).toEqual(['io-errors']);
  expect(kindsOf({ lostBytes: 4096 })).toEqual(['bytes-lost']);
  expect(kindsOf({ ioErrors: 1, lostBytes: 4096, recordedServer: null })).toEqual([
    'record-disagrees',
    'io-errors',
    'bytes-lost',
  ]);
});

test('a target that does not stream says why, by the code of eligibility where there is one', () => {
  const frozen = { ...MOVED, state: 'frozen', server: null, movedAfterMs: null, pausedMs: 60_000 } as const;
  const why = { code: 'PVS023', reason: 'dev is in private mode on local storage' } as const;
  expect(flawsOf(NOTED, { ...frozen, why })).toEqual([
    {
      kind: 'not-streaming',
      code: 'PVS023',
      reason: 'it is frozen: dev is in private mode on local storage',
    },
  ]);
  expect(flawsOf(NOTED, { ...frozen, state: 'booting' })).toEqual([
    { kind: 'not-streaming', code: null, reason: 'it is booting' },
  ]);
});
