/**
 * A finding about Local Host Cache. Its object is a connector, a zone, a StoreFront, a virtual server or a delivery group.
 *
 * Not here: what each code means in general (texts.ts), and what finds it (the other files beside this one).
 */

import { type FindingDetails, type FindingOf, findingBy } from '../../finding/index.ts';
import { LHC_TEXTS, type LhcCode } from './texts.ts';

export type LhcFinding = FindingOf<LhcCode>;

export function finding(code: LhcCode, details: FindingDetails): LhcFinding {
  return findingBy(LHC_TEXTS, code, details);
}
