/**
 * How Windows PowerShell 5.1 and PowerShell 7 write objects by `ConvertTo-Json`, with the types that they write differently.
 *
 * Not here: the objects of a real site (site-exports.ts, farm-exports.ts).
 */

/** A value of an enumeration: a word to those who cast it, else a number that nobody knows. */
export class Enumeration {
  readonly word: string;
  readonly number: number;
  readonly isCast: boolean;

  constructor(word: string, number: number, isCast: boolean) {
    this.word = word;
    this.number = number;
    this.isCast = isCast;
  }
}

/** A DateTime; null is the empty one, of the year 1. */
export class Moment {
  readonly atMs: number | null;

  constructor(atMs: number | null) {
    this.atMs = atMs;
  }
}

export class TimeSpan {
  readonly totalMs: number;

  constructor(totalMs: number) {
    this.totalMs = totalMs;
  }
}

/** What only its type is left of in 5.1, at the end of the depth. */
export class Dictionary {}

export class IpAddress {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The address of a network card. */
export class PhysicalAddress {
  readonly bytes: readonly number[];

  constructor(bytes: readonly number[]) {
    this.bytes = bytes;
  }
}

export type Row = Readonly<Record<string, unknown>>;

const EMPTY_DATE_MS = -62_135_596_800_000;

/** 5.1: dates in ticks, TimeSpans and addresses as objects, what is deep as text, a single object without a list. */
export function written51(rows: readonly Row[], encoding: 'utf-16' | 'utf-8' = 'utf-16'): Buffer {
  const text = JSON.stringify(rows.length === 1 ? plain51(rows[0]) : rows.map(plain51), null, 4);
  const escaped = text
    .replaceAll(/\/Date\((-?\d+)\)\//g, '\\/Date($1)\\/')
    .replaceAll(/['<>&]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\n', '\r\n');
  if (encoding === 'utf-8') return Buffer.from(`\uFEFF${escaped}`, 'utf8');
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(escaped, 'utf16le')]);
}

/** 7 with `-EnumsAsStrings`: UTF-8, ISO dates. */
export function written7(rows: readonly Row[]): Buffer {
  const plain = rows.map(plain7);
  return Buffer.from(JSON.stringify(plain.length === 1 ? plain[0] : plain, null, 2), 'utf8');
}

function plain51(value: unknown): unknown {
  if (value instanceof Enumeration) return value.isCast ? value.word : value.number;
  if (value instanceof Moment) return `/Date(${value.atMs ?? EMPTY_DATE_MS})/`;
  if (value instanceof TimeSpan) return { Ticks: value.totalMs * 10_000, Days: 0, TotalMilliseconds: value.totalMs };
  if (value instanceof Dictionary) return 'System.Collections.Generic.Dictionary`2[System.String,System.String]';
  if (value instanceof IpAddress) return addressObject(value.text);
  if (value instanceof PhysicalAddress) return { Address: value.bytes };
  if (Array.isArray(value)) return value.map(plain51);
  return isRow(value) ? mapped(value, plain51) : value;
}

function plain7(value: unknown): unknown {
  if (value instanceof Enumeration) return value.word;
  if (value instanceof Moment)
    return value.atMs === null
      ? '0001-01-01T00:00:00'
      : new Date(value.atMs).toISOString().replace('.000Z', '.0000000Z');
  if (value instanceof TimeSpan) return { Ticks: value.totalMs * 10_000, TotalMilliseconds: value.totalMs };
  if (value instanceof Dictionary) return {};
  if (value instanceof IpAddress) return value.text;
  if (value instanceof PhysicalAddress) return macText(value);
  if (Array.isArray(value)) return value.map(plain7);
  return isRow(value) ? mapped(value, plain7) : value;
}

function addressObject(text: string): Row {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return { Address: ((d * 256 + c) * 256 + b) * 256 + a, AddressFamily: 2, ScopeId: null, IPAddressToString: text };
}

/** As the module shows it. */
export function macText({ bytes }: PhysicalAddress): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('-');
}

function mapped(row: Row, change: (value: unknown) => unknown): Row {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, change(value)]));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
