/**
 * Explains the code of a finding: what it means in general, and where the site has it now.
 *
 * Not here: the texts (core/lhc/readiness, core/pvs/readiness).
 */

import { FINDING_CODES, FINDING_TEXTS, type FindingCode } from '../../../core/readiness/index.ts';
import { farmFindings, siteFindings, type World } from '../../../sim/index.ts';
import { mutesIn } from '../../check.ts';
import type { ExplainerOf } from '../../explain-named.ts';
import type { FindingExplanation } from '../explanation.ts';
import { findingCode } from '../finding-named.ts';

export const findingExplainer: ExplainerOf<FindingExplanation> = {
  names: () => FINDING_CODES,
  explain: explainFinding,
};

function explainFinding(world: World, name: string): FindingExplanation | null {
  const code = findingCode(name);
  if (code === null) return null;
  return {
    ...findingInGeneral(code),
    findings: [...siteFindings(world), ...farmFindings(world)].filter((finding) => finding.code === code),
    mutedUntil: mutesIn(world).find((mute) => mute.code === code)?.until ?? null,
  };
}

/** What a code means, whatever site has it. */
export function findingInGeneral(code: FindingCode): FindingExplanation {
  return { kind: 'finding', code, ...FINDING_TEXTS[code], findings: [], mutedUntil: null };
}
