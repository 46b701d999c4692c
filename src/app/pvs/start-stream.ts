/**
 * `pvs start-stream SERVER`: starts the Stream Service of a server again. Who has left it stays where it is: see rebalance.ts.
 *
 * Not here: a server that is down (fault clear).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { serverNamed } from '../streaming-objects.ts';
import { factsOfFarm, serverNumberOf } from './farm-numbers.ts';
import { type ChangeRefusal, managementRefusal } from './refusal.ts';
import { vdiskElsewhere } from './vdisk-spread.ts';

export interface StartStreamResult {
  readonly schema: 'holdover.start-stream/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly server: string;
  readonly streamService: 'running' | 'stopping' | 'stopped';
  /** Targets that it has. */
  readonly targets: number;
  /** Of the vDisks whose targets could come back with a rebalance, the one with the most of them elsewhere; null for none. */
  readonly vdiskElsewhere: string | null;
  /** Why it was not started; null when it was, or ran already. */
  readonly refusal: ChangeRefusal | null;
  /** The command that undoes it; null where nothing was changed. */
  readonly undo: string | null;
}

/** @throws {UserError} SERVER_UNKNOWN, FARM_NONE, INTERRUPTED, and what the store throws */
export async function startStream(context: AppContext, name: string): Promise<StartStreamResult & ChangeOutcome> {
  return changeAndWait(context, ({ world }) => {
    const server = serverNamed(world, name);
    const refusal = isRunning(world, server) ? null : startRefusal(world, server);
    const changed = refusal === null && !isRunning(world, server);
    return {
      actions: changed ? [{ type: 'stream-started', servers: [server] }] : [],
      settled: (after) => isRunning(after, server),
      hopeless: () => refusal !== null,
      result: (after) => resultOf(after, { server, changed, refusal }, siteFlag(context)),
    };
  });
}

function isRunning(world: World, server: string): boolean {
  const { up, service } = factsOfFarm(world).server(serverNumberOf(world, server));
  return up && service === 'running';
}

/** Why a service cannot be started now; null when it can. */
export function startRefusal(world: World, server: string): ChangeRefusal | null {
  const { up } = factsOfFarm(world).server(serverNumberOf(world, server));
  if (up) return managementRefusal(world);
  return { code: 'PVS010', reason: `${server} is down: end the fault that keeps it down first (holdover fault list)` };
}

function resultOf(
  world: World,
  { server, changed, refusal }: Pick<StartStreamResult, 'server' | 'changed' | 'refusal'>,
  site: string,
): StartStreamResult {
  const { service, targetCount } = factsOfFarm(world).server(serverNumberOf(world, server));
  return {
    schema: 'holdover.start-stream/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    changed,
    server,
    streamService: service,
    targets: targetCount,
    vdiskElsewhere: vdiskElsewhere(world, server),
    refusal,
    undo: changed ? `holdover pvs stop-stream ${shellWord(server)}${site}` : null,
  };
}
