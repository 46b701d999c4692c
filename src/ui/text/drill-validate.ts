/**
 * `drill validate` as text.
 */

import type { DrillValidateResult, ValidDrill, ValidParam } from '../../app/drill/validate.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { type Cell, table } from './table.ts';
import { counted } from './words.ts';

export function drillValidateText({ drills }: DrillValidateResult): string {
  const [first] = drills;
  const next = first === undefined ? [] : [nextLine(first)];
  return [...drills.flatMap(drillLines), ...next].join('\n');
}

function drillLines({ file, name, steps, danger, params }: ValidDrill): readonly string[] {
  const worst = danger === 'none' ? '' : `, danger: ${danger}`;
  const valid = `${colour.green('✓')} ${file} is a valid drill file: ${name}, ${counted(steps, 'step')}${worst}.`;
  if (params.length === 0) return [valid];
  const heading: Cell[] = ['  PARAMETER', 'TYPE', 'DEFAULT', ''].map((text) => ({ text, paint: colour.dim }));
  return [valid, ...table([heading, ...params.map(paramRow)])];
}

function paramRow({ name, type, required, default: value, title }: ValidParam): Cell[] {
  return [`  ${name}`, type, required ? 'none: has to be given' : (value ?? ''), title ?? ''];
}

function nextLine({ file, params }: ValidDrill): string {
  const given = params
    .filter(({ required }) => required)
    .map(({ name, type }) => ` --param ${name}=${type.toUpperCase()}`);
  return `Next: holdover drill plan ${file === 'standard input' ? 'FILE' : shellWord(file)}${given.join('')}`;
}
