import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WantedFile } from '../../../src/core/pvs/inventory/index.ts';
import {
  type StreamServerInput,
  settledStreamServer,
  stepStreamServer,
} from '../../../src/core/pvs/stream-server/index.ts';
import {
  type Hindrance,
  type MoveReason,
  offTarget,
  stepTarget,
  type TargetEffect,
  type TargetInput,
  type TargetState,
  targetDeadline,
} from '../../../src/core/pvs/target/index.ts';
import { lawfulRun, type Taken } from '../../support/lhc-inputs.ts';
import { BOOTED, DRIFTED, NEWER, TARGET, TargetHost } from '../../support/pvs-target.ts';

const SECOND = 1_000;
const SETTINGS = { ...TARGET, streamRetries: 3 };

/** What happens next to a target, whatever it is doing. `age` 0 is of the present session or login, more is of an earlier one. */
type Happening = { readonly atMs: number } & (
  | { readonly type: 'powered-on' | 'powered-off' | 'driver-connected' | 'deadline' }
  | { readonly type: 'requested'; readonly request: number }
  | { readonly type: 'replied'; readonly age: number; readonly place: number }
  | { readonly type: 'told-to-move'; readonly age: number; readonly reason: MoveReason }
  | { readonly type: 'offered'; readonly age: number; readonly server: number; readonly chain: readonly WantedFile[] }
  | { readonly type: 'hindered'; readonly age: number; readonly by: 'login' | 'server'; readonly hindrance: Hindrance }
  | { readonly type: 'opened'; readonly age: number; readonly chain: readonly WantedFile[] }
);

const age = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 2) });
const chain = fc.oneof({ weight: 4, arbitrary: fc.constant(BOOTED) }, fc.constantFrom(DRIFTED, NEWER));
const hindrance: fc.Arbitrary<Hindrance> = fc.constantFrom(
  { type: 'busy', pauseMs: 10 * SECOND },
  { type: 'refused', refusal: { code: 'PVS021', reason: 'load balancing is off' } },
);
const elapsedMs = fc.oneof(
  fc.integer({ min: 0, max: 2 * SECOND }),
  fc.constantFrom(5 * SECOND, 10 * SECOND, 60 * SECOND),
);

/** What leads to a session comes more often than what ends one, so that runs get far. */
const happenings = fc
  .array(
    fc.tuple(
      elapsedMs,
      fc.oneof(
        { weight: 3, arbitrary: of('powered-on', {}) },
        { weight: 1, arbitrary: fc.oneof({ weight: 9, arbitrary: of('deadline', {}) }, of('powered-off', {})) },
        { weight: 6, arbitrary: of('driver-connected', {}) },
        { weight: 10, arbitrary: of('deadline', {}) },
        { weight: 10, arbitrary: of('requested', {}) },
        { weight: 8, arbitrary: of('replied', { age, place: fc.nat(4) }) },
        {
          weight: 3,
          arbitrary: of('told-to-move', { age, reason: fc.constantFrom('stopping', 'rebalance', 'unknown') }),
        },
        { weight: 10, arbitrary: of('offered', { age, server: fc.constantFrom(0, 1, 2), chain }) },
        { weight: 2, arbitrary: of('hindered', { age, by: fc.constantFrom('login', 'server'), hindrance }) },
        { weight: 10, arbitrary: of('opened', { age, chain }) },
      ),
    ),
    { maxLength: 80, size: 'max' },
  )
  .map((steps) => {
    let atMs = 0;
    return steps.map(([afterMs, happening], index) => {
      atMs += afterMs;
      return { request: index, ...happening, atMs } as Happening;
    });
  });

/** The run once ended at the very moment of a heartbeat. */
const HEARTBEAT_AT_THE_END: [{ type: 'silence'; server: 0 } | { type: 'requests'; count: number }, number][] = [
  [{ type: 'silence', server: 0 }, 30_271],
  [{ type: 'requests', count: 1 }, 1],
  [{ type: 'requests', count: 1 }, 6_726],
];

describe('target', () => {
  test('P27, P33: whatever happens, requests are held in their order, and nothing but an answer takes one away', () => {
    forEveryStep(({ before, input, after, effects }) => {
      const completed = ofType(effects, 'complete').map(({ request }) => request);
      const asked = input.type === 'requested' && before.phase !== 'off' ? [input.request] : [];
      const expected = [...requestsOf(before).filter((request) => !completed.includes(request)), ...asked];
      expect(requestsOf(after)).toEqual(after.phase === 'off' ? [] : expected);
      if (completed.length > 0) expect(input).toMatchObject({ type: 'replied', age: 0 });
      for (const request of completed) expect(requestsOf(before)).toContain(request);
    });
  });

  test('P27, P33: whatever happens, a new session begins with all that is held, in its order', () => {
    forEveryStep(({ before, after, effects }) => {
      if (!isConnected(after) || (isConnected(before) && before.epoch === after.epoch)) return;
      const sent = ofType(effects, 'send').filter(({ request }) => request !== 'heartbeat');
      expect(sent.map(({ request }) => request)).toEqual(requestsOf(before));
      for (const { epoch, server } of sent) expect([epoch, server]).toEqual([after.epoch, after.server]);
    });
  });

  test('P34: whatever happens, nothing of an earlier session or login counts, and numbers only grow', () => {
    forEveryStep(({ before, input, after, effects }) => {
      expect(after.epoch).toBeGreaterThanOrEqual(before.epoch);
      expect(after.attempt).toBeGreaterThanOrEqual(before.attempt);
      if (!('age' in input) || input.age === 0) return;
      expect(after).toBe(before);
      expect(effects).toEqual([]);
    });
  });

  test('P35, P36: whatever it is offered, a target that is on reads from one image alone', () => {
    forEveryStep(({ before, input, after }) => {
      if (before.image !== null && after.phase !== 'off') expect(after.image).toBe(before.image);
      if (isConnected(before) || !isConnected(after)) return;
      expect(input).toMatchObject({ type: 'opened', chain: before.image ?? before.offer?.chain });
    });
  });

  test('P16: whatever happens, it goes on by itself while it has no server, and a frozen one says why', () => {
    forEveryStep(({ after }) => {
      if (after.phase !== 'off' && !isConnected(after)) expect(targetDeadline(after)).not.toBeNull();
      expect(after.why === null).toBe(after.phase !== 'frozen');
    });
  });

  test('P27: servers come and go, answers are lost: once they are back every request is answered, once', () => {
    const server = fc.constantFrom(0, 1, 2);
    const event = fc.oneof(
      fc.record({ type: fc.constantFrom('silence' as const, 'voice' as const, 'notice' as const), server }),
      fc.record({ type: fc.constant('requests' as const), count: fc.integer({ min: 1, max: 3 }) }),
    );
    const waitMs = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 40 * SECOND }));
    fc.assert(
      fc.property(fc.array(fc.tuple(event, waitMs), { maxLength: 30 }), (events) => {
        const host = new TargetHost(SETTINGS)
          .give({ type: 'powered-on' })
          .advance(2)
          .give({ type: 'driver-connected' });
        let count = 0;
        for (const [each, durationMs] of events) {
          if (each.type === 'requests') for (let i = 0; i < each.count; i++) host.request(count++);
          else if (each.type === 'silence') host.silent.add(each.server);
          else if (each.type === 'voice') host.silent.delete(each.server);
          else host.give({ type: 'told-to-move', epoch: host.state.epoch, reason: 'stopping' });
          host.advance(durationMs);
        }
        host.silent.clear();
        host.advance(60 * SECOND);
        expect(host.state).toMatchObject({ phase: 'streaming', why: null });
        // A heartbeat may just have been sent.
        expect(requestsOf(host.state)).toEqual([]);
        const completed = host.of('complete').map(({ request }) => request);
        expect(completed.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, request) => request));
      }),
      { numRuns: 300, examples: [[HEARTBEAT_AT_THE_END]] },
    );
  });
});

describe('stream server', () => {
  const event = fc.constantFrom(
    ...(['stop-requested', 'start-requested', 'stop-ended', 'crashed', 'mended', 'database-lost'] as const),
    ...(['database-returned', 'emptied', 'deadline'] as const),
  );

  test('P28, P29, P65: whatever happens, a stop tells the targets and ends, and a start needs the database', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(event, elapsedMs, fc.nat(2)), { maxLength: 80, size: 'max' }), (steps) => {
        let nowMs = 0;
        const events = steps.map(([type, afterMs, targetCount]): StreamServerInput => {
          nowMs += afterMs;
          return type === 'stop-requested' ? { type, atMs: nowMs, targetCount } : { type, atMs: nowMs };
        });
        for (const { before, after, effects } of lawfulRun(settledStreamServer(), events, stepStreamServer)) {
          const types = effects.map((effect) => effect.type);
          expect(after.drainUntilMs !== null).toBe(after.service === 'stopping');
          expect(types.includes('notify-targets')).toBe(after.service === 'stopping' && before.service !== 'stopping');
          const starts = after.generation - before.generation;
          expect(starts).toBeLessThanOrEqual(1);
          if (types.includes('report-copies'))
            expect(after).toMatchObject({ up: true, service: 'running', database: 'reachable' });
          if (starts === 1) expect(types).toContain('report-copies');
          if (!before.up && after.service === 'running' && after.up) expect(starts).toBe(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

type Step = Taken<TargetState, Happening, TargetEffect>;

/** Holds a law to every step of many runs, and every run to the laws of all machines. */
function forEveryStep(law: (step: Step) => void): void {
  fc.assert(
    fc.property(happenings, (all) => {
      const step = (state: TargetState, happening: Happening) =>
        stepTarget(state, targetInput(state, happening), SETTINGS);
      for (const taken of lawfulRun(offTarget(SETTINGS), all, step)) law(taken);
    }),
    { numRuns: 300 },
  );
}

/** The input that a happening is to a target in this state. */
function targetInput(state: TargetState, happening: Happening): TargetInput {
  const { atMs } = happening;
  const from = state.round[0] ?? 0;
  const server = state.offer?.server ?? 0;
  switch (happening.type) {
    case 'replied': {
      const entry = state.outstanding[happening.place % Math.max(1, state.outstanding.length)];
      const sentAtMs = entry?.sentAtMs ?? atMs;
      return { type: 'replied', atMs, epoch: state.epoch - happening.age, request: entry?.request ?? -1, sentAtMs };
    }
    case 'told-to-move':
      return { type: 'told-to-move', atMs, epoch: state.epoch - happening.age, reason: happening.reason };
    case 'offered': {
      const answer = { type: 'stream-from', server: happening.server, chain: happening.chain } as const;
      return { type: 'login-answered', atMs, from, attempt: state.attempt - happening.age, answer };
    }
    case 'hindered': {
      const attempt = state.attempt - happening.age;
      const { hindrance: answer } = happening;
      return happening.by === 'login'
        ? { type: 'login-answered', atMs, from, attempt, answer }
        : { type: 'open-refused', atMs, server, attempt, hindrance: answer };
    }
    case 'opened':
      return { type: 'opened', atMs, server, attempt: state.attempt - happening.age, chain: happening.chain };
    default:
      return happening;
  }
}

function of<Type extends string, Fields extends object>(
  type: Type,
  fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
) {
  return fc.record(fields).map((record) => ({ type, ...record }));
}

function ofType<Type extends TargetEffect['type']>(effects: readonly TargetEffect[], type: Type) {
  return effects.filter((effect): effect is TargetEffect & { type: Type } => effect.type === type);
}

function requestsOf({ outstanding }: TargetState): number[] {
  return outstanding.flatMap(({ request }) => (request === 'heartbeat' ? [] : [request]));
}

function isConnected({ phase }: TargetState): boolean {
  return phase === 'loading' || phase === 'streaming' || phase === 'retrying';
}
