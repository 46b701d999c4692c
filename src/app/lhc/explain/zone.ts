/**
 * Explains a zone: its state and what led to it, who is elected and why not the others, and what would change that.
 *
 * Not here: what a single connector waits for (next-change.ts).
 */

import { formatInstant, present } from '../../../core/kernel/index.ts';
import { zoneStatusOf } from '../../../core/status/index.ts';
import { connectorAt, factsOf, siteFindings, type World, type ZoneRuntime } from '../../../sim/index.ts';
import { zoneElection } from '../elect.ts';
import type { Explainer, NextChange, ZoneExplanation } from '../explanation.ts';
import { lastChangeTo } from './last-change.ts';
import { nextChangesOf } from './next-change.ts';

export const zoneExplainer: Explainer = {
  names: (world) => world.zones.map(({ topology }) => topology.name),
  explain: explainZone,
};

function explainZone(world: World, typed: string): ZoneExplanation | null {
  const zone = world.zones.find(({ topology }) => topology.name.toLowerCase() === typed.toLowerCase());
  if (zone === undefined) return null;
  const { name } = zone.topology;
  const { state, brokering, haReady } = zoneStatusOf(factsOf(world), zone.index);
  const { elected, outcome, connectors } = zoneElection(world, zone, []);
  const { sinceMs } = present(world.data.zoneStates[zone.index], 'a state for every zone');
  return {
    kind: 'zone',
    zone: name,
    state,
    since: formatInstant(sinceMs),
    because: lastChangeTo(world, state, (entry) => entry.zone === name),
    haReady,
    brokering,
    elected,
    outcome,
    connectors,
    next: nextOf(world, zone),
    findings: siteFindings(world).filter((finding) => finding.zone === name),
  };
}

/** What the connector waits for that has come furthest: the zone has its state. */
function nextOf(world: World, zone: ZoneRuntime): readonly NextChange[] {
  const { state } = present(world.data.zoneStates[zone.index], 'a state for every zone');
  const states = zone.connectors.map((connector) => connectorAt(world, connector));
  const furthest = states.filter(({ phase, haMode }) => phase !== 'down' && haMode.state === state);
  const chosen = furthest.find(({ participates }) => participates) ?? furthest[0] ?? states[0];
  return chosen === undefined ? [] : nextChangesOf(world, zone, chosen);
}
