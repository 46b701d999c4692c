/**
 * Finds sites whose servers would have too many targets if one of them stopped (PVS031).
 *
 * The targets of the lost server go to the least busy of those that may have them, one after another. Here that is worked out at
 * once: they fill the servers to one level of load, like water.
 *
 * Not here: the choice for a single target (../balance).
 */

import { present } from '../../kernel/index.ts';
import { loadOf } from '../balance/index.ts';
import type { FarmSite } from '../farm/index.ts';
import { type BootedTargets, type FarmReadinessFacts, isRunning, serverOf, serverStateOf } from './facts.ts';
import { finding, type PvsFinding } from './finding.ts';
import { TARGETS_PER_SERVER } from './limits.ts';
import { canMove, needOf, serversFor } from './needs.ts';

/** Targets that can move, and the servers that may have them; those of them that they prefer. */
interface Movable {
  readonly onServer: readonly number[];
  readonly servers: readonly number[];
  readonly near: readonly number[];
}

/** What would come of the loss of a server for the one that gets the most targets. */
interface Loss {
  readonly lost: number;
  readonly survivor: number;
  readonly targetCount: number;
}

export function loadFindings(facts: FarmReadinessFacts): readonly PvsFinding[] {
  const movable = facts.booted.flatMap((booted) => movableOf(facts, booted));
  return facts.topology.sites.flatMap((site) => tooMany(facts, site, movable));
}

function movableOf(facts: FarmReadinessFacts, booted: BootedTargets): readonly Movable[] {
  const need = needOf(facts, present(facts.topology.ranges[booted.range], 'a range of targets'), booted);
  if (!canMove(need)) return [];
  const servers = serversFor(facts, need);
  const isNear = (server: number) => serverOf(facts, server).addresses.some(({ subnet }) => subnet === need.subnet);
  const near = need.vdisk.subnetAffinity === 'best-effort' ? servers.filter(isNear) : [];
  return [{ onServer: booted.onServer, servers, near }];
}

/** PVS031: told of the loss that is worst. */
function tooMany(facts: FarmReadinessFacts, site: FarmSite, movable: readonly Movable[]): readonly PvsFinding[] {
  const losses = site.servers
    .filter((server) => isRunning(facts, server))
    .map((lost) => lossOf(facts, site, lost, movable))
    .filter(({ targetCount }) => targetCount > TARGETS_PER_SERVER);
  const [worst] = losses.toSorted((a, b) => b.targetCount - a.targetCount);
  if (worst === undefined) return [];
  const [lost, survivor] = [serverOf(facts, worst.lost).name, serverOf(facts, worst.survivor).name];
  const message = `without ${lost}, ${survivor} would have ${worst.targetCount} targets; ${TARGETS_PER_SERVER} is the documented limit of a server`;
  return [finding('PVS031', { object: site.name, message })];
}

function lossOf(facts: FarmReadinessFacts, { servers }: FarmSite, lost: number, movable: readonly Movable[]): Loss {
  const counts = new Map(servers.map((server) => [server, serverStateOf(facts, server).targetCount]));
  for (const { onServer, servers: fit, near } of movable) {
    const nearest = near.some((server) => server !== lost) ? near : fit;
    const survivors = nearest.filter((server) => server !== lost);
    spread(facts, counts, survivors, onServer[lost] ?? 0);
  }
  return servers
    .filter((server) => server !== lost)
    .map((survivor) => ({ lost, survivor, targetCount: Math.ceil(counts.get(survivor) ?? 0) }))
    .reduce((most, each) => (each.targetCount > most.targetCount ? each : most), {
      lost,
      survivor: lost,
      targetCount: 0,
    });
}

/** Gives so many targets more to these servers. */
function spread(
  facts: FarmReadinessFacts,
  counts: Map<number, number>,
  servers: readonly number[],
  added: number,
): void {
  const loads = servers.map((server) => {
    const { powerRating } = serverOf(facts, server);
    return { server, powerRating, targetCount: counts.get(server) ?? 0 };
  });
  const level = levelAfter(loads, added);
  for (const { server, powerRating, targetCount } of loads) {
    counts.set(server, Math.max(targetCount, level * powerRating));
  }
}

/** The load that the least busy servers come to when they share `added` targets. */
function levelAfter(
  loads: readonly { readonly powerRating: number; readonly targetCount: number }[],
  added: number,
): number {
  let [power, held, level] = [0, 0, 0];
  for (const each of loads.toSorted((a, b) => loadOf(a) - loadOf(b))) {
    if (power > 0 && level <= loadOf(each)) return level;
    power += each.powerRating;
    held += each.targetCount;
    level = (held + added) / power;
  }
  return level;
}
