export type * from './definition.ts';
export type * from './journal.ts';
export { compareFqdn, numberedName, numberInName, sameFqdn } from './names.ts';
export { type Basis, DEFAULT_TIMERS, TIMER_BASIS } from './timers.ts';
