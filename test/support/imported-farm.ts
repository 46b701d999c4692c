/**
 * Imports exports of a farm, and what of a farm an import has to keep.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportResult, importSite } from '../../src/app/site/import/import-site.ts';
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import { numberedName, type SiteDefinition } from '../../src/core/site/index.ts';
import type { RealFarm } from './real-farm.ts';
import { type Exports, writtenTo } from './site-exports.ts';
import { smallSite } from './site-file.ts';

export interface ImportedFarm extends ImportResult {
  readonly definition: SiteDefinition;
  readonly text: string;
}

/** A small site with the farm of the exports. */
export async function importedFarm(exports: Exports, baseText = smallSite({ name: 'base' })): Promise<ImportedFarm> {
  const folder = mkdtempSync(join(tmpdir(), 'holdover-farm-'));
  try {
    const base = join(folder, 'base.yaml');
    writeFileSync(base, baseText);
    const paths = [writtenTo(join(folder, 'export'), exports)];
    const result = await importSite({ paths, name: null, output: null, base });
    const text = result.text ?? '';
    return { ...result, text, definition: parseSiteFile(text, 'site.yaml').definition };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A farm without what is only a way of writing: targets by their names, however they are numbered. */
export function farmFacts({ provisioning, timers }: Pick<SiteDefinition, 'provisioning'> & RealTimers): unknown {
  const { bootPause, bootMax, bootsAtOnce, inventoryPoll } = timers;
  const collections = Object.entries(provisioning?.collections ?? {}).map(([name, { targets, ...collection }]) => {
    const names = Array.from({ length: targets.count }, (_, index) => numberedName(targets.name, index + 1));
    return [name, { ...collection, targets: names }];
  });
  return {
    ...provisioning,
    collections: Object.fromEntries(collections),
    timers: { bootPause, bootMax, bootsAtOnce, inventoryPoll },
  };
}

interface RealTimers {
  readonly timers: RealFarm['timers'];
}
