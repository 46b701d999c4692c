export type { FindingSeverity } from '../finding/index.ts';
export {
  CHECKED_CODES,
  FINDING_CODES,
  FINDING_TEXTS,
  type Finding,
  type FindingCode,
  type System,
  systemOf,
} from './readiness.ts';
