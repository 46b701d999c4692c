/**
 * Findings as rows of a table, the worst first. What `status` and `check` have in common.
 *
 * Not here: their effects and fixes (check.ts, explain.ts).
 */

import type { FindingOf } from '../../core/finding/index.ts';
import { type Finding, type FindingCode, type FindingSeverity, systemOf } from '../../core/readiness/index.ts';
import { colour } from '../colour.ts';
import type { Cell } from './table.ts';

const MARKS: Readonly<Record<FindingSeverity, Cell>> = {
  fail: { text: ' ✗ FAIL', paint: colour.red },
  warn: { text: ' ! WARN', paint: colour.yellow },
  info: { text: ' · INFO', paint: colour.dim },
};

const SEVERITIES = Object.keys(MARKS);

/** ` ✗ FAIL  LHC015  tok   …`. Findings about provisioning are about no zone: alone they have no column for it. */
export function findingRows(findings: readonly FindingOf<string>[]): Cell[][] {
  const hasZones = findings.some(({ code }) => !code.startsWith('PVS'));
  return worstFirst(findings).map(({ code, severity, zone, message }) => [
    MARKS[severity],
    code,
    ...(hasZones ? [zone ?? '-'] : []),
    message,
  ]);
}

/** What the effect of a finding is the effect of. */
export function effectLabel(code: FindingCode): string {
  return systemOf(code) === 'lhc' ? 'in an outage' : 'what it does';
}

/** Equally bad ones stay in their order. */
export function worstFirst<F extends Pick<Finding, 'severity'>>(findings: readonly F[]): readonly F[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** The object of a finding by name; a delivery group can be found wanting in several zones. */
export function objectText({ object, zone, connector }: Pick<Finding, 'object' | 'zone' | 'connector'>): string {
  return zone === null || zone === object || connector !== null ? object : `${object} (${zone})`;
}

/** `nothing new; 5 known (1 fail)`: where a baseline has all that there is. */
export function nothingNew(known: readonly Finding[]): string {
  const failCount = known.filter(({ severity }) => severity === 'fail').length;
  return `nothing new; ${known.length} known${failCount === 0 ? '' : ` (${failCount} fail)`}`;
}
