export { partOfZone } from './connectors.ts';
export { OUTAGE_MS, type PooledUse, runsOutAfterMs } from './exhaustion.ts';
export type { ReadinessFacts } from './facts.ts';
export type { Finding } from './finding.ts';
export { electedInOutage, isHaReady } from './outage-broker.ts';
export { allFindingsOf, findingsOf } from './readiness.ts';
export { FINDING_CODES, FINDING_TEXTS, type FindingCode, type FindingSeverity, type FindingText } from './texts.ts';
