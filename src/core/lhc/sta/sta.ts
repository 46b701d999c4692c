/**
 * The Secure Ticket Authority of one connector: it keeps the address of a machine for a gateway, behind a ticket.
 *
 * A ticket is good once, within its lifetime, and only at the authority that issued it: another one does not know it. It needs
 * nobody else, neither the cloud nor other connectors.
 *
 * Not here: which connector's authority is asked, and whether it can be reached (../relay).
 */

import { fingerprint, type Step, unchanged, unreachable } from '../../kernel/index.ts';

export interface StaState {
  readonly authorityId: string;
  /** By text. One that is used or expired is kept for a while, so that whoever presents it late is told why it is refused. */
  readonly tickets: Readonly<Record<string, Ticket>>;
}

export interface Ticket {
  /** Of the machine: host and port. */
  readonly address: string;
  readonly expiresAtMs: number;
  readonly forgottenAtMs: number;
  readonly used: boolean;
}

export interface StaSettings {
  readonly ticketLifetimeMs: number;
}

export interface IssuedTicket {
  readonly version: string;
  readonly authorityId: string;
  readonly ticket: string;
}

export type StaInput =
  /** `ticket` is the text that the new ticket shall have: see `ticketText`. */
  | { readonly type: 'ticket-requested'; readonly atMs: number; readonly ticket: string; readonly address: string }
  | { readonly type: 'ticket-presented'; readonly atMs: number; readonly ticket: string }
  | { readonly type: 'deadline'; readonly atMs: number };

export type StaEffect =
  | ({ readonly type: 'ticket-issued' } & IssuedTicket)
  | { readonly type: 'ticket-redeemed'; readonly address: string }
  | { readonly type: 'ticket-refused'; readonly reason: 'unknown' | 'expired' | 'used' };

type StaStep = Step<StaState, StaEffect>;

/** How long a ticket is good. Assumed: no source states it for connectors. */
export const TICKET_LIFETIME_MS = 100_000;

/** How the address writes the version of the tickets, which are STA-v4. Assumed. */
const TICKET_VERSION = '40';
const TICKET_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const TICKET_LENGTH = 32;
const AUTHORITY_DIGITS = 12;

/** The authority of the connector `fqdn`, before it has issued any ticket. Its id follows from the name alone. */
export function emptySta(fqdn: string): StaState {
  const digits = fingerprint(fqdn.toLowerCase()).slice(0, AUTHORITY_DIGITS);
  return { authorityId: `STA${digits.toUpperCase()}`, tickets: {} };
}

export function stepSta(state: StaState, input: StaInput, settings: StaSettings): StaStep {
  switch (input.type) {
    case 'ticket-requested':
      return onTicketRequested(state, input, settings);
    case 'ticket-presented':
      return onTicketPresented(state, input);
    case 'deadline':
      return onDeadline(state, input.atMs);
    default:
      return unreachable(input);
  }
}

function onTicketRequested(
  state: StaState,
  { atMs, ticket, address }: StaInput & { type: 'ticket-requested' },
  { ticketLifetimeMs }: StaSettings,
): StaStep {
  const expiresAtMs = atMs + ticketLifetimeMs;
  const issued: Ticket = { address, expiresAtMs, forgottenAtMs: expiresAtMs + ticketLifetimeMs, used: false };
  const { authorityId } = state;
  return [withTicket(state, ticket, issued), [{ type: 'ticket-issued', version: TICKET_VERSION, authorityId, ticket }]];
}

function onTicketPresented(state: StaState, input: StaInput & { type: 'ticket-presented' }): StaStep {
  const known = state.tickets[input.ticket];
  if (known === undefined) return [state, [{ type: 'ticket-refused', reason: 'unknown' }]];
  if (known.used) return [state, [{ type: 'ticket-refused', reason: 'used' }]];
  if (input.atMs >= known.expiresAtMs) return [state, [{ type: 'ticket-refused', reason: 'expired' }]];
  const { address } = known;
  return [withTicket(state, input.ticket, { ...known, used: true }), [{ type: 'ticket-redeemed', address }]];
}

function onDeadline(state: StaState, atMs: number): StaStep {
  const tickets = Object.entries(state.tickets);
  const kept = tickets.filter(([, { forgottenAtMs }]) => forgottenAtMs > atMs);
  return unchanged(kept.length === tickets.length ? state : { ...state, tickets: Object.fromEntries(kept) });
}

/** When the first ticket is to be forgotten; null while there is none. */
export function staDeadline(state: StaState): number | null {
  const moments = Object.values(state.tickets).map(({ forgottenAtMs }) => forgottenAtMs);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** The address that a client is given in place of the machine's: `;version;authority;ticket`. */
export function ticketAddress({ version, authorityId, ticket }: IssuedTicket): string {
  return `;${version};${authorityId};${ticket}`;
}

/** The text of a new ticket: 32 capitals and digits, from a fraction in [0, 1) for each position. */
export function ticketText(fractionAt: (position: number) => number): string {
  return Array.from({ length: TICKET_LENGTH }, (_, position) => characterAt(fractionAt(position))).join('');
}

function characterAt(fraction: number): string {
  return TICKET_CHARACTERS.charAt(Math.floor(fraction * TICKET_CHARACTERS.length));
}

function withTicket(state: StaState, text: string, ticket: Ticket): StaState {
  return { ...state, tickets: { ...state.tickets, [text]: ticket } };
}
