/**
 * A finding about streaming. Its object is a site of the farm, a server, a store, a vDisk, a collection, the database, or what one
 * server has of another object: `pvs3/win11`. It is about no zone.
 *
 * Not here: what each code means in general (texts.ts), and what finds it (the other files beside this one).
 */

import { type FindingDetails, type FindingOf, findingBy } from '../../finding/index.ts';
import type { PvsCode } from '../codes/index.ts';
import { PVS_TEXTS } from './texts.ts';

export type PvsFinding = FindingOf<PvsCode>;

export function finding(
  code: PvsCode,
  details: Omit<FindingDetails, 'zone' | 'connector'> & { readonly object: string },
): PvsFinding {
  return findingBy(PVS_TEXTS, code, details);
}
