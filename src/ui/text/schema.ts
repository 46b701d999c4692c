/**
 * `schema` as text: the names of the schemas, and what each describes.
 */

import type { SchemasResult } from '../../app/program-result.ts';
import { table } from './table.ts';

export function schemasText({ schemas }: SchemasResult): string {
  return table(schemas.map(({ name, describes }) => [name, describes])).join('\n');
}
