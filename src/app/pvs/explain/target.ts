/**
 * Explains a target: where it is and why, which servers could have it, and what would become of it without its server.
 *
 * Not here: who may have it (core/pvs/eligibility).
 */

import { formatDuration, formatInstant, formatPause, present } from '../../../core/kernel/index.ts';
import type { Refusal } from '../../../core/pvs/codes/index.ts';
import { rangeOfTarget, targetName, targetNumber } from '../../../core/pvs/farm/index.ts';
import { LOGIN_RETRY_MS, worstDetectionMs } from '../../../core/pvs/target/index.ts';
import { targetStatusOf } from '../../../core/status/index.ts';
import { candidatesOf, farmFindings, foretellStop, hasIdenticalCopy, type World } from '../../../sim/index.ts';
import type { ExplainerOf } from '../../explain-named.ts';
import { faultResult } from '../../fault/fault-result.ts';
import type { NextChange } from '../../lhc/explanation.ts';
import { farmIn } from '../../streaming-objects.ts';
import type { Foretelling, TargetExplanation, TargetServer } from '../explanation.ts';
import { faultsWhere, isOnServer } from '../farm-faults.ts';
import { factsOfFarm, serverNameOf, serverNumberOf } from '../farm-numbers.ts';
import { lastLineOf, type StreamingLine } from './log-line.ts';
import { mendsOf, type Obstacle, obstaclesFound } from './mend.ts';

/** Names of targets are guessed by their numbers, and are too many to be listed. */
export const targetExplainer: ExplainerOf<TargetExplanation> = { names: () => [], explain: explainTarget };

function explainTarget(world: World, typed: string): TargetExplanation | null {
  const number = world.farm === null ? null : targetNumber(world.farm.topology, typed);
  if (number === null) return null;
  const { topology } = farmIn(world);
  const { vdisk } = rangeOfTarget(topology, number);
  const { site, ...status } = targetStatusOf(factsOfFarm(world), number);
  const target = targetName(topology, number);
  const servers = serversFor(world, number);
  const current = servers.find(({ isCurrent }) => isCurrent)?.server ?? null;
  const faults = current === null ? [] : faultsWhere(world, (fault) => isOnServer(fault, current));
  const findings = farmFindings(world).filter(({ object }) => concerns(object, status, servers));
  return {
    kind: 'target',
    target,
    farmSite: site,
    ...status,
    servers,
    next: nextOf(world, number, servers),
    withoutServer: status.server === null ? null : without(world, number, status.server),
    because: lastLineOf(world, (note) => note.target === target && isAbout(status.state, note.kind)),
    faults: faults.map(faultResult),
    findings,
    mend: mendsOf(world, [...obstaclesOf(servers, vdisk, status.why), ...obstaclesFound(findings, vdisk)]),
  };
}

/** Its own vDisk and collection, the database, the servers that could ever have it, and what these have of the vDisk. */
function concerns(
  object: string,
  { vdisk, collection }: Pick<TargetExplanation, 'vdisk' | 'collection'>,
  servers: readonly TargetServer[],
): boolean {
  const possible = servers.filter(({ refusal }) => refusal?.code !== 'PVS013' && refusal?.code !== 'PVS014');
  const ofServers = possible.flatMap(({ server }) => [server, `${server}/${vdisk}`]);
  return ['database', vdisk, collection, ...ofServers].includes(object);
}

/** The database first, which concerns every server; then the reason that is named for it, and its own server. */
function obstaclesOf(servers: readonly TargetServer[], vdisk: number, why: Refusal | null): readonly Obstacle[] {
  const rank = ({ refusal, isCurrent }: TargetServer) =>
    [refusal?.code !== 'PVS051', !isCurrent, refusal?.code !== why?.code].map(Number).join('');
  return servers
    .toSorted((a, b) => rank(a).localeCompare(rank(b)))
    .flatMap(({ server, refusal }) => (refusal === null ? [] : [{ refusal, vdisk, server }]));
}

/** Whether a line can be the reason of a state: what came before a target was switched off, or on again, is over. */
function isAbout(state: TargetExplanation['state'], kind: StreamingLine['kind']): boolean {
  if (state === 'off') return false;
  return state !== 'booting' || kind === 'target-not-booted';
}

/** What its servers and the target itself do next, where it does not stream. */
function nextOf(world: World, number: number, servers: readonly TargetServer[]): readonly NextChange[] {
  const { refusal, state, server } = factsOfFarm(world).target(number);
  if (state === 'streaming') return server === null ? [] : givingUp(world, server);
  if (refusal === null) return [];
  const starts = servers.flatMap((each) => {
    const untilMs = farmIn(world).data.leases[each.server]?.untilMs;
    const what = `the Stream Service on ${each.server} is started again`;
    return untilMs === undefined ? [] : [{ what, at: formatInstant(untilMs) }];
  });
  const asks = `it asks for a server again every ${formatDuration(LOGIN_RETRY_MS)}, for as long as it takes`;
  return [...starts, { what: asks, at: null }];
}

/** Of a crash nobody is told: whoever streams from a server that is down has yet to find out. */
function givingUp(world: World, server: number): readonly NextChange[] {
  if (factsOfFarm(world).server(server).up) return [];
  const { streamReplyTimeout, streamRetries } = world.definition.timers;
  const worstMs = worstDetectionMs({ streamReplyTimeoutMs: streamReplyTimeout, streamRetries });
  const name = serverNameOf(world, server);
  const what = `it gives up on ${name} ${formatPause(worstMs)} after its first unanswered request at the latest, and asks for another server`;
  return [{ what, at: null }];
}

function serversFor(world: World, target: number): readonly TargetServer[] {
  return candidatesOf(world, target).map(({ server, refusal, targetCount, isCurrent }) => ({
    server: serverNameOf(world, server),
    isCurrent,
    ok: refusal === null,
    refusal,
    identical: hasIdenticalCopy(world, target, server),
    targets: targetCount,
  }));
}

function without(world: World, target: number, server: string): Foretelling {
  const { moves, stays } = foretellStop(world, [serverNumberOf(world, server)]);
  const move = moves.find((each) => each.target === target);
  if (move !== undefined) return { server: serverNameOf(world, move.to), refusal: null };
  const stay = present(
    stays.find((each) => each.target === target),
    'a target that moves or stays',
  );
  return { server: null, refusal: stay.refusal };
}
