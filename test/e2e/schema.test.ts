/**
 * `schema`: JSON Schemas for editors.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('schema lists what there is, and prints one', async () => {
  const site = new CliSite();
  expect(await site.text('schema')).toMatch(/^site +the site file/);
  expect(await site.json('schema')).toMatchObject({ schema: 'holdover.schemas/1', schemas: [{ name: 'site' }] });
  const schema = await site.json('schema site');
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
  expect(await site.text('schema site')).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  expect(await site.refused('schema sight', 64, 'SCHEMA_UNKNOWN')).toContain('Known: site.');
});
