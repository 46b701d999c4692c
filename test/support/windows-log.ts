/**
 * A Windows Application log, and the bytes that either version of PowerShell makes of it.
 *
 * The formats are written after what the versions are known to do; no real connector's log was at hand.
 */

import { formatInstant, parseInstant, present } from '../../src/core/kernel/index.ts';

export interface LogRow {
  readonly atMs: number;
  readonly machine: string;
  readonly provider: string;
  readonly id: number;
  readonly message: string;
}

export const FIRST = 'CC-AMS-01.contoso.example';
export const SECOND = 'CC-AMS-02.contoso.example';

const HA = 'Citrix High Availability Service';
const SYNC = 'Citrix Config Synchronizer Service';

/**
 * A day with two outages. In the second one the elected connector restarts: it writes nothing when it goes down, and 3502 again when
 * it is back; the other one brokers meanwhile.
 */
export const DAY: readonly LogRow[] = [
  row('06:00:00.000', FIRST, SYNC, 503, 'The service has received an updated configuration.'),
  row('06:00:21.480', FIRST, SYNC, 504, 'The updated configuration was imported.'),
  row('07:12:30.257', FIRST, HA, 3504, "The instance 'CC-AMS-01' was elected.\r\nOthers: CC-AMS-02 <secondary>."),
  row('07:12:30.257', FIRST, HA, 3502, 'An outage has occurred.'),
  row('07:12:30.301', SECOND, HA, 3509, 'Another instance is active.'),
  ...reports('07:14:30.257', FIRST, 25),
  row('08:05:00.100', FIRST, HA, 3503, 'The outage is resolved.'),
  row('08:05:00.100', FIRST, HA, 3508, 'Summary of the outage.'),
  row('08:05:00.140', SECOND, HA, 3510, 'The other instance is no longer active.'),
  row('09:00:00.000', FIRST, 'Service Control Manager', 7036, 'The Windows Update service entered the running state.'),
  row('09:00:00.000', FIRST, 'Some Other Product', 3502, 'Has nothing to do with it.'),
  row('14:00:00.000', FIRST, HA, 3502, 'An outage has occurred.'),
  row('14:00:00.020', SECOND, HA, 3509, 'Another instance is active.'),
  ...reports('14:02:00.000', FIRST, 2),
  row('14:04:40.000', FIRST, 'EventLog', 6006, 'The Event log service was stopped.'),
  row('14:05:20.000', SECOND, HA, 3502, 'An outage has occurred.'),
  ...reports('14:07:20.000', SECOND, 2),
  row('14:11:05.000', SECOND, HA, 3508, 'Summary of the outage.'),
  row('14:11:06.000', FIRST, HA, 3502, 'An outage has occurred.'),
  row('14:11:30.000', FIRST, SYNC, 507, 'The import was abandoned: Größe unverändert.'),
  ...reports('14:13:06.000', FIRST, 30),
  row('15:20:00.000', FIRST, HA, 3508, 'Summary of the outage.'),
  row('15:20:00.003', FIRST, HA, 3503, 'The outage is resolved.'),
  row('15:20:00.050', SECOND, HA, 3510, 'The other instance is no longer active.'),
];

function row(time: string, machine: string, provider: string, id: number, message: string): LogRow {
  return { atMs: present(parseInstant(`2026-01-05T${time}Z`), time), machine, provider, id, message };
}

/** 3507 every two minutes. */
function reports(time: string, machine: string, count: number): LogRow[] {
  const first = row(time, machine, HA, 3507, 'The instance is active.');
  return Array.from({ length: count }, (_, index) => ({ ...first, atMs: first.atMs + index * 120_000 }));
}

/** The log of some machines as `Get-WinEvent` gives it: machine by machine, the newest first. */
export function newestFirst(rows: readonly LogRow[], machines: readonly string[] = [FIRST, SECOND]): LogRow[] {
  return machines.flatMap((machine) => rows.filter((each) => each.machine === machine).reverse());
}

/** Windows PowerShell 5.1, `ConvertTo-Json > file`: UTF-16, dates as `\/Date(ms)\/`, a single entry without a list. */
export function exportedBy5(rows: readonly LogRow[], encoding: 'utf-16' | 'utf-8' | 'ansi' = 'utf-16'): Buffer {
  const text = json5(
    rows.map(({ atMs, machine, provider, id, message }, index) => ({
      Message: message,
      Id: id,
      Version: 0,
      Level: 4,
      RecordId: 90_000 - index,
      ProviderName: provider,
      ProviderId: null,
      LogName: 'Application',
      MachineName: machine,
      UserId: null,
      TimeCreated: `/Date(${atMs})/`,
      Bookmark: {},
      LevelDisplayName: 'Informationen',
      Properties: ['System.Diagnostics.Eventing.Reader.EventProperty'],
    })),
  );
  if (encoding === 'utf-16') return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  return encoding === 'ansi' ? Buffer.from(text, 'latin1') : Buffer.from(`\uFEFF${text}`, 'utf8');
}

/** `Get-EventLog` of 5.1: whole seconds, the instance id with its upper half, and a date that carries more than its value. */
export function exportedByGetEventLog(rows: readonly LogRow[]): Buffer {
  const text = json5(
    rows.map(({ atMs, machine, provider, id, message }) => ({
      EntryType: 4,
      InstanceId: 0x4000_0000 + id,
      MachineName: machine,
      Message: message,
      Source: provider,
      TimeGenerated: { value: `/Date(${atMs - (atMs % 1000)})/`, DisplayHint: 2, DateTime: 'Montag, 5. Januar 2026' },
      UserName: null,
    })),
  );
  return Buffer.from(`\uFEFF${text}`, 'utf8');
}

/** PowerShell 7: UTF-8, ISO times with the offset of the connector, to a tenth of a microsecond. */
export function exportedBy7(rows: readonly LogRow[], offsetHours = 1): Buffer {
  const sign = offsetHours < 0 ? '-' : '+';
  const offset = `${sign}${String(Math.abs(offsetHours)).padStart(2, '0')}:00`;
  const entries = rows.map(({ atMs, machine, provider, id, message }) => ({
    TimeCreated: formatInstant(atMs + offsetHours * 3_600_000).replace(/(?:\.000|(\.\d{3}))Z$/, (_, fraction) =>
      fraction === undefined ? offset : `${fraction}4711${offset}`,
    ),
    MachineName: machine,
    ProviderName: provider,
    Id: id,
    LevelDisplayName: 'Information',
    Message: message,
  }));
  return Buffer.from(JSON.stringify(entries.length === 1 ? entries[0] : entries, null, 2), 'utf8');
}

/** As 5.1 writes JSON: wide indents, and escapes where none are needed. */
function json5(entries: readonly unknown[]): string {
  return JSON.stringify(entries.length === 1 ? entries[0] : entries, null, 4)
    .replaceAll(/\/Date\((\d+)\)\//g, '\\/Date($1)\\/')
    .replaceAll(/['<>&]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\n', '\r\n');
}
