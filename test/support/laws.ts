/**
 * What every run is held to: the laws at every event, and once everything is repaired the site comes back to rest by itself.
 */
import { formatInstant } from '../../src/core/kernel/index.ts';
import { machineName, type ZoneTopology } from '../../src/core/site/index.ts';
import { CLEAN, CLOUD, type FleetColumns, NOBODY, RESETTING } from '../../src/sim/fleet-columns.ts';
import { act, advanceTo, allCheckers, settle, type World } from '../../src/sim/index.ts';
import { type RandomRun, randomRun } from './random-run.ts';
import { perform } from './world-runs.ts';

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
    2 * timers.vdaRetry +
    timers.machineReset
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
    Array.from({ length: columns.count }, (_, machine) => machine).flatMap((machine) =>
      isAtRest(world, topology, columns, machine) ? [] : [`${machineName(topology, machine)} is not back`],
    ),
  );
  return [...connectors, ...machines];
}

/** Registered with the cloud, and no more than in use; or in a reset, or just out of it; or one that nobody registers any more. */
function isAtRest(world: World, { machineGroups }: ZoneTopology, columns: FleetColumns, machine: number): boolean {
  if (columns.condition[machine] === RESETTING) return true;
  if (machineGroups[columns.rangeOf[machine]!]?.fitsGroup === false) return true;
  if (columns.holder[machine] === NOBODY) return columns.nextContactMs[machine]! <= world.data.nowMs;
  return columns.holder[machine] === CLOUD && columns.down[machine] === 0 && columns.condition[machine] === CLEAN;
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
