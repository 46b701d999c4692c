/**
 * Measures how fast holdover is (`npm run bench`), prints a table, and writes bench/results.json.
 *
 *   --rows NAME      only this row; may be repeated
 *   --rounds COUNT   how often everything is measured; the median counts (10 unless told)
 *
 * Ratios are measured side by side in one run, since machines differ and are noisy. Nothing here fails because it is slow: a row says
 * whether it met its goal, and the exit code is 0.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { farmRows } from './farm-rows.ts';
import { type OutageSize, outageRows, sizesText } from './outage-rows.ts';
import { type Row, type RowGroup, rowsText } from './row.ts';
import { ROWS_TO_COME } from './rows-to-come.ts';
import { simpyRow } from './simpy-row.ts';
import { statusRows } from './status-rows.ts';

const RESULTS = join(import.meta.dirname, 'results.json');

const { values } = parseArgs({
  options: { rows: { type: 'string', multiple: true }, rounds: { type: 'string', default: '10' } },
});
const roundCount = Number(values.rounds);
let sizes: readonly OutageSize[] = [];

const groups: readonly RowGroup[] = [
  statusRows(roundCount),
  outageRows(roundCount, (measured) => {
    sizes = measured;
  }),
  simpyRow(roundCount),
  farmRows(roundCount),
  ...ROWS_TO_COME,
];
const names = groups.flatMap((group) => group.names);
const wanted = values.rows ?? names;

const wrong = wanted.find((name) => !names.includes(name));
if (wrong !== undefined) giveUp(`There is no row "${wrong}". Rows: ${names.join(', ')}.`);
else if (!(Number.isInteger(roundCount) && roundCount > 0)) giveUp(`"${values.rounds}" is no number of rounds.`);
else await bench();

async function bench(): Promise<void> {
  const machine = machineNow();
  console.log(
    `Node ${machine.node} · ${machine.platform} · ${machine.cpus} · load ${machine.load} · median of ${roundCount}\n`,
  );
  const rows: Row[] = [];
  for (const group of groups.filter((one) => one.names.some((name) => wanted.includes(name)))) {
    rows.push(...(await group.measure()).filter((row) => wanted.includes(row.name)));
  }
  console.log(rowsText(rows));
  if (sizes.length > 0)
    console.log(
      `\nAn outage of 24 h and the recovery from it, in zones of 10,000 machines, checkers on:\n\n${sizesText(sizes)}`,
    );
  const document = { schema: 'holdover.bench/1', at: new Date().toISOString(), machine, roundCount, rows, sizes };
  writeFileSync(RESULTS, `${JSON.stringify(document, null, 2)}\n`);
}

function machineNow(): {
  readonly node: string;
  readonly platform: string;
  readonly cpus: string;
  readonly load: string;
} {
  const models = cpus().map(({ model }) => model);
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpus: `${models.length} × ${models[0] ?? 'unknown processor'}`,
    load: (loadavg()[0] ?? 0).toFixed(1),
  };
}

function giveUp(reason: string): void {
  console.error(reason);
  process.exitCode = 64;
}
