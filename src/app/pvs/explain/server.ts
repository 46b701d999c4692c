/**
 * Explains a server: whose targets it has, and who would move where, and who would freeze, if it stopped now (P40).
 *
 * Not here: how that is foretold (sim/streaming/views.ts).
 */

import { formatInstant } from '../../../core/kernel/index.ts';
import { rangeOfTarget } from '../../../core/pvs/farm/index.ts';
import { serverStatusOf } from '../../../core/status/index.ts';
import { type Foretold, farmFindings, foretellStop, type World } from '../../../sim/index.ts';
import type { ExplainerOf } from '../../explain-named.ts';
import { farmIn } from '../../streaming-objects.ts';
import type { ServerExplanation, ServerWithout, VdiskOnServer } from '../explanation.ts';
import { arrivedByServer, factsOfFarm, serverNameOf, strandedByReason } from '../farm-numbers.ts';
import { lastLineOf } from './log-line.ts';
import { mendsOf, type Obstacle } from './mend.ts';

export const serverExplainer: ExplainerOf<ServerExplanation> = {
  names: ({ farm }) => farm?.topology.servers.map(({ name }) => name) ?? [],
  explain: explainServer,
};

function explainServer(world: World, typed: string): ServerExplanation | null {
  const { farm } = world;
  const number = farm?.topology.servers.findIndex(({ name }) => name.toLowerCase() === typed.toLowerCase()) ?? -1;
  if (farm === null || number === -1) return null;
  const { site, ...status } = serverStatusOf(factsOfFarm(world), number);
  const server = serverNameOf(world, number);
  const foretold = foretellStop(world, [number]);
  const untilMs = farm.data.leases[server]?.untilMs ?? null;
  return {
    kind: 'server',
    server,
    farmSite: site,
    ...status,
    loginServer: farm.topology.sites.some(({ loginServers }) => loginServers.includes(number)),
    until: untilMs === null ? null : formatInstant(untilMs),
    vdisks: vdisksOn(world, foretold),
    without: withoutIt(world, number, foretold),
    because: lastLineOf(world, (note) => note.server === server && note.target === null),
    findings: farmFindings(world).filter(({ object, code }) => {
      return object === server || object.startsWith(`${server}/`) || (code === 'PVS031' && object === site);
    }),
    mend: mendsOf(world, obstaclesOf(world, number, foretold)),
  };
}

/** By vDisk, in file order. */
function vdisksOn(world: World, { moves, stays }: Foretold): readonly VdiskOnServer[] {
  const vdiskOf = ({ target }: { readonly target: number }) => rangeOfTarget(farmIn(world).topology, target).vdisk;
  const [moving, staying] = [Map.groupBy(moves, vdiskOf), Map.groupBy(stays, vdiskOf)];
  return farmIn(world).topology.vdisks.flatMap(({ name }, vdisk) => {
    const [go, stay] = [moving.get(vdisk) ?? [], staying.get(vdisk) ?? []];
    if (go.length + stay.length === 0) return [];
    const arrived = arrivedByServer(
      world,
      go.map(({ to }) => to),
    );
    return [
      { vdisk: name, targets: go.length + stay.length, moves: arrived, cannotMove: strandedByReason(world, stay) },
    ];
  });
}

/** The other servers of its site. */
function withoutIt(world: World, number: number, { moves }: Foretold): readonly ServerWithout[] {
  const { topology } = farmIn(world);
  const facts = factsOfFarm(world);
  const others = topology.sites.flatMap(({ servers }) => (servers.includes(number) ? servers : []));
  return others
    .filter((server) => server !== number)
    .map((server) => {
      const targetsNow = facts.server(server).targetCount;
      const added = moves.filter(({ to }) => to === server).length;
      return { server: serverNameOf(world, server), targetsNow, targetsThen: targetsNow + added };
    });
}

/** What keeps it from streaming, and what keeps its targets from going elsewhere. */
function obstaclesOf(world: World, number: number, { stays }: Foretold): readonly Obstacle[] {
  const { topology } = farmIn(world);
  const server = serverNameOf(world, number);
  const { up, service } = factsOfFarm(world).server(number);
  const own: Obstacle[] =
    up && service !== 'running' ? [{ refusal: { code: 'PVS009', reason: '' }, vdisk: -1, server }] : [];
  const down: Obstacle[] = up ? [] : [{ refusal: { code: 'PVS010', reason: '' }, vdisk: -1, server }];
  const held = stays.map(({ target, refusal }) => ({
    refusal,
    vdisk: rangeOfTarget(topology, target).vdisk,
    server: null,
  }));
  return [...own, ...down, ...held];
}
