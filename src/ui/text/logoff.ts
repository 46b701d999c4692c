/**
 * `lhc logoff` as text: whose sessions ended, and what becomes of the machines.
 */

import type { EndedSession, LogoffResult } from '../../app/lhc/logoff.ts';
import { table } from './table.ts';
import { counted, moment } from './words.ts';

export function logoffText({ user, machine, changed, sessions }: LogoffResult): string {
  if (!changed) {
    return user === null
      ? `Nobody is logged on to ${machine}: nothing changed.`
      : `${user} is logged on nowhere: nothing changed.`;
  }
  const rows = sessions.map((session) => [
    `  ${session.user}`,
    session.deliveryGroup,
    `${session.machine} (${session.zone})`,
    fateText(session),
  ]);
  return [`${counted(sessions.length, 'session')} ended.`, ...table(rows), 'Next: holdover lhc status'].join('\n');
}

function fateText({ machineBecomes, until }: EndedSession): string {
  const end = until === null ? '' : ` until ${moment(until)}`;
  return `${FATES[machineBecomes]}${end}`;
}

const FATES: Readonly<Record<EndedSession['machineBecomes'], string>> = {
  reset: 'the machine is being reset',
  maintenance: 'the machine is in maintenance until the cloud broker has it again',
  'used-again': 'the machine is used again as it is, by whoever comes next',
  undecided: 'no broker has the machine now: the one that registers it next decides',
  nothing: 'the machine stays as it is',
};
