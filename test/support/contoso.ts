/**
 * The example site contoso, as it is loaded, and with parts of it changed.
 */
import { readFileSync } from 'node:fs';
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import type { SiteDefinition, ZoneDefinition } from '../../src/core/site/index.ts';

const TEXT = readFileSync(new URL('../../examples/sites/contoso.yaml', import.meta.url), 'utf8');

export const contoso: SiteDefinition = parseSiteFile(TEXT, 'contoso.yaml').definition;

/** Contoso with one zone set otherwise. */
export function contosoWithZone(zone: string, change: Partial<ZoneDefinition>): SiteDefinition {
  const before = contoso.zones[zone];
  if (before === undefined) throw new Error(`contoso has no zone ${zone}`);
  return { ...contoso, zones: { ...contoso.zones, [zone]: { ...before, ...change } } };
}
