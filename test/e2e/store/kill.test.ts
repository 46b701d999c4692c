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

const KILLS = 200;
const LANES = ['a', 'b', 'c', 'd'];

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

function filesOf(site: string): string[] {
  return readdirSync(join(configDir, 'sites')).filter((file) => file.replace('.staged-', '').startsWith(`${site}.`));
}

/** Starts a writer, kills it at a random moment, and gives the last revision that it acknowledged. */
async function killWriter(site: string, sinceFirstWrite: boolean): Promise<number> {
  const child = startChild(configDir, site, 'write-loop');
  if (sinceFirstWrite) await child.firstLine;
  await sleep(randomInt(sinceFirstWrite ? 20 : 200));
  child.process.kill('SIGKILL');
  const { output, errors } = await child.ended;
  expect(errors).toBe('');
  return Number(output.split('\n').at(-2) ?? 0);
}

async function killWriters(site: string, kills: number): Promise<void> {
  await store.create(draftOf(site), { replace: false });
  let acknowledged = 1;
  for (let kill = 0; kill < kills; kill += 1) {
    acknowledged = Math.max(acknowledged, await killWriter(site, kill % 4 !== 0));
    const document = await store.read(site);
    expect(document.revision).toBeGreaterThanOrEqual(acknowledged);
    // Written out, since a difference of two documents of 100 kB is no message.
    const isOneOfThose = JSON.stringify(document) === JSON.stringify(inOrder(site, document.revision));
    expect(isOneOfThose || document.revision === 1, `revision ${document.revision} is as it was written`).toBe(true);
    expect(filesOf(site).length).toBeLessThanOrEqual(1 + LEFTOVERS_MAX);
  }
  expect(acknowledged).toBeGreaterThan(kills / 2);
  // The lock died with its holder, and the next write sweeps.
  await new ConfStore({ configDir, lockWaitMs: 0 }).update(site, 'test', (old) => withEntry(old, 'after the kills'));
  expect(filesOf(site)).toEqual([`${site}.json`]);
}

/** The keys in the order in which the store writes them. */
function inOrder(site: string, expected: number): object {
  const { format, name, revision, modelVersion, source, definition, worldMs, journal } = documentAt(site, expected);
  return { format, name, revision, modelVersion, source, definition, worldMs, journal };
}

test(`after ${KILLS} kills at random moments every document is one that was written`, {
  timeout: 120_000,
}, async () => {
  await Promise.all(LANES.map((site) => killWriters(site, KILLS / LANES.length)));
});
