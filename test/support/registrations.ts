/**
 * Watches who registers where, and when: from the trace of a world.
 */

import type { SiteDefinition } from '../../src/core/site/index.ts';
import { settle, type World, type WorldOptions } from '../../src/sim/index.ts';

export interface Registration {
  readonly atMs: number;
  readonly machine: string;
  readonly holder: string;
}

const LINE = /^(\S+) {2}registered with (\S+), before with (\S+)$/;

/** A settled world, and the list to which every change of a registration is added. */
export function watchedWorld(
  definition: SiteDefinition,
  options: WorldOptions = {},
): { readonly world: World; readonly moves: Registration[] } {
  const moves: Registration[] = [];
  const onTrace = (atMs: number, line: string) => {
    const [, machine, holder] = LINE.exec(line) ?? [];
    if (machine !== undefined && holder !== undefined) moves.push({ atMs, machine, holder });
  };
  return { world: settle(definition, { ...options, onTrace }), moves };
}
