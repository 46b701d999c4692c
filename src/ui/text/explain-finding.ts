/**
 * What explanations of both systems have, as text: the code of a finding with where the site has it, and what would change a state next.
 *
 * Not here: other objects (explain.ts, pvs-explain.ts).
 */

import type { FindingExplanation, NextChange } from '../../app/lhc/explanation.ts';
import { colour } from '../colour.ts';
import { effectLabel, findingRows } from './findings.ts';
import { labelled, table } from './table.ts';
import { moment } from './words.ts';

/** The site is null where there is none to look at. */
type ExplainedFinding = FindingExplanation & { readonly site: string | null };

const NO_SITE = 'No site is loaded, or none is chosen: who has it cannot be told.';

export function findingExplanationLines(result: ExplainedFinding): readonly string[] {
  const { code, severity, title, meaning, effect, fix, basis, mutedUntil } = result;
  return [
    colour.bold(`${code}  ${title}  (${severity})`),
    ...labelled([
      ['what it means', meaning],
      [effectLabel(code), effect],
      ['to mend it', fix],
      ['rests on', basis],
      ...(mutedUntil === null ? [] : ([['muted until', moment(mutedUntil)]] as const)),
    ]),
    '',
    ...whereLines(result),
  ];
}

function whereLines({ site, findings }: ExplainedFinding): readonly string[] {
  if (site === null) return [NO_SITE, 'Next: holdover site list'];
  if (findings.length === 0) return ['Nothing of this site has it now.'];
  return ['This site has it now:', ...table(findingRows(findings))];
}

export function nextChangeLines(next: readonly NextChange[]): readonly string[] {
  const rows = next.map(({ what, at }) => [`  ${at === null ? '-' : moment(at)}`, what]);
  return rows.length === 0 ? [] : ['', 'What changes it next:', ...table(rows)];
}
