import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLE_FARM } from '../../../../src/app/site/example-farm.ts';
import { EXAMPLE_SITE } from '../../../../src/app/site/example-site.ts';
import { siteJsonSchema } from '../../../../src/app/site/site-schema.ts';

const schema = siteJsonSchema();
const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(schema);
const contoso = readFileSync(new URL('../../../../examples/sites/contoso.yaml', import.meta.url), 'utf8');

/** Every schema of a key, with the path to it. */
function keysOf(node: unknown, path = ''): [string, Record<string, unknown>][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key !== 'properties') return keysOf(value, path);
    return Object.entries(value as Record<string, Record<string, unknown>>).flatMap(([name, member]) => [
      [`${path}/${name}`, member] as [string, Record<string, unknown>],
      ...keysOf(member, `${path}/${name}`),
    ]);
  });
}

describe('the JSON Schema of site files', () => {
  test('says what it is', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:holdover:schema:site:1',
      title: 'holdover site file',
      type: 'object',
      required: ['holdover', 'name'],
      additionalProperties: false,
    });
  });

  test('accepts the examples as they are written', () => {
    for (const text of [contoso, EXAMPLE_SITE, EXAMPLE_FARM]) {
      expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  test.each([
    ['an unknown key', { zonez: {} }],
    ['a name that cannot name files', { name: '../x' }],
    ['a duration without units', { timers: { configSync: '60' } }],
    ['a number in place of a duration', { timers: { configSync: 60 } }],
    ['a count of none', { users: [{ name: 'u', count: 0 }] }],
  ])('refuses %s', (_, change) => {
    const site = parse(EXAMPLE_SITE) as Record<string, unknown>;
    expect(validate({ ...site, ...change })).toBe(false);
  });

  test('describes every key, and gives defaults as they are written in a file', () => {
    const keys = keysOf(schema);
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter(([, member]) => typeof member.description !== 'string').map(([path]) => path)).toEqual([]);
    expect(keys.find(([path]) => path === '/timers/storeFrontContactExpiry')?.[1].default).toBe('3d');
    expect(keys.find(([path]) => path === '/start')?.[1].default).toBe('2026-01-05T08:00:00Z');
  });
});
