/**
 * The entries of an exported Windows event log that tell of outages.
 *
 * Takes what `Get-WinEvent` and `Get-EventLog` give, through either version's `ConvertTo-Json`: a single event is an object and no list,
 * lists can be nested or wrapped as `{value, Count}`, times are `/Date(ms)/` or ISO 8601, and can be wrapped as well. Levels, which are
 * numbers or words in the system's language, are not used. What is of another source or number is passed over.
 *
 * Not here: encodings and damage (../powershell-json.ts), and what the entries add up to (core/lhc/history).
 */

import { kindOfEntry, type LogFact, type LogSource } from '../../core/lhc/history/index.ts';
import { exportedInstantMs } from '../powershell-json.ts';

/** A fact of a real log: the connector is as the machine calls itself, and no zone is known. */
export interface WindowsLog {
  /** How many entries there were of all sorts. */
  readonly entryCount: number;
  readonly facts: readonly LogFact[];
}

/** `Citrix High Availability Service` and `CitrixHighAvailabilityService` are one source. */
const SOURCES: readonly (readonly [name: string, source: LogSource])[] = [
  ['highavailability', 'ha-service'],
  ['configsync', 'config-sync'],
  ['remotebrokerprovider', 'remote-broker'],
];

/** The upper half of an instance id holds severity and facility; the number of the event is the lower. */
const EVENT_NUMBER = 0xffff;

/** The facts of exports, in the order of time for each machine, and each fact once, however often it was exported. */
export function readWindowsLog(exports: readonly unknown[]): WindowsLog {
  const entries = exports.flatMap(entriesIn);
  const machines = new Map<string, LogFact[]>();
  const seen = new Set<string>();
  for (const entry of entries) {
    const fact = factOf(entry);
    if (fact === null) continue;
    const machine = fact.connector.toLowerCase();
    const key = JSON.stringify([machine, fact.atMs, fact.kind]);
    if (seen.has(key)) continue;
    seen.add(key);
    const facts = machines.get(machine);
    if (facts === undefined) machines.set(machine, [fact]);
    else facts.push(fact);
  }
  return { entryCount: entries.length, facts: [...machines.values()].flatMap(oldestFirst) };
}

type Entry = Readonly<Record<string, unknown>>;

function entriesIn(value: unknown): Entry[] {
  if (Array.isArray(value)) return value.flatMap(entriesIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('value' in value && Array.isArray(value.value)) return entriesIn(value.value);
  return [value as Entry];
}

/** `Get-WinEvent` gives the newest first; entries of one moment keep their order only when the whole list is turned over. */
function oldestFirst(facts: readonly LogFact[]): LogFact[] {
  const isNewestFirst = (facts[0]?.atMs ?? 0) > (facts.at(-1)?.atMs ?? 0);
  return (isNewestFirst ? facts.toReversed() : [...facts]).sort((a, b) => a.atMs - b.atMs);
}

function factOf(entry: Entry): LogFact | null {
  const source = sourceOf(entry.ProviderName ?? entry.Source);
  const id = numberOf(entry.Id ?? entry.EventID ?? entry.InstanceId);
  const atMs = exportedInstantMs(entry.TimeCreated ?? entry.TimeGenerated ?? entry.TimeWritten);
  const connector = entry.MachineName;
  if (source === null || id === null || atMs === null || typeof connector !== 'string' || connector === '') return null;
  const kind = kindOfEntry({ source, id, message: firstLine(entry.Message), registrations: null });
  return kind === null ? null : { atMs, zone: null, connector, kind };
}

function sourceOf(name: unknown): LogSource | null {
  if (typeof name !== 'string') return null;
  const letters = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return SOURCES.find(([part]) => letters.includes(part))?.[1] ?? null;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number % (EVENT_NUMBER + 1) : null;
}

function firstLine(message: unknown): string {
  return typeof message === 'string' ? (message.trim().split(/[\r\n]/, 1)[0] as string) : '';
}
