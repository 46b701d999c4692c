/**
 * Findings about how much a zone asks of its one broker (LHC031, LHC033), and what is lost with a zone that has none.
 *
 * Not here: when pooled machines run out (pooled.ts).
 */

import type { SiteDefinition } from '../../site/index.ts';
import { catalogueOf } from '../brokering/index.ts';
import type { ZoneFacts } from './facts.ts';
import { finding, type LhcFinding } from './finding.ts';
import { electedInOutage } from './outage-broker.ts';
import { sizeFor } from './sizes.ts';

/** What a zone has of the machines of one resource. */
interface ResourceCapacity {
  readonly resource: string;
  readonly machineCount: number;
  readonly ofSite: number;
}

export function capacityFindings(facts: ZoneFacts): readonly LhcFinding[] {
  return [...aboveLimit(facts), ...smallForZone(facts)];
}

/** LHC031: more machines than one broker may register. */
function aboveLimit({ settings, zone }: ZoneFacts): readonly LhcFinding[] {
  const { registrationLimit } = settings;
  const refusedCount = zone.machineCount - registrationLimit;
  if (refusedCount <= 0) return [];
  return [
    finding('LHC031', {
      zone: zone.name,
      message: `${zone.name} has ${zone.machineCount} machines, and one broker may register ${registrationLimit}`,
      effect: `${refusedCount} machines of ${zone.name} cannot register, and nobody can be brokered to them`,
    }),
  ];
}

/** LHC033: the connector that would be elected is small for what the zone has. */
function smallForZone({ connectors, definition, settings, zone }: ZoneFacts): readonly LhcFinding[] {
  const elected = electedInOutage(connectors, settings.electionAmong);
  const own = settings.connectors.find(({ fqdn }) => fqdn === elected?.fqdn);
  if (elected === null || own === undefined) return [];
  const needed = sizeFor(machinesBySessions(definition, zone.name));
  if (own.cores >= needed.cores && own.memoryGb >= needed.memoryGb) return [];
  return [
    finding('LHC033', {
      zone: zone.name,
      connector: elected.fqdn,
      message: `${elected.fqdn} would be elected with ${own.cores} cores and ${own.memoryGb} GB; for the ${zone.machineCount} machines of ${zone.name}, ${needed.cores} cores and ${needed.memoryGb} GB are assumed to be needed`,
      fix: `give ${elected.fqdn} at least ${needed.cores} cores and ${needed.memoryGb} GB (assumed)`,
    }),
  ];
}

function machinesBySessions({ deliveryGroups }: SiteDefinition, zone: string) {
  const counts = { singleSession: 0, multiSession: 0 };
  for (const group of Object.values(deliveryGroups)) {
    for (const machines of group.machines) {
      if (machines.zone !== zone) continue;
      counts[machines.sessionSupport === 'multi-session' ? 'multiSession' : 'singleSession'] += machines.count;
    }
  }
  return counts;
}

/** What is lost with a zone: `JP Desktop loses 180 of 180 machines (100 %)`, for each of its resources. */
export function capacityText(definition: SiteDefinition, zone: string): string {
  const lost = capacityIn(definition, zone);
  if (lost.length === 0) return 'it has no resources';
  return lost
    .map(
      ({ resource, machineCount, ofSite }) =>
        `${resource} loses ${machineCount} of ${ofSite} machines (${percentText(machineCount, ofSite)})`,
    )
    .join(', ');
}

/** The resources of a zone in file order. Machines that a tag keeps from a resource do not count for it. */
function capacityIn(definition: SiteDefinition, zone: string): readonly ResourceCapacity[] {
  const { publishers } = catalogueOf(definition);
  return resourcesOf(definition).flatMap((resource) => {
    const machines = (publishers.get(resource.toLowerCase()) ?? []).flatMap((group) => group.machines);
    const machineCount = countOf(machines.filter((each) => each.zone === zone));
    return machineCount === 0 ? [] : [{ resource, machineCount, ofSite: countOf(machines) }];
  });
}

/** The names of the resources of a zone. */
export function resourcesIn(definition: SiteDefinition, zone: string): readonly string[] {
  return capacityIn(definition, zone).map(({ resource }) => resource);
}

function resourcesOf({ deliveryGroups }: SiteDefinition): readonly string[] {
  return [...new Set(Object.values(deliveryGroups).flatMap((group) => group.resources))];
}

function countOf(machines: readonly { readonly count: number }[]): number {
  return machines.reduce((sum, { count }) => sum + count, 0);
}

/** One decimal; 100 only when it is all of them. */
function percentText(part: number, whole: number): string {
  const percent = part === whole ? 100 : Math.min(99.9, Math.round((part / whole) * 1000) / 10);
  return `${percent} %`;
}
