/**
 * The StoreFronts of an export: `Get-STFStoreFarmConfiguration` with its farms, or the farms alone.
 *
 * A server of a farm that is no connector is a virtual server of an ADC, or belongs to another site. StoreFront does not say which, nor
 * which connectors are behind it.
 *
 * Not here: what becomes of such servers (site-yaml.ts).
 */

import { sameFqdn } from '../../../core/site/index.ts';
import type { ExportRecord } from './export-files.ts';
import type { StoreFrontExport, ZoneExport } from './inventory.ts';
import { siteName, takeName } from './legal-name.ts';
import { compareNatural } from './natural-order.ts';
import { fewOf, type ImportNotes, warn } from './notes.ts';
import { flagOf, isValues, listOf, textOf, timeSpanMsOf, type Values, wordsOf } from './record-values.ts';

const MINUTE_MS = 60_000;

/** The first release that is numbered by year and month; how earlier ones number their builds is not known here. */
const FIRST_DATED_RELEASE = 1808;

/** The StoreFronts, each once, in the order of their names. */
export function readStoreFronts(
  records: readonly ExportRecord[],
  zones: readonly ZoneExport[],
  notes: ImportNotes,
): readonly StoreFrontExport[] {
  const of = (kind: ExportRecord['kind']) =>
    records.filter((record) => record.kind === kind).map(({ values }) => values);
  const connectors = zones.flatMap((zone) => zone.connectors);
  const versions = of('storefront-version').map(versionOf);
  const version = versions.length === 1 ? (versions[0] ?? null) : null;
  const loose = of('farm');
  const configured = of('storefront');
  const whole = configured.filter((values) => Object.hasOwn(values, 'Farms'));
  // Farms that were exported by themselves belong to the settings that were.
  const partial = loose.length > 0 && whole.length === 0 ? [{ ...configured[0], Farms: loose }] : [];
  const storeFronts = [...whole, ...partial].map((values) => storeFrontFrom(values, { connectors, version }, notes));
  warnOf(storeFronts, notes);
  return withNames(storeFronts, notes).sort((a, b) => compareNatural(a.name, b.name));
}

function storeFrontFrom(
  values: Values,
  { connectors, version }: { readonly connectors: readonly string[]; readonly version: string | null },
  notes: ImportNotes,
): StoreFrontExport {
  const farms = listOf(values, 'Farms').filter(isValues);
  const servers = farms.flatMap((farm) => wordsOf(farm, 'Servers'));
  const found = servers.map((server) => ({ server, fqdn: connectorNamed(server, connectors) }));
  const balances = farms.map((farm) => flagOf(farm, 'LoadBalance') ?? true);
  const bypasses = farms.map((farm) => farm.BypassDuration).filter((value) => typeof value === 'number');
  const name = textOf(values, 'StoreFront') ?? 'storefront';
  warn(
    notes,
    'FARMS_JOINED',
    new Set(balances).size > 1 ? 1 : 0,
    `farms of ${name} differ in LoadBalance; the file has true`,
  );
  return {
    name: siteName(name, 'StoreFront', notes),
    version: versionText(textOf(values, 'StoreFrontVersion', 'Version')) ?? version,
    advancedHealthCheck: flagOf(values, 'AdvancedHealthCheck') ?? false,
    loadBalance: balances.length === 0 || balances.includes(true),
    deliveryControllers: [...new Set(found.flatMap(({ fqdn }) => fqdn ?? []))],
    others: [...new Set(found.filter(({ fqdn }) => fqdn === null).map(({ server }) => server))],
    heartbeatMs: timeSpanMsOf(values, 'BackgroundHealthCheckPollingPeriod'),
    bypassMs: bypasses[0] === undefined ? null : bypasses[0] * MINUTE_MS,
  };
}

/** A connector by its FQDN, or by its first label where no other one has the same. */
function connectorNamed(server: string, connectors: readonly string[]): string | null {
  const exact = connectors.find((fqdn) => sameFqdn(fqdn, server));
  if (exact !== undefined || server.includes('.')) return exact ?? null;
  const same = connectors.filter((fqdn) => sameFqdn(fqdn.split('.', 1)[0] as string, server));
  return same.length === 1 ? (same[0] as string) : null;
}

function versionOf(values: Values): string | null {
  return versionText(['Major', 'Minor', 'Build'].map((part) => textOf(values, part) ?? '0').join('.'));
}

function versionText(text: string | null): string | null {
  const match = text === null ? null : /^(\d+)(?:\.\d+)*(?: (?:LTSR|CU\d+))*$/.exec(text);
  return match !== null && Number(match[1]) >= FIRST_DATED_RELEASE ? match[0] : null;
}

/** Stores of one StoreFront that list the same are one; others of one name are told apart by a number. */
function withNames(storeFronts: readonly StoreFrontExport[], notes: ImportNotes): StoreFrontExport[] {
  const different = [...new Map(storeFronts.map((each) => [JSON.stringify(each), each])).values()];
  const taken = new Set<string>();
  return different.map((each) => {
    const name = takeName(each.name, taken);
    if (name !== each.name)
      warn(notes, 'NAME_CHANGED', 1, `another store of ${each.name} is called ${name} in the file`);
    return { ...each, name };
  });
}

function warnOf(storeFronts: readonly StoreFrontExport[], notes: ImportNotes): void {
  if (storeFronts.length === 0) return;
  const others = [...new Set(storeFronts.flatMap((each) => each.others))];
  const why = 'servers of StoreFront that are no connectors of the site stand in the file as comments';
  const what = 'a virtual server needs its zone and its members under adcs';
  warn(notes, 'CONTROLLER_UNRESOLVED', others.length, `${why} (${what}): ${fewOf(others)}`);
  const unknown = storeFronts.filter(({ version }) => version === null).map(({ name }) => name);
  const version = `the version is not known, and AdvancedHealthCheck depends on it; the file leaves it at its default: ${fewOf(unknown)}`;
  warn(notes, 'STOREFRONT_VERSION_UNKNOWN', unknown.length, version);
}
