/**
 * What a definition may not say, although its form is right: names that stand for nothing, names that come twice, values
 * that contradict each other.
 *
 * What is legal but unwise loads: one connector in a zone, a connector that no StoreFront lists, a virtual server that spans
 * zones. A zone without any connector does not: a site starts settled, every machine registered through a connector of its
 * zone, and the election and the "all connectors are unhealthy" of an empty zone would mean nothing. A site without any zone
 * is a streaming farm, and has a server at least.
 *
 * Not here: the form of the file and its defaults (app/site), findings about legal sites (`check`).
 */

import { accessProblems, type DeliveryNames } from './access-meaning.ts';
import type { SiteDefinition } from './definition.ts';
import { deliveryProblems } from './delivery-meaning.ts';
import { fqdnsOf, keysOf, type MeaningProblem, type Path, wrong, wrongName } from './meaning-problem.ts';
import { siteNameProblems } from './name-meaning.ts';
import { provisioningProblems } from './provisioning-meaning.ts';
import { timerProblems } from './timer-meaning.ts';

/**
 * Everything that the definition may not say, part by part. Empty when the site can be loaded.
 * Its cost grows with the text of the definition, not with the number of machines.
 */
export function meaningProblems(definition: SiteDefinition): MeaningProblem[] {
  const names = deliveryNames(definition);
  return [
    ...siteNameProblems(definition.name),
    ...zoneProblems(definition),
    ...deliveryProblems(definition, names.zones),
    ...accessProblems(definition, names),
    ...timerProblems(definition.timers),
    ...(definition.provisioning === null ? [] : provisioningProblems(definition.provisioning)),
  ];
}

function deliveryNames(definition: SiteDefinition): DeliveryNames {
  const connectors = Object.values(definition.zones).flatMap((zone) => zone.connectors.map(({ fqdn }) => fqdn));
  const vips = Object.values(definition.adcs).flatMap((adc) => Object.keys(adc.vips));
  return {
    zones: keysOf('zone', 'ZONE_UNKNOWN', definition.zones, ['zones']),
    connectors: fqdnsOf('connector', 'CONNECTOR_UNKNOWN', connectors, [['zones']]),
    controllers: fqdnsOf(
      'connector or virtual server',
      'CONTROLLER_UNKNOWN',
      [...connectors, ...vips],
      [['zones'], ['adcs']],
    ),
  };
}

function zoneProblems({ zones, provisioning }: SiteDefinition): MeaningProblem[] {
  const names = Object.keys(zones);
  if (names.length === 0 && !hasServer(provisioning)) {
    const message = 'nothing is in the site: it needs at least one zone, or a provisioning with a server';
    return [wrong(['zones'], 'ZONES_EMPTY', message)];
  }
  const problems: MeaningProblem[] = [];
  if (Object.hasOwn(zones, 'all')) {
    const message = 'a zone cannot be named "all": in commands that word stands for every zone';
    problems.push(wrongName(['zones', 'all'], 'NAME_RESERVED', message));
  }
  for (const name of names) {
    if (zones[name]?.connectors.length !== 0) continue;
    const message = `zone "${name}" has no connectors; its machines need at least one to register through`;
    problems.push(wrong(['zones', name, 'connectors'], 'ZONE_WITHOUT_CONNECTOR', message));
  }
  return [...problems, ...connectorProblems(zones)];
}

function hasServer(provisioning: SiteDefinition['provisioning']): boolean {
  return Object.values(provisioning?.sites ?? {}).some(({ servers }) => Object.keys(servers).length > 0);
}

function connectorProblems(zones: SiteDefinition['zones']): MeaningProblem[] {
  const seen = new Map<string, { readonly zone: string; readonly path: Path }>();
  return Object.entries(zones).flatMap(([zone, { connectors }]) =>
    connectors.flatMap(({ fqdn }, index) => {
      const path = ['zones', zone, 'connectors', index, 'fqdn'];
      const before = seen.get(fqdn.toLowerCase());
      if (before === undefined) {
        seen.set(fqdn.toLowerCase(), { zone, path });
        return [];
      }
      const message = `the connector "${fqdn}" is declared twice: zone "${before.zone}" has it already`;
      return [wrong(path, 'CONNECTOR_DUPLICATE', message, [before.path])];
    }),
  );
}
