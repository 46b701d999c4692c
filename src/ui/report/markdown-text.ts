/**
 * Parts of Markdown texts, with everything escaped that would be taken for markup.
 *
 * Not here: what stands in them.
 */

import { visible } from '../text/visible.ts';

/** Text as it is. */
export function plain(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`);
}

/** Code within a line. */
export function code(text: string): string {
  const line = oneLine(text);
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** Code within a table: a bar would end its cell. */
export function cellCode(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

/** Code in lines of its own. */
export function codeBlock(lines: readonly string[], indent = ''): readonly string[] {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${fence}sh`, ...lines.map(visible), fence].map((line) => `${indent}${line}`);
}

export function tableLines(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)];
}

/** A heading and what is under it; nothing where there is nothing. */
export function headed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, '', ...lines, ''];
}

function oneLine(text: string): string {
  return visible(text.replaceAll(/\s*\n\s*/g, ' '));
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
