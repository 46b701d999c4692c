/**
 * What is made of the logs of real connectors, of which the numbers alone are relied on.
 */
import { expect, test } from 'vitest';
import { formatDuration } from '../../../../src/core/kernel/index.ts';
import { episodesOf } from '../../../../src/core/lhc/history/index.ts';
import { logOf } from '../../../support/log-facts.ts';

const span = (fromMs: number, toMs: number | null) =>
  `${formatDuration(fromMs)} to ${toMs === null ? 'now' : formatDuration(toMs)}`;

function history(log: string): readonly string[] {
  return episodesOf(logOf(log)).map(({ zone, connectors, beganMs, endedMs, endedBy, brokers }) => {
    const terms = brokers.map(({ connector, fromMs, toMs, end }) => `${connector} ${span(fromMs, toMs)} ${end}`);
    return [`${zone ?? connectors.join(',')}: ${span(beganMs, endedMs)} ${endedBy}`, ...terms].join(' | ');
  });
}

test('R59: the newest of 3502, 3507, 3503 and 3508 tells whether a connector is in an outage, whatever came before', () => {
  const ids = ['3502', '3507', '3503', '3508'] as const;
  let logs: (readonly string[])[] = [[]];
  for (let length = 1; length <= 6; length++) {
    logs = logs.flatMap((log) => ids.map((id) => [...log, id]));
    for (const log of logs) {
      const last = episodesOf(logOf(log.map((id, index) => `${index * 10}m a ${id}`).join('\n'))).at(-1);
      const inOutage = last !== undefined && last.endedMs === null;
      expect(inOutage, log.join(' ')).toBe(log.at(-1) === '3502' || log.at(-1) === '3507');
    }
  }
});

test('R59: an outage from 3502 to 3503; that it was 3508 first makes no difference', () => {
  expect(history('1m a 3502\n 3m a 3507\n 9m a 3503\n 9m a 3508 40')).toEqual([
    'a: 1m to 9m resolved | a 1m to 9m handed-back',
  ]);
  expect(history('1m a 3502\n 3m a 3507\n 9m a 3508 40\n 541s a 3503')).toEqual([
    'a: 1m to 9m resolved | a 1m to 9m handed-back',
  ]);
});

test('3508 without 3503: the connector no longer brokers, and no more is known', () => {
  expect(history('1m a 3502\n 9m a 3508\n 2h a 3503')).toEqual(['a: 1m to 9m ceased | a 1m to 9m ceased']);
});

test('a 3502 after a restart goes on with the outage: no 3503 came in between', () => {
  expect(history('1m a 3502\n 3m a 3507\n 8m a 3502\n 10m a 3507\n 20m a 3503')).toEqual([
    'a: 1m to 20m resolved | a 1m to 3m lost | a 8m to 20m handed-back',
  ]);
});

test('a log that begins in the middle of an outage says so', () => {
  const [episode] = episodesOf(logOf('5m a 3507\n 9m a 3503'));
  expect(episode).toMatchObject({ beganMs: 300_000, beginningKnown: false, endedMs: 540_000 });
});

test('a connector that stood by was in the outage from 3509 to 3510, and what it brokered in between is named', () => {
  expect(history('1m b 3509\n 9m b 3510')).toEqual(['b: 1m to 9m resolved']);
  expect(history('1m b 3509\n 4m b 3502\n 6m b 3507\n 8m b 3508\n 9m b 3510')).toEqual([
    'b: 1m to 9m resolved | b 4m to 8m ceased',
  ]);
  expect(episodesOf(logOf('1m b 3509'))).toMatchObject([{ outcome: 'took-over', cause: 'unknown', brokers: [] }]);
});

test('connectors of one zone make one episode; one that was never heard of again went down in it', () => {
  const zone = `
    1m z/a 3502
    1m z/b 3509
    3m z/a 3507
    4m z/b 3502
    9m z/b 3503
    9m z/b 3508
    2h z/a 3502
    121m z/a 3503`;
  expect(history(zone)).toEqual([
    'z: 1m to 9m resolved | a 1m to 3m lost | b 4m to 9m handed-back',
    'z: 2h to 2h1m resolved | a 2h to 2h1m handed-back',
  ]);
});

test('connectors whose zone is not known have episodes of their own', () => {
  expect(history('1m a 3502\n 1m b 3509\n 9m a 3503\n 9m b 3510')).toEqual([
    'a: 1m to 9m resolved | a 1m to 9m handed-back',
    'b: 1m to 9m resolved',
  ]);
});

test('an end whose beginning is not in the log is no episode', () => {
  expect(history('9m a 3503\n 9m a 3508\n 10m b 3510')).toEqual([]);
});

test('a 3003 of a real log is noticed, and tells no state', () => {
  const [episode] = episodesOf(logOf('1m a 3502\n 1m a 3003 text\n 2m a 505 failed\n 9m a 3503'));
  expect(episode).toMatchObject({
    phases: [],
    cause: 'unknown',
    notices: [{ id: 3003 }, { id: 505, notice: 'import-failed' }],
  });
});
