export { type Confirmation, type Flaw, type FlawKind, flawsOf, type Noted } from './judge.ts';
