/**
 * One outage of a day and the recovery from it, in a process of its own: `node --expose-gc bench/outage-run.ts MACHINES`.
 *
 * Prints one JSON document: how long it took, how much memory. The cloud is out of reach for every zone at once, all laws are checked
 * after every event, and the run ends with 1 when a law was broken or a machine is not back.
 */
import { parseSiteFile } from '../src/app/site/read-site-file.ts';
import { act, advanceTo, allCheckers, factsOf, settle, type World } from '../src/sim/index.ts';
import { generatedSite } from './generated-site.ts';

export interface OutageRun {
  readonly machineCount: number;
  readonly zoneCount: number;
  /** From the settled start to the end of the recovery. */
  readonly wallMs: number;
  /** Of the processor, for the same span: less than the wall's where others use the machine as well. */
  readonly cpuMs: number;
  /** Of typed arrays, once the run is over. */
  readonly bytesPerMachine: number;
  readonly peakRssBytes: number;
}

const HOUR_MS = 3_600_000;
const OUTAGE_MS = 24 * HOUR_MS;
/** Recovery takes 10 minutes, and the last machine speaks to its broker within 5 more. */
const RECOVERY_MS = HOUR_MS / 2;

const run = outageRun(Number(process.argv[2]));
console.log(JSON.stringify(run));

function outageRun(machineCount: number): OutageRun {
  const { definition } = parseSiteFile(generatedSite(machineCount), 'generated-site.json');
  const bytesBefore = arrayBytes();
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const world = settle(definition, { checkers: allCheckers() });
  const connectors = world.data.connectors.map(({ fqdn }) => fqdn);
  act(world, {
    type: 'fault-injected',
    id: 'f1',
    fault: { kind: 'cloud-unreachable', connectors },
    untilMs: definition.startMs + OUTAGE_MS,
  });
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

function arrayBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().arrayBuffers;
}

function heldByCloud(world: World): number {
  return sum(factsOf(world).zones.map((zone) => zone.heldByCloud));
}

function heldBySecondaries(world: World): number {
  return sum(factsOf(world).zones.flatMap((zone) => zone.heldByConnector));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function expectAll(machineCount: number, count: number, where: string): void {
  if (count !== machineCount) throw new Error(`${count} of ${machineCount} machines are ${where}`);
}
