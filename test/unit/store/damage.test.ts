import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfStore } from '../../../src/store/index.ts';
import { documentAt, draftOf, removeDirectory, temporaryDirectory, withEntry } from '../../support/store-fixture.ts';

let configDir: string;
let store: ConfStore;
let path: string;

beforeEach(async () => {
  configDir = temporaryDirectory();
  store = new ConfStore({ configDir });
  path = join(configDir, 'sites', 'contoso.json');
  mkdirSync(join(configDir, 'sites'));
});

afterEach(() => removeDirectory(configDir));

const whole = () => documentAt('contoso', 3);

/** Every operation that needs the document is refused, and the file stays byte for byte. */
async function expectRefused(text: string, expected: object): Promise<void> {
  writeFileSync(path, text);
  const operations = [
    () => store.read('contoso'),
    () => store.update('contoso', 'test', (old) => withEntry(old, 'one')),
    () => store.create(draftOf('contoso'), { replace: true }),
  ];
  for (const operation of operations) await expect(operation(), text.slice(0, 80)).rejects.toMatchObject(expected);
  expect(readFileSync(path, 'utf8')).toBe(text);
}

describe('a document that cannot be read', () => {
  test('a whole one can', async () => {
    writeFileSync(path, JSON.stringify(whole()));
    expect(await store.read('contoso')).toEqual(whole());
  });

  test('a file cut short at any place is reported with its path, and kept', async () => {
    const text = JSON.stringify(draftWithoutBulk());
    for (let length = 0; length < text.length; length += 97) {
      await expectRefused(text.slice(0, length), {
        kind: 'invalid-file',
        code: 'STORE_DAMAGED',
        why: `${path} was left as it is. Put a good copy in its place, or give the site up.`,
        hints: ['holdover site remove contoso'],
      });
    }
  });

  test('any JSON that is no document of a site is reported with what is wrong', async () => {
    const wrong: [value: unknown, problem: string][] = [
      [null, 'it holds no JSON object'],
      [[], 'it holds no JSON object'],
      [{}, 'it has no format'],
      [{ ...whole(), format: 'other: store/1' }, 'its format is "other: store/1"'],
      [{ ...whole(), format: 'holdover: store/0' }, 'its format is "holdover: store/0"'],
      [{ ...whole(), revision: 0 }, 'revision is no whole number from 1'],
      [{ ...whole(), worldMs: null }, 'worldMs is no whole number'],
      [{ ...whole(), source: 'text' }, 'source is missing'],
      [{ ...whole(), definition: null }, 'definition is missing'],
      [{ ...whole(), definition: { ...whole().definition, zones: [] } }, 'definition.zones is missing'],
      [{ ...whole(), journal: {} }, 'journal is no list'],
      [{ ...whole(), journal: whole().journal.slice(1) }, 'journal[0].sequence is not 1'],
      [{ ...whole(), drill: null }, 'drill is no object'],
      [{ ...whole(), drill: { transaction: 1 } }, 'drill.run is no name of a run'],
      [{ ...whole(), drill: { run: '../r1', transaction: 1 } }, 'drill.run is no name of a run'],
      [{ ...whole(), drill: { run: 'r1' } }, 'drill.transaction is no whole number from 0'],
      [{ ...whole(), drill: { run: 'r1', transaction: -1 } }, 'drill.transaction is no whole number from 0'],
      [{ ...whole(), drill: { run: 'r1', transaction: 0.5 } }, 'drill.transaction is no whole number from 0'],
      [{ ...whole(), name: 'fabrikam' }, 'it is the document of "fabrikam"'],
    ];
    for (const [value, problem] of wrong) {
      const message = `site contoso cannot be read: ${problem}`;
      await expectRefused(JSON.stringify(value), { kind: 'invalid-file', code: 'STORE_DAMAGED', message });
    }
  });

  test('a document of a later format is reported as such, and kept', async () => {
    await expectRefused(JSON.stringify({ format: 'holdover: store/2', anything: true }), {
      kind: 'invalid-file',
      code: 'STORE_NEWER',
      message: 'site contoso was written by a newer holdover (holdover: store/2)',
    });
  });

  test('can be removed, and the site be loaded again', async () => {
    writeFileSync(path, '{');
    expect(await store.list()).toEqual(['contoso']);
    await store.remove('contoso');
    const created = await store.create(draftOf('contoso'), { replace: false });
    expect(created.revision).toBe(1);
  });

  test('does not hinder the other sites', async () => {
    writeFileSync(path, '{');
    await store.create(draftOf('fabrikam'), { replace: false });
    await store.use('contoso');
    await store.use('fabrikam');
    expect(await store.current()).toBe('fabrikam');
  });
});

describe('settings that cannot be read', () => {
  test('are reported with their path, and kept', async () => {
    writeFileSync(path, JSON.stringify(whole()));
    const settings = join(configDir, 'settings.json');
    for (const text of ['', '{', '[]', '{}', '{"format":"holdover: settings/1","currentSite":1}']) {
      writeFileSync(settings, text);
      for (const operation of [() => store.current(), () => store.use('contoso')]) {
        await expect(operation()).rejects.toMatchObject({ kind: 'invalid-file', code: 'STORE_DAMAGED' });
      }
      expect(readFileSync(settings, 'utf8')).toBe(text);
    }
    writeFileSync(settings, '{"format":"holdover: settings/2"}');
    await expect(store.current()).rejects.toMatchObject({ kind: 'invalid-file', code: 'STORE_NEWER' });
    expect((await store.read('contoso')).revision).toBe(3);
  });
});

function draftWithoutBulk(): object {
  return { ...draftOf('contoso'), format: 'holdover: store/1', revision: 1 };
}
