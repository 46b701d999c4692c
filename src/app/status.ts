/**
 * `status`: how a site stands at its present moment.
 *
 * Not here: the document's meaning (core/status), its looks (ui/text/status.ts), the machines that are waited for (waiting.ts).
 */

import type { Refusal } from '../core/pvs/codes/index.ts';
import { targetName } from '../core/pvs/farm/index.ts';
import type { Finding } from '../core/readiness/index.ts';
import { type AssumedTimer, assumedTimers } from '../core/site/index.ts';
import {
  type FarmFacts,
  headOf,
  type LhcStatus,
  lhcStatusOf,
  type PvsStatus,
  type PvsSummary,
  pvsStatusOf,
  pvsSummaryOf,
  type StatusHead,
  type TargetState,
} from '../core/status/index.ts';
import { factsOf, farmAssumptions, farmFindings, type World, zoneFindings } from '../sim/index.ts';
import type { AppContext } from './context.ts';
import { openSite } from './open-site.ts';
import { unevenVdisk } from './pvs/vdisk-spread.ts';
import { runningVersions, type VdiskBehind } from './pvs/version-use.ts';
import { farmIn } from './streaming-objects.ts';
import { type WaitingZone, waitingZones } from './waiting.ts';

export interface StatusOptions {
  /** `both`: what of the two the site has. */
  readonly part: StatusPart | 'both';
  readonly targets: 'listed' | 'counted';
}

export type StatusPart = 'lhc' | 'pvs';

export interface StatusResult {
  readonly document: StatusParts;
  /** What would go wrong in the next outage; it does not enter the verdict. */
  readonly findings: readonly Finding[];
  /** Zones whose machines are still on their way to who brokers now. */
  readonly waiting: readonly WaitingZone[];
  /** Targets that do not stream though they should, by the reason. */
  readonly stranded: readonly StrandedTargets[];
  /** vDisks some of whose targets run another version than they would boot now. */
  readonly behind: readonly VdiskBehind[];
  /** A vDisk whose targets a rebalance would spread; null for none. */
  readonly unevenVdisk: string | null;
  readonly assumptions: readonly AssumedTimer[];
}

/** The status document with the parts that were asked for. */
export interface StatusParts extends StatusHead {
  readonly lhc?: LhcStatus;
  readonly pvs?: PvsSummary & { readonly targets?: PvsStatus['targets'] };
}

/** The document as `--verbose` prints it. */
export interface VerboseStatus extends StatusParts {
  readonly assumptions?: readonly AssumedTimer[];
}

export interface StrandedTargets {
  readonly state: TargetState;
  readonly why: Refusal;
  /** By name, in file order. */
  readonly targets: readonly string[];
}

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, FARM_NONE, STORE_DAMAGED, STORE_NEWER */
export async function status(context: AppContext, { part, targets }: StatusOptions): Promise<StatusResult> {
  const { world } = await openSite(context);
  if (part === 'pvs') farmIn(world);
  const facts = factsOf(world);
  const lhc = lhcStatusOf(facts);
  const hasLhc = part !== 'pvs';
  const farm = part === 'lhc' ? null : facts.farm;
  return {
    document: {
      ...headOf(facts, Object.values(lhc.zones)),
      ...(hasLhc ? { lhc } : {}),
      ...(farm === null ? {} : { pvs: targets === 'listed' ? pvsStatusOf(farm) : pvsSummaryOf(farm) }),
    },
    findings: [
      ...(hasLhc ? world.zones.flatMap((zone) => zoneFindings(world, zone)) : []),
      ...(farm === null ? [] : farmFindings(world)),
    ],
    waiting: hasLhc ? waitingZones(world, lhc) : [],
    stranded: farm === null ? [] : strandedTargets(farm),
    behind: farm === null ? [] : runningVersions(world).filter(({ behind }) => behind > 0),
    unevenVdisk: farm === null ? null : unevenVdisk(world),
    assumptions: assumptionsOf(world, part),
  };
}

/** R12: what no source gives, and the report rests on. */
function assumptionsOf({ definition, zones, farm }: World, part: StatusOptions['part']): readonly AssumedTimer[] {
  const ofZones = part === 'pvs' || zones.length === 0 ? [] : assumedTimers(definition.timers);
  const ofFarm = part === 'lhc' || farm === null ? [] : farmAssumptions();
  return [...ofZones, ...ofFarm];
}

function strandedTargets(farm: FarmFacts): readonly StrandedTargets[] {
  const found = new Map<string, { state: TargetState; why: Refusal; targets: string[] }>();
  const { frozen, booting } = farm.targetCounts();
  if (frozen + booting === 0) return [];
  for (let target = 0; target < farm.topology.targetCount; target++) {
    const state = farm.targetState(target);
    const why = state === 'frozen' || state === 'booting' ? farm.target(target).refusal : null;
    if (why === null) continue;
    const key = `${state} ${why.code} ${why.reason}`;
    const group = found.get(key) ?? { state, why, targets: [] };
    found.set(key, group);
    group.targets.push(targetName(farm.topology, target));
  }
  return [...found.values()];
}
