/**
 * What operators did to a site and have not undone, with the commands that undo it: what whoever stops waiting has to know.
 */

import { shellWord } from '../core/kernel/index.ts';
import { isForced } from '../core/lhc/connector/index.ts';
import { connectorAt, type World } from '../sim/index.ts';

export interface InForce {
  readonly what: string;
  readonly undo: string;
}

/** `site` is the flag that names the site, where the commands need one. Outages are one entry, and so are faults; each stopped service is one. */
export function inForce(world: World, site: string): readonly InForce[] {
  return [...forcedOutages(world, site), ...stoppedServices(world, site), ...faults(world, site)];
}

function forcedOutages(world: World, site: string): readonly InForce[] {
  const zones = world.zones
    .filter(({ connectors }) => connectors.some((connector) => isForced(connectorAt(world, connector))))
    .map(({ topology }) => topology.name);
  if (zones.length === 0) return [];
  const all = zones.length === world.zones.length && zones.length > 1;
  const flags = all ? '--all-zones' : zones.map((zone) => `--zone ${shellWord(zone)}`).join(' ');
  const what = `outage forced on ${all ? 'all zones' : zones.join(', ')}`;
  return [{ what, undo: `holdover lhc end-outage ${flags}${site}` }];
}

function stoppedServices({ farm }: World, site: string): readonly InForce[] {
  if (farm === null) return [];
  return farm.topology.servers
    .filter((_, server) => farm.data.servers[server]?.service !== 'running')
    .map(({ name }) => ({
      what: `Stream Service of ${name} stopped`,
      undo: `holdover pvs start-stream ${shellWord(name)}${site}`,
    }));
}

function faults(world: World, site: string): readonly InForce[] {
  const records = world.data.faults.filter((fault) => fault.endedMs === null);
  const [first] = records;
  if (first === undefined) return [];
  if (records.length === 1) {
    return [{ what: `fault ${first.id}: ${first.fault.kind}`, undo: `holdover fault clear ${first.id}${site}` }];
  }
  return [{ what: `faults ${records.map(({ id }) => id).join(', ')}`, undo: `holdover fault clear --all${site}` }];
}
