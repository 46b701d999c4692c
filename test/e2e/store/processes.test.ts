/** The store among several processes, and on disks that refuse. */

import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConfStore } from '../../../src/store/index.ts';
import {
  draftOf,
  removeDirectory,
  snapshotOf,
  startChild,
  startChildWithSmallFiles,
  temporaryDirectory,
  warmUpChildren,
  withEntry,
} from '../../support/store-fixture.ts';

const CHILD_TIMEOUT = { timeout: 60_000 };
const isPosix = process.platform !== 'win32';

let root: string;
let configDir: string;
let store: ConfStore;

beforeAll(warmUpChildren);

beforeEach(async () => {
  root = temporaryDirectory();
  configDir = join(root, 'config');
  store = new ConfStore({ configDir });
  await store.create(draftOf('contoso'), { replace: false });
});

afterEach(() => removeDirectory(root));

describe('several processes', () => {
  test('thirty that append at the same time lose nothing', CHILD_TIMEOUT, async () => {
    const commands = Array.from({ length: 30 }, (_, index) => `command ${index}`);
    const ended = commands.map((command) => startChild(configDir, 'contoso', 'append', command).ended);
    for (const { exitCode, errors } of await Promise.all(ended)) expect([exitCode, errors]).toEqual([0, '']);
    const { journal, revision } = await store.read('contoso');
    expect(journal.map((entry) => entry.command).sort()).toEqual([...commands].sort());
    expect(revision).toBe(31);
  });

  test('who gives up waiting is told who holds the lock', CHILD_TIMEOUT, async () => {
    const holder = startChild(configDir, 'contoso', 'hold', 'holdover clock advance 5m');
    await holder.firstLine;
    const before = readFileSync(join(configDir, 'sites', 'contoso.json'), 'utf8');
    const impatient = new ConfStore({ configDir, lockWaitMs: 30 });
    const { pid } = holder.process;
    for (const operation of [
      () => impatient.update('contoso', 'test', (old) => withEntry(old, 'one')),
      () => impatient.create(draftOf('contoso'), { replace: true }),
      () => impatient.remove('contoso'),
    ]) {
      await expect(operation()).rejects.toMatchObject({
        kind: 'locked',
        code: 'STORE_LOCKED',
        message: expect.stringMatching(
          new RegExp(`^site contoso is locked by process ${pid} \\(holdover clock advance 5m\\), for \\d+m?\\d*s$`),
        ),
        why: 'Waited 30ms for it. The lock ends with that process.',
      });
    }
    expect(readFileSync(join(configDir, 'sites', 'contoso.json'), 'utf8')).toBe(before);
    holder.process.kill('SIGKILL');
    await holder.ended;
  });

  test('readers and other sites do not wait for the holder of a lock', CHILD_TIMEOUT, async () => {
    const holder = startChild(configDir, 'contoso', 'hold', 'test');
    await holder.firstLine;
    const impatient = new ConfStore({ configDir, lockWaitMs: 0 });
    expect((await impatient.read('contoso')).revision).toBe(1);
    await impatient.use('contoso');
    await impatient.create(draftOf('fabrikam'), { replace: false });
    expect(await impatient.list()).toEqual(['contoso', 'fabrikam']);
    holder.process.kill('SIGKILL');
    await holder.ended;
  });

  test('the lock is free as soon as its holder was killed', CHILD_TIMEOUT, async () => {
    const holder = startChild(configDir, 'contoso', 'hold', 'test');
    await holder.firstLine;
    holder.process.kill('SIGKILL');
    await holder.ended;
    const impatient = new ConfStore({ configDir, lockWaitMs: 0 });
    const { document } = await impatient.update('contoso', 'test', (old) => withEntry(old, 'one'));
    expect(document.revision).toBe(2);
    expect(readFileSync(join(configDir, 'locks', 'contoso.lock'), 'utf8')).toBe('');
  });
});

describe.runIf(isPosix)('a disk that refuses', () => {
  test('a write that fits only in part is an error, and the old document stays', CHILD_TIMEOUT, async () => {
    const sites = join(configDir, 'sites');
    const path = join(sites, 'contoso.json');
    const before = snapshotOf(sites)[path];
    const { output } = await startChildWithSmallFiles(64, configDir, 'contoso', 'grow').ended;
    expect(JSON.parse(output)).toMatchObject({ kind: 'cannot-write', code: 'STORE_NOT_WRITABLE' });
    expect(snapshotOf(sites)[path]).toBe(before);
    expect(readdirSync(sites)).toEqual(['contoso.json']);
  });

  test('a document of someone else is reported as such', CHILD_TIMEOUT, async () => {
    for (const directory of [root, configDir, join(configDir, 'sites')]) chmodSync(directory, 0o755);
    const path = join(configDir, 'sites', 'contoso.json');
    chmodSync(path, process.getuid?.() === 0 ? 0o600 : 0o000);
    const { output } = await startChild(configDir, 'contoso', 'read-as-nobody').ended;
    chmodSync(path, 0o600);
    expect(JSON.parse(output)).toMatchObject({ kind: 'no-permission', code: 'STORE_NO_PERMISSION' });
  });

  test('a directory that may not be written is reported, and reading goes on', CHILD_TIMEOUT, async () => {
    const sites = join(configDir, 'sites');
    for (const directory of [root, configDir, sites]) chmodSync(directory, 0o755);
    chmodSync(join(sites, 'contoso.json'), 0o644);
    // The lock can be had, so that it is the document itself that cannot be written.
    mkdirSync(join(configDir, 'locks'), { recursive: true });
    chmodSync(join(configDir, 'locks'), 0o777);
    chmodSync(join(configDir, 'locks', 'contoso.lock'), 0o666);
    chmodSync(sites, 0o555);
    const [reading, growing] = await Promise.all([
      startChild(configDir, 'contoso', 'read-as-nobody').ended,
      startChild(configDir, 'contoso', 'grow-as-nobody').ended,
    ]);
    chmodSync(sites, 0o755);
    expect(JSON.parse(reading.output)).toEqual({ revision: 1 });
    expect(JSON.parse(growing.output)).toMatchObject({ kind: 'no-permission', code: 'STORE_NO_PERMISSION' });
    expect((await store.read('contoso')).revision).toBe(1);
  });
});
