/**
 * What is made of the logs of modelled connectors, which say their states. Logs of real ones: history-by-number.test.ts.
 */
import { describe, expect, test } from 'vitest';
import { formatDuration } from '../../../../src/core/kernel/index.ts';
import { type Episode, episodesOf } from '../../../../src/core/lhc/history/index.ts';
import { logOf } from '../../../support/log-facts.ts';

const span = (fromMs: number, toMs: number | null) =>
  `${formatDuration(fromMs)} to ${toMs === null ? 'now' : formatDuration(toMs)}`;

/** An episode in a few lines. */
function told(episode: Episode): readonly string[] {
  const { zone, beganMs, endedMs, cause, outcome, endedBy, phases, brokers } = episode;
  return [
    `${zone} ${span(beganMs, endedMs)}: ${cause}, ${outcome}, ${endedBy ?? 'going on'}`,
    ...phases.map(({ phase, fromMs, toMs }) => `${phase} ${span(fromMs, toMs)}`),
    ...brokers.map(
      ({ connector, fromMs, toMs, end, registrationsMax }) =>
        `${connector} brokers ${span(fromMs, toMs)}, ${registrationsMax}, ${end ?? 'still'}`,
    ),
  ];
}

function history(log: string): readonly (readonly string[])[] {
  return episodesOf(logOf(log)).map(told);
}

const UP = `
  0s ams/a up
  0s ams/b up`;

/** Both connectors of ams enter HA mode at 11m, a brokers. */
const FORCED = `${UP}
  10m ams/a forced
  10m ams/a working-normally>pending-ha forced-outage
  10m ams/b forced
  10m ams/b working-normally>pending-ha forced-outage
  11m ams/a pending-ha>initial-ha forced-outage
  11m ams/a 3504 elected a
  11m ams/a 3502
  11m ams/b pending-ha>initial-ha forced-outage
  11m ams/b 3509
  13m ams/a 3507 40
  21m ams/a initial-ha>extended-ha forced-outage
  21m ams/b initial-ha>extended-ha forced-outage`;

const HAND_BACK = `
  30m ams/a released
  30m ams/a extended-ha>pending-recovery
  30m ams/b released
  30m ams/b extended-ha>pending-recovery
  40m ams/a pending-recovery>working-normally
  40m ams/a 3503
  40m ams/a 3508 60
  40m ams/b pending-recovery>working-normally
  40m ams/b 3510`;

test('a forced outage: its cause, phases, broker, and what ended it', () => {
  expect(history(FORCED + HAND_BACK)).toEqual([
    [
      'ams 10m to 40m: forced, took-over, force-ended',
      'pending-ha 10m to 11m',
      'initial-ha 11m to 21m',
      'extended-ha 21m to 30m',
      'pending-recovery 30m to 40m',
      'a brokers 11m to 40m, 60, handed-back',
    ],
  ]);
});

test('one that is still going on has no end', () => {
  expect(history(FORCED)).toEqual([
    [
      'ams 10m to now: forced, took-over, going on',
      'pending-ha 10m to 11m',
      'initial-ha 11m to 21m',
      'extended-ha 21m to now',
      'a brokers 11m to now, 40, still',
    ],
  ]);
});

test('the end of a force ends the outage also when initial HA goes on for a while', () => {
  const log = `
    0s ams/a working-normally>pending-ha forced-outage
    1m ams/a pending-ha>initial-ha forced-outage
    3m ams/a released
    11m ams/a initial-ha>pending-recovery
    21m ams/a pending-recovery>working-normally`;
  expect(history(log)[0]?.[0]).toBe('ams 0s to 21m: forced, nobody-brokered, force-ended');
});

test('a force that ends while the cloud is gone does not end the outage', () => {
  const later = HAND_BACK.replaceAll(/(\d)0m (ams\/. (?!released))/g, '$15m $2');
  expect(history(FORCED + later)[0]?.[0]).toBe('ams 10m to 45m: forced, took-over, health-restored');
});

test('a flapping link: an episode each time, and no take-over', () => {
  const log = `${UP}
    10s ams/b working-normally>pending-ha vda-relay
    11s ams/a working-normally>pending-ha xml
    40s ams/a pending-ha>working-normally
    41s ams/b pending-ha>working-normally
    50s ams/a working-normally>pending-ha xml
    80s ams/a pending-ha>working-normally`;
  expect(history(log)).toEqual([
    ['ams 10s to 41s: cloud-unreachable, no-take-over, health-restored', 'pending-ha 10s to 41s'],
    ['ams 50s to 1m20s: cloud-unreachable, no-take-over, health-restored', 'pending-ha 50s to 1m20s'],
  ]);
});

test('repeated phases are listed in their order, by the most advanced connector', () => {
  const log = `
    0s ams/a working-normally>pending-ha xml
    60s ams/a pending-ha>initial-ha xml
    660s ams/a initial-ha>extended-ha xml
    700s ams/a extended-ha>pending-recovery
    701s ams/b adopts extended-ha
    720s ams/a pending-recovery>extended-ha xml
    740s ams/a extended-ha>pending-recovery`;
  expect(history(log)).toEqual([
    [
      'ams 0s to now: cloud-unreachable, nobody-brokered, going on',
      'pending-ha 0s to 1m',
      'initial-ha 1m to 11m',
      'extended-ha 11m to 11m40s',
      'pending-recovery 11m40s to 12m',
      'extended-ha 12m to 12m20s',
      'pending-recovery 12m20s to now',
    ],
  ]);
});

test('the elected connector is lost and returns: three terms, one episode', () => {
  const lost = `
    22m ams/a down
    22m15s ams/b 3502
    25m ams/a up
    25m ams/a adopts extended-ha
    25m ams/b 3508 55
    26m ams/a 3502`;
  expect(history(FORCED + lost + HAND_BACK)).toEqual([
    [
      'ams 10m to 40m: forced, took-over, force-ended',
      'pending-ha 10m to 11m',
      'initial-ha 11m to 21m',
      'extended-ha 21m to 30m',
      'pending-recovery 30m to 40m',
      'a brokers 11m to 22m, 40, lost',
      'b brokers 22m15s to 25m, 55, ceased',
      'a brokers 26m to 40m, 60, handed-back',
    ],
  ]);
});

test('an elected connector that does not come back leaves the episode to the others', () => {
  const lost = '\n22m ams/a down\n22m15s ams/b 3502';
  const end = HAND_BACK.replaceAll(/.* ams\/a .*/g, '').replace('3510', '3503');
  expect(history(FORCED + lost + end)[0]?.slice(0, 1)).toEqual(['ams 10m to 40m: forced, took-over, force-ended']);
  expect(history(FORCED + lost + end)).toHaveLength(1);
});

describe('every connector of the zone goes down in the outage', () => {
  const ENTERED = `
    0s ams/a up
    1m ams/a working-normally>pending-ha vda-relay
    2m ams/a pending-ha>initial-ha vda-relay
    2m ams/a 3502
    5m ams/a down`;

  test('one that finds the cloud still gone when it starts goes on with it', () => {
    const log = `${ENTERED}
      9m ams/a up
      10m ams/a working-normally>pending-ha xml
      11m ams/a pending-ha>initial-ha xml
      11m ams/a 3502
      21m ams/a initial-ha>pending-recovery
      31m ams/a pending-recovery>working-normally
      31m ams/a 3503
      31m ams/a 3508 40`;
    expect(history(log)).toEqual([
      [
        'ams 1m to 31m: cloud-unreachable, took-over, health-restored',
        'pending-ha 1m to 2m',
        'initial-ha 2m to 5m',
        'interrupted 5m to 10m',
        'pending-ha 10m to 11m',
        'initial-ha 11m to 21m',
        'pending-recovery 21m to 31m',
        'a brokers 2m to 5m, null, lost',
        'a brokers 11m to 31m, 40, handed-back',
      ],
    ]);
  });

  test('one that works normally when it starts has ended it', () => {
    const log = `${ENTERED}
      9m ams/a up
      3h ams/a working-normally>pending-ha xml
      181m ams/a pending-ha>working-normally`;
    expect(history(log).map(([first]) => first)).toEqual([
      'ams 1m to 9m: cloud-unreachable, took-over, restart',
      'ams 3h to 3h1m: cloud-unreachable, no-take-over, health-restored',
    ]);
  });

  test('while all are down it goes on', () => {
    expect(history(ENTERED)[0]?.slice(0, 4)).toEqual([
      'ams 1m to now: cloud-unreachable, took-over, going on',
      'pending-ha 1m to 2m',
      'initial-ha 2m to 5m',
      'interrupted 5m to now',
    ]);
  });

  test('where another worked normally all the time, it ended with the last one', () => {
    const log = `${UP}
      1m ams/a working-normally>pending-ha forced-outage
      5m ams/a down`;
    expect(history(log)).toEqual([['ams 1m to 5m: forced, no-take-over, restart', 'pending-ha 1m to 5m']]);
  });
});

test('two zones have episodes of their own, in the order in which they began', () => {
  const fra = '\n 8m fra/c working-normally>pending-ha sta\n 20m fra/c pending-ha>working-normally';
  expect(history(FORCED + fra).map(([first]) => first)).toEqual([
    'fra 8m to 20m: sta-failure, no-take-over, health-restored',
    'ams 10m to now: forced, took-over, going on',
  ]);
});

test('an episode that has not come to HA mode is pending', () => {
  expect(history('5m ams/a working-normally>pending-ha xml')[0]?.[0]).toBe(
    'ams 5m to now: cloud-unreachable, pending, going on',
  );
});

test('what happens and ends within one moment is an episode without phases', () => {
  const log = `
    5m ams/a working-normally>pending-ha forced-outage
    5m ams/a released
    5m ams/a pending-ha>working-normally`;
  expect(history(log)).toEqual([['ams 5m to 5m: forced, no-take-over, force-ended']]);
});

test('imports and elections within an episode are counted by number', () => {
  const log = `
    1m ams/a 503 before the outage
    ${FORCED}
    12m ams/a 507 abandoned
    12m ams/b 507 abandoned
    14m ams/b 517 not reached`;
  expect(episodesOf(logOf(log))[0]?.notices).toEqual([
    expect.objectContaining({ id: 3504, notice: 'broker-elected', count: 1, message: 'elected a' }),
    expect.objectContaining({ id: 507, notice: 'import-abandoned', count: 2, connectors: ['a', 'b'] }),
    expect.objectContaining({ id: 517, notice: 'broker-unreachable', count: 1 }),
  ]);
});

test('no log, no episode', () => {
  expect(episodesOf([])).toEqual([]);
  expect(history(UP)).toEqual([]);
});
