/**
 * `check` as text: each finding with what it does and what to do, and the verdict.
 *
 * Not here: the formats for other programs (check-nagios.ts, check-junit.ts).
 */

import type { CheckResult, CheckVerdict, MutedFinding } from '../../app/check.ts';
import { type Finding, systemOf } from '../../core/readiness/index.ts';
import { colour } from '../colour.ts';
import { effectLabel, findingRows, nothingNew, worstFirst } from './findings.ts';
import { table } from './table.ts';
import { counted, moment } from './words.ts';

/** Also those that are muted or known, or only the ones that count. */
export type CheckTextDetail = 'what-counts' | 'all';

export function checkText(result: CheckResult, detail: CheckTextDetail): string {
  const { site, at, verdict, why, findings } = result;
  if (site === null || at === null) return `${VERDICTS[verdict]}  ${why}\nNext: holdover site load FILE`;
  return [
    `check · ${site} · ${moment(at)}  ${VERDICTS[verdict]}`,
    ...findingLines(findings),
    ...leftOutLines(result, detail),
    ...nextLines(result),
  ].join('\n');
}

const VERDICTS: Record<CheckVerdict, string> = {
  ready: colour.green('✓ READY'),
  warnings: colour.yellow('! READY, with warnings'),
  'not-ready': colour.red('✗ NOT READY'),
  unknown: colour.yellow('? UNKNOWN'),
};

/** Three lines a finding. */
function findingLines(findings: readonly Finding[]): string[] {
  const sorted = worstFirst(findings);
  const rows = table(findingRows(findings));
  return sorted.flatMap(({ code, effect, fix }, index) => [
    rows[index] as string,
    `         ${effectLabel(code)}: ${effect}`,
    `         to mend it: ${fix}`,
  ]);
}

function leftOutLines({ findings, known, muted, mutes }: CheckResult, detail: CheckTextDetail): string[] {
  const mutedLines = mutes.map(({ code, until }) => {
    const count = muted.filter((finding) => finding.code === code).length;
    return `muted: ${code} until ${moment(until)} (${counted(count, 'finding')})`;
  });
  const counting =
    findings.length === 0 ? nothingNew(known) : `known from the baseline: ${counted(known.length, 'finding')}`;
  const knownLines = known.length === 0 ? [] : [counting];
  const shown: readonly (Finding | MutedFinding)[] = detail === 'all' ? [...muted, ...known] : [];
  const lines = [...mutedLines, ...knownLines, ...table(findingRows(shown))];
  return lines.length === 0 ? [] : ['', ...lines];
}

function nextLines({ findings }: CheckResult): string[] {
  const [worst] = worstFirst(findings);
  return worst === undefined ? [] : ['', `Next: holdover ${systemOf(worst.code)} explain ${worst.code}`];
}
