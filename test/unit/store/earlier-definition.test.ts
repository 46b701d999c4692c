import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfStore } from '../../../src/store/index.ts';
import { contoso } from '../../support/contoso.ts';
import { documentAt, removeDirectory, temporaryDirectory } from '../../support/store-fixture.ts';

/** The definition without the settings that a farm did not have in the beginning. */
function earlier(definition: object): unknown {
  const text = JSON.stringify(definition, (key, value) =>
    ['autoMerge', 'writeCacheMb', 'content', 'localDisk'].includes(key) ? undefined : value,
  );
  return JSON.parse(text);
}

test('a site that was kept before its farm had all of its settings is read with their defaults', async () => {
  const configDir = temporaryDirectory();
  mkdirSync(join(configDir, 'sites'));
  const document = { ...documentAt('contoso', 3), definition: earlier(contoso) };
  writeFileSync(join(configDir, 'sites', 'contoso.json'), JSON.stringify(document));
  const read = await new ConfStore({ configDir }).read('contoso');
  expect(read.definition).toEqual(contoso);
  removeDirectory(configDir);
});
