/**
 * Explains a target: where it is and why, which servers could have it, and what would become of it without its server.
 *
 * Not here: who may have it (core/pvs/eligibility).
 */

import { formatDuration, formatInstant, present } from '../../../core/kernel/index.ts';
import { rangeOfTarget, targetName, targetNumber } from '../../../core/pvs/farm/index.ts';
import { LOGIN_RETRY_MS, worstDetectionMs } from '../../../core/pvs/target/index.ts';
import { targetStatusOf } from '../../../core/status/index.ts';
import { candidatesOf, farmFindings, foretellStop, hasIdenticalCopy, type World } from '../../../sim/index.ts';
import type { ExplainerOf } from '../../explain-named.ts';
import type { NextChange } from '../../lhc/explanation.ts';
import { farmIn } from '../../streaming-objects.ts';
import type { Foretelling, TargetExplanation, TargetServer } from '../explanation.ts';
import { factsOfFarm, serverNameOf, serverNumber } from '../farm-numbers.ts';
import { lastLineOf } from './log-line.ts';
import { mendsOf } from './mend.ts';

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
  const objects = [
    status.vdisk,
    status.collection,
    status.server,
    ...servers.map(({ server }) => `${server}/${status.vdisk}`),
  ];
  return {
    kind: 'target',
    target,
    farmSite: site,
    ...status,
    servers,
    next: nextOf(world, number, servers),
    withoutServer: status.server === null ? null : without(world, number, status.server),
    because: lastLineOf(world, (note) => note.target === target),
    findings: farmFindings(world).filter(({ object }) => objects.includes(object)),
    mend: mendsOf(
      world,
      servers
        .toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
        .flatMap(({ server, refusal }) => (refusal === null ? [] : [{ refusal, vdisk, server }])),
    ),
  };
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
  const what = `it gives up on ${name} ${formatDuration(worstMs)} after its first unanswered request at the latest, and asks for another server`;
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
  const { moves, stays } = foretellStop(world, [serverNumber(world, server)]);
  const move = moves.find((each) => each.target === target);
  if (move !== undefined) return { server: serverNameOf(world, move.to), refusal: null };
  const stay = present(
    stays.find((each) => each.target === target),
    'a target that moves or stays',
  );
  return { server: null, refusal: stay.refusal };
}
