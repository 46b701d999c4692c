/**
 * Definitions that were kept before their streaming farm had all the settings it has now: what is missing gets its default.
 *
 * Not here: the defaults of a site file (app/site), and documents of a format that is not known (document.ts).
 */

import type { ProvisioningDefinition, SiteDefinition, VdiskVersionDefinition } from '../core/site/index.ts';
import type { SiteDocument } from './port.ts';

/** The document with whole definitions; the same one where nothing is missing. */
export function withWholeDefinitions(document: SiteDocument): SiteDocument {
  if (isWhole(document.definition)) return document;
  const journal = document.journal.map((entry) =>
    entry.action.type === 'definition-changed'
      ? { ...entry, action: { ...entry.action, definition: whole(entry.action.definition) } }
      : entry,
  );
  return { ...document, definition: whole(document.definition), journal };
}

function isWhole({ provisioning }: SiteDefinition): boolean {
  return provisioning === null || Object.hasOwn(provisioning, 'autoMerge');
}

function whole(definition: SiteDefinition): SiteDefinition {
  const { provisioning } = definition;
  return provisioning === null ? definition : { ...definition, provisioning: wholeFarm(provisioning) };
}

const AUTO_MERGE: ProvisioningDefinition['autoMerge'] = { enabled: true, maxVersions: 5, access: 'maintenance' };
const WRITE_CACHE_MB = 512;

/** Whatever is there stands over its default. */
function withDefaults<Whole extends object>(defaults: Partial<Whole>, value: Whole): Whole {
  return { ...defaults, ...value };
}

function wholeFarm(farm: ProvisioningDefinition): ProvisioningDefinition {
  return withDefaults<ProvisioningDefinition>(
    { autoMerge: AUTO_MERGE },
    {
      ...farm,
      vdisks: mapped(farm.vdisks, (vdisk) =>
        withDefaults({ writeCacheMb: WRITE_CACHE_MB }, { ...vdisk, versions: vdisk.versions.map(wholeVersion) }),
      ),
      collections: mapped(farm.collections, (collection) => withDefaults({ localDisk: true }, collection)),
    },
  );
}

function wholeVersion(version: VdiskVersionDefinition): VdiskVersionDefinition {
  const replicas = mapped(version.replicas, (replica) => withDefaults({ content: null }, replica));
  return withDefaults({ content: null }, { ...version, replicas });
}

function mapped<Value>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
