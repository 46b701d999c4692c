/**
 * `lhc enumerate` as text: who answered, and what is shown with the zones that it lives in.
 */

import type { EnumerateResult } from '../../app/lhc/enumerate.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { hopRows, passedOverRows } from './request-path.ts';
import { table } from './table.ts';
import { moment } from './words.ts';

export function enumerateText(result: EnumerateResult): string {
  const { user, at, storeFront, answeredBy } = result;
  return [
    `${user} at StoreFront ${storeFront} · ${moment(at)}`,
    ...table([...passedOverRows(result.passedOver), ...answeredBy.flatMap(hopRows)]),
    '',
    ...answerLines(result),
  ].join('\n');
}

function answerLines({ user, answered, reason, why, resources }: EnumerateResult): readonly string[] {
  if (!answered) {
    return [
      colour.red(`✗ FAIL  nobody answered: ${reason}: ${why}`),
      'Next: holdover lhc status · holdover fault list',
    ];
  }
  const [first] = resources;
  if (first === undefined) return [`${user} is shown nothing.`, `Next: holdover lhc explain ${shellWord(user)}`];
  const rows = resources.map(({ resource, type, deliveryGroups, zones }) => [
    `  ${resource}`,
    type,
    deliveryGroups.join(', '),
    zones.join(', '),
  ]);
  return [
    ...table([['  RESOURCE', 'TYPE', 'DELIVERY GROUP', 'ZONES'], ...rows]),
    `Next: holdover lhc launch ${shellWord(user)} ${shellWord(first.resource)}`,
  ];
}
