/**
 * The phase of a target, and the sleep of one whose requests are all answered.
 *
 * Not here: what leads from one phase to the next (target-life.ts, target-login.ts).
 */

import { targetName } from '../../core/pvs/farm/index.ts';
import { REPLY_TIMEOUT_MIN_MS } from '../../core/pvs/target/index.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { answered } from './exchange.ts';
import type { FarmRuntime } from './farm.ts';
import { nextRequestMs } from './requests.ts';
import { requestSettings } from './schedule-farm.ts';
import { isRunning, isStreaming, isWaiting, OFF } from './target-columns.ts';

/** Where nothing but answers will come of its requests, they need not be made. */
export function sleep(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  targets.timeoutMs[target] = REPLY_TIMEOUT_MIN_MS;
  const isQuiet = world.disks === null && isHealthy(world, farm, target);
  if (!isQuiet) setDue(targets.agenda, target, nextRequestMs(requestSettings(world), target, world.data.nowMs));
}

function isHealthy(world: World, farm: FarmRuntime, target: number): boolean {
  const server = farm.data.targets.server[target]! - 1;
  const name = farm.topology.servers[server]?.name ?? '';
  return !world.damage.packetLoss.has(name) && answered(world, farm, target);
}

/** Everything that depends on whether a target runs follows its phase. */
export function setPhase(farm: FarmRuntime, target: number, phase: number): void {
  const { targets } = farm.data;
  const before = targets.phase[target]!;
  if (before === phase) return;
  targets.phase[target] = phase;
  targets.waitingCount += (isWaiting(phase) ? 1 : 0) - (isWaiting(before) ? 1 : 0);
  const [ran, runs] = [isStreaming(before), isStreaming(phase)];
  const goesOff = phase === OFF && isRunning(before);
  if (goesOff) farm.host.held(targetName(farm.topology, target), 'off');
  else if (ran && !runs) farm.host.held(targetName(farm.topology, target), 'held');
  if (!ran && runs) farm.host.running(targetName(farm.topology, target));
}
