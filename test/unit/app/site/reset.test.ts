import { expect, onTestFinished, test } from 'vitest';
import { resetSite } from '../../../../src/app/site/reset.ts';
import { ConfStore } from '../../../../src/store/index.ts';
import { draftOf, removeDirectory, temporaryDirectory } from '../../../support/store-fixture.ts';

test('a reset ends the drill that is under way, also where nothing else was done to the site', async () => {
  const home = temporaryDirectory();
  onTestFinished(() => removeDirectory(home));
  const context = {
    configDir: `${home}/config`,
    cacheDir: `${home}/cache`,
    site: 'contoso',
    command: 'holdover site reset',
    operator: 'somebody',
    dryRun: false,
    expect: null,
    waitMs: null,
    interrupted: async () => false,
    copy: null,
  };
  const store = new ConfStore(context);
  await store.create(draftOf('contoso'), { replace: false });
  await store.update('contoso', 'test', (document) => ({ ...document, drill: { run: 'r1', transaction: 2 } }));
  expect(await resetSite(context)).toMatchObject({ changed: true, forgotten: 0 });
  expect(await store.read('contoso')).not.toHaveProperty('drill');
  expect(await resetSite(context)).toMatchObject({ changed: false });
});
