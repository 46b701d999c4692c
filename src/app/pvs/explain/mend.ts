/**
 * What can be done about a refusal, with the command that does it where there is one.
 *
 * Not here: what each code means (core/pvs/readiness/texts.ts).
 */

import { shellWord } from '../../../core/kernel/index.ts';
import type { PvsCode, Refusal } from '../../../core/pvs/codes/index.ts';
import {
  balanceCommand,
  noRebalanceCommand,
  offlineSupportCommand,
  PVS_TEXTS,
  type PvsFinding,
} from '../../../core/pvs/readiness/index.ts';
import { vdiskStatusOf } from '../../../core/status/index.ts';
import type { World } from '../../../sim/index.ts';
import { farmIn } from '../../streaming-objects.ts';
import type { Mend } from '../explanation.ts';
import { endingCommand } from '../farm-faults.ts';
import { factsOfFarm } from '../farm-numbers.ts';

/** Something that is in the way of a vDisk, on a server where it is of one. */
export interface Obstacle {
  readonly refusal: Refusal;
  readonly vdisk: number;
  readonly server: string | null;
}

/** Settings are in nobody's way at once: what works against itself, or will in the next failure, is known from findings alone. */
export function obstaclesFound(findings: readonly PvsFinding[], vdisk: number): readonly Obstacle[] {
  return findings
    .filter(({ code }) => code === 'PVS041' || code === 'PVS051')
    .map(({ code, message }) => ({ refusal: { code, reason: message }, vdisk, server: null }));
}

/** One for each thing to do, in the order of the obstacles. What is done by commands needs no general advice as well. */
export function mendsOf(world: World, obstacles: readonly Obstacle[]): readonly Mend[] {
  const mends = obstacles.flatMap((obstacle) => mendsFor(world, obstacle));
  const commanded = new Set(mends.filter(({ command }) => command !== null).map(({ code }) => code));
  const open = mends.filter(({ code, command }) => command !== null || !commanded.has(code));
  return [...new Map(open.map((mend) => [mend.command ?? mend.code, mend])).values()];
}

function mendsFor(world: World, obstacle: Obstacle): readonly Mend[] {
  const { code } = obstacle.refusal;
  if (code === 'PVS051') return databaseMends(world);
  return [{ code, what: PVS_TEXTS[code].fix, command: commandFor(world, code, obstacle) }];
}

/** What brings it back first: support that is switched on now serves the next time as well. */
function databaseMends(world: World): readonly Mend[] {
  const code = 'PVS051';
  const command = endingCommand(world, ({ kind }) => kind === 'database-offline');
  const back = world.damage.databaseAway ? [{ code, what: 'bring the database back', command } as const] : [];
  if (farmIn(world).topology.offlineSupport) return back;
  return [...back, { code, what: PVS_TEXTS[code].fix, command: offlineSupportCommand() }];
}

function commandFor(world: World, code: PvsCode, { vdisk, server }: Obstacle): string | null {
  const name = farmIn(world).topology.vdisks[vdisk]?.name ?? '';
  switch (code) {
    case 'PVS009':
      return server === null ? null : `holdover pvs start-stream ${shellWord(server)}`;
    case 'PVS010':
      return endingCommand(world, (fault) => fault.kind === 'server-down' && fault.server === server);
    case 'PVS015':
      return endingCommand(world, (fault) => fault.kind === 'store-unreachable' && fault.server === server);
    case 'PVS016':
    case 'PVS017':
    case 'PVS018':
    case 'PVS019':
      return copyCommand(world, vdisk, server);
    case 'PVS021':
      return balanceCommand(name);
    case 'PVS041':
      return noRebalanceCommand(name);
    default:
      return null;
  }
}

/** From the first server that has all versions as they are on record. */
function copyCommand(world: World, vdisk: number, to: string | null): string | null {
  const { versions } = vdiskStatusOf(factsOfFarm(world), vdisk);
  const { name, store } = farmIn(world).topology.vdisks[vdisk] ?? { name: '', store: { servers: [] } };
  const whole = store.servers
    .map((server) => farmIn(world).topology.servers[server]?.name ?? '')
    .find((server) => Object.values(versions).every(({ identicalOn }) => identicalOn.includes(server)));
  if (whole === undefined || to === null) return null;
  return `holdover pvs replicas copy ${shellWord(name)} --from ${shellWord(whole)} --to ${shellWord(to)}`;
}
