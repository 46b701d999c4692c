/**
 * The code of a finding as an operator types it. Case is ignored.
 *
 * Not here: what the codes mean (the texts of core/lhc/readiness and core/pvs/readiness).
 */

import { UserError } from '../../core/kernel/index.ts';
import { FINDING_CODES, type FindingCode } from '../../core/readiness/index.ts';
import { suggestion } from '../did-you-mean.ts';

/** @throws {UserError} FINDING_UNKNOWN */
export function findingNamed(name: string): FindingCode {
  const found = findingCode(name);
  if (found !== null) return found;
  throw new UserError(
    'usage',
    'FINDING_UNKNOWN',
    `"${name}" is no code of a finding${suggestion(name, FINDING_CODES)}`,
    {
      hints: ['holdover check'],
    },
  );
}

/** null when there is no such code. */
export function findingCode(name: string): FindingCode | null {
  return FINDING_CODES.find((code) => code === name.toUpperCase()) ?? null;
}
