/**
 * Explains a resource: who may start it, where its machines are and what they are doing, and whether the broker of each zone could start it.
 *
 * Not here: what a single user would get (user.ts).
 */

import type { LhcCode } from '../../../core/lhc/readiness/index.ts';
import { connectorAt, type Supply, siteFindings, supplyOf, type World } from '../../../sim/index.ts';
import { resourceNames } from '../../people.ts';
import { zoneElection } from '../elect.ts';
import type { Explainer, ResourceExplanation, ResourceInZone, ZoneInOutage } from '../explanation.ts';
import { LAUNCH_REASONS } from '../launch-reasons.ts';

export const resourceExplainer: Explainer = { names: resourceNames, explain: explainResource };

function explainResource(world: World, typed: string): ResourceExplanation | null {
  const resource = resourceNames(world).find((name) => name.toLowerCase() === typed.toLowerCase());
  if (resource === undefined) return null;
  const zones = supplyOf(world, resource).map((supply) => inZone(world, supply));
  return {
    kind: 'resource',
    resource,
    deliveryGroups: groupsOf(world, resource),
    zones,
    inOutage: inOutage(
      world,
      zones.map(({ zone }) => zone),
    ),
  };
}

/** As the cloud broker knows them: a secondary broker can be behind. */
function groupsOf({ definition }: World, resource: string): ResourceExplanation['deliveryGroups'] {
  return Object.entries(definition.deliveryGroups)
    .filter(([, { resources }]) => resources.some((name) => name.toLowerCase() === resource.toLowerCase()))
    .map(([deliveryGroup, { type, entitled, restrictToTag }]) => ({ deliveryGroup, type, entitled, restrictToTag }));
}

function inZone(world: World, supply: Supply): ResourceInZone {
  const { zone, group, broker, machines } = supply;
  const why = whyNot(world, supply);
  return {
    zone,
    deliveryGroup: group.name,
    brokeredBy: broker?.type === 'secondary' ? connectorAt(world, broker.connector).fqdn : (broker?.type ?? null),
    canStart: why === null,
    why,
    machines,
  };
}

function whyNot(world: World, supply: Supply): string | null {
  const { broker, machines } = supply;
  if (broker === null) return 'nobody brokers for the zone';
  if (machines.free > 0) return belongsToNobody(world, supply) ? LAUNCH_REASONS['not-assigned'] : null;
  if (machines.waiting + machines.parked + machines.resetting > 0) return LAUNCH_REASONS['awaiting-reset'];
  if (machines.full > 0) return LAUNCH_REASONS['at-capacity'];
  return LAUNCH_REASONS[machines.maintenance > 0 ? 'maintenance' : 'not-registered'];
}

/** Machines that are assigned to nobody: a secondary broker cannot assign them (R42). */
function belongsToNobody({ data }: World, { zone, group, broker }: Supply): boolean {
  if (group.definition.type !== 'static' || broker?.type !== 'secondary') return false;
  const isDeclared = group.machines.some((machines) => machines.zone === zone && machines.assignedTo !== null);
  return !isDeclared && !data.assignments.some((assignment) => assignment.zone === zone);
}

/** What keeps a whole zone from being brokered, what is to be mended first at the front. */
const NOBODY_BROKERS: readonly LhcCode[] = ['LHC010', 'LHC015', 'LHC014'];

function inOutage(world: World, names: readonly string[]): readonly ZoneInOutage[] {
  const findings = siteFindings(world);
  return world.zones
    .filter(({ topology }) => names.includes(topology.name))
    .map((zone) => {
      const { name } = zone.topology;
      const { elected, outcome } = zoneElection(world, zone, []);
      if (outcome !== 'nobody-brokers') return { zone: name, broker: elected, why: null, finding: null };
      const ofZone = findings.filter((finding) => finding.zone === name);
      const found = NOBODY_BROKERS.flatMap((code) => ofZone.find((finding) => finding.code === code) ?? [])[0];
      return { zone: name, broker: null, why: found?.message ?? NOBODY_ELECTED, finding: found?.code ?? null };
    });
}

const NOBODY_ELECTED = 'nobody can be elected';
