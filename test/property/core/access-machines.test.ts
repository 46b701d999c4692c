import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settledVip, stepVip, type VipInput, vipMember } from '../../../src/core/lhc/adc/index.ts';
import { emptySta, type StaInput, stepSta } from '../../../src/core/lhc/sta/index.ts';
import {
  enumerationPlan,
  launchCandidates,
  type StoreFrontInput,
  type StoreFrontSettings,
  type StoreFrontState,
  settledStoreFront,
  stepStoreFront,
} from '../../../src/core/lhc/storefront/index.ts';
import { A, B, C, HOUR } from '../../support/lhc.ts';
import { lawfulRun } from '../../support/lhc-inputs.ts';
import { STOREFRONT } from '../../support/storefront.ts';

const STRANGER = 'cc-z.contoso.example';
const controller = fc.constantFrom(A, B, C, STRANGER);
const atMs = fc.integer({ min: 0, max: 3 * HOUR });
const listed = fc.shuffledSubarray([A, B, C]);

const storeFrontInputs: fc.Arbitrary<StoreFrontInput[]> = fc.array(
  fc.oneof(
    fc.constant({ type: 'heartbeat-due' } as const),
    fc.record({ type: fc.constant('heartbeat-answered' as const), atMs, controller }),
    fc.record({ type: fc.constant('heartbeat-failed' as const), controller }),
    fc.record({ type: fc.constant('request-begun' as const), kind: fc.constantFrom('enumeration', 'launch') }),
    fc.record({ type: fc.constant('request-failed' as const), atMs, controller }),
  ),
  { maxLength: 40 },
);

const storeFrontSettings: fc.Arbitrary<StoreFrontSettings> = fc.record({
  advancedHealthCheck: fc.boolean(),
  backgroundHealthChecks: fc.boolean(),
  loadBalance: fc.boolean(),
  bypassMs: fc.constantFrom(0, HOUR),
  aggregation: fc.array(
    fc.record({
      name: fc.constant('group'),
      primary: listed,
      backup: listed,
      mode: fc.constantFrom('failover', 'load-balanced'),
      identical: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  controllers: fc.constant(STOREFRONT.controllers),
});

describe('storefront', () => {
  const start = settledStoreFront([A, B, C], 0);
  const zones = fc.subarray(['ams', 'fra', 'tok']);

  test('R44: whatever happens, it knows the controllers it lists and no others, and heartbeats decide on health', () => {
    fc.assert(
      fc.property(storeFrontInputs, storeFrontSettings, (inputs, settings) => {
        for (const { before, input, after } of runOf(inputs, settings)) {
          expect(Object.keys(after.controllers)).toEqual([A, B, C]);
          if (input.type === 'heartbeat-due' || input.type === 'request-begun') continue;
          const known = after.controllers[input.controller];
          if (input.type === 'heartbeat-answered') expect(known?.healthy ?? true).toBe(true);
          else if (known?.healthy === true) expect(before.controllers[input.controller]?.healthy).toBe(true);
        }
      }),
    );
  });

  test('R45: whatever happens, no controller is bypassed by a request while background health checks are on', () => {
    fc.assert(
      fc.property(storeFrontInputs, storeFrontSettings, (inputs, settings) => {
        const checked = { ...settings, backgroundHealthChecks: true };
        for (const { after } of runOf(inputs, checked)) {
          for (const { bypassedUntilMs } of Object.values(after.controllers)) expect(bypassedUntilMs).toBeNull();
        }
      }),
    );
  });

  test('R45, R48: whatever happened, a launch tries each fitting controller that may be used, once, and no other', () => {
    fc.assert(
      fc.property(storeFrontInputs, storeFrontSettings, zones, atMs, (inputs, settings, hosting, nowMs) => {
        const state = lastOf(inputs, settings);
        const tried = launchCandidates(state, settings, hosting, nowMs);
        expect(new Set(tried).size).toBe(tried.length);
        const fitting = settings.controllers.filter(
          ({ zone }) => !settings.advancedHealthCheck || hosting.includes(zone ?? ''),
        );
        const usable = fitting.filter(({ fqdn }) => isUsable(state, settings, fqdn, nowMs));
        const retried = settings.backgroundHealthChecks || usable.length > 0 ? usable : fitting;
        expect([...tried].sort()).toEqual(retried.map(({ fqdn }) => fqdn).sort());
      }),
      { numRuns: 500 },
    );
  });

  test('R44, R49: whatever happened, every controller that may be used is in some query, and an unhealthy one in none', () => {
    fc.assert(
      fc.property(storeFrontInputs, storeFrontSettings, atMs, (inputs, settings, nowMs) => {
        const state = lastOf(inputs, settings);
        const plan = enumerationPlan(state, settings, nowMs);
        const asked = new Set(plan.flatMap(({ controllers, backup }) => [...controllers, ...backup]));
        for (const { fqdn } of settings.controllers) {
          const usable = isUsable(state, settings, fqdn, nowMs);
          if (usable) expect(asked).toContain(fqdn);
          else if (settings.backgroundHealthChecks) expect(asked).not.toContain(fqdn);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('R46: while nothing fails, each controller is first as often as any other, give or take one', () => {
    const seenBefore = fc.nat(50);
    fc.assert(
      fc.property(fc.subarray([A, B, C], { minLength: 1 }), seenBefore, fc.nat(60), (healthy, before, count) => {
        const down = [A, B, C].filter((fqdn) => !healthy.includes(fqdn));
        let state = lastOf(
          down.map((fqdn) => ({ type: 'heartbeat-failed', controller: fqdn })),
          STOREFRONT,
        );
        state = { ...state, requestCounts: { enumeration: 0, launch: before } };
        const firsts = new Map(healthy.map((fqdn) => [fqdn, 0]));
        for (let i = 0; i < count; i++) {
          const first = launchCandidates(state, STOREFRONT, [], 0)[0] ?? '';
          firsts.set(first, (firsts.get(first) ?? 0) + 1);
          [state] = stepStoreFront(state, { type: 'request-begun', kind: 'launch' }, STOREFRONT);
        }
        expect([...firsts.keys()]).toEqual(healthy);
        expect(Math.max(...firsts.values()) - Math.min(...firsts.values())).toBeLessThanOrEqual(1);
      }),
    );
  });

  function runOf(inputs: readonly StoreFrontInput[], settings: StoreFrontSettings) {
    return lawfulRun(start, inputs, (state: StoreFrontState, input: StoreFrontInput) =>
      stepStoreFront(state, input, settings),
    );
  }

  function lastOf(inputs: readonly StoreFrontInput[], settings: StoreFrontSettings): StoreFrontState {
    return runOf(inputs, settings).at(-1)?.after ?? start;
  }
});

function isUsable(state: StoreFrontState, settings: StoreFrontSettings, fqdn: string, nowMs: number): boolean {
  const known = state.controllers[fqdn];
  if (settings.backgroundHealthChecks) return known?.healthy === true;
  return known?.bypassedUntilMs == null || known.bypassedUntilMs <= nowMs;
}

test('R51: whatever happens, a member is up exactly when its last probe missed nothing, and requests go to such alone', () => {
  const answer = fc.oneof(
    fc.constant({ connected: false } as const),
    fc.record({
      connected: fc.constant(true as const),
      status: fc.constantFrom(200, 204, 302, 404, 503),
      farm: fc.constantFrom('Contoso', 'Fabrikam', null),
    }),
  );
  const inputs: fc.Arbitrary<VipInput[]> = fc.array(
    fc.oneof(
      fc.constantFrom({ type: 'probe-due' } as const, { type: 'request-begun' } as const),
      fc.record({ type: fc.constant('probe-answered' as const), member: controller, answer }),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(inputs, fc.constantFrom('citrix-xd-ddc', 'tcp'), (all, monitor) => {
      const taken = lawfulRun(settledVip([A, B, C]), all, (state, input: VipInput) =>
        stepVip(state, input, { monitor, farm: 'Contoso' }),
      );
      for (const { input, after } of taken) {
        expect(Object.keys(after.members)).toEqual([A, B, C]);
        for (const { state, reason } of Object.values(after.members)) expect(state === 'up').toBe(reason === null);
        const up = Object.keys(after.members).filter((member) => after.members[member]?.state === 'up');
        expect(up.length === 0 ? [null] : up).toContain(vipMember(after));
        if (input.type !== 'probe-answered' || input.member === STRANGER) continue;
        const good = input.answer.connected && input.answer.status < 300 && input.answer.farm === 'Contoso';
        const isUp = monitor === 'tcp' ? input.answer.connected : good;
        expect(after.members[input.member]?.state).toBe(isUp ? 'up' : 'down');
      }
    }),
    { numRuns: 300 },
  );
});

test('R56: whatever happens, a ticket is redeemed when it is first presented in time, and never again', () => {
  const ticket = fc.constantFrom('T1', 'T2', 'T3', 'T4');
  const LIFETIME_MS = 100;
  const inputs: fc.Arbitrary<StaInput[]> = fc
    .array(
      fc.tuple(
        fc.oneof(
          fc.record({ type: fc.constant('ticket-requested' as const), ticket, address: fc.constant('10.0.0.5:1494') }),
          fc.record({ type: fc.constant('ticket-presented' as const), ticket }),
          fc.constant({ type: 'deadline' as const }),
        ),
        fc.integer({ min: 0, max: 70 }),
      ),
      { maxLength: 40 },
    )
    .map((steps) => {
      let nowMs = 0;
      return steps.map(([input, afterMs]) => {
        nowMs += afterMs;
        return { ...input, atMs: nowMs };
      });
    });
  fc.assert(
    fc.property(inputs, (all) => {
      const issuedAtMs = new Map<string, number>();
      const step = (state: ReturnType<typeof emptySta>, input: StaInput) =>
        stepSta(state, input, { ticketLifetimeMs: LIFETIME_MS });
      for (const { input, effects } of lawfulRun(emptySta(A), distinct(all), step)) {
        if (input.type === 'ticket-requested') issuedAtMs.set(input.ticket, input.atMs);
        if (input.type !== 'ticket-presented') continue;
        const issued = issuedAtMs.get(input.ticket);
        const isGood = issued !== undefined && input.atMs < issued + LIFETIME_MS;
        expect(effects[0]?.type).toBe(isGood ? 'ticket-redeemed' : 'ticket-refused');
        if (isGood) issuedAtMs.delete(input.ticket);
      }
    }),
    { numRuns: 500 },
  );

  /** No two tickets of the same text: chance does not give them. */
  function distinct(all: readonly StaInput[]): readonly StaInput[] {
    const seen = new Set<string>();
    return all.filter((input) => {
      if (input.type !== 'ticket-requested') return true;
      const isNew = !seen.has(input.ticket);
      seen.add(input.ticket);
      return isNew;
    });
  }
});
