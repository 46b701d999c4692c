/**
 * What users have of a site, for `status`: their sessions, the state that they leave desktops in, launches that failed, and virtual servers
 * that have lost members. What is as it should be is left out.
 *
 * Not here: the table of zones (status.ts).
 */

import type { LaunchesStatus, LhcStatus, VipStatus, ZoneStatus } from '../../core/status/index.ts';
import { shortName, tally } from './words.ts';

/** Of more zones than these, one number for all. */
const ZONES_MAX = 6;

/** Lines for whatever is worth one. */
export function userLines({ zones, launches, vips }: LhcStatus): string[] {
  return [
    ...sessionLines(zones),
    ...countLines('being reset after use', zones, ({ machines }) => machines.resetting),
    ...countLines('used and not reset', zones, ({ machines }) => machines.tainted),
    ...launchLines(launches),
    ...Object.entries(vips).flatMap(([fqdn, vip]) => vipLines(fqdn, vip)),
  ];
}

function sessionLines(zones: LhcStatus['zones']): string[] {
  const disconnected = sum(Object.values(zones).map(({ sessions }) => sessions.disconnected));
  const [line] = countLines('sessions', zones, ({ sessions }) => sessions.active + sessions.disconnected);
  if (line === undefined) return [];
  return [disconnected === 0 ? line : `${line} (${disconnected} disconnected)`];
}

/** `sessions: ams 311, fra 208`, where there are any. */
function countLines(what: string, zones: LhcStatus['zones'], countOf: (zone: ZoneStatus) => number): string[] {
  const counts = Object.entries(zones).map(([name, zone]) => [name, countOf(zone)] as const);
  const some = counts.filter(([, count]) => count > 0);
  if (some.length === 0) return [];
  if (some.length > ZONES_MAX) return [`   ${what}: ${sum(some.map(([, count]) => count))} in ${some.length} zones`];
  return [`   ${what}: ${some.map(([name, count]) => `${name} ${count}`).join(', ')}`];
}

function launchLines({ attempted, failed, failedBy }: LaunchesStatus): string[] {
  return failed === 0 ? [] : [`   launches: ${attempted} attempted, ${failed} failed (${tally(failedBy)})`];
}

/** A line for each reason for which members are down. */
function vipLines(fqdn: string, { members }: VipStatus): string[] {
  const byReason = new Map<string, string[]>();
  for (const [member, { reason }] of Object.entries(members)) {
    if (reason === null) continue;
    byReason.set(reason, [...(byReason.get(reason) ?? []), shortName(member, Object.keys(members))]);
  }
  return [...byReason].map(([reason, who]) => `   ${fqdn}  ${who.join(', ')} down: ${reason}`);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((so, count) => so + count, 0);
}
