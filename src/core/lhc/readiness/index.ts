export { partOfZone } from './connectors.ts';
export { OUTAGE_MS, type PooledUse, runsOutAfterMs } from './exhaustion.ts';
export type { ReadinessFacts } from './facts.ts';
export type { LhcFinding } from './finding.ts';
export { electedInOutage, isHaReady } from './outage-broker.ts';
export { allFindingsOf, findingsOf } from './readiness.ts';
export { LHC_CODES, LHC_TEXTS, type LhcCode } from './texts.ts';
