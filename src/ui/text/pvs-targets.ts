/**
 * `pvs targets` as text: a line for each target.
 */

import type { ListedTarget, TargetsResult } from '../../app/pvs/targets.ts';
import type { RetryGrade } from '../../core/pvs/readiness/index.ts';
import { colour } from '../colour.ts';
import { haCell, headings, whyText } from './pvs-status.ts';
import { type Cell, table } from './table.ts';
import { moment, pause } from './words.ts';

export function targetsText({ site, at, total, targets }: TargetsResult): string {
  const head = `${site} · ${moment(at)} · ${targets.length} of ${total} targets`;
  if (targets.length === 0) return head;
  return [head, ...table([HEADING, ...targets.map(targetRow)])].join('\n');
}

const HEADING = headings(
  'TARGET',
  'VDISK',
  'STATE',
  'SERVER',
  'ADDRESS',
  'LOGIN',
  'FAIL-OVERS',
  'LAST FREEZE',
  'RETRIES',
  'RAM CACHE',
  'HA',
  'WHY',
);

function targetRow(target: ListedTarget): Cell[] {
  const { vdisk, version, server, serverAddress, loginServer, failovers, lastFreezeSec, ramCachePercent } = target;
  return [
    target.target,
    `${vdisk} ${version ?? '-'}`,
    stateCell(target),
    server ?? '-',
    serverAddress ?? '-',
    loginServer ?? '-',
    String(failovers),
    lastFreezeSec === 0 ? '-' : pause(lastFreezeSec),
    retriesCell(target),
    ramCachePercent === null ? '-' : `${ramCachePercent} %`,
    haCell(target),
    whyText(target),
  ];
}

function stateCell({ state, held }: ListedTarget): Cell {
  switch (state) {
    case 'frozen':
      return { text: '✗ frozen', paint: colour.red };
    case 'booting':
    case 'reconnecting':
      return { text: state, paint: colour.yellow };
    default:
      return held ? { text: `${state}, held`, paint: colour.yellow } : state;
  }
}

function retriesCell({ retries, retryGrade }: ListedTarget): Cell {
  const { mark, paint } = GRADES[retryGrade];
  return { text: `${mark}${retries}`, paint };
}

/** P70: a grade is never told by its colour alone. */
const GRADES: Readonly<Record<RetryGrade, { readonly mark: string; readonly paint: (text: string) => string }>> = {
  ok: { mark: '', paint: (text) => text },
  warn: { mark: '! ', paint: colour.yellow },
  fail: { mark: '✗ ', paint: colour.red },
};
