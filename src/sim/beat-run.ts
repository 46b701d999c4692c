/**
 * What a beat does when it comes, and whether it may sleep afterwards.
 *
 * Not here: when a sleeping beat is woken (schedule.ts).
 */

import { present, unreachable } from '../core/kernel/index.ts';
import { connectorCandidacy } from '../core/lhc/connector/index.ts';
import { type StoreFrontInput, stepStoreFront } from '../core/lhc/storefront/index.ts';
import type { ControllerTopology } from '../core/site/index.ts';
import { type Beat, gridAfter } from './beats.ts';
import { onStoreFront, probeMembers } from './brokering/index.ts';
import { deliver } from './deliver.ts';
import { scheduleWatchdog, setNext } from './schedule.ts';
import { connectorAt, connectorIndex, type World } from './world.ts';

/** Makes the beat that is due now. */
export function runBeat(world: World, index: number): void {
  const beat = present(world.data.beats[index], 'a beat of this world');
  const { changeCount } = world;
  const { sequence, nowMs } = world.data;
  beat.lastMs = nowMs;
  beat.reached = perform(world, beat);
  if (beat.anchorMs === null || beat.nextMs !== nowMs) return;
  const lossless = (world.options.messageLoss ?? 0) === 0;
  const quiet = world.changeCount === changeCount && (lossless || world.data.sequence === sequence);
  const sleeps = quiet && beat.kind !== 'report' && world.options.skipping !== 'off';
  if (sleeps) beat.nextMs = null;
  else setNext(world, index, beat, gridAfter(beat, beat.anchorMs, nowMs));
  // A peer that is not heard is watched even while the beat sleeps: this can be the first beat that misses it.
  if (beat.kind === 'peer' && (!sleeps || beat.reached.length === 0)) scheduleWatchdog(world, beat.pair);
}

/** Does what the beat is for. Returns whom it reached. */
function perform(world: World, beat: Beat): readonly number[] {
  const atMs = world.data.nowMs;
  switch (beat.kind) {
    case 'peer':
      return hearPeer(world, beat.pair);
    case 'storefront':
      return sendHeartbeats(world, beat.owner);
    case 'probe':
      return probeMembers(
        world,
        world.topology.vips.findIndex(({ fqdn }) => fqdn === beat.owner),
      );
    case 'poll':
    case 'check':
    case 'report': {
      const connector = connectorIndex(world, beat.owner);
      if (connectorAt(world, connector).phase !== 'running') return [];
      deliver(world, connector, { type: `${beat.kind}-due`, atMs });
      return [connector];
    }
    default:
      return unreachable(beat.kind);
  }
}

function hearPeer(world: World, index: number): readonly number[] {
  const pair = present(world.data.pairs[index], 'a pair of this world');
  if (pair.openSinceMs === null) return [];
  const atMs = world.data.nowMs;
  pair.heardMs = atMs;
  const listener = connectorIndex(world, pair.to);
  const candidacy = connectorCandidacy(connectorAt(world, connectorIndex(world, pair.from)));
  deliver(world, listener, { type: 'peer-heard', atMs, peer: pair.from, candidacy });
  return [listener];
}

/** One round of a StoreFront. A virtual server passes it on to its members that are up, and has answered when one of them has. */
function sendHeartbeats(world: World, name: string): readonly number[] {
  if (world.damage.storeFrontsDown.has(name)) return [];
  const index = world.topology.storeFronts.findIndex((storeFront) => storeFront.name === name);
  const { controllers } = present(world.topology.storeFronts[index], 'a StoreFront for the beat');
  const settings = present(world.storeFronts[index], 'its settings');
  const state = present(world.data.storeFronts[index], 'its state');
  const reached: number[] = [];
  const [, sends] = stepStoreFront(state, { type: 'heartbeat-due' }, settings);
  for (const { to } of sends) {
    const controller = controllers.find(({ fqdn }) => fqdn === to);
    const up = controller === undefined ? [] : membersReached(world, controller);
    reached.push(...up);
    const answers = up.map((member) => heartbeatAnswer(world, member));
    noteAnswer(world, index, to, answers.includes('positive'));
  }
  return reached;
}

/** The connectors that a request to a controller can come to. */
function membersReached(world: World, { members, vip }: ControllerTopology): readonly number[] {
  const states = vip === null ? null : present(world.data.vips[vip], 'the state of a virtual server').members;
  return members
    .filter((member) => states === null || states[member]?.state === 'up')
    .map((member) => connectorIndex(world, member))
    .filter((member) => runs(world, member));
}

function heartbeatAnswer(world: World, connector: number): 'positive' | 'negative' | null {
  world.heartbeatAnswer = null;
  deliver(world, connector, { type: 'storefront-heartbeat', atMs: world.data.nowMs });
  return world.heartbeatAnswer;
}

function noteAnswer(world: World, storeFront: number, controller: string, answered: boolean): void {
  const input: StoreFrontInput = answered
    ? { type: 'heartbeat-answered', atMs: world.data.nowMs, controller }
    : { type: 'heartbeat-failed', controller };
  onStoreFront(world, storeFront, input);
}

function runs(world: World, connector: number): boolean {
  return connectorAt(world, connector).phase === 'running';
}
