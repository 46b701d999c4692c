/**
 * Real commands that write to the store: started without being waited for, to be killed; and what they left there.
 *
 * Not here: commands that are waited for (cli.ts, cli-site.ts).
 */

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SiteDocument } from '../../src/store/index.ts';
import { environmentOf, ROOT } from './cli.ts';
import type { CliSite } from './cli-site.ts';

/** Runs a command and kills it after a time. True when it had ended by then and said that all went well. */
export async function killCommand(home: string, words: readonly string[], afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'run.js'), ...words], {
    cwd: home,
    env: environmentOf(home),
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await Promise.race([sleep(afterMs), ended]);
  child.kill('SIGKILL');
  return (await ended) === 0;
}

/** The document of a site. It is whole, and its journal has no gap. */
export function documentOf(site: CliSite, name = 'contoso'): SiteDocument {
  const document = JSON.parse(site.stored(name)) as SiteDocument;
  expect(document.journal.map(({ sequence }) => sequence)).toEqual(document.journal.map((_, index) => index + 1));
  return document;
}

/** The ids of all faults that a document's journal has injected, in order. */
export function faultIds({ journal }: SiteDocument): readonly string[] {
  return journal.flatMap(({ action }) => (action.type === 'fault-injected' ? [action.id] : []));
}

/** `f1` to the one of that number. */
export function idsUpTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `f${index + 1}`);
}

/** Everything in the configuration folder but the lock files, which stay. */
export function filesOf(site: CliSite): readonly string[] {
  const config = join(site.home, '.config', 'holdover');
  const files = readdirSync(config, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((file) => join(file.parentPath, file.name).slice(config.length + 1))
    .filter((file) => !file.startsWith('locks'))
    .sort();
}

/** The name of the current site. */
export function currentSite(site: CliSite): string {
  return JSON.parse(readFileSync(join(site.home, '.config', 'holdover', 'settings.json'), 'utf8')).currentSite;
}
