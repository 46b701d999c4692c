/**
 * Sites, directories and child processes for tests of the store.
 *
 * Not here: the child's side (store-child.ts).
 */

import {
  type ChildProcess,
  type SpawnOptionsWithStdioTuple,
  type StdioNull,
  type StdioPipe,
  spawn,
} from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_TIMERS, type JournalEntry, type SiteDefinition } from '../../src/core/site/index.ts';
import type { SiteDocument, SiteDraft } from '../../src/store/index.ts';

/** A directory of its own; the caller removes it. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'holdover-store-'));
}

export function removeDirectory(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** The smallest site that the store takes for whole. */
export function draftOf(name: string): SiteDraft {
  return {
    name,
    modelVersion: '1',
    source: { fileName: `${name}.yaml`, text: `site: ${name}\n` },
    definition: definitionOf(name),
    worldMs: 0,
    journal: [],
  };
}

/** What revision `revision` of a site is when it was written by the write loop: its content tells a mixture apart. */
export function documentAt(name: string, revision: number): SiteDocument {
  const journal = Array.from({ length: revision % 50 }, (_, index) => entryOf(index + 1, `revision ${revision}`));
  const source = { fileName: `${name}.yaml`, text: `${revision} `.repeat(2_000 + (revision % 7) * 1_000) };
  return { ...draftOf(name), format: 'holdover: store/1', revision, source, worldMs: revision * 1_000, journal };
}

export function entryOf(sequence: number, command: string): JournalEntry {
  return { sequence, atMs: sequence, by: 'tester', command, action: { type: 'clock-advanced', toMs: sequence + 1 } };
}

/** The document with one more entry in its journal. */
export function withEntry(document: SiteDocument, command: string): SiteDocument {
  return { ...document, journal: [...document.journal, entryOf(document.journal.length + 1, command)] };
}

/** Every file and directory below a path: bytes, modes and moments of modification. */
export function snapshotOf(path: string): Record<string, string> {
  const paths = [path, ...readdirSync(path, { recursive: true, encoding: 'utf8' }).map((entry) => join(path, entry))];
  return Object.fromEntries(paths.sort().map((entry) => [entry, describe(entry)]));
}

export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the first line that the child prints. */
  readonly firstLine: Promise<string>;
  /** Resolves when the child has ended, with everything it printed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string; readonly errors: string }>;
}

/** Starts store-child.ts with the given arguments. */
export function startChild(...parameters: string[]): Child {
  return started(spawn(process.execPath, [childFile, ...parameters], childOptions()));
}

/** The same, in a shell that lets no file grow beyond `blocks` blocks of 512 bytes: a disk that fills up. */
export function startChildWithSmallFiles(blocks: number, ...parameters: string[]): Child {
  const script = `ulimit -f ${blocks} && exec "$0" "$@"`;
  return started(spawn('sh', ['-c', script, process.execPath, childFile, ...parameters], childOptions()));
}

/**
 * Makes children start in half the time: packs them into one file, and fills the compile cache with it, which Node writes
 * when a process ends, while most of the children are killed. Gives what takes the file away again.
 */
export async function warmUpChildren(): Promise<() => void> {
  const directory = temporaryDirectory();
  const { build } = await import('rolldown');
  // It is native, and looked for where it is installed.
  const resolveId = (id: string) =>
    id === 'fs-native-extensions' ? { id: import.meta.resolve(id), external: 'absolute' as const } : null;
  await build({
    input: childFile,
    platform: 'node',
    plugins: [{ name: 'native', resolveId }],
    output: { dir: directory, format: 'esm', codeSplitting: false, entryFileNames: 'child.mjs' },
    logLevel: 'silent',
  });
  childFile = join(directory, 'child.mjs');
  compileCache = join(directory, 'compile-cache');
  await startChild(join(directory, 'config'), 'warm-up', 'create').ended;
  return () => removeDirectory(directory);
}

let childFile = fileURLToPath(new URL('store-child.ts', import.meta.url));

let compileCache = join(tmpdir(), 'holdover-test-compile-cache');

function childOptions(): SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioPipe> {
  return { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: compileCache } };
}

function started(child: ChildProcess): Child {
  const [output, errors] = [new Text(child.stdout), new Text(child.stderr)];
  const ended = new Promise<Awaited<Child['ended']>>((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, output: output.text, errors: errors.text }));
  });
  const firstLine = new Promise<string>((resolve, reject) => {
    const look = () => output.text.includes('\n') && resolve(output.text.slice(0, output.text.indexOf('\n')));
    child.stdout?.on('data', look);
    child.on('close', () => reject(new Error(`the child ended without a line: ${errors.text}`)));
  });
  firstLine.catch(() => {});
  return { process: child, firstLine, ended };
}

class Text {
  text = '';

  constructor(stream: NodeJS.ReadableStream | null) {
    stream?.on('data', (chunk: Buffer) => {
      this.text += chunk.toString('utf8');
    });
  }
}

function describe(path: string): string {
  const status = statSync(path, { bigint: true });
  const content = status.isFile() ? readFileSync(path, 'utf8') : '';
  return `${status.mode} ${status.ino} ${status.mtimeNs} ${status.ctimeNs} ${content}`;
}

function definitionOf(name: string): SiteDefinition {
  return {
    name,
    startMs: 0,
    seed: 1,
    cloud: { farm: 'cloud' },
    zones: {},
    policy: { reuseMachinesWithoutShutdownInOutageAllowed: false, powerActionsInOutage: false },
    deliveryGroups: {},
    users: [],
    workload: { launchesPerMinute: 0, sessionMinutes: { mean: 60 }, mix: {} },
    storeFronts: {},
    adcs: {},
    timers: DEFAULT_TIMERS,
    provisioning: null,
  };
}
