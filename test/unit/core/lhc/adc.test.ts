import { describe, expect, test } from 'vitest';
import {
  type ProbeAnswer,
  settledVip,
  stepVip,
  type VipSettings,
  vipMember,
} from '../../../../src/core/lhc/adc/index.ts';
import { A, B, C } from '../../../support/lhc.ts';

const DDC: VipSettings = { monitor: 'citrix-xd-ddc', farm: 'Contoso' };
const TCP: VipSettings = { ...DDC, monitor: 'tcp' };
const vip = settledVip([A, B, C]);

test('a probe goes to every member, up or down', () => {
  const down = probed({ connected: false }, DDC);
  const [, effects] = stepVip(down, { type: 'probe-due' }, DDC);
  expect(effects).toEqual([A, B, C].map((member) => ({ type: 'send-probe', member })));
});

describe('citrix-xd-ddc', () => {
  test.each([200, 204, 299])('R51: status %i with the farm is up', (status) => {
    expect(probed({ connected: true, status, farm: 'Contoso' }, DDC).members[A]).toEqual({ state: 'up', reason: null });
  });

  test.each<[ProbeAnswer, string]>([
    [{ connected: false }, 'no connection'],
    [{ connected: true, status: 503, farm: 'Contoso' }, 'no success code: status 503'],
    [{ connected: true, status: 302, farm: 'Contoso' }, 'no success code: status 302'],
    [{ connected: true, status: 200, farm: null }, 'no identity of the farm "Contoso"'],
    [{ connected: true, status: 200, farm: 'Fabrikam' }, 'no identity of the farm "Contoso": it is "Fabrikam"'],
    [
      { connected: true, status: 503, farm: null },
      'no success code: status 503, and no identity of the farm "Contoso"',
    ],
  ])('R51: %j is down and says what was missing', (answer, reason) => {
    expect(probed(answer, DDC).members[A]).toEqual({ state: 'down', reason });
  });

  test('R51: a member is up again from its next good answer', () => {
    const down = probed({ connected: true, status: 503, farm: null }, DDC);
    const answer = { connected: true, status: 200, farm: 'Contoso' } as const;
    expect(stepVip(down, { type: 'probe-answered', member: A, answer }, DDC)[0]).toEqual(vip);
  });
});

describe('tcp', () => {
  test('R51: is content with a connection, whatever is answered, so a connector that is not elected stays up', () => {
    expect(probed({ connected: true, status: 503, farm: null }, TCP)).toBe(vip);
  });

  test('no connection is down', () => {
    expect(probed({ connected: false }, TCP).members[A]).toEqual({ state: 'down', reason: 'no connection' });
  });
});

describe('requests', () => {
  test('go to the members that are up, in turn', () => {
    expect(turns(vip, 4)).toEqual([A, B, C, A]);
    expect(turns(probed({ connected: false }, TCP), 3)).toEqual([B, C, B]);
  });

  test('go nowhere when no member is up', () => {
    const down = probed({ connected: false }, TCP, settledVip([A]));
    expect(vipMember(down)).toBeNull();
    expect(vipMember(settledVip([]))).toBeNull();
  });
});

test('what is no member stays none, whatever it answers', () => {
  const stranger = { type: 'probe-answered', member: 'cc-z.contoso.example', answer: { connected: false } } as const;
  expect(stepVip(vip, stranger, DDC)[0]).toBe(vip);
});

function probed(answer: ProbeAnswer, settings: VipSettings, state = vip) {
  return stepVip(state, { type: 'probe-answered', member: A, answer }, settings)[0];
}

function turns(start: typeof vip, count: number): readonly (string | null)[] {
  let state = start;
  return Array.from({ length: count }, () => {
    const member = vipMember(state);
    [state] = stepVip(state, { type: 'request-begun' }, DDC);
    return member;
  });
}
