/**
 * `site import`: makes a site file of what administrators can export today, by PowerShell or by REST.
 *
 * Nothing is written unless it is a valid site file. The same site gives the same file, whichever tool exported it.
 *
 * Not here: reading the exports (export-files.ts, read-inventory.ts), the file (site-draft.ts, site-yaml.ts).
 */

import { writeFile } from 'node:fs/promises';
import { shellWord, UserError } from '../../../core/kernel/index.ts';
import { SITE_NAME_PATTERN } from '../../../core/site/index.ts';
import { notWritten } from '../init.ts';
import { parseSiteFile, readSiteFile, type SiteFile } from '../read-site-file.ts';
import { siteNumbers } from '../site-result.ts';
import { type ExportRecord, readExportFiles } from './export-files.ts';
import { withFarm } from './farm/base-site.ts';
import type { FarmExport } from './farm/farm-export.ts';
import { exportOf } from './farm/farm-records.ts';
import { readFarm } from './farm/read-farm.ts';
import type { Inventory } from './inventory.ts';
import { isFarmKind } from './kinds.ts';
import { fileSafeName } from './legal-name.ts';
import { type ImportNotes, type ImportWarning, noNotes, numberOf, refuse, warn } from './notes.ts';
import { readInventory } from './read-inventory.ts';
import { siteDraft } from './site-draft.ts';
import { siteYaml } from './site-yaml.ts';

export interface ImportOptions {
  /** Files, or folders of them. */
  readonly paths: readonly string[];
  /** What to call the site; null for the name that it was exported with. */
  readonly name: string | null;
  /** Where to write the file; null to give back its text. */
  readonly output: string | null;
  /** A site file that keeps everything but its streaming farm, which is that of the exports; null to make a site of the exports alone. */
  readonly base: string | null;
}

export interface ImportResult {
  readonly schema: 'holdover.site-import/1';
  readonly name: string;
  /** The file that was written; null where the text is given back. */
  readonly file: string | null;
  readonly text: string | null;
  /** What is in the site file. */
  readonly counts: {
    readonly zones: number;
    readonly connectors: number;
    readonly deliveryGroups: number;
    readonly machines: number;
    readonly users: number;
    readonly storeFronts: number;
    readonly provisioningServers: number;
    readonly vdisks: number;
    readonly targets: number;
  };
  readonly warnings: readonly ImportWarning[];
}

/**
 * @throws {UserError} SITE_NAME_INVALID, EXPORT_INCOMPLETE with every problem, IMPORT_NOT_VALID, FILE_EXISTS, FILE_NOT_WRITABLE, and what reading
 * the exports and the base throws
 */
export async function importSite(options: ImportOptions): Promise<ImportResult> {
  const { paths, name, output, base } = options;
  if (name !== null && !new RegExp(SITE_NAME_PATTERN).test(name)) throw wrongName(name, options);
  const notes = noNotes();
  const baseFile = base === null ? null : await readSiteFile(base);
  const records = await readExportFiles(paths, notes);
  const farm = readFarm(records, baseFile?.definition.startMs ?? null, notes);
  const text =
    baseFile === null ? newSite(records, farm, name, notes) : inBase(baseFile, records, { farm, name }, notes);
  const site = checked(text);
  if (output !== null) await write(output, text, `${commandOf(options)} --output other.yaml`);
  return {
    schema: 'holdover.site-import/1',
    name: site.definition.name,
    file: output,
    text: output === null ? text : null,
    counts: countsOf(site),
    warnings: notes.warnings,
  };
}

/** A site file of nothing but the exports. */
function newSite(
  records: readonly ExportRecord[],
  farm: FarmExport | null,
  name: string | null,
  notes: ImportNotes,
): string {
  const isFarmAlone = records.every(({ kind }) => isFarmKind(kind) || kind === 'not-needed');
  const inventory = farm !== null && isFarmAlone ? inventoryOf(farm) : readInventory(records, farm, notes);
  if (notes.problems.length > 0) throw incomplete(notes);
  return siteYaml(siteDraft(inventory, name), inventory.storeFronts);
}

/** A streaming farm is a site by itself. */
function inventoryOf(farm: FarmExport): Inventory {
  return { site: null, zones: [], groups: [], storeFronts: [], users: [], farm };
}

/** The site file that there is, with the farm of the exports. */
function inBase(
  base: SiteFile,
  records: readonly ExportRecord[],
  { farm, name }: { readonly farm: FarmExport | null; readonly name: string | null },
  notes: ImportNotes,
): string {
  if (farm === null) {
    const message = 'there is no streaming farm in the exports, and nothing else goes into a base';
    refuse(notes, { code: 'EXPORT_MISSING', message }, exportOf('pvs-server'));
  }
  if (farm === null || notes.problems.length > 0) throw incomplete(notes);
  const others = records.filter(({ kind }) => !isFarmKind(kind) && kind !== 'not-needed');
  warn(notes, 'EXPORT_NOT_USED', others.length, 'objects of the broker and of StoreFront are not used with a base');
  return withFarm(base, farm, name);
}

function commandOf({ paths, base }: Pick<ImportOptions, 'paths' | 'base'>): string {
  const flag = base === null ? '' : ` --base ${shellWord(base)}`;
  return `${['holdover site import', ...paths.map(shellWord)].join(' ')}${flag}`;
}

function wrongName(name: string, options: ImportOptions): UserError {
  const why = 'The name of a site names files as well: up to 64 letters, digits, ".", "_" and "-".';
  const hints = [`${commandOf(options)} --name ${fileSafeName(name)}`];
  return new UserError('usage', 'SITE_NAME_INVALID', `"${name}" cannot name a site.`, { why, hints });
}

function incomplete({ problems, hints }: ImportNotes): UserError {
  const message = `No site can be made of these exports: ${numberOf(problems.length, 'problem')}`;
  return new UserError('invalid-file', 'EXPORT_INCOMPLETE', message, { problems, hints });
}

/** Whatever the exports say, no file leaves here that could not be loaded. */
function checked(text: string): SiteFile {
  try {
    return parseSiteFile(text, 'the imported site');
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    const problems = cause.problems.map(({ code, message, object }) => ({ code, message, ...(object && { object }) }));
    const why = 'The exports hold something that a site file cannot say.';
    throw new UserError('invalid-file', 'IMPORT_NOT_VALID', 'The exports make no valid site file.', {
      why,
      problems,
      cause,
    });
  }
}

async function write(file: string, text: string, hint: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw notWritten(file, error as NodeJS.ErrnoException, hint);
  }
}

function countsOf({ definition }: SiteFile): ImportResult['counts'] {
  const { zones, machines, users } = siteNumbers(definition);
  const { sites, vdisks, collections } = definition.provisioning ?? { sites: {}, vdisks: {}, collections: {} };
  return {
    zones: zones.length,
    connectors: zones.reduce((sum, zone) => sum + zone.connectors, 0),
    deliveryGroups: Object.keys(definition.deliveryGroups).length,
    machines,
    users,
    storeFronts: Object.keys(definition.storeFronts).length,
    provisioningServers: Object.values(sites).reduce((sum, { servers }) => sum + Object.keys(servers).length, 0),
    vdisks: Object.keys(vdisks).length,
    targets: Object.values(collections).reduce((sum, { targets }) => sum + targets.count, 0),
  };
}
