/**
 * How long `lhc status --json` takes from the shell's side, beside a bare Node and beside another tool's start.
 *
 * The sites are in an outage of all their zones, so that there is something to tell.
 * Not here: how long an outage takes to run (outage-rows.ts).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedSite, nameOfGenerated } from './generated-site.ts';
import { type MeasuredRow, median, type Row, type RowGroup, type UnmeasuredRow } from './row.ts';

const ROOT = join(import.meta.dirname, '..');
const SMALL = 1_000;
const LARGE = 100_000;

/** What `lhc status` must not load. */
const NOT_FOR_STATUS: readonly string[] = ['ink', 'react', 'yaml', 'zod'];

export function statusRows(roundCount: number): RowGroup {
  return {
    names: ['status', 'status-libraries', 'status-patroni', 'status-size'],
    measure: () => inStoreOfItsOwn((store) => measureStatus(store, roundCount)),
  };
}

interface Contender {
  readonly name: string;
  readonly command: string;
  readonly parameters: readonly string[];
}

interface Store {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

function measureStatus(store: Store, roundCount: number): readonly Row[] {
  for (const machineCount of [SMALL, LARGE]) prepareSite(store, machineCount);
  const node: Contender = { name: 'node -e 0', command: process.execPath, parameters: ['-e', '0'] };
  const patroni: Contender = { name: 'patronictl version', command: 'patronictl', parameters: ['version'] };
  const [small, large] = [statusOf(SMALL), statusOf(LARGE)];
  const hasPatroni = spawnSync(patroni.command, patroni.parameters).error === undefined;
  const contenders = [node, small, large, ...(hasPatroni ? [patroni] : [])];
  const medians = interleaved(contenders, { store, roundCount });
  const what = 'lhc status --json, 1,000 machines';
  return [
    ratio({ name: 'status', what, goalMax: 4.5 }, { of: small, to: node }, medians),
    librariesRow(store),
    hasPatroni
      ? ratio({ name: 'status-patroni', what, goalMax: 0.7 }, { of: small, to: patroni }, medians)
      : notInstalled({ name: 'status-patroni', what }),
    ratio(
      { name: 'status-size', what: 'lhc status --json, 100,000 machines', goalMax: 3 },
      { of: large, to: small },
      medians,
    ),
  ];
}

function statusOf(machineCount: number): Contender {
  const parameters = [...bin('lhc', 'status', '--json'), '--site', nameOfGenerated(machineCount)];
  return { name: `${machineCount.toLocaleString('en')} machines`, command: process.execPath, parameters };
}

function bin(...words: string[]): readonly string[] {
  return [join(ROOT, 'bin', 'run.js'), ...words];
}

function prepareSite(store: Store, machineCount: number): void {
  const file = join(store.folder, `${machineCount}.json`);
  writeFileSync(file, generatedSite(machineCount));
  for (const words of [
    ['site', 'load', file],
    ['lhc', 'force-outage', '--all-zones'],
    ['clock', 'advance', '3m'],
  ]) {
    runOrThrow({ name: words.join(' '), command: process.execPath, parameters: bin(...words) }, store);
  }
}

/** The median of each contender's times. One after the other, round after round, so that a busy moment hits all of them. */
function interleaved(
  contenders: readonly Contender[],
  { store, roundCount }: { readonly store: Store; readonly roundCount: number },
): ReadonlyMap<Contender, number> {
  for (const contender of contenders) runOrThrow(contender, store);
  const times = new Map(contenders.map((contender) => [contender, [] as number[]]));
  for (let round = 0; round < roundCount; round++) {
    for (const contender of contenders) times.get(contender)?.push(runOrThrow(contender, store));
  }
  return new Map([...times].map(([contender, samples]) => [contender, median(samples)]));
}

/** Runs a program to its end. Returns how many milliseconds it took. */
function runOrThrow({ name, command, parameters }: Contender, { env }: Store): number {
  const startedMs = performance.now();
  const { status, error, stderr } = spawnSync(command, parameters, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${error?.message ?? stderr}`);
  return performance.now() - startedMs;
}

function ratio(
  row: Pick<MeasuredRow, 'name' | 'what' | 'goalMax'>,
  { of, to }: { readonly of: Contender; readonly to: Contender },
  medians: ReadonlyMap<Contender, number>,
): MeasuredRow {
  const [ofMs, toMs] = [medians.get(of) ?? Number.NaN, medians.get(to) ?? Number.NaN];
  const against = `${to.name}: ${toMs.toFixed(0)} ms`;
  return { ...row, measured: `${ofMs.toFixed(0)} ms`, against, value: ofMs / toMs, unit: '×' };
}

function librariesRow(store: Store): MeasuredRow {
  const report = join(store.folder, 'libraries.txt');
  const hook = ['--import', join(import.meta.dirname, 'note-libraries.ts')];
  const { command, parameters, name } = statusOf(SMALL);
  const env = { ...store.env, BENCH_LIBRARIES: report };
  runOrThrow({ name, command, parameters: [...hook, ...parameters] }, { ...store, env });
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
  return { ...row, notMeasured: 'patronictl is not installed (Debian package patroni)' };
}

function inStoreOfItsOwn<Result>(use: (store: Store) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'holdover-bench-'));
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:HOLDOVER_|FORCE_COLOR$)/.test(name));
  const env = {
    ...Object.fromEntries(kept),
    HOLDOVER_CONFIG_DIR: join(folder, 'config'),
    HOLDOVER_CACHE_DIR: join(folder, 'cache'),
  };
  try {
    return use({ folder, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
