/**
 * A way to provoke each exit code that there is, by something that can really happen.
 *
 * Not here: what is expected of each (test/e2e/exit-codes.test.ts).
 */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CliRun, environmentOf, ROOT } from './cli.ts';
import { CliSite } from './cli-site.ts';
import { RunningCli } from './running-cli.ts';
import { startChild } from './store-fixture.ts';

export interface ExitCase {
  readonly code: number;
  /** What is typed after `holdover`. */
  readonly line: string;
  /** What is so beforehand; null where nothing has to be. */
  readonly given: string | null;
  /** Of the document with `--json`: the name of its format, and of an error its code. */
  readonly document: string;
  readonly error: string | null;
  /** Types the words in the home of somebody who has contoso loaded. */
  readonly provoke: (site: CliSite, words: readonly string[]) => Promise<CliRun>;
}

type Provoke = ExitCase['provoke'];

const NOBODY = 65_534;

const plainly: Provoke = (site, words) => site.run(words);

const failed = (code: number, line: string, error: string, given: string | null, provoke = plainly): ExitCase => {
  return { code, line, given, document: 'error', error, provoke };
};

const judged = (code: number, line: string, document: string, given: string | null, provoke = plainly): ExitCase => {
  return { code, line, given, document, error: null, provoke };
};

const after =
  (...lines: readonly string[]): Provoke =>
  async (site, words) => {
    for (const line of lines) await site.text(line);
    return site.run(words);
  };

export const EXIT_CASES: readonly ExitCase[] = [
  judged(0, 'lhc status', 'status', null),
  judged(1, 'status --exit-code', 'status', 'an outage is forced', after('lhc force-outage --zone ams')),
  judged(1, 'check', 'check', null),
  judged(2, 'check', 'check', 'no site is loaded', withoutSite),
  failed(10, 'lhc force-outage --zone tok', 'LHC015', null),
  failed(11, `clock advance 5m --expect "verdict == 'failed'"`, 'EXPECTATION_FALSE', null),
  judged(20, 'drill abort', 'drill-run', 'a drill is paused', withPausedDrill),
  judged(21, 'drill run lhc-outage --param zone=ams', 'drill-run', 'nobody can answer its question'),
  judged(22, 'lhc force-outage --zone ams --wait --timeout 1m', 'force-outage', null),
  failed(64, 'lhc force-outage --zone amz', 'ZONE_UNKNOWN', null),
  failed(65, 'site load broken.yaml', 'SITE_FILE_INVALID', 'the file has no zones', withBrokenFile),
  failed(66, 'site load absent.yaml', 'FILE_NOT_FOUND', null),
  failed(69, 'lhc status', 'NOT_BUILT', 'a working tree without a build', withoutBuild),
  failed(70, 'throw', 'BUG', 'a command that was made for the test, with a bug', withBug),
  failed(73, 'clock advance 5m', 'STORE_NOT_WRITABLE', 'the disk is full', onFullDisk),
  failed(75, 'clock advance 5m', 'STORE_LOCKED', 'another process holds the store for 30 seconds', whileHeld),
  failed(77, 'clock advance 5m', 'STORE_NO_PERMISSION', 'the store belongs to somebody else', asSomebodyElse),
  judged(124, `lhc wait --until "verdict == 'failed'" --timeout 1m`, 'wait', null),
  judged(130, 'watch', 'watch', 'Ctrl-C is pressed', interrupted),
];

function withoutSite(_: CliSite, words: readonly string[]): Promise<CliRun> {
  return new CliSite().run(words);
}

/** Its question was answered by nobody. */
async function withPausedDrill(site: CliSite, words: readonly string[]): Promise<CliRun> {
  await site.run(['drill', 'run', 'lhc-outage', '--param', 'zone=ams']);
  return site.run(words);
}

function withBrokenFile(site: CliSite, words: readonly string[]): Promise<CliRun> {
  site.file('broken.yaml', 'holdover: site/1\nname: broken\n');
  return site.run(words);
}

/** The bins alone: what they would load is missing. */
function withoutBuild(site: CliSite, words: readonly string[]): Promise<CliRun> {
  cpSync(join(ROOT, 'bin'), join(site.home, 'tree', 'bin'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(site.home, 'tree', 'package.json'));
  return site.run(words, { bin: join(site.home, 'tree', 'bin', 'run.js') });
}

function withBug(site: CliSite, words: readonly string[]): Promise<CliRun> {
  return site.run(words, { bin: 'test/e2e/fixtures/broken/run.js' });
}

/** A shell that lets no file grow beyond 4 kB is as good as a disk that fills up. */
function onFullDisk(site: CliSite, words: readonly string[]): Promise<CliRun> {
  // At its end Node writes compiled code, and where that grows too large the system ends it.
  const env = { ...environmentOf(site.home), NODE_DISABLE_COMPILE_CACHE: '1' };
  return runOf('sh', ['-c', 'ulimit -f 8 && exec "$0" "$@"', process.execPath, join(ROOT, 'bin', 'run.js'), ...words], {
    cwd: site.home,
    env,
  });
}

async function whileHeld(site: CliSite, words: readonly string[]): Promise<CliRun> {
  const holder = startChild(join(site.home, '.config', 'holdover'), 'contoso', 'hold', 'holdover clock advance 1d');
  await holder.firstLine;
  const run = await site.run(words);
  holder.process.kill('SIGKILL');
  await holder.ended;
  return run;
}

/** Root may write everywhere: it becomes another user, to whom all but the locks belongs. Anybody else gives a permission away. */
async function asSomebodyElse(site: CliSite, words: readonly string[]): Promise<CliRun> {
  const isRoot = process.getuid?.() === 0;
  const locks = join(site.home, '.config', 'holdover', 'locks');
  const paths = ['', ...readdirSync(site.home, { recursive: true, encoding: 'utf8' })].map((path) =>
    join(site.home, path),
  );
  for (const path of paths) {
    const isLock = path.startsWith(join(locks, '/'));
    if (isLock && !isRoot) chmodSync(path, 0o400);
    if (!isLock && isRoot) chownSync(path, NOBODY, NOBODY);
  }
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const { NODE_COMPILE_CACHE: _, ...env } = environmentOf(site.home);
  return runOf(process.execPath, [join(ROOT, 'bin', 'run.js'), ...words], { cwd: site.home, env, ...user });
}

async function interrupted(site: CliSite, words: readonly string[]): Promise<CliRun> {
  const watch = new RunningCli(words, site);
  await watch.line(() => true);
  watch.kill('SIGINT');
  return watch.ended;
}

interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
}

function runOf(program: string, parameters: readonly string[], surroundings: Surroundings): Promise<CliRun> {
  const child = spawn(program, parameters, { ...surroundings, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ ...output, exitCode }));
  });
}
