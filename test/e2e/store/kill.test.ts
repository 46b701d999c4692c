/**
 * A writer that is killed at any moment leaves the old document or the new one, and nothing that grows.
 *
 * Not here: power failures. No test can cut the power; what is synced, and when, is in conf-file.ts.
 */

import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ConfStore } from '../../../src/store/index.ts';
import {
  documentAt,
  draftOf,
  removeDirectory,
  startChild,
  temporaryDirectory,
  warmUpChildren,
  withEntry,
} from '../../support/store-fixture.ts';

const KILLS = 300;
const LANES = ['a', 'b', 'c', 'd'];

const CROWD_KILLS = 200;
const CROWD = 4;

/** A staged file, and conf's temporary file of it. */
const LEFTOVERS_MAX = 2;

let configDir: string;
let store: ConfStore;

beforeAll(warmUpChildren);

beforeEach(() => {
  configDir = temporaryDirectory();
  store = new ConfStore({ configDir });
});

afterEach(() => removeDirectory(configDir));

/** What is in the folder of the sites of one site: its document, and what killed writers left. */
function filesOf(site: string): string[] {
  return readdirSync(join(configDir, 'sites')).filter((file) => file.replace('.staged-', '').startsWith(`${site}.`));
}

/** Starts a writer, kills it at a random moment, and gives everything that it acknowledged. */
async function killWriter(sinceFirstWrite: boolean, ...parameters: string[]): Promise<readonly string[]> {
  const child = startChild(configDir, ...parameters);
  if (sinceFirstWrite) await child.firstLine;
  await sleep(randomInt(sinceFirstWrite ? 20 : 200));
  child.process.kill('SIGKILL');
  const { output, errors } = await child.ended;
  expect(errors).toBe('');
  return output.split('\n').slice(0, -1);
}

async function killWriters(site: string, kills: number): Promise<void> {
  await store.create(draftOf(site), { replace: false });
  let acknowledged = 1;
  for (let kill = 0; kill < kills; kill += 1) {
    const revisions = await killWriter(kill % 4 !== 0, site, 'write-loop');
    acknowledged = Math.max(acknowledged, Number(revisions.at(-1) ?? 0));
    const document = await store.read(site);
    expect(document.revision).toBeGreaterThanOrEqual(acknowledged);
    // Written out, since a difference of two documents of 100 kB is no message.
    const isOneOfThose = JSON.stringify(document) === JSON.stringify(inOrder(site, document.revision));
    expect(isOneOfThose || document.revision === 1, `revision ${document.revision} is as it was written`).toBe(true);
    expect(filesOf(site).length).toBeLessThanOrEqual(1 + LEFTOVERS_MAX);
  }
  expect(acknowledged).toBeGreaterThan(kills / 2);
  await nextWriteWorks(site);
}

/** The lock died with its holder, and the next write sweeps. */
async function nextWriteWorks(site: string): Promise<void> {
  await new ConfStore({ configDir, lockWaitMs: 0 }).update(site, 'test', (old) => withEntry(old, 'after the kills'));
  expect(filesOf(site)).toEqual([`${site}.json`]);
}

/** The keys in the order in which the store writes them. */
function inOrder(site: string, expected: number): object {
  const { format, name, revision, modelVersion, source, definition, worldMs, journal } = documentAt(site, expected);
  return { format, name, revision, modelVersion, source, definition, worldMs, journal };
}

test(`after ${KILLS} kills at random moments every document is one that was written`, {
  timeout: 240_000,
}, async () => {
  await Promise.all(LANES.map((site) => killWriters(site, KILLS / LANES.length)));
});

test(`of ${CROWD} that append to one journal all the time, ${CROWD_KILLS} are killed, and no acknowledged entry is lost`, {
  timeout: 240_000,
}, async () => {
  await store.create(draftOf('contoso'), { replace: false });
  const acknowledged: string[] = [];
  const appendAndDie = async (name: string) => {
    for (let kill = 0; kill < CROWD_KILLS / CROWD; kill += 1) {
      acknowledged.push(...(await killWriter(kill % 4 !== 0, 'contoso', 'append-loop', `${name}${kill}`)));
      const { revision, journal } = await store.read('contoso');
      expect(revision).toBe(journal.length + 1);
    }
  };
  await Promise.all(LANES.slice(0, CROWD).map(appendAndDie));
  const { journal } = await store.read('contoso');
  const commands = journal.map(({ command }) => command);
  const times = new Map(commands.map((command) => [command, 0]));
  for (const command of commands) times.set(command, (times.get(command) ?? 0) + 1);
  expect(commands.filter((command) => times.get(command) !== 1)).toEqual([]);
  expect(acknowledged.filter((command) => !times.has(command))).toEqual([]);
  expect(journal.map(({ sequence }) => sequence)).toEqual(commands.map((_, index) => index + 1));
  expect(acknowledged.length).toBeGreaterThan(CROWD_KILLS / 2);
  // Of what a killed one had in hand, it is the last entry alone that may be there without a word.
  expect(commands.length - acknowledged.length).toBeLessThanOrEqual(CROWD_KILLS);
  await nextWriteWorks('contoso');
});
