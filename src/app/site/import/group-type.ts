/**
 * What type a delivery group is of: pooled, static or multi-session.
 *
 * Windows PowerShell 5.1 exports enumerations as numbers, and what the numbers mean is not published. So words count, of the group or of its
 * machines, and flags that can mean one thing only; a number never does.
 *
 * Not here: reading groups and machines.
 */

import type { GroupType } from './inventory.ts';
import { fewOf, type ImportNotes, refuse } from './notes.ts';
import { flagOf, type Values } from './record-values.ts';

export type SessionSupport = 'single-session' | 'multi-session';

const SESSION_SUPPORT: Readonly<Record<string, SessionSupport>> = {
  singlesession: 'single-session',
  multisession: 'multi-session',
};

const ALLOCATION: Readonly<Record<string, 'pooled' | 'static'>> = {
  random: 'pooled',
  shared: 'pooled',
  permanent: 'static',
  static: 'static',
  private: 'static',
};

/** A group without a type yet: its own values, and those of its machines. */
export interface Untyped {
  readonly name: string;
  /** Empty where the group itself was not exported. */
  readonly values: Values;
  readonly machines: readonly Values[];
}

/** The session support that an object names by its word; null where it does not. */
export function sessionSupportOf(values: Values): SessionSupport | null {
  return SESSION_SUPPORT[wordOf(values.SessionSupport)] ?? null;
}

/** The type of each group. Those that cannot be told are refused, with the cast that tells them, and count as pooled. */
export function groupTypes(groups: readonly Untyped[], notes: ImportNotes): readonly GroupType[] {
  const unknown = { SessionSupport: [] as Untyped[], AllocationType: [] as Untyped[] };
  const types = groups.map((group) => {
    const support = sessionSupportOf(group.values) ?? firstOf(group.machines.map(sessionSupportOf));
    if (support === 'multi-session') return 'multi-session';
    if (support === null) unknown.SessionSupport.push(group);
    const allocation = allocationOf(group);
    if (allocation === null) unknown.AllocationType.push(group);
    return allocation ?? 'pooled';
  });
  refuseUnknown('SessionSupport', unknown.SessionSupport, notes);
  refuseUnknown('AllocationType', unknown.AllocationType, notes);
  return types;
}

function allocationOf({ values, machines }: Untyped): 'pooled' | 'static' | null {
  const own = ALLOCATION[wordOf(values.DesktopKind)] ?? ALLOCATION[wordOf(values.SharingKind)];
  if (own !== undefined) return own;
  const named = firstOf(machines.map((machine) => ALLOCATION[wordOf(machine.AllocationType)] ?? null));
  if (named !== null) return named;
  // Only machines that belong to their users can be assigned.
  return machines.some((machine) => flagOf(machine, 'IsAssigned') === true) ? 'static' : null;
}

function refuseUnknown(
  property: 'SessionSupport' | 'AllocationType',
  groups: readonly Untyped[],
  notes: ImportNotes,
): void {
  if (groups.length === 0) return;
  const isNumber = groups.some(({ machines }) => machines.some((machine) => /^\d+$/.test(wordOf(machine[property]))));
  const where = `of the machines of ${fewOf(groups.map(({ name }) => name))}`;
  const message = isNumber
    ? `${property} ${where} is a number, and what the numbers mean is not published; export it as text`
    : `${property} ${where} is missing`;
  refuse(notes, { code: isNumber ? 'ENUM_NUMBER' : 'PROPERTY_MISSING', message, object: property }, castOf(property));
}

/** Exports the machines with a property as text. A property that is computed anew has to be excluded first. */
function castOf(property: string): string {
  return [
    'Get-BrokerMachine -MaxRecordCount 100000',
    `Select-Object *, @{n='${property}';e={[string]$_.${property}}} -ExcludeProperty ${property}`,
    'ConvertTo-Json -Depth 4',
    'Set-Content machines.json -Encoding UTF8',
  ].join(' | ');
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
}

function firstOf<Value>(values: readonly (Value | null)[]): Value | null {
  return values.find((value) => value !== null) ?? null;
}
