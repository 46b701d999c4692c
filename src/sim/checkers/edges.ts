/**
 * I-L1: a connector takes only the eight edges of the HA-mode diagram.
 *
 * Not here: starts, which are no edges.
 */

import type { Checker } from '../world.ts';

const EDGES: ReadonlySet<string> = new Set([
  'working-normally pending-ha',
  'pending-ha working-normally',
  'pending-ha initial-ha',
  'initial-ha pending-recovery',
  'initial-ha extended-ha',
  'extended-ha pending-recovery',
  'pending-recovery extended-ha',
  'pending-recovery working-normally',
]);

export function onlyTheEightEdges(): Checker {
  let seen = 0;
  return ({ data }) => {
    while (seen < data.log.length) {
      const { change, connector } = data.log[seen++]!;
      if (change !== undefined && !EDGES.has(`${change.from} ${change.to}`)) {
        return `I-L1: ${connector} went from ${change.from} to ${change.to}`;
      }
    }
    return null;
  };
}
