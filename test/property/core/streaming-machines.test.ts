import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type StreamServerInput,
  type StreamServerSettings,
  settledStreamServer,
  stepStreamServer,
  streamServerDeadline,
} from '../../../src/core/pvs/stream-server/index.ts';
import {
  offTarget,
  stepTarget,
  type TargetEffect,
  type TargetInput,
  type TargetState,
  targetDeadline,
  visibleState,
} from '../../../src/core/pvs/target/index.ts';
import { lawfulRun, type Taken } from '../../support/lhc-inputs.ts';
import { BOOTED, DRIFTED, NEWER, streamingHost, TARGET, TargetHost } from '../../support/pvs.ts';

const SETTINGS = { ...TARGET, streamRetries: 3 };

/** How an input relates to what the target waits for: mostly it is that, sometimes of an earlier session or login. */
const age = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) });
const server = fc.constantFrom(0, 1, 2);
const chain = fc.oneof({ weight: 4, arbitrary: fc.constant(BOOTED) }, fc.constantFrom(DRIFTED, NEWER));
const hindrance = fc.constantFrom(
  { type: 'busy', pauseMs: 10_000 } as const,
  { type: 'refused', refusal: { code: 'PVS021', reason: 'load balancing is off' } } as const,
);
const elapsedMs = fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.constantFrom(5_000, 10_000, 60_000));

/** What happens next to a target in whatever state it is. */
type Event =
  | { readonly type: 'power' | 'driver' | 'request' | 'wait' }
  | { readonly type: 'reply'; readonly age: number; readonly which: number }
  | { readonly type: 'notice'; readonly age: number; readonly reason: 'stopping' | 'rebalance' | 'unknown' }
  | { readonly type: 'offer'; readonly age: number; readonly server: number; readonly chain: typeof BOOTED }
  | { readonly type: 'hinder'; readonly age: number; readonly hindrance: 'login' | 'open'; readonly by: number }
  | { readonly type: 'show'; readonly age: number; readonly chain: typeof BOOTED };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constantFrom('request' as const, 'wait' as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('driver' as const) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('reply' as const), age, which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('notice' as const),
      age,
      reason: fc.constantFrom('stopping', 'rebalance', 'unknown'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('offer' as const), age, server, chain }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('show' as const), age, chain }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('hinder' as const),
      age,
      hindrance: fc.constantFrom('login', 'open'),
      by: fc.nat(1),
    }),
  },
);
