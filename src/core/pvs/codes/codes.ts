/**
 * The codes of provisioning: what `check` finds, and why a server may not stream to a target. One table for both, so that a script
 * meets the same word everywhere.
 *
 * Not here: what each code means in general (../readiness/texts.ts).
 */

export type PvsCode =
  | 'PVS009'
  | 'PVS010'
  | 'PVS011'
  | 'PVS012'
  | 'PVS013'
  | 'PVS014'
  | 'PVS015'
  | 'PVS016'
  | 'PVS017'
  | 'PVS018'
  | 'PVS019'
  | 'PVS021'
  | 'PVS022'
  | 'PVS023'
  | 'PVS024'
  | 'PVS025'
  | 'PVS026'
  | 'PVS027'
  | 'PVS031'
  | 'PVS041'
  | 'PVS051'
  | 'PVS061'
  | 'PVS071';

/** Why something is not possible, in words for the one case at hand. */
export interface Refusal {
  readonly code: PvsCode;
  readonly reason: string;
}
