/**
 * Readiness finds what would hold targets, or keep them from booting, when a server stops or the database is away: before that happens.
 *
 * It looks at the farm as it is declared, and at its servers, copies and targets as they are. The rules are pure functions, a file
 * for each family.
 *
 * Not here: why one target does not stream, or has no fail-over. That is ../eligibility, and the status document.
 */

import { collectionFindings } from './collections.ts';
import { copyFindings } from './copies.ts';
import type { FarmReadinessFacts } from './facts.ts';
import type { PvsFinding } from './finding.ts';
import { loadFindings } from './load.ts';
import { modeFindings } from './modes.ts';
import { retryFindings } from './retries.ts';
import { serverFindings } from './servers.ts';

/** Everything there is to find: servers first, then vDisks, and their targets. */
export function pvsFindingsOf(facts: FarmReadinessFacts): readonly PvsFinding[] {
  return [
    ...serverFindings(facts),
    ...copyFindings(facts),
    ...modeFindings(facts),
    ...collectionFindings(facts),
    ...loadFindings(facts),
    ...retryFindings(facts),
  ];
}
