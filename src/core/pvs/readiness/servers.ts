/**
 * Findings about the servers of the farm, their logins and their database: who runs, and whether there are enough of them (PVS009 to
 * PVS012, PVS051).
 *
 * Not here: what servers have of the vDisks (copies.ts), and how many targets they would have (load.ts).
 */

import { shellWord } from '../../kernel/index.ts';
import type { FarmSite } from '../farm/index.ts';
import { type FarmReadinessFacts, isRunning, namesOf, serverStateOf } from './facts.ts';
import { finding, type PvsFinding } from './finding.ts';
import { offlineSupportCommand } from './set-fix.ts';

export function serverFindings(facts: FarmReadinessFacts): readonly PvsFinding[] {
  const { topology } = facts;
  return [
    ...topology.servers.flatMap(({ name }, server) => notRunning(facts, name, server)),
    ...topology.sites.flatMap((site) => [...singleServer(facts, site), ...fewLoginServers(facts, site)]),
    ...database(facts),
  ];
}

/** PVS010, PVS009. */
function notRunning(facts: FarmReadinessFacts, name: string, server: number): readonly PvsFinding[] {
  const { up, streamService } = serverStateOf(facts, server);
  if (!up) return [finding('PVS010', { object: name, message: `${name} is down` })];
  if (streamService === 'running') return [];
  const fix = `start it: holdover pvs start-stream ${shellWord(name)}`;
  return [finding('PVS009', { object: name, message: `the Stream Service on ${name} is ${streamService}`, fix })];
}

/** PVS011: nobody of the site could take over. */
function singleServer(facts: FarmReadinessFacts, { name, servers }: FarmSite): readonly PvsFinding[] {
  if (servers.length > 1) return [];
  const message = `${namesOf(facts, servers)} is the only server of site ${name}`;
  return [finding('PVS011', { object: name, message, fix: `add a second server to site ${name}` })];
}

/** PVS012. */
function fewLoginServers(facts: FarmReadinessFacts, site: FarmSite): readonly PvsFinding[] {
  const { name, loginServers } = site;
  if (!loginServers.some((server) => isRunning(facts, server))) return [noLogin(facts, site)];
  if (loginServers.length > 1) return [];
  const listed = namesOf(facts, loginServers);
  const message = `the targets of site ${name} have one login server, ${listed}`;
  return [finding('PVS012', { object: name, message, effect: `while ${listed} is down none of them can boot` })];
}

function noLogin(facts: FarmReadinessFacts, { name, loginServers, failOverOrder }: FarmSite): PvsFinding {
  const isLeft = failOverOrder.some((server) => isRunning(facts, server));
  return finding('PVS012', {
    object: name,
    severity: 'fail',
    message: `no login server of site ${name} is up: ${namesOf(facts, loginServers)}`,
    effect: `no target of site ${name} can boot${isLeft ? '' : ', or go to another server'}`,
    fix: 'bring one of them back, or list another',
  });
}

/** PVS051. */
function database({ topology: { offlineSupport }, database: state }: FarmReadinessFacts): readonly PvsFinding[] {
  const about = { object: 'database' };
  if (state === 'online') {
    if (offlineSupport) return [];
    const fix = `turn offline database support on: ${offlineSupportCommand()}`;
    return [finding('PVS051', { ...about, message: 'the farm has no offline database support', fix })];
  }
  const away = { ...about, severity: 'fail', fix: 'bring the database back' } as const;
  if (offlineSupport) {
    const message = 'the database is away, and servers carry on without it';
    const effect = 'servers cannot be started, targets rebalanced, or versions changed until it is back';
    return [finding('PVS051', { ...away, message, effect })];
  }
  const message = 'the database is away, and there is no offline support';
  return [finding('PVS051', { ...away, message, effect: 'no server answers: every target is held until it is back' })];
}
