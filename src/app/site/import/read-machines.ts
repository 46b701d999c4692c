/**
 * The machines of an export, each with its group and zone. Nothing is read that the cmdlet omits for multi-session machines.
 *
 * A machine is named as its domain knows it, without the domain. Where two domains have the same name, both go by their DNS names.
 *
 * Not here: the type of their group (group-type.ts), putting them into numbered runs (numbered-runs.ts).
 */

import type { ExportRecord } from './export-files.ts';
import { oneLine, userName } from './legal-name.ts';
import { inNaturalOrder } from './natural-order.ts';
import { fewOf, type ImportNotes, refuse, warn } from './notes.ts';
import { type ExportedGroup, type Groups, groupKeys } from './read-groups.ts';
import type { Zones } from './read-zones.ts';
import { flagOf, peopleOf, textOf, textsOf, type Values } from './record-values.ts';

export interface ExportedMachine {
  readonly name: string;
  readonly zone: string;
  /** The name of its group in the site file. */
  readonly group: string;
  /** Null where the group itself was not exported. */
  readonly groupFound: ExportedGroup | null;
  readonly values: Values;
  readonly tags: readonly string[];
  readonly maintenance: boolean;
  /** Who owns it, or who uses it now. */
  readonly users: readonly string[];
}

/** The machines that a site file can have: those in a group, and in a zone with connectors. */
export function readMachines(
  records: readonly ExportRecord[],
  { zones, groups }: { readonly zones: Zones; readonly groups: Groups },
  notes: ImportNotes,
): readonly ExportedMachine[] {
  const all = onceEach(
    records.filter(({ kind }) => kind === 'machine').map(({ values }) => values),
    notes,
  );
  if (all.length === 0) {
    const problem = { code: 'EXPORT_MISSING', message: 'there is no machine in the exports' };
    refuse(
      notes,
      problem,
      'Get-BrokerMachine -MaxRecordCount 100000 | ConvertTo-Json -Depth 4 | Set-Content machines.json -Encoding UTF8',
    );
  }
  const names = namesOf(all);
  const left = { group: [] as string[], zone: [] as string[], name: [] as string[] };
  const machines = all.flatMap((values, index): readonly ExportedMachine[] => {
    const name = names[index] as string;
    const groupFound = groups.groupOf(values);
    const group = groupFound?.name ?? textOf(values, 'DesktopGroupName');
    const zone = zones.zoneOf(values);
    if (!/^[^\s/#]+$/.test(name)) left.name.push(name);
    else if (group === null || groupKeys(values).length === 0) left.group.push(name);
    else if (zone === null) left.zone.push(name);
    else return [machineFrom(values, { name, zone, group, groupFound })];
    return [];
  });
  warnOfLeft(left, notes);
  return machines;
}

function machineFrom(
  values: Values,
  place: Pick<ExportedMachine, 'name' | 'zone' | 'group' | 'groupFound'>,
): ExportedMachine {
  const tags = textsOf(values, 'Tags').map(oneLine);
  return {
    ...place,
    values,
    tags: inNaturalOrder(tags),
    maintenance: flagOf(values, 'InMaintenanceMode') === true || place.groupFound?.maintenance === true,
    users: usersOf(values),
  };
}

/** REST tells owners and users apart; PowerShell names the owners of machines that have some, else whoever uses it. */
function usersOf(values: Values): readonly string[] {
  const assigned = peopleOf(values, 'AssignedUsers').people;
  const people = assigned.length > 0 ? assigned : peopleOf(values, 'AssociatedUsers').people;
  const names = [...people.map(({ name }) => name), ...textsOf(values, 'AssociatedUserNames')];
  return names.flatMap((name) => userName(name) ?? []);
}

function onceEach(all: readonly Values[], notes: ImportNotes): readonly Values[] {
  const once = new Map<string, Values>();
  for (const values of all) {
    const key = (textOf(values, 'MachineName', 'Name', 'DNSName', 'DnsName') ?? `#${once.size}`).toLowerCase();
    if (!once.has(key)) once.set(key, values);
  }
  warn(notes, 'MACHINE_REPEATED', all.length - once.size, 'machines that are in the exports more than once count once');
  return [...once.values()];
}

function namesOf(all: readonly Values[]): readonly string[] {
  const short = all.map((values) => shortName(textOf(values, 'MachineName', 'Name', 'DNSName', 'DnsName') ?? ''));
  const counts = new Map<string, number>();
  for (const name of short) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return short.map((name, index) =>
    counts.get(name.toLowerCase()) === 1 ? name : (textOf(all[index] as Values, 'DNSName', 'DnsName') ?? name),
  );
}

/** `CONTOSO\vda-1` and `vda-1.contoso.example` are `vda-1`. */
function shortName(name: string): string {
  const own = name.split('\\').at(-1) ?? name;
  return own.split('.', 1)[0] ?? own;
}

function warnOfLeft(left: Readonly<Record<'group' | 'zone' | 'name', readonly string[]>>, notes: ImportNotes): void {
  const told = (count: readonly string[], why: string) =>
    warn(notes, 'MACHINE_LEFT_OUT', count.length, `${why} were left out: ${fewOf(inNaturalOrder(count))}`);
  told(left.group, 'machines in no delivery group');
  told(left.zone, 'machines whose zone is not known, or has no connectors,');
  told(left.name, 'machines without a usable name');
}
