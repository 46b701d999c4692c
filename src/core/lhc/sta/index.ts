export {
  emptySta,
  type IssuedTicket,
  type StaEffect,
  type StaInput,
  type StaSettings,
  type StaState,
  staDeadline,
  stepSta,
  TICKET_LIFETIME_MS,
  type Ticket,
  ticketAddress,
  ticketText,
} from './sta.ts';
