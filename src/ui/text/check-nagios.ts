/**
 * `check` for monitors of the Nagios family: one line, and after a bar what can be drawn as curves.
 *
 * Not here: the exit codes that go with it (cli/exit-codes.ts).
 */

import type { CheckResult, CheckVerdict } from '../../app/check.ts';
import type { FindingSeverity } from '../../core/readiness/index.ts';
import { nothingNew, objectText, worstFirst } from './findings.ts';

const WORDS: Readonly<Record<CheckVerdict, string>> = {
  ready: 'OK',
  warnings: 'WARNING',
  'not-ready': 'CRITICAL',
  unknown: 'UNKNOWN',
};

export function nagiosText({ site, verdict, why, findings, known, muted }: CheckResult): string {
  if (site === null) return `HOLDOVER ${WORDS[verdict]} - ${why}`;
  const count = (severity: FindingSeverity) => findings.filter((finding) => finding.severity === severity).length;
  const named = worstFirst(findings).map((finding) => `${finding.code} ${objectText(finding)}`);
  const none = known.length === 0 ? 'nothing found' : nothingNew(known);
  const told = named.length === 0 ? none : named.join(', ');
  const counts = `fail=${count('fail')};;0;0 warn=${count('warn')};0;;0 info=${count('info')};;;0`;
  const curves = `${counts} muted=${muted.length};;;0 known=${known.length};;;0`;
  // Only what stands behind the first bar is data.
  return `HOLDOVER ${WORDS[verdict]} - ${site}: ${told.replaceAll('|', '/')} | ${curves}`;
}
