/**
 * `schema`: the JSON Schemas of holdover's own formats, by name.
 *
 * Not here: the schemas themselves (schemas, site/site-schema.ts, drill/file/drill-schema.ts).
 */

import { UserError } from '../core/kernel/index.ts';
import { nearestName } from './did-you-mean.ts';
import { drillJsonSchema } from './drill/file/drill-schema.ts';
import type { SchemasResult } from './program-result.ts';
import { RESULT_SCHEMAS, resultJsonSchema } from './schemas/index.ts';
import { siteJsonSchema } from './site/site-schema.ts';

interface Format {
  readonly name: string;
  readonly describes: string;
  readonly make: () => Record<string, unknown>;
}

const FORMATS: readonly Format[] = [
  { name: 'site', describes: 'the site file, holdover: site/1', make: siteJsonSchema },
  { name: 'drill', describes: 'the drill file, holdover: drill/1', make: drillJsonSchema },
  ...RESULT_SCHEMAS.map((result) => ({
    name: result.name,
    describes: `printed by ${result.printedBy}`,
    make: () => resultJsonSchema(result),
  })),
];

/** Which schemas there are. */
export function listSchemas(): SchemasResult {
  return { schema: 'holdover.schemas/1', schemas: FORMATS.map(({ name, describes }) => ({ name, describes })) };
}

/** One JSON Schema. @throws {UserError} SCHEMA_UNKNOWN */
export function jsonSchema(name: string): Record<string, unknown> {
  const found = FORMATS.find((each) => each.name === name);
  if (found !== undefined) return found.make();
  const names = FORMATS.map((each) => each.name);
  const nearest = nearestName(name, names);
  throw new UserError('usage', 'SCHEMA_UNKNOWN', `There is no schema "${name}".`, {
    why: `Known: ${names.join(', ')}.${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    hints: ['holdover schema'],
  });
}
