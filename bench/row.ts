/**
 * A row of the benchmark: a ratio, or a number, beside its goal; or the reason why it was not measured.
 */

export type Row = MeasuredRow | UnmeasuredRow;

export type MeasuredRow = Measurement & Goal;

export interface Measurement {
  readonly name: string;
  readonly what: string;
  readonly measured: string;
  readonly against: string;
  readonly value: number;
  readonly unit: Unit;
}

export type Goal = { readonly goalMax: number } | { readonly goalMin: number };

export interface UnmeasuredRow {
  readonly name: string;
  readonly what: string;
  readonly notMeasured: string;
}

export type Unit = '×' | '× as fast' | ' s' | ' bytes' | ' libraries';

/** A kind of rows that are measured together. */
export interface RowGroup {
  readonly names: readonly string[];
  readonly measure: () => Promise<readonly Row[]> | readonly Row[];
}

export function rowsText(rows: readonly Row[]): string {
  const measured = rows.filter((row) => 'value' in row);
  const lines = [
    ['ROW', 'WHAT', 'MEASURED', 'AGAINST', 'RESULT', 'GOAL', ''],
    ...measured.map((row) => [
      row.name,
      row.what,
      row.measured,
      row.against,
      `${decimals(row.value)}${row.unit}`,
      goalText(row),
      isMet(row) ? '✓ met' : '✗ not met',
    ]),
  ];
  const unmeasured = rows.filter((row) => 'notMeasured' in row);
  const reasons = unmeasured.map((row) => [row.name, row.what, `not measured: ${row.notMeasured}`]);
  return [
    ...(measured.length === 0 ? [] : aligned(lines)),
    ...(measured.length === 0 || reasons.length === 0 ? [] : ['']),
    ...aligned(reasons),
  ].join('\n');
}

function goalText(row: MeasuredRow): string {
  return 'goalMin' in row ? `at least ${row.goalMin}${row.unit}` : `at most ${row.goalMax}${row.unit}`;
}

function isMet(row: MeasuredRow): boolean {
  return 'goalMin' in row ? row.value >= row.goalMin : row.value <= row.goalMax;
}

/** Lines of columns that are as wide as their widest cell. */
export function aligned(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

export function decimals(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
