import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfStore, type SiteDocument, siteInUse } from '../../../src/store/index.ts';
import { draftOf, removeDirectory, snapshotOf, temporaryDirectory, withEntry } from '../../support/store-fixture.ts';

let root: string;
let configDir: string;
let store: ConfStore;

beforeEach(() => {
  root = temporaryDirectory();
  configDir = join(root, 'config');
  store = new ConfStore({ configDir });
});

afterEach(() => removeDirectory(root));

function pathOf(name: string): string {
  return join(configDir, 'sites', `${name}.json`);
}

const load = (name: string) => store.create(draftOf(name), { replace: false });

describe('keeping sites', () => {
  test('a created site reads back as it was given, as revision 1', async () => {
    const created = await load('contoso');
    expect(created).toEqual({ ...draftOf('contoso'), format: 'holdover: store/1', revision: 1 });
    expect(await store.read('contoso')).toEqual(created);
    expect(await new ConfStore({ configDir }).read('contoso')).toEqual(created);
  });

  test('sites are listed by code unit, and nothing else in the directory is', async () => {
    for (const name of ['b', 'a.json', 'a', 'Z']) await load(name);
    writeFileSync(join(configDir, 'sites', '.staged-a.json'), '');
    writeFileSync(join(configDir, 'sites', 'notes.txt'), '');
    writeFileSync(join(configDir, 'sites', 'CON.json'), '');
    expect(await store.list()).toEqual(['Z', 'a', 'a.json', 'b']);
  });

  test('the current site is the one that was chosen, until it is removed', async () => {
    await load('a');
    await load('b');
    expect(await store.current()).toBeNull();
    await store.use('b');
    await store.use('b');
    expect(await store.current()).toBe('b');
    await store.remove('b');
    expect(await store.current()).toBeNull();
    expect(await store.list()).toEqual(['a']);
  });

  test('settings that this version does not know are kept', async () => {
    await load('a');
    await load('b');
    await store.use('a');
    const path = join(configDir, 'settings.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), later: [1] }));
    await store.use('b');
    const settings = JSON.parse(readFileSync(path, 'utf8'));
    expect(settings).toEqual({ format: 'holdover: settings/1', currentSite: 'b', later: [1] });
  });

  test('files are for their owner alone', async () => {
    if (process.platform === 'win32') return;
    await load('a');
    await store.use('a');
    const modes = [configDir, join(configDir, 'sites'), pathOf('a'), join(configDir, 'settings.json')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
  });

  test('a linked document is replaced where the link points', async () => {
    await load('a');
    const elsewhere = join(root, 'a.json');
    writeFileSync(elsewhere, readFileSync(pathOf('a')));
    await store.remove('a');
    symlinkSync(elsewhere, pathOf('a'));
    await store.update('a', 'test', (document) => withEntry(document, 'through a link'));
    expect(JSON.parse(readFileSync(elsewhere, 'utf8')).revision).toBe(2);
    expect(readdirSync(root).sort()).toEqual(['a.json', 'config']);
  });

  test('a signal is not handled twice once a site was written', async () => {
    await load('a');
    const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));
    expect(listeners).toEqual([0, 0, 0]);
  });
});

describe('changing a site', () => {
  test('a change is written with the next revision', async () => {
    await load('contoso');
    const { document, changed } = await store.update('contoso', 'test', (old) => withEntry(old, 'one'));
    expect([changed, document.revision, document.journal.length]).toEqual([true, 2, 1]);
    expect(await store.read('contoso')).toEqual(document);
  });

  test('null, the same document and an equal one write nothing', async () => {
    await load('contoso');
    const before = snapshotOf(join(configDir, 'sites'));
    for (const change of [() => null, (old: object) => old, (old: object) => structuredClone(old)]) {
      const result = await store.update('contoso', 'test', change as () => null);
      expect(result.changed).toBe(false);
      expect(result.document.revision).toBe(1);
    }
    expect(snapshotOf(join(configDir, 'sites'))).toEqual(before);
  });

  test('a change that throws leaves the site as it was, and unlocked', async () => {
    await load('contoso');
    const refuse = () => {
      throw new Error('refused');
    };
    await expect(store.update('contoso', 'test', refuse)).rejects.toThrow('refused');
    const impatient = new ConfStore({ configDir, lockWaitMs: 0 });
    const { document } = await impatient.update('contoso', 'test', (old) => withEntry(old, 'one'));
    expect(document.revision).toBe(2);
  });

  test('a document that could not be read again is not written', async () => {
    await load('contoso');
    const spoil = store.update('contoso', 'test', (old) => ({ ...old, worldMs: Number.NaN }));
    await expect(spoil).rejects.toThrow('worldMs');
    expect((await store.read('contoso')).revision).toBe(1);
  });

  test('updates of one process wait for each other', async () => {
    await load('contoso');
    const other = new ConfStore({ configDir });
    const updates = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? store : other).update('contoso', 'test', (old) => withEntry(old, `entry ${index}`)),
    );
    await Promise.all(updates);
    const { revision, journal } = await store.read('contoso');
    expect(revision).toBe(21);
    expect(new Set(journal.map((entry) => entry.command)).size).toBe(20);
  });

  test('what an editor writes without the lock is not lost: the change is applied to it', async () => {
    await load('contoso');
    let calls = 0;
    const { document } = await store.update('contoso', 'test', (old) => {
      calls += 1;
      if (calls === 1) writeFileSync(pathOf('contoso'), JSON.stringify({ ...old, modelVersion: 'edited' }));
      return withEntry(old, 'one');
    });
    expect(calls).toBe(2);
    expect(document.modelVersion).toBe('edited');
    expect(document.journal).toHaveLength(1);
  });

  test('a file that never stops changing is reported and left alone', async () => {
    await load('contoso');
    let calls = 0;
    const update = store.update('contoso', 'test', (old) => {
      calls += 1;
      writeFileSync(pathOf('contoso'), JSON.stringify({ ...old, modelVersion: `edit ${calls}` }));
      return withEntry(old, 'one');
    });
    await expect(update).rejects.toMatchObject({ kind: 'locked', code: 'STORE_LOCKED' });
    expect((await store.read('contoso')).modelVersion).toBe(`edit ${calls}`);
    expect(readdirSync(join(configDir, 'sites'))).toEqual(['contoso.json']);
  });

  test('what a killed writer left behind is swept by the next write of that site', async () => {
    await load('a');
    const leftovers = ['.staged-a.json', '.staged-a.json.tmp-0123456789abcdef'];
    const others = ['.staged-a.json.json', '.staged-b.json'];
    for (const file of [...leftovers, ...others]) writeFileSync(join(configDir, 'sites', file), '{"half":');
    await store.update('a', 'test', (old) => withEntry(old, 'one'));
    expect(readdirSync(join(configDir, 'sites')).sort()).toEqual([...others, 'a.json']);
  });
});

describe('loading a site again', () => {
  test('without replace it is refused', async () => {
    await load('contoso');
    await expect(load('contoso')).rejects.toMatchObject({ kind: 'usage', code: 'SITE_EXISTS' });
  });

  test('with replace the revision goes on, so that no revision stands for two documents', async () => {
    await load('contoso');
    await store.update('contoso', 'test', (old) => withEntry(old, 'one'));
    const again = await store.create(draftOf('contoso'), { replace: true });
    expect([again.revision, again.journal.length]).toEqual([3, 0]);
    expect(await store.read('contoso')).toEqual(again);
  });

  test('of two at a time, one is refused', async () => {
    const results = await Promise.allSettled([load('contoso'), load('contoso'), load('Contoso')]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await store.list()).toHaveLength(1);
  });

  test('a name that differs only by case is refused', async () => {
    await load('Contoso');
    await expect(load('contoso')).rejects.toMatchObject({ kind: 'usage', code: 'SITE_NAME_CLASH' });
    expect(await store.list()).toEqual(['Contoso']);
  });

  test('a name that cannot be a file everywhere is refused', async () => {
    for (const name of ['..', 'CON', 'a/b', '']) {
      await expect(load(name)).rejects.toMatchObject({ kind: 'usage', code: 'SITE_NAME_INVALID' });
    }
    expect(existsSync(configDir)).toBe(false);
  });
});

describe('the drill that is under way on a site', () => {
  const markedWith = (transaction: number) => (document: SiteDocument) => ({
    ...document,
    drill: { run: 'r7', transaction },
  });

  test('is kept with the document, and by changes that do not speak of it', async () => {
    await load('contoso');
    expect(await store.read('contoso')).not.toHaveProperty('drill');
    await store.update('contoso', 'test', markedWith(0));
    const { document, changed } = await store.update('contoso', 'test', markedWith(1));
    expect([changed, document.revision, document.drill]).toEqual([true, 3, { run: 'r7', transaction: 1 }]);
    expect((await store.update('contoso', 'test', markedWith(1))).changed).toBe(false);
    await store.update('contoso', 'test', (old) => withEntry(old, 'one'));
    expect((await store.read('contoso')).drill).toEqual({ run: 'r7', transaction: 1 });
  });

  test('is over when a change leaves it out', async () => {
    await load('contoso');
    const before = await store.read('contoso');
    await store.update('contoso', 'test', markedWith(4));
    await store.update('contoso', 'test', ({ drill, ...site }) => site);
    expect(await store.read('contoso')).toEqual({ ...before, revision: 3 });
  });

  test('is forgotten when the site is loaded again, whatever it is loaded from', async () => {
    await load('contoso');
    const { document } = await store.update('contoso', 'test', markedWith(4));
    await store.create(document, { replace: true });
    expect(await store.read('contoso')).not.toHaveProperty('drill');
  });

  test('a drill that could not be read again is not written', async () => {
    await load('contoso');
    await expect(store.update('contoso', 'test', markedWith(-1))).rejects.toThrow('drill.transaction');
  });
});

describe('reading', () => {
  test('makes no directory where there is none', async () => {
    expect(await store.list()).toEqual([]);
    expect(await store.current()).toBeNull();
    await expect(store.read('contoso')).rejects.toMatchObject({ code: 'NO_SITE' });
    await expect(store.update('contoso', 'test', () => null)).rejects.toMatchObject({ code: 'NO_SITE' });
    await expect(store.use('contoso')).rejects.toMatchObject({ code: 'NO_SITE' });
    await expect(store.remove('contoso')).rejects.toMatchObject({ code: 'NO_SITE' });
    expect(existsSync(configDir)).toBe(false);
  });

  test('touches no file, whether it succeeds or fails', async () => {
    await load('contoso');
    await load('broken');
    await store.use('contoso');
    writeFileSync(pathOf('broken'), '{');
    const before = snapshotOf(root);
    await store.list();
    await store.current();
    await store.read('contoso');
    for (const name of ['broken', 'unknown', '../settings', '']) await expect(store.read(name)).rejects.toThrow();
    expect(snapshotOf(root)).toEqual(before);
  });
});

describe('which site is meant', () => {
  test('the one that was asked for, else the current one, else none', async () => {
    await expect(siteInUse(store, null)).rejects.toMatchObject({
      kind: 'usage',
      code: 'NO_SITE',
      hints: ['holdover site init site.yaml', 'holdover site load site.yaml'],
    });
    await load('contoso');
    await expect(siteInUse(store, null)).rejects.toMatchObject({ hints: ['holdover site use contoso'] });
    await store.use('contoso');
    expect(await siteInUse(store, null)).toBe('contoso');
    expect(await siteInUse(store, 'other')).toBe('other');
  });

  test('an unknown name is answered with the nearest one', async () => {
    await load('contoso');
    await load('fabrikam');
    for (const operation of [
      store.read('contosso'),
      store.use('contosso'),
      store.remove('contosso'),
      store.update('contosso', 'test', () => null),
    ]) {
      await expect(operation).rejects.toMatchObject({
        kind: 'usage',
        code: 'SITE_UNKNOWN',
        message: 'No site is named "contosso". Did you mean contoso?',
        why: 'The sites are: contoso, fabrikam.',
      });
    }
    expect(readdirSync(join(configDir, 'locks')).sort()).toEqual(['contoso.lock', 'fabrikam.lock']);
  });

  test('a name in another case is unknown, also where the file system would find it', async () => {
    await load('contoso');
    await expect(store.read('Contoso')).rejects.toMatchObject({ code: 'SITE_UNKNOWN' });
    await expect(store.remove('CONTOSO')).rejects.toMatchObject({ code: 'SITE_UNKNOWN' });
    expect(await store.list()).toEqual(['contoso']);
  });
});

describe('a path that is something else', () => {
  test('a directory in place of a document is reported', async () => {
    mkdirSync(pathOf('contoso'), { recursive: true });
    await expect(store.read('contoso')).rejects.toMatchObject({ kind: 'invalid-file', code: 'STORE_DAMAGED' });
    await expect(store.create(draftOf('contoso'), { replace: true })).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    await expect(store.remove('contoso')).rejects.toMatchObject({ kind: 'cannot-write', code: 'STORE_NOT_WRITABLE' });
  });

  test('a file in place of a directory is reported', async () => {
    mkdirSync(configDir);
    writeFileSync(join(configDir, 'sites'), '');
    await expect(store.list()).rejects.toMatchObject({ kind: 'invalid-file', code: 'STORE_DAMAGED' });
    await expect(load('contoso')).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    const blocked = new ConfStore({ configDir: join(configDir, 'sites') });
    await expect(blocked.create(draftOf('a'), { replace: false })).rejects.toMatchObject({
      kind: 'cannot-write',
      code: 'STORE_NOT_WRITABLE',
    });
  });
});
