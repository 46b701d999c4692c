/**
 * One outage of a day and the recovery from it, in a process of its own: `node --expose-gc bench/outage-run.ts MACHINES`.
 *
 * Prints one JSON document: how long it took, how much memory. The cloud is out of reach for every zone at once, all laws are checked
 * after every event, and the run ends with 1 when a law was broken or a machine is not back.
 *
 *   --every-heartbeat  no heartbeat of a machine or connector is left out, though it changes nothing
 *   --milestones       says when what happened, too; it is looked for after every event, so that the time taken means nothing
 */
import { parseArgs } from 'node:util';
import { parseSiteFile } from '../src/app/site/read-site-file.ts';
import { act, advanceTo, allCheckers, factsOf, runUntil, settle, type World } from '../src/sim/index.ts';
import { generatedSite } from './generated-site.ts';

export interface OutageRun {
  readonly machineCount: number;
  readonly zoneCount: number;
  /** From the empty world to the end of the recovery. */
  readonly wallMs: number;
  /** Of the processor, for the same span: less than the wall's where others use the machine as well. */
  readonly cpuMs: number;
  /** Of typed arrays, once the run is over. */
  readonly bytesPerMachine: number;
  readonly peakRssBytes: number;
}

/** When what happened first, in milliseconds since the outage began; `all` as soon as it holds of every machine. */
export interface Milestones {
  readonly pendingHa: number;
  readonly initialHa: number;
  readonly allWithSecondary: number;
  readonly extendedHa: number;
  readonly pendingRecovery: number;
  readonly workingNormally: number;
  readonly allWithCloud: number;
}

const HOUR_MS = 3_600_000;
const OUTAGE_MS = 24 * HOUR_MS;
/** Recovery takes 10 minutes, and the last machine speaks to its broker within 5 more. */
const RECOVERY_MS = HOUR_MS / 2;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    'every-heartbeat': { type: 'boolean', default: false },
    milestones: { type: 'boolean', default: false },
  },
});

console.log(
  JSON.stringify(values.milestones ? milestonesOf(Number(positionals[0])) : outageRun(Number(positionals[0]))),
);

function outageRun(machineCount: number): OutageRun {
  const { definition } = parseSiteFile(generatedSite(machineCount), 'generated-site.json');
  const bytesBefore = arrayBytes();
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const skipping = values['every-heartbeat'] ? 'off' : 'on';
  const world = settle(definition, { checkers: allCheckers(), skipping });
  loseCloud(world);
  advanceTo(world, definition.startMs + HOUR_MS);
  expectAll(machineCount, heldBySecondaries(world), 'with the secondary brokers after an hour');
  advanceTo(world, definition.startMs + OUTAGE_MS + RECOVERY_MS);
  const wallMs = performance.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  expectAll(machineCount, heldByCloud(world), 'with the cloud in the end');
  if (world.violations[0] !== undefined) throw new Error(`a law was broken: ${world.violations[0].text}`);
  return {
    machineCount,
    zoneCount: world.zones.length,
    wallMs,
    cpuMs: (cpu.user + cpu.system) / 1000,
    bytesPerMachine: (arrayBytes() - bytesBefore) / machineCount,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function milestonesOf(machineCount: number): Milestones {
  const { definition } = parseSiteFile(generatedSite(machineCount), 'generated-site.json');
  const { startMs } = definition;
  const world = settle(definition, { checkers: allCheckers() });
  loseCloud(world);
  const limitMs = startMs + OUTAGE_MS + RECOVERY_MS;
  const reached = (until: () => boolean): number => {
    if (!runUntil(world, { limitMs, until, everySecond: false })) throw new Error('a milestone is not reached');
    return world.data.nowMs - startMs;
  };
  const entered = (state: string): number => {
    const change = world.data.log.find((entry) => entry.change?.to === state);
    if (change === undefined) throw new Error(`no connector entered ${state}`);
    return change.atMs - startMs;
  };
  const allWithSecondary = reached(() => heldBySecondaries(world) === machineCount);
  advanceTo(world, startMs + OUTAGE_MS);
  const allWithCloud = reached(() => heldByCloud(world) === machineCount);
  return {
    pendingHa: entered('pending-ha'),
    initialHa: entered('initial-ha'),
    allWithSecondary,
    extendedHa: entered('extended-ha'),
    pendingRecovery: entered('pending-recovery'),
    workingNormally: entered('working-normally'),
    allWithCloud,
  };
}

function loseCloud(world: World): void {
  act(world, {
    type: 'fault-injected',
    id: 'f1',
    fault: { kind: 'cloud-unreachable', connectors: world.data.connectors.map(({ fqdn }) => fqdn) },
    untilMs: world.definition.startMs + OUTAGE_MS,
  });
}

function arrayBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().arrayBuffers;
}

function heldByCloud(world: World): number {
  const facts = factsOf(world);
  return sum(world.zones.map(({ index }) => facts.zone(index).held.cloud));
}

function heldBySecondaries(world: World): number {
  const facts = factsOf(world);
  return sum(world.zones.flatMap(({ index }) => facts.zone(index).held.connectors));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function expectAll(machineCount: number, count: number, where: string): void {
  if (count !== machineCount) throw new Error(`${count} of ${machineCount} machines are ${where}`);
}
