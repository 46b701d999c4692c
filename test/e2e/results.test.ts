/**
 * The results: docs/results.md shows what the commands print, and every result is as its JSON Schema says.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { resultsPage } from '../../scripts/results/results-page.ts';
import { type Results, tellResults } from '../../scripts/results/story.ts';
import { RESULT_SCHEMAS, type ResultSchema, resultJsonSchema } from '../../src/app/schemas/index.ts';
import { ROOT } from '../support/cli.ts';
import { sources } from '../support/sources.ts';

const NAMES = RESULT_SCHEMAS.map(({ name }) => name);

let results: Results;

beforeAll(async () => {
  results = await tellResults(ROOT);
}, 60_000);

test('docs/results.md is current (else: npm run results)', () => {
  expect(readFileSync(join(ROOT, 'docs', 'results.md'), 'utf8')).toBe(resultsPage(results));
});

test('every result that is printed anywhere has a schema, and the other way round', () => {
  const texts = sources('src/**/*.ts').filter(({ path }) => !path.startsWith('src/app/schemas/'));
  const printed = texts.flatMap(({ text }) => [...text.matchAll(/'holdover\.([a-z-]+)\/1'/g)].map(([, name]) => name));
  expect([...new Set(printed)].sort()).toEqual(NAMES.toSorted());
});

test.each(NAMES)('%s is as the published schema says, and has no field that it does not name', (name) => {
  const result = RESULT_SCHEMAS.find((each) => each.name === name) as ResultSchema;
  const published = resultJsonSchema(result);
  expect(published).toMatchObject({ $id: `urn:holdover:schema:${name}:1`, title: `holdover.${name}/1` });
  const documents = results.told
    .flatMap((told) => told.documents)
    .filter((each) => each.schema === `holdover.${name}/1`);
  expect(documents.length).toBeGreaterThan(0);
  const violations = violationsOf(published);
  const strictViolations = violationsOf(z.toJSONSchema(result.schema));
  for (const document of documents) {
    expect(violations(document)).toEqual([]);
    expect(strictViolations(document)).toEqual([]);
    expect(violations({ ...document, addedLater: 1 })).toEqual([]);
    expect(violations({ ...document, schema: 'holdover.other/1' })).not.toEqual([]);
  }
});

function violationsOf(schema: object): (document: object) => readonly unknown[] {
  // Which formats there are is a vocabulary of its own; moments are compared by other tests.
  const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false, allowUnionTypes: true });
  const validate = ajv.compile(schema);
  return (document) => (validate(document) ? [] : (validate.errors ?? ['invalid']));
}
