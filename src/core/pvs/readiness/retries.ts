/**
 * Findings about the retries of targets (PVS061), and how they are graded (P70).
 *
 * Not here: when a target repeats a request (../target).
 */

import type { FarmReadinessFacts, RetriesOnServer } from './facts.ts';
import { finding, type PvsFinding } from './finding.ts';
import { RETRIES_FAIL, RETRIES_WARN } from './limits.ts';

export type RetryGrade = 'ok' | 'warn' | 'fail';

export function gradeRetries(retryCount: number): RetryGrade {
  if (retryCount > RETRIES_FAIL) return 'fail';
  return retryCount > RETRIES_WARN ? 'warn' : 'ok';
}

export function retryFindings({ topology, servers }: FarmReadinessFacts): readonly PvsFinding[] {
  return topology.servers.flatMap(({ name }, server) => manyRetries(name, servers[server]?.retries));
}

/** PVS061: one for all targets of a server. */
function manyRetries(server: string, retries: RetriesOnServer | undefined): readonly PvsFinding[] {
  if (retries === undefined || retries.warn + retries.fail === 0) return [];
  const counts = [countText(retries.fail, RETRIES_FAIL), countText(retries.warn, RETRIES_WARN)].flat();
  return [
    finding('PVS061', {
      object: server,
      severity: retries.fail > 0 ? 'fail' : 'warn',
      message: `retries of targets of ${server}: ${counts.join(', ')}`,
    }),
  ];
}

function countText(targetCount: number, retryCount: number): readonly string[] {
  return targetCount === 0 ? [] : [`${targetCount} ${targetCount === 1 ? 'has' : 'have'} more than ${retryCount}`];
}
