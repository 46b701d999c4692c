/**
 * Findings about the copies of vDisks on their servers, as the inventory knows them (PVS015 to PVS019), and about vDisks and stores
 * that one server alone can stream (PVS011).
 *
 * Copies are compared with what targets have booted, and with what they would boot now. Those of a vDisk in private mode on local
 * storage are not: its own server alone counts, which is a finding of its own (modes.ts).
 *
 * Not here: how copies are compared (../inventory).
 */

import type { PvsCode, Refusal } from '../codes/index.ts';
import { refusalOf } from '../eligibility/index.ts';
import type { FarmStore } from '../farm/index.ts';
import { copyFix } from './copy-fix.ts';
import { type FarmReadinessFacts, isRunning, namesOf, serverOf, serverStateOf } from './facts.ts';
import { finding, type PvsFinding } from './finding.ts';
import { canMove, type Need, needsOf, serverFacts, serversFor } from './needs.ts';

const OF_COPIES: readonly PvsCode[] = ['PVS015', 'PVS016', 'PVS017', 'PVS018', 'PVS019'];

export function copyFindings(facts: FarmReadinessFacts): readonly PvsFinding[] {
  const { stores, vdisks } = facts.topology;
  return [
    ...stores.flatMap((store) => [...singleServer(facts, store), ...cutOff(facts, store)]),
    ...vdisks.flatMap(({ mode, store }, vdisk) => {
      const needs = needsOf(facts, vdisk);
      const isPrivate = mode === 'private' && !store.shared;
      return [...singlyServed(facts, needs), ...(isPrivate ? [] : unfitCopies(facts, needs))];
    }),
  ];
}

/** PVS011: one server of several has the store. */
function singleServer(facts: FarmReadinessFacts, { name, servers, site }: FarmStore): readonly PvsFinding[] {
  if (servers.length > 1 || facts.topology.sites[site]?.servers.length === 1) return [];
  return [finding('PVS011', { object: name, message: `store ${name} is on ${namesOf(facts, servers)} alone` })];
}

/** PVS015: a server cannot reach the store. One that is down cannot anyway. */
function cutOff(facts: FarmReadinessFacts, store: FarmStore): readonly PvsFinding[] {
  const reaching = store.servers.filter((server) => isRunning(facts, server) && !isCut(facts, store, server));
  const severity = reaching.length < 2 ? 'fail' : 'warn';
  return store.servers
    .filter((server) => serverStateOf(facts, server).up && isCut(facts, store, server))
    .map((server) => {
      const { name } = serverOf(facts, server);
      const message = `${name} cannot reach store ${store.name}`;
      return finding('PVS015', { object: `${name}/${store.name}`, severity, message });
    });
}

function isCut(facts: FarmReadinessFacts, { name }: FarmStore, server: number): boolean {
  return serverStateOf(facts, server).storesCut.includes(name);
}

/** PVS011: of several servers that have a vDisk, one or none may stream it now. */
function singlyServed(facts: FarmReadinessFacts, needs: readonly Need[]): readonly PvsFinding[] {
  for (const need of needs.filter(canMove)) {
    const { name, store } = need.vdisk;
    const version = `${name} version ${need.chain.at(-1)?.number}`;
    const fit = serversFor(facts, need);
    if (store.servers.length < 2 || fit.length > 1) continue;
    const all = namesOf(facts, store.servers);
    const fix = 'mend what the other findings say of the servers, or of their copies';
    if (fit.length === 1) {
      const message = `of ${all}, only ${namesOf(facts, fit)} may stream ${version} now`;
      return [finding('PVS011', { object: name, message, fix })];
    }
    const effect = `no target of ${name} can boot, or go to another server`;
    return [
      finding('PVS011', {
        object: name,
        severity: 'fail',
        message: `none of ${all} may stream ${version} now`,
        effect,
        fix,
      }),
    ];
  }
  return [];
}

/** PVS015 to PVS019: one for each server, and each thing that is wrong with its copies. */
function unfitCopies(facts: FarmReadinessFacts, needs: readonly Need[]): readonly PvsFinding[] {
  const found = needs
    .filter((need) => !isInTheMaking(facts, need))
    .flatMap((need) =>
      serversWithCopies(facts, need).flatMap((server) => {
        const refusal = copyRefusal(facts, need, server);
        return refusal === null ? [] : [unfit(facts, need, server, refusal)];
      }),
    );
  const isFirst = (each: PvsFinding, index: number) =>
    found.findIndex(({ code, object }) => code === each.code && object === each.object) === index;
  return found.filter(isFirst);
}

/** A version in maintenance stays where it is written: one copy of it is all that there should be. */
function isInTheMaking(facts: FarmReadinessFacts, need: Need): boolean {
  return need.access === 'maintenance' && serversFor(facts, need).length > 0;
}

/** The servers whose copies are looked at: of one that is down, or cut off, another finding says it. */
function serversWithCopies(facts: FarmReadinessFacts, { vdisk: { assignedServer, store } }: Need): readonly number[] {
  const servers = assignedServer === null ? store.servers : [assignedServer];
  return servers.filter((server) => serverStateOf(facts, server).up && !isCut(facts, store, server));
}

/** What is wrong with the copies on a server, whether its service runs or not. */
function copyRefusal(facts: FarmReadinessFacts, need: Need, server: number): Refusal | null {
  const running = { ...serverFacts(facts, need, server), streamService: 'running' } as const;
  const refusal = refusalOf(need, running, facts.topology.identity);
  return refusal !== null && OF_COPIES.includes(refusal.code) ? refusal : null;
}

function unfit(facts: FarmReadinessFacts, need: Need, server: number, { code, reason }: Refusal): PvsFinding {
  const { name } = serverOf(facts, server);
  const fit = serversFor(facts, need);
  const about = {
    object: `${name}/${need.vdisk.name}`,
    message: code === 'PVS017' ? `on ${name}, ${reason}` : reason,
    ...(code === 'PVS015' ? {} : copyFix(facts, need.vdisk, { from: fit[0], to: [server] })),
  };
  if (fit.length > 1) return finding(code, about);
  const left = fit.length === 0 ? 'no server is' : `only ${namesOf(facts, fit)} is`;
  const effect = `${left} left for ${need.vdisk.name} version ${need.chain.at(-1)?.number}: nobody could take over its targets`;
  return finding(code, { ...about, severity: 'fail', effect });
}
