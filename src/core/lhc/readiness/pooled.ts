/**
 * Findings about pooled desktops in an outage: how long they last, and what comes of the switches (LHC041 to LHC043).
 *
 * Not here: the arithmetic of their use (exhaustion.ts), the rule of the switches (../brokering).
 */

import { formatDuration } from '../../kernel/index.ts';
import { numberedName, type SiteDefinition } from '../../site/index.ts';
import {
  AWAY_SHARE,
  afterUse,
  type Catalogue,
  type CatalogueGroup,
  catalogueOf,
  isEntitled,
  mayBeUsedAgain,
} from '../brokering/index.ts';
import { OUTAGE_MS, type PooledUse, runsOutAfterMs } from './exhaustion.ts';
import type { ReadinessFacts } from './facts.ts';
import { finding, type LhcFinding } from './finding.ts';

const MINUTE_MS = 60_000;

/** For an outage of all zones that lasts `outageMs`. */
export function pooledFindings({ definition }: ReadinessFacts, outageMs: number = OUTAGE_MS): readonly LhcFinding[] {
  const catalogue = catalogueOf(definition);
  const pooled = catalogue.groups.filter((group) => group.definition.type === 'pooled');
  return pooled.flatMap((group) => [
    ...group.zones.flatMap((zone) => runsOut({ definition, catalogue, group, zone, outageMs })),
    ...usedAgain(definition, group),
    ...withoutPowerActions(definition, group),
  ]);
}

/** The pooled machines of one group in one zone. */
interface Pool {
  readonly definition: SiteDefinition;
  readonly catalogue: Catalogue;
  readonly group: CatalogueGroup;
  readonly zone: string;
  readonly outageMs: number;
}

/** LHC041: the last machine is given away before the outage is over. */
function runsOut(pool: Pool): readonly LhcFinding[] {
  const { group, zone, outageMs } = pool;
  const use = useOf(pool);
  const afterMs = runsOutAfterMs(use);
  if (afterMs === null || afterMs >= outageMs) return [];
  const within = formatDuration(Math.floor(afterMs / MINUTE_MS) * MINUTE_MS);
  const rate = `${Math.round(use.launchesPerMinute * 100) / 100} launches a minute`;
  return [
    finding('LHC041', {
      zone,
      object: group.name,
      message: `the ${use.machineCount} machines of ${group.name} in ${zone} run out ${within} into an outage of all zones of ${formatDuration(outageMs)}, at ${rate} (assumed: even spread)`,
    }),
  ];
}

/**
 * Before the outage sessions are spread as machines are; in it, launches go evenly to the zones of their resource. Whoever has a session
 * already in the zone gets that one back, and takes no further machine; whoever was away, and could come back in another zone, is counted
 * as doing so.
 */
function useOf({ definition, catalogue, group, zone }: Pool): PooledUse {
  const { policy, timers, workload } = definition;
  const machineCount = usableCount(group, zone);
  const wanted = launchesOf(definition, catalogue, group) * workload.sessionMinutes.mean;
  const userCount = userCountOf(definition, group);
  const sessionCount = wanted / (1 + shareOf(wanted, userCount));
  const inUseCount = sessionCount * shareOf(machineCount, usableCount(group));
  const isElsewhere = usableCount(group) > machineCount;
  return {
    machineCount,
    inUseCount,
    launchesPerMinute:
      launchesOf(definition, catalogue, group, zone) *
      (1 + (isElsewhere ? AWAY_SHARE * shareOf(sessionCount, wanted) : 0)) *
      (1 - shareOf(inUseCount, userCount)),
    sessionMs: workload.sessionMinutes.mean * MINUTE_MS,
    afterUse: afterUse(group.definition, policy, 'secondary'),
    resetMs: timers.machineReset,
  };
}

/** Users who may use a group. One of a numbered group of users stands for all of them. */
function userCountOf({ users }: SiteDefinition, group: CatalogueGroup): number {
  const entitled = users.filter(({ name }) => isEntitled(group, numberedName(name, 1)));
  return entitled.reduce((sum, { count }) => sum + count, 0);
}

/** Launches a minute that reach a group: anywhere in normal operation, or in one zone in an outage of all of them. */
function launchesOf(definition: SiteDefinition, catalogue: Catalogue, group: CatalogueGroup, zone?: string): number {
  const { launchesPerMinute, mix } = definition.workload;
  const weights = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
  return group.definition.resources.reduce((sum, resource) => {
    const publishers = catalogue.publishers.get(resource.toLowerCase()) ?? [];
    const zoneCount = new Set(publishers.flatMap(({ zones }) => zones)).size;
    const zoneShare = zone === undefined ? 1 : shareOf(1, zoneCount);
    const inZone = publishers.reduce((count, publisher) => count + usableCount(publisher, zone), 0);
    const groupShare = shareOf(usableCount(group, zone), inZone);
    // A resource may have a name that every object knows, such as `constructor`.
    const weight = Object.hasOwn(mix, resource) ? (mix[resource] ?? 0) : 0;
    return sum + launchesPerMinute * shareOf(weight, weights) * zoneShare * groupShare;
  }, 0);
}

/** Machines of a group, in one zone or in all, that take sessions of users. Of another kind than the group, none registers. */
function usableCount({ definition, machines }: CatalogueGroup, zone?: string): number {
  const kind = definition.type === 'multi-session' ? 'multi-session' : 'single-session';
  return machines
    .filter((each) => !each.maintenance && each.sessionSupport === kind && (zone === undefined || each.zone === zone))
    .reduce((sum, { count }) => sum + count, 0);
}

/** LHC042: a used desktop may reach another user. */
function usedAgain({ policy }: SiteDefinition, { name, definition }: CatalogueGroup): readonly LhcFinding[] {
  if (!mayBeUsedAgain(definition, policy)) return [];
  const message = `machines of ${name} are used again without a reset in an outage: both switches are on`;
  return [finding('LHC042', { object: name, message })];
}

/** LHC043: the hosting takes no power actions. */
function withoutPowerActions({ policy }: SiteDefinition, { name, definition }: CatalogueGroup): readonly LhcFinding[] {
  if (!policy.powerActionsInOutage || definition.hosting !== 'other') return [];
  const message = `power actions in an outage are on, but the hosting of ${name} has none`;
  return [finding('LHC043', { object: name, message })];
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
