/**
 * The findings of both systems as one kind: what `check`, `explain` and their schemas know of them.
 *
 * Not here: the rules and the texts of each (../lhc/readiness, ../pvs/readiness).
 */

import type { FindingOf, FindingText } from '../finding/index.ts';
import { LHC_CODES, LHC_TEXTS, type LhcCode } from '../lhc/readiness/index.ts';
import type { PvsCode } from '../pvs/codes/index.ts';
import { PVS_CHECKED, PVS_CODES, PVS_TEXTS } from '../pvs/readiness/index.ts';

/** Local Host Cache, and provisioning. */
export type System = 'lhc' | 'pvs';

export type FindingCode = LhcCode | PvsCode;

export type Finding = FindingOf<FindingCode>;

export const FINDING_TEXTS: Readonly<Record<FindingCode, FindingText>> = { ...LHC_TEXTS, ...PVS_TEXTS };

/** Also those that are only reasons of refusals. */
export const FINDING_CODES: readonly FindingCode[] = [...LHC_CODES, ...PVS_CODES];

/** The codes that are looked for in a system. */
export const CHECKED_CODES: Readonly<Record<System, readonly FindingCode[]>> = { lhc: LHC_CODES, pvs: PVS_CHECKED };

export function systemOf(code: FindingCode): System {
  return Object.hasOwn(LHC_TEXTS, code) ? 'lhc' : 'pvs';
}
