/**
 * How long an outage of a day takes to run, and how much memory, by the size of the site. Each run is a process of its own.
 *
 * Not here: the run itself (outage-run.ts).
 */
import { runApart } from './apart.ts';
import type { OutageRun } from './outage-run.ts';
import { aligned, decimals, type Measurement, median, type Row, type RowGroup } from './row.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const SMALLEST = 1_000;
const LARGEST = 1_000_000;
const WHAT = 'outage of 24 h and recovery, checkers on';

export interface OutageSize extends OutageRun {
  /** Time per machine beside that of the smallest site. */
  readonly perMachineRatio: number;
}

/** Measures the rows, and hands over the numbers of each size as well. */
export function outageRows(roundCount: number, onSizes: (sizes: readonly OutageSize[]) => void): RowGroup {
  return {
    names: ['outage-million', 'outage-bytes', 'outage-size'],
    measure: () => {
      const sizes = measureSizes(roundCount);
      onSizes(sizes);
      return rowsOf(sizes);
    },
  };
}

export function sizesText(sizes: readonly OutageSize[]): string {
  return aligned([
    ['MACHINES', 'ZONES', 'WALL', 'PROCESSOR', 'WALL PER MACHINE', 'BESIDE 1,000', 'BYTES PER MACHINE', 'PEAK RSS'],
    ...sizes.map((size) => [
      size.machineCount.toLocaleString('en'),
      String(size.zoneCount),
      `${decimals(size.wallMs / 1000)} s`,
      `${decimals(size.cpuMs / 1000)} s`,
      `${decimals((size.wallMs * 1000) / size.machineCount)} µs`,
      `${decimals(size.perMachineRatio)}×`,
      decimals(size.bytesPerMachine),
      `${(size.peakRssBytes / 2 ** 20).toFixed(0)} MiB`,
    ]),
  ]).join('\n');
}

/** The medians of each size, round after round. */
function measureSizes(roundCount: number): readonly OutageSize[] {
  const runs = Array.from({ length: roundCount }, () =>
    SIZES.map((machineCount) => runApart<OutageRun>('outage-run.ts', machineCount)),
  ).flat();
  const sizes = SIZES.map((machineCount) => middleOf(runs.filter((run) => run.machineCount === machineCount)));
  const perMachine = ({ wallMs, machineCount }: OutageRun): number => wallMs / machineCount;
  const base = perMachine(sizeOf(sizes, SMALLEST));
  return sizes.map((size) => ({ ...size, perMachineRatio: perMachine(size) / base }));
}

function middleOf(runs: readonly OutageRun[]): OutageRun {
  const of = (pick: (run: OutageRun) => number): number => median(runs.map(pick));
  return {
    machineCount: of((run) => run.machineCount),
    zoneCount: of((run) => run.zoneCount),
    wallMs: of((run) => run.wallMs),
    cpuMs: of((run) => run.cpuMs),
    bytesPerMachine: of((run) => run.bytesPerMachine),
    peakRssBytes: of((run) => run.peakRssBytes),
  };
}

function rowsOf(sizes: readonly OutageSize[]): readonly Row[] {
  const { wallMs, bytesPerMachine, perMachineRatio } = sizeOf(sizes, LARGEST);
  const shared: Pick<Measurement, 'what' | 'against'> = { what: `${WHAT}, 1,000,000 machines`, against: '-' };
  const seconds = wallMs / 1000;
  return [
    { ...shared, name: 'outage-million', measured: 'wall time', value: seconds, unit: ' s', goalMax: 10 },
    { ...shared, name: 'outage-bytes', measured: 'per machine', value: bytesPerMachine, unit: ' bytes', goalMax: 200 },
    {
      ...shared,
      name: 'outage-size',
      measured: 'time per machine',
      against: '1,000 machines',
      value: perMachineRatio,
      unit: '×',
      goalMax: 1.5,
    },
  ];
}

function sizeOf<Size extends OutageRun>(sizes: readonly Size[], machineCount: number): Size {
  const found = sizes.find((size) => size.machineCount === machineCount);
  if (found === undefined) throw new Error(`nothing was measured at ${machineCount} machines`);
  return found;
}
