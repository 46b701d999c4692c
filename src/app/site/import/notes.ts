/**
 * What an import has to say: warnings about what is missing or was simplified, and problems that no valid site can be made with.
 *
 * Not here: how they are shown (ui/text/site-import.ts).
 */

import type { Problem } from '../../../core/kernel/index.ts';

export interface ImportWarning {
  readonly code: string;
  readonly message: string;
  /** How many objects of the exports it is about. */
  readonly count: number;
}

/** Grows while exports are read. */
export interface ImportNotes {
  readonly warnings: ImportWarning[];
  readonly problems: Problem[];
  /** Commands that make a better export. */
  readonly hints: string[];
}

export function noNotes(): ImportNotes {
  return { warnings: [], problems: [], hints: [] };
}

/** Notes a warning; of none, when it is about no object. */
export function warn(notes: ImportNotes, code: string, count: number, message: string): void {
  if (count > 0) notes.warnings.push({ code, message, count });
}

/** Notes what no site can be made with, and the command that mends it. */
export function refuse(notes: ImportNotes, problem: Problem, hint: string): void {
  notes.problems.push(problem);
  if (!notes.hints.includes(hint)) notes.hints.push(hint);
}

/** `a, b and 3 more`: names in a message, which bears only a few of them. */
export function fewOf(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** `1 machine`, `2 machines`. */
export function numberOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
