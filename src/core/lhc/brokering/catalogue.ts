/**
 * Catalogue is what a broker knows of who may use what: the delivery groups and switches of one revision of the configuration.
 *
 * The cloud broker has the latest one; a secondary broker has that of its LocalDB, which can be older.
 *
 * Not here: which machine a launch gets (launch.ts), and what the machines are doing.
 */

import {
  type DeliveryGroupDefinition,
  type MachineGroupDefinition,
  matchesName,
  type SiteDefinition,
} from '../../site/index.ts';

/** The part of a site's definition that brokers work from. */
export type DeliveryConfiguration = Pick<SiteDefinition, 'deliveryGroups' | 'policy'>;

export interface Catalogue {
  readonly configuration: DeliveryConfiguration;
  /** The groups that publish a resource, in file order, by the resource's name in lower case. */
  readonly publishers: ReadonlyMap<string, readonly CatalogueGroup[]>;
  readonly groups: readonly CatalogueGroup[];
}

export interface CatalogueGroup {
  readonly name: string;
  readonly definition: DeliveryGroupDefinition;
  /** The machines that the group may use for its resources: all, or those with the tag that it is restricted to (R37). */
  readonly machines: readonly MachineGroupDefinition[];
  readonly zones: readonly string[];
}

/** A resource as it is shown to a user: with the zones that could start it. */
export interface EnumeratedResource {
  readonly resource: string;
  readonly deliveryGroups: readonly string[];
  readonly type: DeliveryGroupDefinition['type'];
  readonly zones: readonly string[];
}

export function deliveryConfigurationOf({ deliveryGroups, policy }: SiteDefinition): DeliveryConfiguration {
  return { deliveryGroups, policy };
}

export function catalogueOf(configuration: DeliveryConfiguration): Catalogue {
  const groups = Object.entries(configuration.deliveryGroups).map(([name, definition]) =>
    catalogueGroup(name, definition),
  );
  const publishers = new Map<string, CatalogueGroup[]>();
  for (const group of groups) {
    for (const resource of group.definition.resources) {
      const key = resource.toLowerCase();
      publishers.set(key, [...(publishers.get(key) ?? []), group]);
    }
  }
  return { configuration, publishers, groups };
}

function catalogueGroup(name: string, definition: DeliveryGroupDefinition): CatalogueGroup {
  const { restrictToTag } = definition;
  const machines = definition.machines.filter(({ tags }) => restrictToTag === null || tags.includes(restrictToTag));
  return { name, definition, machines, zones: zonesOf(machines) };
}

/** The groups that publish a resource to a user. Empty where it is published to others only. */
export function entitledGroups(catalogue: Catalogue, user: string, resource: string): readonly CatalogueGroup[] {
  return (catalogue.publishers.get(resource.toLowerCase()) ?? []).filter((group) => isEntitled(group, user));
}

/**
 * Everything that a user is shown: the resources of the whole site, whichever zone's broker is asked.
 * `ownedIn`: the zones in which the user has machines of a static group.
 */
export function enumerate(
  catalogue: Catalogue,
  user: string,
  ownedIn: (group: CatalogueGroup) => readonly string[],
): readonly EnumeratedResource[] {
  const shown = new Map<string, EnumeratedResource>();
  for (const group of catalogue.groups) {
    if (!isEntitled(group, user)) continue;
    const zones = zonesFor(group, ownedIn);
    if (zones.length === 0) continue;
    for (const resource of group.definition.resources) {
      const before = shown.get(resource.toLowerCase());
      shown.set(resource.toLowerCase(), {
        resource: before?.resource ?? resource,
        deliveryGroups: [...(before?.deliveryGroups ?? []), group.name],
        type: before?.type ?? group.definition.type,
        zones: [...new Set([...(before?.zones ?? []), ...zones])],
      });
    }
  }
  return [...shown.values()];
}

/** The zones that could start a resource for a user: what an enumeration says of it. */
export function resourceZones(
  catalogue: Catalogue,
  user: string,
  resource: string,
  ownedIn: (group: CatalogueGroup) => readonly string[],
): readonly string[] {
  return entitledGroups(catalogue, user, resource).flatMap((group) => zonesFor(group, ownedIn));
}

/** The zones that could start a group's resources for somebody: of a static group, those of his own machines. */
function zonesFor(group: CatalogueGroup, ownedIn: (group: CatalogueGroup) => readonly string[]): readonly string[] {
  if (group.definition.type !== 'static') return group.zones;
  const owned = ownedIn(group);
  if (owned.length > 0) return [...new Set(owned)];
  return zonesOf(group.machines.filter(({ assignedTo }) => assignedTo === null));
}

export function isEntitled({ definition }: CatalogueGroup, user: string): boolean {
  return definition.entitled === null || definition.entitled.some((pattern) => matchesName(pattern, user));
}

function zonesOf(machines: readonly MachineGroupDefinition[]): readonly string[] {
  return [...new Set(machines.filter(({ count }) => count > 0).map(({ zone }) => zone))];
}
