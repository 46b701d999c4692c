import { describe, expect, test } from 'vitest';
import {
  enumerationPlan,
  launchCandidates,
  type StoreFrontInput,
  type StoreFrontSettings,
  type StoreFrontState,
  settledStoreFront,
  stepStoreFront,
} from '../../../../src/core/lhc/storefront/index.ts';
import { A, B, C, HOUR, MINUTE } from '../../../support/lhc.ts';
import { aggregated, BYPASSING, STOREFRONT } from '../../../support/storefront.ts';

const storeFront = settledStoreFront([A, B, C], 0);
const EVERYWHERE = ['ams', 'fra', 'tok'];

describe('without aggregation', () => {
  test('R46: requests go to the controllers in turn, and a launch to the others when one does not answer', () => {
    expect(turns(4, STOREFRONT)).toEqual([
      [A, B, C],
      [B, C, A],
      [C, A, B],
      [A, B, C],
    ]);
  });

  test('R46: without load balancing the first listed one comes first, always', () => {
    expect(turns(2, { ...STOREFRONT, loadBalance: false })).toEqual([
      [A, B, C],
      [A, B, C],
    ]);
  });

  test('R46: the launch that follows an enumeration does not skip the controller that was asked', () => {
    const begun = after(storeFront, STOREFRONT, { type: 'request-begun', kind: 'enumeration' });
    expect(launchCandidates(begun, STOREFRONT, EVERYWHERE, 0)[0]).toBe(A);
  });

  test('all controllers are one farm, of which one is asked what there is', () => {
    const begun = after(storeFront, STOREFRONT, { type: 'request-begun', kind: 'enumeration' });
    expect(enumerationPlan(begun, STOREFRONT, 0)).toEqual([
      { query: 'first-that-answers', controllers: [B, C, A], backup: [] },
    ]);
  });

  test('R44: an unhealthy controller is not used', () => {
    const down = after(storeFront, STOREFRONT, { type: 'heartbeat-failed', controller: B });
    expect(launchCandidates(down, STOREFRONT, EVERYWHERE, 0)).toEqual([A, C]);
    expect(enumerationPlan(down, STOREFRONT, 0)).toMatchObject([{ controllers: [A, C] }]);
  });

  test('R44: with no healthy controller nobody is asked', () => {
    const down = after(storeFront, STOREFRONT, ...failuresOf([A, B, C], 0));
    expect(launchCandidates(down, STOREFRONT, EVERYWHERE, 0)).toEqual([]);
    expect(enumerationPlan(down, STOREFRONT, 0)).toEqual([]);
  });
});

describe('without background health checks', () => {
  test('R45: a controller that failed is left out for 60 minutes, and then used again', () => {
    const failed = after(storeFront, BYPASSING, ...failuresOf([A], MINUTE));
    expect(launchCandidates(failed, BYPASSING, EVERYWHERE, HOUR + MINUTE - 1)).toEqual([B, C]);
    expect(launchCandidates(failed, BYPASSING, EVERYWHERE, HOUR + MINUTE)).toEqual([A, B, C]);
  });

  test('R45: when all have failed, none is left out', () => {
    const failed = after(storeFront, BYPASSING, ...failuresOf([A, B, C], MINUTE));
    expect(launchCandidates(failed, BYPASSING, EVERYWHERE, MINUTE)).toEqual([A, B, C]);
    expect(enumerationPlan(failed, BYPASSING, MINUTE)).toMatchObject([{ controllers: [A, B, C] }]);
  });

  test('R45: only those count that could serve the request', () => {
    const advanced = { ...BYPASSING, advancedHealthCheck: true };
    const failed = after(storeFront, advanced, ...failuresOf([C], MINUTE));
    expect(launchCandidates(failed, advanced, ['tok'], MINUTE)).toEqual([C]);
    expect(launchCandidates(failed, advanced, ['ams', 'tok'], MINUTE)).toEqual([A]);
  });
});

describe('AdvancedHealthCheck', () => {
  const advanced: StoreFrontSettings = { ...STOREFRONT, advancedHealthCheck: true };

  test('R48: launches go only to controllers of zones that host the resource', () => {
    expect(launchCandidates(storeFront, advanced, ['tok'], 0)).toEqual([C]);
    expect(turns(2, advanced, ['ams', 'tok'])).toEqual([
      [A, C],
      [C, A],
    ]);
  });

  test('R48: without it launches go to any controller, of whatever zone', () => {
    expect(turns(3, STOREFRONT, ['tok']).map(([first]) => first)).toEqual([A, B, C]);
  });

  test('R48: a virtual server that is mapped to no zone gets no launch', () => {
    const unmapped = { ...advanced, controllers: [{ fqdn: A, zone: null }] };
    expect(launchCandidates(storeFront, unmapped, EVERYWHERE, 0)).toEqual([]);
  });

  test('R48: a zone whose controllers are all down gets no launch, and no other zone gets it instead', () => {
    const down = after(storeFront, advanced, { type: 'heartbeat-failed', controller: C });
    expect(launchCandidates(down, advanced, ['tok'], 0)).toEqual([]);
  });

  test('it says nothing of enumerations', () => {
    expect(enumerationPlan(storeFront, advanced, 0)).toMatchObject([{ controllers: [A, B, C] }]);
  });
});

describe('an aggregation group', () => {
  test('R49: of identical controllers is asked once', () => {
    expect(enumerationPlan(storeFront, aggregated({ primary: [A, B, C] }), 0)).toEqual([
      { query: 'first-that-answers', controllers: [A, B, C], backup: [] },
    ]);
  });

  test('R49: of controllers that differ is asked all at once', () => {
    expect(enumerationPlan(storeFront, aggregated({ primary: [A, B, C], identical: false }), 0)).toMatchObject([
      { query: 'all', controllers: [A, B, C] },
    ]);
  });

  test('R49: the controllers that no group names are a farm of their own', () => {
    expect(enumerationPlan(storeFront, aggregated({ primary: [C] }), 0)).toEqual([
      { query: 'first-that-answers', controllers: [A, B], backup: [] },
      { query: 'first-that-answers', controllers: [C], backup: [] },
    ]);
  });

  test('R49: fail-over takes the primaries in order, load balancing in turn', () => {
    const firsts = (mode: 'failover' | 'load-balanced') =>
      turns(3, aggregated({ primary: [A, B, C], mode })).map(([first]) => first);
    expect(firsts('failover')).toEqual([A, A, A]);
    expect(firsts('load-balanced')).toEqual([A, B, C]);
  });

  test('R49: backups come after every primary, whoever is first among these', () => {
    const group = aggregated({ primary: [A, B], backup: [C], mode: 'load-balanced' });
    expect(turns(2, group)).toEqual([
      [A, B, C],
      [B, A, C],
    ]);
    expect(enumerationPlan(storeFront, group, 0)).toMatchObject([{ controllers: [A, B], backup: [C] }]);
  });

  test('R49: backups are asked when all primaries of the group are down, and not when one of them is', () => {
    const group = aggregated({ primary: [A, B], backup: [C] });
    const one = after(storeFront, group, ...failuresOf([A], 0));
    expect(enumerationPlan(one, group, 0)).toMatchObject([{ controllers: [B], backup: [C] }]);
    const both = after(one, group, ...failuresOf([B], 0));
    expect(enumerationPlan(both, group, 0)).toMatchObject([{ controllers: [], backup: [C] }]);
    expect(launchCandidates(both, group, EVERYWHERE, 0)).toEqual([C]);
  });

  test('R49: a primary that fails elsewhere does not bring in the backups of this group', () => {
    const group = aggregated({ primary: [B], backup: [C] });
    const down = after(storeFront, group, ...failuresOf([A], 0));
    expect(enumerationPlan(down, group, 0)).toEqual([{ query: 'first-that-answers', controllers: [B], backup: [C] }]);
  });

  test('R49: a group of which nobody can be used is not asked', () => {
    const group = aggregated({ primary: [C] });
    const down = after(storeFront, group, ...failuresOf([C], 0));
    expect(enumerationPlan(down, group, 0)).toMatchObject([{ controllers: [A, B] }]);
  });

  test('R45, R49: bypassed primaries leave the group to its backup, and all are retried when that is bypassed too', () => {
    const group = { ...aggregated({ primary: [A, B], backup: [C] }), backgroundHealthChecks: false };
    const primaries = after(storeFront, group, ...failuresOf([A, B], 0));
    expect(enumerationPlan(primaries, group, MINUTE)).toMatchObject([{ controllers: [], backup: [C] }]);
    const all = after(primaries, group, ...failuresOf([C], 0));
    expect(enumerationPlan(all, group, MINUTE)).toMatchObject([{ controllers: [A, B], backup: [C] }]);
  });

  test('R49: launches open what each farm shows in turn, and within a farm go on where the farm was left', () => {
    const D = 'cc-d.contoso.example';
    const settings = {
      ...aggregated({ primary: [C, D], mode: 'load-balanced' }),
      controllers: [...STOREFRONT.controllers, { fqdn: D, zone: 'tok' }],
    };
    const firsts = turns(4, settings, EVERYWHERE, settledStoreFront([A, B, C, D], 0)).map(([first]) => first);
    expect(firsts).toEqual([A, C, B, D]);
  });

  test('R49: a controller of two groups is tried once for a launch', () => {
    const { aggregation } = aggregated({ primary: [A], backup: [B] });
    const settings = { ...STOREFRONT, aggregation: [...aggregation, ...aggregated({ primary: [B, C] }).aggregation] };
    expect(launchCandidates(storeFront, settings, EVERYWHERE, 0)).toEqual([A, B, C]);
  });
});

/** The candidates of launches that follow one another. */
function turns(
  count: number,
  settings: StoreFrontSettings,
  zones: readonly string[] = EVERYWHERE,
  start: StoreFrontState = storeFront,
): readonly (readonly string[])[] {
  let state = start;
  return Array.from({ length: count }, () => {
    const candidates = launchCandidates(state, settings, zones, 0);
    state = after(state, settings, { type: 'request-begun', kind: 'launch' });
    return candidates;
  });
}

function failuresOf(controllers: readonly string[], atMs: number): readonly StoreFrontInput[] {
  return controllers.map((controller) => ({ type: 'request-failed', atMs, controller }));
}

function after(
  state: StoreFrontState,
  settings: StoreFrontSettings,
  ...inputs: readonly StoreFrontInput[]
): StoreFrontState {
  return inputs.reduce((current, input) => stepStoreFront(current, input, settings)[0], state);
}
