/**
 * Why no server may have a target: of all their refusals, the one that has to be mended first.
 *
 * Not here: the refusals (eligibility.ts).
 */

import type { PvsCode, Refusal } from '../codes/index.ts';

/** What no repair of a server would change comes first, then what is wrong with servers that are there, then those that are not. */
const PRECEDENCE: readonly PvsCode[] = [
  'PVS051',
  'PVS024',
  'PVS023',
  'PVS022',
  'PVS021',
  'PVS026',
  'PVS017',
  'PVS016',
  'PVS018',
  'PVS019',
  'PVS015',
  'PVS025',
  'PVS009',
  'PVS010',
  'PVS014',
];

/** The foremost of the refusals; null when there is none that tells anything: servers of other sites are none. */
export function foremost(refusals: readonly Refusal[]): Refusal | null {
  for (const code of PRECEDENCE) {
    const found = refusals.find((refusal) => refusal.code === code);
    if (found !== undefined) return found;
  }
  return null;
}
