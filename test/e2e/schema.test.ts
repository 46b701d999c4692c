/**
 * `schema`: JSON Schemas of the site file and of every result. That results are as they say is in results.test.ts.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('schema lists what there is, and prints one', async () => {
  const site = new CliSite();
  expect(await site.text('schema')).toMatch(
    /^site +the site file.*\ndrill +the drill file.*\nstatus +printed by status, lhc status, pvs status\n/,
  );
  const { schemas } = (await site.json('schema')) as { readonly schemas?: readonly object[] };
  expect(schemas).toContainEqual({ name: 'error', describes: 'printed by every command that fails' });
  const schema = await site.json('schema site');
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
  expect(await site.text('schema site')).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  expect(await site.json('schema status')).toMatchObject({ title: 'holdover.status/1', type: 'object' });
  expect(await site.refused('schema satus', 64, 'SCHEMA_UNKNOWN')).toContain('Did you mean status?');
});
