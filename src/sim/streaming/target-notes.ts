/**
 * What of a farm is worth a line in the log, and tells of it to whoever listens.
 *
 * Not here: the log (../deliver.ts), and how lines look (ui).
 */

import { formatPause } from '../../core/kernel/index.ts';
import type { Refusal } from '../../core/pvs/codes/index.ts';
import { targetName } from '../../core/pvs/farm/index.ts';
import { writeLog } from '../deliver.ts';
import { tell } from '../happenings.ts';
import type { World } from '../world.ts';
import type { StreamingNote } from '../world-data.ts';
import { type FarmRuntime, serverName } from './farm.ts';
import { isRunning } from './target-columns.ts';

export type ServerNote = 'service-stopping' | 'service-stopped' | 'service-started' | 'server-down' | 'server-up';

const SERVER_MESSAGES: Readonly<Record<ServerNote, string>> = {
  'service-stopping': 'the Stream Service is stopping; its targets are told to log in again',
  'service-stopped': 'the Stream Service is stopped',
  'service-started': 'the Stream Service is running',
  'server-down': 'the server is down',
  'server-up': 'the server is up again',
};

export function noteServer(world: World, farm: FarmRuntime, server: number, kind: ServerNote): void {
  write(world, 'information', SERVER_MESSAGES[kind], { kind, server: serverName(farm, server), target: null });
}

/** Without offline support no server streams while the database is away. */
export function noteDatabase(world: World, kind: 'database-lost' | 'database-returned'): void {
  const message =
    kind === 'database-lost'
      ? 'the database does not answer, and there is no offline support: no server streams'
      : 'the database answers again';
  write(world, 'information', message, { kind, server: null, target: null });
}

/** A target goes on after a pause: from another server, or from the one that it had. */
export function noteMove(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  const from = targets.from[target]! - 1;
  const server = targets.server[target]! - 1;
  const pausedMs = targets.pausedMs[target]!;
  tell(world, { type: 'target-moved', target, from, server, pausedMs });
  const now = serverName(farm, server);
  const note = { server: now, target: targetName(farm.topology, target), pausedMs };
  const after = `after ${formatPause(pausedMs)}`;
  if (from === server) {
    write(world, 'warning', `goes on with ${now} ${after}`, { ...note, kind: 'target-resumed' });
    return;
  }
  // Its server may have been taken out of the site.
  const before = from === -1 ? null : serverName(farm, from);
  write(world, 'warning', `HA reconnect: ${before === null ? '' : `from ${before} `}to ${now} ${after}`, {
    ...note,
    kind: 'target-moved',
    ...(before === null ? {} : { from: before }),
  });
}

/** Nobody may have a target; null where nobody answered it. */
export function noteFreeze(world: World, farm: FarmRuntime, target: number, refusal: Refusal | null): void {
  const { phase, from, sinceMs } = farm.data.targets;
  const kind = isRunning(phase[target]!) ? 'target-frozen' : 'target-not-booted';
  tell(world, { type: kind, target, code: refusal?.code ?? null });
  const what = kind === 'target-frozen' ? 'HA reconnect in progress: input and output are held' : 'cannot boot';
  const why = refusal === null ? 'no server answers' : `${refusal.code} ${refusal.reason}`;
  write(world, 'error', `${what}: ${why}`, {
    kind,
    server: from[target] === 0 ? null : serverName(farm, from[target]! - 1),
    target: targetName(farm.topology, target),
    pausedMs: world.data.nowMs - sinceMs[target]!,
    code: refusal?.code ?? null,
  });
}

/** Something an administrator did to versions or copies, or that happened to them by itself. */
export function noteVdisk(world: World, vdisk: string, message: string): void {
  write(world, 'information', `${vdisk}: ${message}`, { kind: 'vdisk', server: null, target: null, vdisk });
}

function write(
  world: World,
  severity: 'information' | 'warning' | 'error',
  message: string,
  streaming: StreamingNote,
): void {
  writeLog(world, { provider: 'holdover', id: null, severity, message, zone: null, connector: null, streaming });
}
