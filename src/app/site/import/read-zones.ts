/**
 * The zones of an export with their connectors.
 *
 * A connector is an edge server of the cloud, by PowerShell or by REST; on premises the delivery controllers do its work and count as
 * connectors. A zone without connectors is left out: nothing could broker for it.
 *
 * Not here: the machines of the zones (read-machines.ts).
 */

import { compareFqdn } from '../../../core/site/index.ts';
import type { ExportRecord } from './export-files.ts';
import type { ZoneExport } from './inventory.ts';
import { siteName, takeName } from './legal-name.ts';
import { compareNatural } from './natural-order.ts';
import { fewOf, type ImportNotes, numberOf, refuse, warn } from './notes.ts';
import { referenceOf, textOf, textsOf, type Values } from './record-values.ts';

export interface Zones {
  readonly zones: readonly ZoneExport[];
  /** The name of a zone in the site file, by whatever an object refers to the zone with; null where it has none. */
  readonly zoneOf: (values: Values) => string | null;
}

interface Zone {
  readonly name: string;
  readonly keys: readonly string[];
  readonly connectors: Map<string, string>;
}

const FQDN = /^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/;

/** The zones that have connectors, in the order of their names. */
export function readZones(records: readonly ExportRecord[], notes: ImportNotes): Zones {
  const zones = zonesIn(records, notes);
  requireZones(zones, records, notes);
  const find = (values: Values) => {
    const { name, ids } = referenceOf(values, 'Zone', 'ZoneName', 'ZoneUid', 'location', 'Location');
    const wanted = [name, ...ids].flatMap((key) => (key === null ? [] : [key.toLowerCase()]));
    return zones.find(({ keys }) => keys.some((key) => wanted.includes(key))) ?? null;
  };
  addConnectors(zones, records, find, notes);
  const kept = zones.filter(({ connectors }) => connectors.size > 0);
  const left = zones.filter(({ connectors }) => connectors.size === 0).map(({ name }) => name);
  warn(notes, 'ZONE_LEFT_OUT', left.length, `zones without connectors were left out: ${fewOf(left)}`);
  return {
    zones: kept
      .map(({ name, connectors }) => ({ name, connectors: [...connectors.values()].sort(compareFqdn) }))
      .sort((a, b) => compareNatural(a.name, b.name)),
    zoneOf: (values) => {
      const zone = find(values);
      if (zone !== null) return zone.connectors.size > 0 ? zone.name : null;
      return isUnplaced(values) && zones.length === 1 ? (kept[0]?.name ?? null) : null;
    },
  };
}

/** Zones that were exported twice count once; different ones that would have one name in the file are told apart. */
function zonesIn(records: readonly ExportRecord[], notes: ImportNotes): readonly Zone[] {
  const once = new Map<string, Values>();
  for (const { kind, values } of records) {
    const key = (textOf(values, 'Name') ?? '').toLowerCase();
    if (kind === 'zone' && !once.has(key)) once.set(key, values);
  }
  const taken = new Set<string>();
  return [...once.values()].map((values) => {
    const name = textOf(values, 'Name') ?? '';
    return zoneFrom(values, name, takeName(siteName(name, 'zone', notes), taken));
  });
}

function zoneFrom(values: Values, name: string, ownName: string): Zone {
  const location = referenceOf(values, 'ResourceLocation');
  const keys = [name, textOf(values, 'Uid'), textOf(values, 'Id'), textOf(values, 'ExternalUid'), ...location.ids];
  return {
    name: ownName,
    keys: keys.flatMap((key) => (key === null || key === '' ? [] : [key.toLowerCase()])),
    connectors: new Map(),
  };
}

function requireZones(zones: readonly Zone[], records: readonly ExportRecord[], notes: ImportNotes): void {
  if (zones.length === 0) {
    const problem = { code: 'EXPORT_MISSING', message: 'there is no zone in the exports' };
    refuse(notes, problem, 'Get-ConfigZone | ConvertTo-Json -Depth 4 | Set-Content zones.json -Encoding UTF8');
  }
  if (
    !records.some(({ kind }) => kind === 'connector' || kind === 'controller') &&
    !records.some(isZoneWithControllers)
  ) {
    const problem = { code: 'EXPORT_MISSING', message: 'there is no connector in the exports' };
    refuse(
      notes,
      problem,
      'Get-ConfigEdgeServer | ConvertTo-Json -Depth 4 | Set-Content connectors.json -Encoding UTF8',
    );
  }
}

function isZoneWithControllers({ kind, values }: ExportRecord): boolean {
  return kind === 'zone' && textsOf(values, 'Controllers').length > 0;
}

/** Edge servers, where there are any; else what a zone lists itself, which are the delivery controllers of a site on premises. */
function addConnectors(
  zones: readonly Zone[],
  records: readonly ExportRecord[],
  find: (values: Values) => Zone | null,
  notes: ImportNotes,
): void {
  const edge = records.filter(({ kind }) => kind === 'connector');
  const lost: string[] = [];
  for (const { values } of edge) {
    const fqdn = textOf(values, 'MachineAddress', 'fqdn', 'Fqdn', 'Name');
    const zone = find(values) ?? (zones.length === 1 && isUnplaced(values) ? (zones[0] ?? null) : null);
    if (fqdn !== null && FQDN.test(fqdn) && zone !== null) zone.connectors.set(fqdn.toLowerCase(), fqdn);
    else lost.push(fqdn ?? 'one without a name');
  }
  if (edge.length === 0)
    for (const record of records.filter(({ kind }) => kind === 'zone')) addControllers(zones, record, records);
  warn(
    notes,
    'CONNECTOR_LEFT_OUT',
    lost.length,
    `connectors whose zone or host name is not known were left out: ${fewOf(lost)}`,
  );
  const all = zones.flatMap(({ connectors }) => [...connectors.values()]);
  const short = all.filter((fqdn) => !fqdn.includes('.'));
  warn(
    notes,
    'CONNECTOR_NAME_SHORT',
    short.length,
    `the election goes by FQDN, and these connectors have none: ${fewOf(short)}`,
  );
  const sizes = `the cores and memory of ${numberOf(all.length, 'connector')} are in no export: each counts as 4 cores and 8 GB`;
  warn(notes, 'CONNECTOR_SIZE_UNKNOWN', all.length, sizes);
}

function isUnplaced(values: Values): boolean {
  const { name, ids } = referenceOf(values, 'Zone', 'ZoneName', 'ZoneUid', 'location', 'Location');
  return name === null && ids.length === 0;
}

function addControllers(zones: readonly Zone[], { values }: ExportRecord, records: readonly ExportRecord[]): void {
  const zone = zones.find(({ keys }) => keys.includes((textOf(values, 'Name') ?? '').toLowerCase()));
  const listed = [...textsOf(values, 'ControllerNames'), ...textsOf(values, 'Controllers')];
  const known = records.filter(({ kind }) => kind === 'controller').map((record) => record.values);
  const isAlone = zones.length === 1 && listed.length === 0;
  const names = isAlone ? known.flatMap((each) => textOf(each, 'DNSName', 'MachineName') ?? []) : listed;
  for (const name of names) {
    const same = known.find((each) => [textOf(each, 'DNSName'), textOf(each, 'MachineName')].includes(name));
    const fqdn = (same === undefined ? null : textOf(same, 'DNSName')) ?? name.split('\\').at(-1) ?? name;
    if (FQDN.test(fqdn)) zone?.connectors.set(fqdn.toLowerCase(), fqdn);
  }
}
