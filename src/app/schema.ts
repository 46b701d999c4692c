/**
 * `schema`: the JSON Schemas of holdover's own formats, by name.
 */

import { UserError } from '../core/kernel/index.ts';
import { siteJsonSchema } from './site/site-schema.ts';

export interface SchemasResult {
  readonly schema: 'holdover.schemas/1';
  readonly schemas: readonly { readonly name: string; readonly describes: string }[];
}

const SCHEMAS = [{ name: 'site', describes: 'the site file, holdover: site/1', make: siteJsonSchema }];

/** Which schemas there are. */
export function listSchemas(): SchemasResult {
  return { schema: 'holdover.schemas/1', schemas: SCHEMAS.map(({ name, describes }) => ({ name, describes })) };
}

/** One JSON Schema. @throws {UserError} SCHEMA_UNKNOWN */
export function jsonSchema(name: string): Record<string, unknown> {
  const found = SCHEMAS.find((each) => each.name === name);
  if (found !== undefined) return found.make();
  throw new UserError('usage', 'SCHEMA_UNKNOWN', `There is no schema "${name}".`, {
    why: `Known: ${SCHEMAS.map((each) => each.name).join(', ')}.`,
    hints: ['holdover schema'],
  });
}
