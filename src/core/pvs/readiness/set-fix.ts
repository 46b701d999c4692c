/**
 * The command that changes one setting of a farm, as the fix of a finding.
 */

import { shellWord } from '../../kernel/index.ts';
import { formatPath, type Path } from '../../site/index.ts';

/** What turns load balancing of a vDisk on (PVS021). */
export function balanceCommand(vdisk: string): string {
  return setCommand(['vdisks', vdisk, 'loadBalanced'], 'true');
}

/** What turns automatic rebalancing of a vDisk off (PVS041). */
export function noRebalanceCommand(vdisk: string): string {
  return setCommand(['vdisks', vdisk, 'rebalance', 'enabled'], 'false');
}

/** What turns offline database support on (PVS051). */
export function offlineSupportCommand(): string {
  return setCommand(['database', 'offlineSupport'], 'true');
}

/** `path` begins below `provisioning`. */
function setCommand(path: Path, value: 'true' | 'false'): string {
  return `holdover site set ${shellWord(formatPath(['provisioning', ...path]))} ${value}`;
}
