export { type FindingDetails, type FindingOf, type FindingSeverity, type FindingText, findingBy } from './finding.ts';
