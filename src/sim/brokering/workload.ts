/**
 * The workload: users come, go away, come back and log off by themselves.
 *
 * It has one event in the queue of the world: the next launch, or what comes next for some session.
 *
 * Not here: who comes how often (../people/workload-plan.ts).
 */

import { draw, keyOf } from '../../core/kernel/index.ts';
import { brokerLaunch } from '../../core/lhc/brokering/index.ts';
import { firstDue, NEXT_DISCONNECT, NEXT_END, NEXT_RETURN, NONE, setNext } from '../people/index.ts';
import { RANK } from '../queue.ts';
import { schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { CLOUD_BROKER, catalogueFor } from './broker.ts';
import { launch } from './launch.ts';
import { disconnect, endSession, hasSession, startSession } from './session-life.ts';
import { sightOf } from './sight.ts';

const RETURNS = keyOf('way in of a return');

/** The sessions that there are on average, so that a site does not begin with an empty house. Its connectors have seen nothing of it. */
export function settleSessions(world: World): void {
  const { workload, people, groupNames } = world.brokering;
  const wanted = Math.round(workload.sessionsOnAverage);
  const catalogue = catalogueFor(world, CLOUD_BROKER);
  for (let number = 1; number <= wanted; number++) {
    // Negative numbers: those of the launches to come begin with 1.
    const { user, resource } = workload.launch(-number);
    const request = { user: people.nameOf(user), resource };
    const decision = brokerLaunch(catalogue, request, sightOf(world, CLOUD_BROKER, user));
    if (decision.type !== 'start') continue;
    const group = groupNames.indexOf(decision.group.name);
    if (!hasSession(world, user, group)) {
      startSession(world, { ...decision.machine, user, group, life: workload.life(user, -number) });
    }
  }
}

/** Says when the next launch comes, counted from now. */
export function scheduleNextLaunch(world: World): void {
  const { workload } = world.brokering;
  const { data } = world;
  data.workload.nextLaunchMs = workload.isEmpty ? null : data.nowMs + workload.gapMs(data.workload.launchCount + 1);
  scheduleWorkload(world);
}

/** Gives the workload its event in the queue, if it has none for that moment yet. */
export function scheduleWorkload(world: World): void {
  const { workload } = world.data;
  const dueMs = nextDueMs(world);
  if (workload.scheduledMs === dueMs) return;
  workload.scheduledMs = dueMs;
  if (dueMs !== null) schedule(world, { atMs: dueMs, rank: RANK.workload, order: 0, what: { type: 'workload' } });
}

/** Does the one thing that is due at a moment, if anything still is. Returns the zone of the machine that it was about, by index. */
export function runWorkload(world: World, atMs: number): number | null {
  const { workload, sessions } = world.data;
  if (workload.scheduledMs !== atMs) return null;
  workload.scheduledMs = null;
  const place = firstDue(sessions);
  let zone: number | null = null;
  if (place !== NONE && sessions.dueMs[place]! <= atMs) zone = live(world, place);
  else if (workload.nextLaunchMs !== null && workload.nextLaunchMs <= atMs) zone = launchNext(world);
  scheduleWorkload(world);
  return zone;
}

function nextDueMs({ data: { workload, sessions } }: World): number | null {
  const place = firstDue(sessions);
  const sessionMs = place === NONE ? Number.POSITIVE_INFINITY : sessions.dueMs[place]!;
  const dueMs = Math.min(sessionMs, workload.nextLaunchMs ?? Number.POSITIVE_INFINITY);
  return dueMs === Number.POSITIVE_INFINITY ? null : dueMs;
}

function launchNext(world: World): number | null {
  const { workload: plan } = world.brokering;
  const { workload, nowMs } = world.data;
  workload.launchCount += 1;
  workload.nextLaunchMs = nowMs + plan.gapMs(workload.launchCount + 1);
  const planned = plan.launch(workload.launchCount);
  return launch(world, { ...planned, life: plan.life(planned.user, nowMs) }).machine?.zone ?? null;
}

/** What comes next for a session. */
function live(world: World, place: number): number | null {
  const { sessions } = world.data;
  const zone = sessions.zone[place]!;
  if (sessions.next[place] === NEXT_RETURN) return comeBack(world, place);
  if (sessions.next[place] === NEXT_DISCONNECT) disconnect(world, place);
  else endSession(world, place, 'logged-off');
  return zone;
}

/** Its user launches the same again. Where that leads elsewhere, or nowhere, this session ends in its own time. */
function comeBack(world: World, place: number): number | null {
  const { sessions, nowMs } = world.data;
  const user = sessions.user[place]!;
  setNext(sessions, place, NEXT_END, sessions.endsMs[place]!);
  const resource = resourceOf(world, sessions.group[place]!);
  if (resource === null) return null;
  const { seed } = world.definition;
  const storeFront = Math.floor(draw(seed, RETURNS, user, nowMs) * world.topology.storeFronts.length);
  const life = { lastsMs: sessions.endsMs[place]! - nowMs, away: null };
  return launch(world, { user, resource, storeFront, gateway: null, life }).machine?.zone ?? null;
}

function resourceOf({ definition, brokering }: World, group: number): string | null {
  return definition.deliveryGroups[brokering.groupNames[group] ?? '']?.resources[0] ?? null;
}
