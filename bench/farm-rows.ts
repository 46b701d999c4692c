/**
 * How long it takes to run the loss of five of a farm's 50 servers, and how much memory, by the number of targets. Each run is a process of its own.
 *
 * Not here: the run itself (farm-run.ts).
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { FarmRun } from './farm-run.ts';
import { type Measurement, median, type Row, type RowGroup } from './row.ts';

const SMALLEST = 1_000;
const LARGEST = 100_000;
const WHAT = 'a farm of 50 servers loses 5, 100,000 targets, laws checked';

export function farmRows(roundCount: number): RowGroup {
  return {
    names: ['farm-loss', 'farm-bytes', 'farm-size'],
    measure: () => {
      const runs = Array.from({ length: roundCount }, () => [runOnce(SMALLEST), runOnce(LARGEST)] as const);
      return rowsOf(runs);
    },
  };
}

function runOnce(targetCount: number): FarmRun {
  const script = join(import.meta.dirname, 'farm-run.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, String(targetCount)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the loss of servers of ${targetCount} targets failed: ${stderr}`);
  return JSON.parse(stdout) as FarmRun;
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
