/**
 * Lines that several results of the streaming farm have: who cannot move and why, where targets went, what was refused.
 *
 * Not here: the results.
 */

import type { ArrivedTargets, StrandedTargets } from '../../app/pvs/farm-numbers.ts';
import type { ChangeRefusal } from '../../app/pvs/refusal.ts';
import { colour } from '../colour.ts';
import { counted, few } from './words.ts';

/** ` ! cannot move  PVS021  kiosk-1, kiosk-2: load balancing is off`. */
export function strandedLine(sign: string, what: string, { code, reason, targets }: StrandedTargets): string {
  return ` ${sign} ${what}  ${code}  ${few(targets)}: ${reason}`;
}

/** `40 targets to pvs2, 26 targets to pvs3`. */
export function arrivals(arrived: readonly ArrivedTargets[]): string {
  return arrived.map(({ server, targets }) => `${counted(targets, 'target')} to ${server}`).join(', ');
}

/** What was not done, and why. */
export function refusedLines(what: string, { code, reason }: ChangeRefusal): readonly string[] {
  return [`${colour.red('✗ refused')}  ${what}. Nothing changed.`, ` ${code}  ${reason}`];
}
