import { describe, expect, it } from 'vitest';
import { type BrokerView, brokerLaunch, type Catalogue } from '../../../../../src/core/lhc/brokering/index.ts';
import { catalogue, group, machines, view } from '../../../../support/delivery.ts';

const LAUNCH = { user: 'CONTOSO\\user-1', resource: 'Desktop' };

function decide(known: Catalogue, seen: BrokerView<string, string> = view(), request = LAUNCH) {
  const decision = brokerLaunch(known, request, seen);
  const { group: chosen, ...rest } = { group: null, ...decision };
  return chosen === null ? rest : { ...rest, group: chosen.name };
}

describe('a broker answers a launch', () => {
  it('with a machine of the first group that has one', () => {
    const known = catalogue({ a: group(), b: group() });
    const busy = view({
      free: ({ name }) =>
        name === 'a' ? { type: 'none', reason: 'at-capacity' } : { type: 'machine', machine: 'b-1' },
    });
    expect(decide(known, busy)).toEqual({ type: 'start', machine: 'b-1', group: 'b' });
  });

  it('with the reason of the first group that has none; that another zone has it is the least that can be said', () => {
    const known = catalogue({ far: group({ machines: [machines('fra')] }), near: group() });
    const empty = view({ free: () => ({ type: 'none', reason: 'awaiting-reset' }) });
    expect(decide(known, empty)).toEqual({ type: 'refused', reason: 'awaiting-reset' });
  });

  it('by resource and user, without regard to case', () => {
    const known = catalogue({ a: group({ entitled: ['contoso\\USER-#'] }) });
    expect(decide(known, view(), { ...LAUNCH, resource: 'DESKTOP' })).toMatchObject({ type: 'start' });
    expect(decide(known, view(), { ...LAUNCH, resource: 'Desk' })).toEqual({
      type: 'refused',
      reason: 'resource-unknown',
    });
    expect(decide(known, view(), { ...LAUNCH, user: 'CONTOSO\\admin' })).toEqual({
      type: 'refused',
      reason: 'not-entitled',
    });
  });

  it('R33: only with machines of zones that it serves', () => {
    const elsewhere = catalogue({ a: group({ machines: [machines('fra')] }) });
    expect(decide(elsewhere)).toEqual({ type: 'refused', reason: 'wrong-zone' });
    expect(decide(elsewhere, view({ serves: (zone) => zone === 'fra' }))).toMatchObject({ type: 'start' });
    const own = catalogue({ a: group({ type: 'static', machines: [machines('fra')] }) });
    const owner = view({ owned: () => ({ zone: 'fra', choice: { type: 'machine', machine: 'his own' } }) });
    expect(decide(own, owner)).toEqual({ type: 'refused', reason: 'wrong-zone' });
  });

  it('R34: with the session that he has, before any machine', () => {
    const known = catalogue({ a: group(), b: group() });
    const seen = view({ session: ({ name }) => (name === 'b' ? { session: 'his', inMaintenance: false } : null) });
    expect(decide(known, seen)).toEqual({ type: 'reconnect', session: 'his', group: 'b' });
  });

  it('R36: not to a session on a desktop in maintenance, but to one on a server in maintenance', () => {
    const seen = view({ session: () => ({ session: 'his', inMaintenance: true }) });
    expect(decide(catalogue({ a: group() }), seen)).toEqual({ type: 'refused', reason: 'maintenance' });
    const servers = catalogue({ a: group({ type: 'multi-session' }) });
    expect(decide(servers, seen)).toEqual({ type: 'reconnect', session: 'his', group: 'a' });
  });

  it('R42: with a new assignment only where it can make one, which no secondary broker can', () => {
    const known = catalogue({ a: group({ type: 'static' }) });
    expect(decide(known)).toEqual({ type: 'refused', reason: 'not-assigned' });
    expect(decide(known, view({ assigns: true }))).toEqual({
      type: 'assign',
      machine: 'free machine of a',
      group: 'a',
    });
    const taken = view({ assigns: true, free: () => ({ type: 'none', reason: 'not-assigned' }) });
    expect(decide(known, taken)).toEqual({ type: 'refused', reason: 'not-assigned' });
  });

  it('R42: with the machine that is his own, in an outage as well', () => {
    const owner = view({ owned: () => ({ zone: 'ams', choice: { type: 'machine', machine: 'his own' } }) });
    const known = catalogue({ a: group({ type: 'static' }) });
    expect(decide(known, owner)).toEqual({ type: 'start', machine: 'his own', group: 'a' });
  });
});
