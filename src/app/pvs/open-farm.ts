/**
 * Opens a site for a command that looks at its streaming farm.
 *
 * Not here: changing it (../open-site.ts).
 */

import { present } from '../../core/kernel/index.ts';
import type { FarmFacts } from '../../core/status/index.ts';
import { factsOf, type World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { openSite } from '../open-site.ts';
import { farmIn } from '../streaming-objects.ts';

export interface OpenFarm {
  readonly world: World;
  /** Of the present moment: nothing may move the world while they are used. */
  readonly facts: FarmFacts;
}

/** @throws {UserError} FARM_NONE, and what the store throws */
export async function openFarm(context: AppContext): Promise<OpenFarm> {
  const { world } = await openSite(context);
  farmIn(world);
  return { world, facts: present(factsOf(world).farm, 'facts of a farm that is there') };
}
