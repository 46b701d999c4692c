/**
 * Lines that several results of the streaming farm have: who cannot move and why, where targets went, what was refused.
 *
 * Not here: the results.
 */

import type { ArrivedTargets, StrandedTargets } from '../../app/pvs/farm-numbers.ts';
import type { ChangeRefusal } from '../../app/pvs/refusal.ts';
import type { VdiskBehind } from '../../app/pvs/version-use.ts';
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

/** `srv22: 12 targets on version 1, 0 on version 2: …`; nothing of a vDisk whose targets all run what they would boot. */
export function behindLines(vdisks: readonly VdiskBehind[]): string[] {
  return vdisks
    .filter(({ behind }) => behind > 0)
    .map(({ vdisk, running, behind }) => {
      const versions = running.map(({ version, targets }) => `${counted(targets, 'target')} on version ${version}`);
      return `   ${vdisk}: ${versions.join(', ')}; ${behind} would boot another version now`;
    });
}

/** What was not done, and why. */
export function refusedLines(what: string, { code, reason }: ChangeRefusal): readonly string[] {
  return [`${colour.red('✗ refused')}  ${what}. Nothing changed.`, ` ${code}  ${reason}`];
}
