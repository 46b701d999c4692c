export { type Finding, type FindingCode, findingsOf, partOfZone, type ReadinessFacts } from './readiness.ts';
