/**
 * Followers says when each connector will have imported the configuration of the cloud broker, if all stays as it is.
 *
 * Not here: the polls and imports themselves (beat-run.ts, core/lhc/config-sync).
 */

import { present } from '../core/kernel/index.ts';
import { gridAfter } from './beats.ts';
import { importDurationMs } from './deliver.ts';
import { connectorAt, reachesCloud, type World } from './world.ts';

export interface Follower {
  readonly connector: string;
  /** When it will be current, or became so; null where something keeps it from following. */
  readonly atMs: number | null;
  readonly obstacle: Obstacle | null;
}

export type Obstacle = 'down' | 'outage' | 'cloud-unreachable' | 'broker-stopped' | 'imports-fail';

/** All connectors, in the order of the topology. */
export function followersOf(world: World): readonly Follower[] {
  return world.data.connectors.map(({ fqdn, configSync }, connector) => {
    const { localDb } = configSync;
    if (localDb?.revision === world.data.cloudBroker.revision) {
      return { connector: fqdn, atMs: localDb.importedAtMs, obstacle: null };
    }
    const obstacle = obstacleOf(world, connector);
    return { connector: fqdn, atMs: obstacle === null ? importedAtMs(world, connector) : null, obstacle };
  });
}

function obstacleOf(world: World, connector: number): Obstacle | null {
  const { fqdn, phase, haMode, brokerRuns } = connectorAt(world, connector);
  if (phase !== 'running') return 'down';
  if (haMode.state !== 'working-normally') return 'outage';
  if (!reachesCloud(world, fqdn)) return 'cloud-unreachable';
  if (!brokerRuns) return 'broker-stopped';
  return world.damage.syncFailing.has(fqdn) ? 'imports-fail' : null;
}

/** After an import that is under way, and the next poll. */
function importedAtMs(world: World, connector: number): number {
  const { data } = world;
  const { fqdn, configSync } = connectorAt(world, connector);
  const { importing } = configSync;
  if (importing?.configuration.revision === data.cloudBroker.revision) return importing.finishesAtMs;
  const beat = present(
    data.beats.find(({ kind, owner }) => kind === 'poll' && owner === fqdn),
    'a poll for every connector',
  );
  const anchorMs = present(beat.anchorMs, 'polls that never stop');
  // An import that finishes at the moment of a poll is over when it comes.
  const freeMs = importing === null ? data.nowMs : Math.max(data.nowMs, importing.finishesAtMs - 1);
  return gridAfter(beat, anchorMs, freeMs) + importDurationMs(world);
}
