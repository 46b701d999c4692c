/**
 * How long `lhc status --json` and the first line of `lhc watch` take from the shell's side, beside a bare Node and another tool's start.
 *
 * The sites are in an outage of all their zones, so that there is something to tell.
 * Not here: how long an outage takes to run (outage-rows.ts).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contender, interleaved, timeOf } from './contender.ts';
import { generatedSite, nameOfGenerated } from './generated-site.ts';
import type { MeasuredRow, Measurement, Row, RowGroup, UnmeasuredRow } from './row.ts';

const ROOT = join(import.meta.dirname, '..');
const SMALL = 1_000;
const LARGE = 100_000;

/** What `lhc status` must not load. */
const NOT_FOR_STATUS: readonly string[] = ['ink', 'react', 'yaml', 'zod'];

const NODE: Contender = { name: 'node -e 0', command: process.execPath, parameters: ['-e', '0'], until: 'end' };
const PATRONI: Contender = { name: 'patronictl version', command: 'patronictl', parameters: ['version'], until: 'end' };

export function statusRows(roundCount: number): RowGroup {
  return {
    names: ['status', 'status-libraries', 'status-patroni', 'status-size', 'watch'],
    measure: () => inStoreOfItsOwn((store) => measureStatus(store, roundCount)),
  };
}

interface Store {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

async function measureStatus(store: Store, roundCount: number): Promise<readonly Row[]> {
  for (const machineCount of [SMALL, LARGE]) await prepareSite(store, machineCount);
  const [small, large] = [statusOf(SMALL), statusOf(LARGE)];
  const hasPatroni = spawnSync(PATRONI.command, PATRONI.parameters).error === undefined;
  const contenders = [NODE, small, large, ...(hasPatroni ? [PATRONI] : [])];
  const medians = await interleaved(contenders, { env: store.env, roundCount });
  const what = 'lhc status --json, 1,000 machines';
  return [
    ratio({ name: 'status', what, goalMax: 4.5 }, { of: small, to: NODE }, medians),
    await librariesRow(store),
    hasPatroni
      ? ratio({ name: 'status-patroni', what, goalMax: 0.7 }, { of: small, to: PATRONI }, medians)
      : notInstalled({ name: 'status-patroni', what }),
    ratio(
      { name: 'status-size', what: 'lhc status --json, 100,000 machines', goalMax: 3 },
      { of: large, to: small },
      medians,
    ),
    await watchRow(store, roundCount),
  ];
}

/** By itself, since a watch moves the clock of its site. */
async function watchRow({ env }: Store, roundCount: number): Promise<MeasuredRow> {
  const parameters = [...bin('lhc', 'watch'), '--site', nameOfGenerated(SMALL)];
  const watch: Contender = { name: 'lhc watch', command: process.execPath, parameters, until: 'first-output' };
  const medians = await interleaved([NODE, watch], { env, roundCount });
  return ratio(
    { name: 'watch', what: 'first line of lhc watch into a pipe, 1,000 machines', goalMax: 12 },
    { of: watch, to: NODE },
    medians,
  );
}

function statusOf(machineCount: number): Contender {
  const parameters = [...bin('lhc', 'status', '--json'), '--site', nameOfGenerated(machineCount)];
  return { name: `${machineCount.toLocaleString('en')} machines`, command: process.execPath, parameters, until: 'end' };
}

function bin(...words: string[]): readonly string[] {
  return [join(ROOT, 'bin', 'run.js'), ...words];
}

async function prepareSite({ folder, env }: Store, machineCount: number): Promise<void> {
  const file = join(folder, `${machineCount}.json`);
  writeFileSync(file, generatedSite(machineCount));
  for (const words of [
    ['site', 'load', file],
    ['lhc', 'force-outage', '--all-zones'],
    ['clock', 'advance', '3m'],
  ]) {
    await timeOf({ name: words.join(' '), command: process.execPath, parameters: bin(...words), until: 'end' }, env);
  }
}

function ratio(
  row: Pick<Measurement, 'name' | 'what'> & { readonly goalMax: number },
  { of, to }: { readonly of: Contender; readonly to: Contender },
  medians: ReadonlyMap<Contender, number>,
): MeasuredRow {
  const [ofMs, toMs] = [medians.get(of) ?? Number.NaN, medians.get(to) ?? Number.NaN];
  const against = `${to.name}: ${toMs.toFixed(0)} ms`;
  return { ...row, measured: `${ofMs.toFixed(0)} ms`, against, value: ofMs / toMs, unit: '×' };
}

async function librariesRow(store: Store): Promise<MeasuredRow> {
  const report = join(store.folder, 'libraries.txt');
  const hook = ['--import', join(import.meta.dirname, 'note-libraries.ts')];
  const status = statusOf(SMALL);
  const noted: Contender = { ...status, parameters: [...hook, ...status.parameters] };
  await timeOf(noted, { ...store.env, BENCH_LIBRARIES: report });
  const loaded = readFileSync(report, 'utf8')
    .split('\n')
    .filter((library) => library !== '');
  const wrong = loaded.filter((library) => NOT_FOR_STATUS.includes(library));
  return {
    name: 'status-libraries',
    what: `lhc status --json loads none of ${NOT_FOR_STATUS.join(', ')}`,
    measured: wrong.length === 0 ? 'none' : wrong.join(', '),
    against: `of ${loaded.length} that it loads`,
    value: wrong.length,
    unit: ' libraries',
    goalMax: 0,
  };
}

function notInstalled(row: Pick<UnmeasuredRow, 'name' | 'what'>): UnmeasuredRow {
  return { ...row, notMeasured: 'apt-get install patroni' };
}

async function inStoreOfItsOwn<Result>(use: (store: Store) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'holdover-bench-'));
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:HOLDOVER_|FORCE_COLOR$)/.test(name));
  const env = {
    ...Object.fromEntries(kept),
    HOLDOVER_CONFIG_DIR: join(folder, 'config'),
    HOLDOVER_CACHE_DIR: join(folder, 'cache'),
  };
  try {
    return await use({ folder, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
