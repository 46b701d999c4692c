/**
 * What every run is held to: the laws at every event, and once everything is repaired the site comes back to rest by itself.
 */
import { formatInstant } from '../../src/core/kernel/index.ts';
import { machineName } from '../../src/core/site/index.ts';
import { act, advanceTo, allCheckers, settle, type World } from '../../src/sim/index.ts';
import { type RandomRun, randomRun } from './random-run.ts';
import { perform } from './world-runs.ts';

const CLOUD = 1;

/** Clears every fault and releases every forced outage. */
export function repairAll(world: World): void {
  for (const { id, endedMs } of [...world.data.faults]) {
    if (endedMs === null) act(world, { type: 'fault-cleared', id });
  }
  act(world, { type: 'outage-ended', connectors: world.data.connectors.map(({ fqdn }) => fqdn) });
}

/**
 * By when a repaired site is at rest: whatever began last runs its course, one step after the other, and a machine may have
 * missed the end of it by one heartbeat.
 */
export function restAfterMs({ definition: { timers } }: World): number {
  return (
    timers.storeFrontHeartbeat +
    3 * timers.peerSilence +
    timers.initialHa +
    timers.pendingRecovery +
    3 * timers.healthCheck +
    timers.vdaHeartbeat +
    2 * timers.vdaRetry
  );
}

/** Repairs everything, waits, and says what is not as it was in the beginning. */
export function unrestAfterRepair(world: World): readonly string[] {
  repairAll(world);
  advanceTo(world, world.data.nowMs + restAfterMs(world));
  const connectors = world.data.connectors
    .filter(({ phase, haMode }) => phase !== 'running' || haMode.state !== 'working-normally')
    .map(({ fqdn, phase, haMode }) => `${fqdn} is ${phase} and ${haMode.state}`);
  const machines = world.zones.flatMap(({ topology, fleet: { columns } }) =>
    [...columns.holder].flatMap((holder, machine) =>
      holder === CLOUD && columns.down[machine] === 0 ? [] : [`${machineName(topology, machine)} is not back`],
    ),
  );
  return [...connectors, ...machines];
}

/** What is unlawful about a random run: broken laws, and what does not come back to rest. Each line names the seed. */
export function unlawfulness(seed: number, lossPercent: number): readonly string[] {
  return lawlessness(randomRun(seed), seed, lossPercent);
}

/** What is unlawful about a run that is named by a seed. */
export function lawlessness({ definition, deeds }: RandomRun, seed: number, lossPercent: number): readonly string[] {
  const world = settle(definition, { messageLoss: lossPercent / 100, checkers: allCheckers() });
  for (const deed of deeds) perform(world, deed);
  const unrest = unrestAfterRepair(world);
  const broken = world.violations.map(({ atMs, text }) => `${formatInstant(atMs)} ${text}`);
  return [...broken, ...unrest].map((line) => `seed ${seed}, ${lossPercent} % of messages lost: ${line}`);
}
