export type { PvsCode, Refusal } from './codes.ts';
