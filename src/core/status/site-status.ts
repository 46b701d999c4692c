/**
 * Works out the status document as a whole: its head, and the parts that a site has.
 *
 * Not here: what the fields mean (document.ts), and each part (lhc-status.ts, pvs-status.ts).
 */

import { formatInstant } from '../kernel/index.ts';
import type { LhcStatus, StatusDocument, StatusHead, Verdict, ZoneStatus } from './document.ts';
import type { StatusFacts } from './facts.ts';
import type { FarmFacts } from './farm-facts.ts';
import { launchesStatusOf, lhcVerdictOf, storeFrontsStatusOf, vipsStatusOf, zoneStatusOf } from './lhc-status.ts';
import { pvsStatusOf, pvsVerdictOf } from './pvs-status.ts';

/** The whole document. */
export function statusOf(facts: StatusFacts): StatusDocument {
  const lhc = lhcStatusOf(facts);
  const head = headOf(facts, Object.values(lhc.zones));
  return facts.farm === null ? { ...head, lhc } : { ...head, lhc, pvs: pvsStatusOf(facts.farm) };
}

/** What the document begins with. The zones are those of the site. */
export function headOf(facts: StatusFacts, zones: readonly ZoneStatus[]): StatusHead {
  const { definition, atMs, revision, farm } = facts;
  return {
    schema: 'holdover.status/1',
    site: definition.name,
    revision,
    at: formatInstant(atMs),
    elapsedSec: (atMs - definition.startMs) / 1000,
    verdict: verdictOf(zones, farm),
  };
}

/** The part of the document about Local Host Cache. */
export function lhcStatusOf(facts: StatusFacts): LhcStatus {
  return {
    runtime: 'modelled',
    cloudBroker: { revision: facts.revision },
    zones: Object.fromEntries(facts.topology.zones.map(({ name }, index) => [name, zoneStatusOf(facts, index)])),
    storeFronts: storeFrontsStatusOf(facts),
    vips: vipsStatusOf(facts),
    launches: launchesStatusOf(facts),
    enumerations: facts.enumerations,
  };
}

/** The verdict over all zones, and over the farm where there is one: the worse of the two. */
export function verdictOf(zones: readonly ZoneStatus[], farm: FarmFacts | null): Verdict {
  const verdicts = [lhcVerdictOf(zones), ...(farm === null ? [] : [pvsVerdictOf(farm)])];
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'healthy';
}

const WORST_FIRST: readonly Verdict[] = ['failed', 'degraded', 'healthy'];
