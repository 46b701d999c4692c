/**
 * The state of a zone: that of the most advanced of its connectors.
 *
 * Not here: since when (the host keeps that, since no connector knows it of the others).
 */

import type { ConnectorState } from '../lhc/connector/index.ts';
import { HA_STATES, type HaState } from '../lhc/ha-mode/index.ts';

/**
 * The most advanced state of the connectors that are up and take part; working-normally where there is none.
 * One whose contact expired while it was in an episode still counts: it goes on with that.
 */
export function zoneState(connectors: readonly ConnectorState[]): HaState {
  let furthest = 0;
  for (const connector of connectors) {
    if (connector.phase !== 'down') furthest = Math.max(furthest, HA_STATES.indexOf(connector.haMode.state));
  }
  return HA_STATES[furthest] as HaState;
}
