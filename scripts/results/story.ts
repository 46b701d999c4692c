/**
 * A story in which every result is printed at least once: the real commands, in a home of their own, with the example site contoso.
 *
 * What differs from one machine to another, or from one day to another, is replaced: the home by ~, the version of Node, the name of whoever
 * runs this, the real time.
 * Not here: how the results are shown (results-page.ts).
 */
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** One command of the story, and what it printed: one document, or with `watch` one a line. */
export interface Told {
  /** What follows `holdover`, as typed, without `--json`. */
  readonly line: string;
  readonly exitCode: number | null;
  readonly documents: readonly Document[];
}

export type Document = Readonly<Record<string, unknown>>;

export interface Results {
  /** Which results there are, as `holdover schema` lists them. */
  readonly formats: readonly { readonly name: string; readonly describes: string }[];
  readonly told: readonly Told[];
}

const STORY = [
  'site init site.yaml',
  'site import export',
  'site validate contoso.yaml',
  'site load contoso.yaml',
  'site list',
  'site use contoso',
  'status',
  'check --mute LHC033 --for 4h',
  'lhc explain tok',
  'lhc explain LHC041',
  'lhc explain cc-tok-01',
  'lhc explain user-0001',
  'lhc explain "JP Desktop"',
  'lhc elect --zone tok',
  'lhc sync --zone fra',
  'rehearse "cloud-unreachable ams" "server-down pvs2" --for 30m --seeds 3',
  'lhc force-outage --zone ams --for 30m',
  'fault inject link-flapping fra --every 20s --for 10m',
  'fault list',
  'fault clear f1',
  'fault kinds',
  'fault inject server-down pvs2 --for 70s',
  'watch --rate 600 --count 36',
  'lhc wait --until "lhc.zones.ams.machines.registeredPercent == 100.0"',
  'lhc ok-to-stop cc-tok-02',
  'lhc enumerate user-0001',
  'lhc launch user-0001 "JP Desktop" --via gateway',
  'lhc logoff user-0001',
  'lhc events --zone ams --id 3502 --id 3504',
  'lhc end-outage --zone ams --wait',
  'lhc history',
  'clock advance 5m',
  'pvs servers',
  'pvs vdisks',
  'pvs targets --collection kiosk',
  'pvs replicas win11',
  'pvs explain vda-017',
  'pvs explain pvs2',
  'pvs explain win11',
  'pvs ok-to-stop pvs2',
  'pvs stop-stream pvs1 --for 15m --wait',
  'pvs start-stream pvs1',
  'pvs rebalance pvs2',
  'pvs events --server pvs2 --kind fault-began --kind server-down --kind target-moved --last 0',
  'pvs history',
  'pvs shutdown srv22-edit-1',
  'pvs promote srv22',
  'pvs promote srv22 --pin 1',
  'pvs merge srv22 --base',
  'pvs merge srv22 --prune',
  'pvs revert srv22 --version 2',
  'pvs replicas copy win11 --from pvs1 --to pvs3',
  'pvs boot srv22-edit-1 --wait',
  'pvs test-failover kiosk-1',
  'site set timers.pendingHa 90s --dry-run',
  'site set policy.powerActionsInOutage true',
  'site apply contoso.yaml',
  'site show',
  'site reset --dry-run',
  'site export',
  'site reset',
  'drill validate lhc-elected-restart',
  'drill plan lhc-elected-restart --param zone=ams',
  'drill run lhc-elected-restart --param zone=ams',
  'drill report',
  'drill list',
  'drill export lhc-elected-restart',
  'doctor',
  'schema',
  'autocomplete bash',
  'help exit-codes',
  '--version',
  'lhc status --site contso',
  'site remove contoso',
];

/** Tells the story, command after command. */
export async function tellResults(root: string): Promise<Results> {
  const home = mkdtempSync(join(tmpdir(), 'holdover-results-'));
  try {
    copyFileSync(join(root, 'examples', 'sites', 'contoso.yaml'), join(home, 'contoso.yaml'));
    cpSync(join(root, 'examples', 'export', 'sample'), join(home, 'export'), { recursive: true });
    const told: Told[] = [];
    for (const line of STORY) told.push(await tell(root, home, line));
    const list = told.find(({ line }) => line === 'schema')?.documents[0] as SchemaList | undefined;
    return { formats: (list?.schemas ?? []).filter(({ name }) => !FILE_FORMATS.includes(name)), told };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What people write, and no command prints. */
const FILE_FORMATS: readonly string[] = ['site', 'drill'];

interface SchemaList extends Document {
  readonly schemas: Results['formats'];
}

async function tell(root: string, home: string, line: string): Promise<Told> {
  const { stdout, exitCode } = await run(root, home, [...wordsOf(line), '--json']);
  const texts = line.startsWith('watch') ? stdout.trim().split('\n') : [stdout];
  return {
    line,
    exitCode,
    documents: texts.map((text) => JSON.parse(text, (key, value) => everywhere({ root, home }, key, value))),
  };
}

interface Places {
  readonly root: string;
  readonly home: string;
}

/** A value as it would be on any machine. */
function everywhere({ root, home }: Places, key: string, value: unknown): unknown {
  if (key === 'by' && value === userInfo().username) return 'admin';
  if (key === 'startedAt') return '2026-01-05T08:00:00.000Z';
  if (typeof value !== 'string') return value;
  return value.replaceAll(home, '~').replaceAll(root, '~/holdover').replace(process.version, 'v24.0.0');
}

/** The words of a command line; double quotes hold blanks together. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

function run(root: string, home: string, words: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'bin', 'run.js'), ...words], {
    cwd: home,
    env: { HOME: home, PATH: '', XDG_CONFIG_HOME: join(home, '.config'), XDG_CACHE_HOME: join(home, '.cache') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  return new Promise<{ readonly stdout: string; readonly exitCode: number | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ stdout, exitCode }));
  });
}
