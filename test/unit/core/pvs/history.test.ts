/**
 * What is made of the log of a farm: when something could not be streamed, and what became of its targets.
 */
import { expect, test } from 'vitest';
import { formatDuration, parseDuration, present } from '../../../../src/core/kernel/index.ts';
import { type FarmFact, type StreamingEpisode, streamingEpisodesOf } from '../../../../src/core/pvs/history/index.ts';

/**
 * A log, a line for each fact: `10m s1 down machine`, `11m s1 up machine`, `12m t1 s1>s2 65s`, `12m t1 s1>frozen 65s`, `1h t1 frozen`. A store is named
 * after its server, `s1/san`; the whole farm is `farm`. Targets that begin with `d` are of the store `disk`, all others of `san`.
 */
function history(log: string): readonly string[] {
  const lines = log.split('\n').map((line) => line.trim());
  return streamingEpisodesOf(lines.filter((line) => line !== '').map(factOf)).map(told);
}

const CAUSES = { stops: 'stopped', down: 'down', cut: 'store-unreachable', lost: 'database-offline' } as const;

function factOf(line: string): FarmFact {
  const [at, who, what, more = ''] = line.split(/\s+/) as [string, string, string, string?];
  const atMs = duration(at);
  const [server = '', store = null] = who.split('/');
  const place = { server: server === 'farm' ? null : server, store };
  if (what === 'frozen') return { atMs, type: 'still-frozen', target: who };
  if (what === 'removed') return { atMs, type: 'removed', server: who };
  if (what === 'up') return { atMs, type: 'restored', place, by: more };
  if (what in CAUSES) return { atMs, type: 'lost', place, cause: CAUSES[what as keyof typeof CAUSES], by: more };
  const [from = '', to = ''] = what.split('>');
  const held = { atMs, target: who, from, store: who.startsWith('d') ? 'disk' : 'san', heldMs: duration(more) };
  if (to === 'frozen') return { ...held, type: 'froze' };
  return to === from ? { ...held, type: 'resumed' } : { ...held, type: 'moved', to };
}

function duration(text: string): number {
  return present(parseDuration(text), `a duration: ${text}`);
}

function told(episode: StreamingEpisode): string {
  const { server, store, cause, beganMs, endedMs, movedTo, medianPauseMs, longestPauseMs } = episode;
  const span = `${formatDuration(beganMs)} to ${endedMs === null ? 'now' : formatDuration(endedMs)}`;
  const moved = movedTo.map((each) => `${each.targetCount} on ${each.server}`);
  const counts = [
    `${episode.resumedCount} resumed`,
    `${episode.frozenCount} frozen`,
    `${episode.stillFrozenCount} still`,
    `${episode.wentBackCount} back`,
  ].filter((text) => !text.startsWith('0 '));
  const pauses = [medianPauseMs, longestPauseMs].flatMap((pauseMs) =>
    pauseMs === null ? [] : formatDuration(pauseMs),
  );
  const where = [server ?? 'farm', store].filter((name) => name !== null).join('/');
  return [`${where} ${cause} ${span}`, ...moved, ...counts, ...pauses].join(', ');
}

const CRASH = `
  10m s1 down machine
  10m s1 down service
  11m30s a s1>s2 65s
  11m31s b s1>s3 66s
  11m32s c s1>s3 70s
  11m33s d s1>frozen 65s
  11m34s e s1>frozen 65s`;

const MENDED = `
  20m s1 up machine
  20m s1 up service
  20m5s d s1>s1 9m40s`;

test('a crash: who moved where, who froze, and how long the pauses were that are over', () => {
  expect(history(`${CRASH}\n 15m d frozen\n 15m e frozen`)).toEqual([
    's1 down 10m to now, 2 on s3, 1 on s2, 2 frozen, 2 still, 1m6s, 1m10s',
  ]);
  expect(history(`${CRASH}${MENDED}\n 21m e frozen`)).toEqual([
    's1 down 10m to 20m, 2 on s3, 1 on s2, 1 resumed, 2 frozen, 1 still, 1m6s, 9m40s',
  ]);
});

test('a target that comes back later counts for the episode in which it left, whatever it went through meanwhile', () => {
  const later = `
    30m s3 stops service
    30m b s3>s1 1s
    30m c s3>s2 1s
    40m s3 up service
    50m a s2>s1 1s
    51m c s2>s3 1s
    52m c s3>s1 1s`;
  expect(history(CRASH + MENDED + later)).toEqual([
    's1 down 10m to 20m, 2 on s3, 1 on s2, 1 resumed, 2 frozen, 3 back, 1m6s, 9m40s',
    's3 stopped 30m to 40m, 1 on s1, 1 on s2, 1 back, 1s, 1s',
  ]);
});

test('it lasts until nothing is left that keeps the server from streaming; what came first is the cause', () => {
  const log = `
    1m s1 stops service
    2m s1 down machine
    2m s1 down service
    3m s1 up machine
    4m s1 up service
    5m s1 up service
    6m s1 stops service`;
  expect(history(log)).toEqual(['s1 stopped 1m to 4m', 's1 stopped 6m to now']);
});

test('a target that was held before goes on from what comes then; one that makes room is in no episode', () => {
  const log = `
    1m a s1>s2 200ms
    2m s1 stops service
    2m1s b s1>s2 30s
    3m s1 up service
    4m c s1>s2 200ms
    5m d s9>s2 200ms`;
  expect(history(log)).toEqual(['s1 stopped 2m to 3m, 1 on s2, 30s, 30s']);
});

test('one whose pause began in the episode belongs to it, also when it goes on after the end', () => {
  expect(history('1m s1 down machine\n 2m s1 up machine\n 2m5s a s1>s1 40s\n 2m6s b s1>frozen 50s')).toEqual([
    's1 down 1m to 2m, 1 resumed, 1 frozen, 40s, 40s',
  ]);
});

test('a store that one server cannot reach, and a database that nobody can', () => {
  const log = `
    1m s1/san cut f1
    1m30s s1/san cut f2
    2m s1/san up f1
    3m a s1>s2 65s
    3m d1 s1>s2 65s
    4m s1/san up f2
    10m farm lost database
    12m a s2>frozen 100s
    20m farm up database
    20m1s a s2>s1 9m`;
  expect(history(log)).toEqual([
    's1/san store-unreachable 1m to 4m, 1 on s2, 1 back, 1m5s, 1m5s',
    'farm database-offline 10m to 20m, 1 on s1, 1 frozen, 9m, 9m',
  ]);
});

test('a server that leaves the farm ends its episodes', () => {
  expect(
    history('1m s1 down machine\n 1m s1 down service\n 1m s1/san cut f1\n 2m s2 stops service\n 5m s1 removed'),
  ).toEqual(['s1 down 1m to 5m', 's1/san store-unreachable 1m to 5m', 's2 stopped 2m to now']);
});

test('nothing that was lost, nothing to tell', () => {
  expect(history('1m a s1>s2 200ms\n 2m s1 up service\n 3m a frozen')).toEqual([]);
});
