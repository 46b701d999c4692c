/**
 * An ADC probes the members of a virtual server. To a connector that is a request like others: outside HA mode it is relayed, and its failure
 * counts.
 *
 * Not here: what an answer means (core/lhc/adc), and when probes are due (../beats.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { type ProbeAnswer, stepVip } from '../../core/lhc/adc/index.ts';
import { connectorRoute } from '../../core/lhc/connector/index.ts';
import { relayOutcome } from '../deliver.ts';
import { zoneChanged } from '../schedule.ts';
import { connectorAt, connectorIndex, reachesCloud, type World } from '../world.ts';

/** An answer that says that the connector serves nobody now. Assumed: the status is not documented. */
const UNAVAILABLE = 503;
const OK = 200;

/** Probes every member of a virtual server, by index. Returns the connectors that were reached. */
export function probeMembers(world: World, vip: number): readonly number[] {
  const settings = present(world.vips[vip], 'the settings of a virtual server');
  const [, probes] = stepVip(present(world.data.vips[vip], 'its state'), { type: 'probe-due' }, settings);
  const reached: number[] = [];
  for (const { member } of probes) {
    const connector = connectorIndex(world, member);
    const answer = settings.monitor === 'tcp' ? tcpAnswer(world, connector) : probe(world, connector, settings.farm);
    if (answer.connected) reached.push(connector);
    const before = present(world.data.vips[vip], 'its state');
    const [after] = stepVip(before, { type: 'probe-answered', member, answer }, settings);
    world.data.vips[vip] = after;
    // Whoever is asked through the virtual server is another one from now on.
    if (after !== before)
      for (const zone of world.zones) if (zone.connectors.includes(connector)) zoneChanged(world, zone);
  }
  return reached;
}

function tcpAnswer(world: World, connector: number): ProbeAnswer {
  const isUp = connectorAt(world, connector).phase === 'running';
  return isUp ? { connected: true, status: OK, farm: null } : { connected: false };
}

function probe(world: World, connector: number, farm: string): ProbeAnswer {
  const state = connectorAt(world, connector);
  if (state.phase !== 'running') return { connected: false };
  const disturbed = world.damage.monitorAnswers.get(state.fqdn);
  const answered = relayedProbe(world, connector);
  if (!answered) return { connected: true, status: UNAVAILABLE, farm: null };
  return { connected: true, status: disturbed?.status ?? OK, farm: disturbed?.namesFarm === false ? null : farm };
}

/** Whether some broker answers the probe that a connector was sent. */
function relayedProbe(world: World, connector: number): boolean {
  const { haMode, fqdn } = connectorAt(world, connector);
  const route = connectorRoute(connectorAt(world, connector));
  if (route !== 'cloud') return route === 'secondary-broker';
  const succeeded = reachesCloud(world, fqdn);
  relayOutcome(world, connector, { kind: 'adc-probe', text: `probe in ${haMode.state}`, succeeded });
  return succeeded;
}
