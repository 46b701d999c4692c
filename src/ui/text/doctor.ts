/**
 * `doctor` as text: a line for each check, and under a bad one what to do.
 */
import type { DoctorCheck, DoctorResult } from '../../app/doctor.ts';
import { colour } from '../colour.ts';

export function doctorText({ version, checks }: DoctorResult): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return [`holdover ${version}`, ...checks.flatMap((check) => checkLines(check, width))].join('\n');
}

function checkLines({ name, result, message, fix }: DoctorCheck, width: number): string[] {
  const line = ` ${MARKS[result]()}  ${name.padEnd(width)}  ${message}`;
  return fix === null ? [line] : [line, `${' '.repeat(width + 11)}${fix}`];
}

const MARKS: Record<DoctorCheck['result'], () => string> = {
  ok: () => colour.green('✓ OK  '),
  warn: () => colour.yellow('! WARN'),
  fail: () => colour.red('✗ FAIL'),
};
