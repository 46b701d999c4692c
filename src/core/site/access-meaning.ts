/**
 * What StoreFronts, ADCs and gateways may not say: they may only name controllers that the site has.
 *
 * Not here: what is legal but unwise, such as a virtual server that spans zones (`check`).
 */

import type { AdcDefinition, SiteDefinition, StoreFrontDefinition } from './definition.ts';
import {
  fqdnsOf,
  type MeaningProblem,
  type Path,
  reference,
  references,
  repeated,
  type Vocabulary,
  within,
  wrongName,
} from './meaning-problem.ts';

/** The names that StoreFronts and ADCs can refer to. */
export interface DeliveryNames {
  readonly zones: Vocabulary;
  readonly connectors: Vocabulary;
  /** What a StoreFront can list: connectors and virtual servers over them. */
  readonly controllers: Vocabulary;
}

/** Problems of `storeFronts` and `adcs`. */
export function accessProblems({ storeFronts, adcs }: SiteDefinition, names: DeliveryNames): MeaningProblem[] {
  return [
    ...Object.entries(storeFronts).flatMap(([name, storeFront]) =>
      storeFrontProblems(['storeFronts', name], storeFront, names.controllers),
    ),
    ...Object.entries(adcs).flatMap(([name, adc]) => adcProblems(['adcs', name], adc, names)),
    ...vipNameProblems(adcs, names.connectors),
  ];
}

function storeFrontProblems(path: Path, storeFront: StoreFrontDefinition, controllers: Vocabulary): MeaningProblem[] {
  const listedAt: Path = [...path, 'deliveryControllers'];
  const own = fqdnsOf('delivery controller', 'CONTROLLER_UNKNOWN', storeFront.deliveryControllers, [listedAt]);
  const listed = within('in this StoreFront', own);
  const names = storeFront.aggregation.map(({ name }) => name);
  return [
    ...references(listedAt, storeFront.deliveryControllers, controllers),
    ...repeated([...path, 'aggregation'], names, 'aggregation'),
    ...storeFront.aggregation.flatMap(({ primary, backup }, index) => [
      ...references([...path, 'aggregation', index, 'primary'], primary, listed),
      ...references([...path, 'aggregation', index, 'backup'], backup, listed),
    ]),
  ];
}

function adcProblems(path: Path, adc: AdcDefinition, names: DeliveryNames): MeaningProblem[] {
  const problems = Object.entries(adc.vips).flatMap(([name, vip]) => {
    const vipPath = [...path, 'vips', name];
    return [
      ...(vip.zone === null ? [] : reference([...vipPath, 'zone'], 'value', vip.zone, names.zones)),
      ...references([...vipPath, 'members'], vip.members, names.connectors),
    ];
  });
  if (adc.gateway === null) return problems;
  return [...problems, ...references([...path, 'gateway', 'stas'], adc.gateway.stas, names.connectors)];
}

/** A StoreFront lists virtual servers and connectors alike, so one name cannot stand for two of them. */
function vipNameProblems(adcs: SiteDefinition['adcs'], connectors: Vocabulary): MeaningProblem[] {
  const seen = new Map<string, Path>();
  return Object.entries(adcs).flatMap(([adc, { vips }]) =>
    Object.keys(vips).flatMap((name) => {
      const path = ['adcs', adc, 'vips', name];
      const before = seen.get(name.toLowerCase());
      seen.set(name.toLowerCase(), before ?? path);
      if (connectors.has(name)) {
        return [wrongName(path, 'VIP_DUPLICATE', `"${name}" is a connector already`, connectors.declaredAt)];
      }
      if (before === undefined) return [];
      return [
        wrongName(path, 'VIP_DUPLICATE', `the virtual server "${name}" is declared twice (case is ignored)`, [before]),
      ];
    }),
  );
}
