/**
 * Findings about where a StoreFront sends launches in an outage (LHC013, LHC016).
 *
 * Not here: whom it lists (connectors.ts), and virtual servers (adc.ts).
 */

import type { StoreFrontTopology } from '../../site/index.ts';
import { hasAdvancedHealthCheck } from '../storefront/index.ts';
import { resourcesIn } from './capacity.ts';
import type { ReadinessFacts } from './facts.ts';
import { finding, type LhcFinding } from './finding.ts';

export function storeFrontFindings(facts: ReadinessFacts): readonly LhcFinding[] {
  return facts.topology.storeFronts.flatMap((storeFront) => wrongZones(facts, storeFront));
}

/** LHC013 without AdvancedHealthCheck; LHC016 where it is on and the version does not have it. */
function wrongZones(facts: ReadinessFacts, storeFront: StoreFrontTopology): readonly LhcFinding[] {
  const { name } = storeFront;
  const definition = facts.definition.storeFronts[name];
  if (definition === undefined) return [];
  const { advancedHealthCheck, version } = definition;
  if (advancedHealthCheck && hasAdvancedHealthCheck(version)) return [];
  const differences = differencesBehind(facts, storeFront);
  if (advancedHealthCheck) return [withoutEffect(name, version, differences)];
  if (differences.length === 0) return [];
  const message = `AdvancedHealthCheck is off on ${name}, and resources differ by zone: ${differences.join(', ')}`;
  return [finding('LHC013', { object: name, message })];
}

function withoutEffect(name: string, version: string, differences: readonly string[]): LhcFinding {
  const message = `AdvancedHealthCheck is on, but ${name} is version ${version}, older than 1912 CU1: without effect`;
  if (differences.length > 0) {
    return finding('LHC016', {
      object: name,
      message: `${message}. Resources differ by zone: ${differences.join(', ')}`,
    });
  }
  const effect = 'none as long as every zone has the same resources';
  return finding('LHC016', { object: name, severity: 'warn', message, effect });
}

/** `JP Desktop is only in tok`, for each resource that is not in every zone behind the StoreFront. */
function differencesBehind(facts: ReadinessFacts, { controllers }: StoreFrontTopology): readonly string[] {
  const members = new Set(controllers.flatMap((controller) => controller.members));
  const zones = facts.topology.zones.filter(({ connectors }) => connectors.some((fqdn) => members.has(fqdn)));
  const zonesOf = new Map<string, string[]>();
  for (const { name } of zones) {
    for (const resource of resourcesIn(facts.definition, name)) {
      zonesOf.set(resource, [...(zonesOf.get(resource) ?? []), name]);
    }
  }
  return [...zonesOf]
    .filter(([, having]) => having.length < zones.length)
    .map(([resource, having]) => `${resource} is only in ${having.join(' and ')}`);
}
