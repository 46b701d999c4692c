/**
 * A farm of 50 servers loses five of them, in a process of its own: `node --expose-gc bench/farm-run.ts TARGETS`.
 *
 * Prints one JSON document: how long it took, how much memory, and how long targets were held. All laws are checked after every event,
 * and the run ends with 1 when one was broken or a target does not go on.
 */
import { parseSiteFile } from '../src/app/site/read-site-file.ts';
import { act, advanceTo, allCheckers, allFarmCheckers, settle } from '../src/sim/index.ts';
import { generatedFarm, LOST_SERVERS } from './generated-farm.ts';

export interface FarmRun {
  readonly targetCount: number;
  readonly lostCount: number;
  /** From the loss to the last target that goes on, without what it takes to set the farm up. */
  readonly wallMs: number;
  readonly settleMs: number;
  /** Of typed arrays, once the run is over. */
  readonly bytesPerTarget: number;
  readonly peakRssBytes: number;
  /** World time for which a target that lost its server was held. */
  readonly pausedP50Ms: number;
  readonly pausedWorstMs: number;
}

const MINUTE_MS = 60_000;
const QUIET_MS = 10 * MINUTE_MS;
const RECOVERY_MS = 10 * MINUTE_MS;

console.log(JSON.stringify(farmRun(Number(process.argv[2]))));

function farmRun(targetCount: number): FarmRun {
  const { definition } = parseSiteFile(generatedFarm(targetCount), 'generated-farm.json');
  const bytesBefore = arrayBytes();
  const settledAtMs = performance.now();
  const paused: number[] = [];
  const world = settle(definition, {
    checkers: allCheckers(),
    farmCheckers: allFarmCheckers(),
    onHappening: (_, happening) => {
      if (happening.type === 'target-moved') paused.push(happening.pausedMs);
    },
  });
  const startedMs = performance.now();
  advanceTo(world, definition.startMs + QUIET_MS);
  LOST_SERVERS.forEach((server, index) => {
    act(world, { type: 'fault-injected', id: `f${index}`, fault: { kind: 'server-down', server }, untilMs: null });
  });
  advanceTo(world, world.data.nowMs + RECOVERY_MS);
  const wallMs = performance.now() - startedMs;
  if (world.violations[0] !== undefined) throw new Error(`a law was broken: ${world.violations[0].text}`);
  const lostCount = targetCount / 10;
  if (paused.length !== lostCount) throw new Error(`${paused.length} of ${lostCount} targets go on`);
  paused.sort((a, b) => a - b);
  return {
    targetCount,
    lostCount,
    wallMs,
    settleMs: startedMs - settledAtMs,
    bytesPerTarget: (arrayBytes() - bytesBefore) / targetCount,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    pausedP50Ms: paused[Math.floor(paused.length / 2)] ?? 0,
    pausedWorstMs: paused.at(-1) ?? 0,
  };
}

function arrayBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().arrayBuffers;
}
