/**
 * A baseline: an earlier result of `check`, as printed with `--json`. What it has already is not new.
 *
 * Not here: what is done with what is new (check.ts).
 */

import { readFile } from 'node:fs/promises';
import { type Problem, UserError } from '../core/kernel/index.ts';
import type { Finding } from '../core/readiness/index.ts';
import { damageOf, decodeExport } from './powershell-json.ts';
import { unreadable } from './site/site-file-text.ts';

const HINTS = ['holdover check --json > baseline.json'];

const AFTER_END = 'the document ended before this';

/** What makes two findings the same one. The message may differ: it carries numbers that move. */
type Identity = Pick<Finding, 'code' | 'zone' | 'object'>;

/** Whether a finding is among those of the result in the file at `path`. */
export type Baseline = (finding: Identity) => boolean;

/** @throws {UserError} FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_PERMITTED, BASELINE_INVALID */
export async function readBaseline(path: string): Promise<Baseline> {
  const known = new Set(findingsIn(path, await readText(path)).map(keyOf));
  return (finding) => known.has(keyOf(finding));
}

async function readText(path: string): Promise<string> {
  try {
    return decodeExport(await readFile(path));
  } catch (cause) {
    throw unreadable(path, cause, HINTS);
  }
}

/** Also those that were muted, or known from a baseline before this one. */
function findingsIn(path: string, text: string): readonly Identity[] {
  const result = parse(path, text);
  if (result?.schema !== 'holdover.check/1') throw notAResult(path, 'it is no result of check (holdover.check/1)');
  const lists = [result.findings, result.known, result.muted];
  if (!lists.every(isListOfFindings)) throw notAResult(path, 'its lists of findings are not whole');
  return lists.flat();
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem: Problem = { code: 'JSON_INVALID', file: path, ...damageOf(text, AFTER_END) };
    throw new UserError('invalid-file', 'BASELINE_INVALID', `${path} is not valid JSON`, {
      problems: [problem],
      hints: HINTS,
      cause,
    });
  }
}

function notAResult(path: string, why: string): UserError {
  return new UserError('invalid-file', 'BASELINE_INVALID', `${path} cannot be a baseline: ${why}`, { hints: HINTS });
}

function isListOfFindings(list: unknown): list is readonly Identity[] {
  return Array.isArray(list) && list.every((each) => typeof each?.code === 'string' && typeof each.object === 'string');
}

function keyOf({ code, zone, object }: Identity): string {
  return JSON.stringify([code, zone, object]);
}
