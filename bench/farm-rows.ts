/**
 * How long it takes to run the loss of five of a farm's 50 servers, and how much memory, by the number of targets. Each run is a process of its own.
 *
 * Not here: the run itself (farm-run.ts).
 */
import { runApart } from './apart.ts';
import type { FarmRun } from './farm-run.ts';
import { type Measurement, median, type Row, type RowGroup } from './row.ts';

const SMALLEST = 1_000;
const LARGEST = 100_000;
const WHAT = 'a farm of 50 servers loses 5, 100,000 targets, laws checked';

export function farmRows(roundCount: number): RowGroup {
  return {
    names: ['farm-loss', 'farm-bytes', 'farm-size'],
    measure: () => {
      const runs = Array.from(
        { length: roundCount },
        () => [runApart<FarmRun>('farm-run.ts', SMALLEST), runApart<FarmRun>('farm-run.ts', LARGEST)] as const,
      );
      return rowsOf(runs);
    },
  };
}

function rowsOf(runs: readonly (readonly [small: FarmRun, large: FarmRun])[]): readonly Row[] {
  const perTarget = ({ wallMs, settleMs, targetCount }: FarmRun) => (wallMs + settleMs) / targetCount;
  const shared: Pick<Measurement, 'what' | 'against'> = { what: WHAT, against: '-' };
  const seconds = median(runs.map(([, { wallMs, settleMs }]) => (wallMs + settleMs) / 1000));
  const bytes = median(runs.map(([, { bytesPerTarget }]) => bytesPerTarget));
  const ratio = median(runs.map(([small, large]) => perTarget(large) / perTarget(small)));
  return [
    { ...shared, name: 'farm-loss', measured: 'wall time', value: seconds, unit: ' s', goalMax: 10 },
    { ...shared, name: 'farm-bytes', measured: 'per target', value: bytes, unit: ' bytes', goalMax: 200 },
    {
      ...shared,
      name: 'farm-size',
      measured: 'time per target',
      against: '1,000 targets',
      value: ratio,
      unit: '×',
      goalMax: 1.5,
    },
  ];
}
