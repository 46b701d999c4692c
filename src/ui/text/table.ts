/**
 * Tables of plain text: columns as wide as their widest cell, two spaces between them.
 *
 * A cell is measured before it is coloured, so that colour moves nothing.
 * Not here: what stands in the cells.
 */

/** A cell: its text, and how that is painted. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** Lines of a table. The first row is the heading; no line ends in spaces. */
export function table(rows: readonly (readonly Cell[])[]): string[] {
  const widths = columnWidths(rows);
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** `  because       …`, with the texts one below the other. */
export function labelled(pairs: readonly (readonly [label: string, text: string])[]): string[] {
  return table(pairs.map(([label, text]) => [`  ${label}`, text]));
}

/** The width of the table's longest line. */
export function tableWidth(rows: readonly (readonly Cell[])[]): number {
  const widths = columnWidths(rows);
  return widths.reduce((sum, width) => sum + width, 2 * Math.max(0, widths.length - 1));
}

function columnWidths(rows: readonly (readonly Cell[])[]): number[] {
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columnCount }, (_, column) =>
    Math.max(...rows.map((row) => textOf(row[column] ?? '').length)),
  );
}

function padded(cell: Cell, width: number): string {
  const text = textOf(cell);
  const space = ' '.repeat(Math.max(0, width - text.length));
  return (typeof cell === 'string' ? text : cell.paint(text)) + space;
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
