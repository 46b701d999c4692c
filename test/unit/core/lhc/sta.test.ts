import { describe, expect, test } from 'vitest';
import { draw } from '../../../../src/core/kernel/index.ts';
import {
  emptySta,
  staDeadline,
  stepSta,
  TICKET_LIFETIME_MS,
  ticketAddress,
  ticketText,
} from '../../../../src/core/lhc/sta/index.ts';
import { A, B } from '../../../support/lhc.ts';

const SETTINGS = { ticketLifetimeMs: TICKET_LIFETIME_MS };
const TICKET = ticketText((position) => draw(1, position));
const ADDRESS = '10.0.0.5:1494';

describe('the authority', () => {
  test('R55: has an id that follows from its connector, whatever the case of the name', () => {
    expect(emptySta(A).authorityId).toMatch(/^STA[0-9A-F]{12}$/);
    expect(emptySta(A.toUpperCase())).toEqual(emptySta(A));
    expect(emptySta(B).authorityId).not.toBe(emptySta(A).authorityId);
  });

  test('R43, R55: issues a ticket by itself, and names itself, the ticket and its version', () => {
    const [, effects] = request(0);
    expect(effects).toEqual([
      { type: 'ticket-issued', authorityId: emptySta(A).authorityId, ticket: TICKET, version: '40' },
    ]);
  });
});

describe('a ticket', () => {
  test('R55: is a text of 32 capitals and digits', () => {
    expect(TICKET).toMatch(/^[A-Z0-9]{32}$/);
    expect(ticketText(() => 0)).toBe('A'.repeat(32));
    expect(ticketText(() => 1 - 2 ** -32)).toBe('9'.repeat(32));
  });

  test('R55: stands in the address behind its version and its authority', () => {
    const issued = { version: '40', authorityId: 'STACB1DA97D3546', ticket: TICKET };
    expect(ticketAddress(issued)).toBe(`;40;STACB1DA97D3546;${TICKET}`);
  });

  test('R43, R56: is redeemed where it was issued', () => {
    expect(present(request(0)[0], 1)[1]).toEqual([{ type: 'ticket-redeemed', address: ADDRESS }]);
  });

  test('R56: is good once', () => {
    const [redeemed] = present(request(0)[0], 1);
    expect(present(redeemed, 2)).toEqual([redeemed, [{ type: 'ticket-refused', reason: 'used' }]]);
  });

  test('R56: is good until it expires, and not from then on', () => {
    const [issued] = request(0);
    expect(present(issued, TICKET_LIFETIME_MS - 1)[1]).toMatchObject([{ type: 'ticket-redeemed' }]);
    expect(present(issued, TICKET_LIFETIME_MS)[1]).toEqual([{ type: 'ticket-refused', reason: 'expired' }]);
  });

  test('R56: is unknown to every other authority', () => {
    expect(present(emptySta(B), 1)[1]).toEqual([{ type: 'ticket-refused', reason: 'unknown' }]);
  });

  test('R56: is forgotten one more lifetime after it has expired', () => {
    const [issued] = request(0);
    expect(staDeadline(issued)).toBe(2 * TICKET_LIFETIME_MS);
    expect(stepSta(issued, { type: 'deadline', atMs: 2 * TICKET_LIFETIME_MS - 1 }, SETTINGS)[0]).toBe(issued);
    const [forgotten] = stepSta(issued, { type: 'deadline', atMs: 2 * TICKET_LIFETIME_MS }, SETTINGS);
    expect(forgotten).toEqual(emptySta(A));
    expect(staDeadline(forgotten)).toBeNull();
  });
});

function request(atMs: number) {
  return stepSta(emptySta(A), { type: 'ticket-requested', atMs, ticket: TICKET, address: ADDRESS }, SETTINGS);
}

function present(state: ReturnType<typeof emptySta>, atMs: number) {
  return stepSta(state, { type: 'ticket-presented', atMs, ticket: TICKET }, SETTINGS);
}
