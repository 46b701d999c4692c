/**
 * Why a change to a farm is refused: results carry it, with nothing changed. While the farm has no database that answers, nothing can be
 * managed; streaming, its fail-over, and what servers and targets do by themselves go on (P65, P68).
 *
 * Not here: what the version machine refuses (core/pvs/versions), and why no server may have a target (core/pvs/eligibility).
 */

import type { World } from '../../sim/index.ts';

/** The word for scripts, and what is in the way in words. */
export interface ChangeRefusal {
  readonly code: string;
  readonly reason: string;
}

/** Why nothing can be managed now; null when it can. */
export function managementRefusal({ damage }: World): ChangeRefusal | null {
  if (damage.databaseAway) {
    return {
      code: 'PVS051',
      reason: "the farm's database is offline: nothing can be managed until it is back (holdover fault list)",
    };
  }
  if (!damage.databaseSlow) return null;
  return {
    code: 'PVS051',
    reason:
      "the farm's database answers too slowly for anything but logins: nothing can be managed until it is well again (holdover fault list)",
  };
}
