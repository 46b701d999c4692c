/**
 * Findings about virtual servers of an ADC (LHC061 to LHC065), and about its gateway (LHC066).
 *
 * Not here: how a virtual server probes its members (../adc).
 */

import { sameFqdn, type VipTopology, type ZoneTopology } from '../../site/index.ts';
import { hasAdvancedHealthCheck } from '../storefront/index.ts';
import type { ReadinessFacts } from './facts.ts';
import { finding, type LhcFinding } from './finding.ts';

/** A virtual server, and the zones of its members. */
interface Vip {
  readonly vip: VipTopology;
  readonly zones: readonly ZoneTopology[];
  /** The zone that a finding about it is of: where its members are; where they are in none or in several, as mapped. */
  readonly zone: string | null;
}

export function adcFindings(facts: ReadinessFacts): readonly LhcFinding[] {
  const vips = facts.topology.vips.map((vip) => withZones(facts, vip));
  return [
    ...vips.flatMap((vip) => [
      ...leavesMembersUp(vip),
      ...spansZones(vip),
      ...wronglyMapped(facts, vip),
      ...inNoStoreFront(facts, vip),
      ...missingMembers(facts, vip),
    ]),
    ...withoutAuthority(facts),
  ];
}

function withZones({ topology }: ReadinessFacts, vip: VipTopology): Vip {
  const zones = topology.zones.filter(({ connectors }) => connectors.some((fqdn) => vip.members.includes(fqdn)));
  return { vip, zones, zone: zones.length === 1 ? (zones[0]?.name ?? null) : vip.zone };
}

/** LHC061: the monitor does not take a non-elected connector down. */
function leavesMembersUp({ vip: { fqdn, monitor }, zone }: Vip): readonly LhcFinding[] {
  if (monitor !== 'tcp') return [];
  const message = `the tcp monitor of ${fqdn} leaves connectors up that are not elected`;
  return [finding('LHC061', { zone, object: fqdn, message })];
}

/** LHC062: it spans zones. */
function spansZones({ vip: { fqdn }, zones, zone }: Vip): readonly LhcFinding[] {
  if (zones.length < 2) return [];
  const message = `${fqdn} has members in ${zones.map(({ name }) => name).join(' and ')}`;
  return [finding('LHC062', { zone, object: fqdn, message })];
}

/** LHC063: mapped to no zone, or to another, while a StoreFront that lists it goes by zones. */
function wronglyMapped(
  facts: ReadinessFacts,
  { vip: { fqdn, zone: mapped }, zones, zone }: Vip,
): readonly LhcFinding[] {
  const own = zones.map(({ name }) => name);
  if (own.length === 0 || (mapped !== null && own.includes(mapped))) return [];
  const storeFronts = listing(facts, fqdn).filter((name) => goesByZones(facts, name));
  if (storeFronts.length === 0) return [];
  const mapping = mapped === null ? 'mapped to no zone' : `mapped to ${mapped}`;
  return [
    finding('LHC063', {
      zone,
      object: fqdn,
      message: `${fqdn} is over connectors of ${own.join(' and ')} and ${mapping}, while ${storeFronts.join(' and ')} sends launches by zone`,
      effect:
        mapped === null
          ? 'no launch is sent to it in an outage'
          : `launches for ${mapped} are sent to it, and none for ${own.join(' and ')}`,
    }),
  ];
}

/** LHC064: in no StoreFront. */
function inNoStoreFront(facts: ReadinessFacts, { vip: { fqdn }, zone }: Vip): readonly LhcFinding[] {
  if (listing(facts, fqdn).length > 0) return [];
  return [finding('LHC064', { zone, object: fqdn, message: `no StoreFront lists ${fqdn}` })];
}

/** LHC065: connectors of its zone that are no members. One that StoreFront lists by its own name does no harm by that. */
function missingMembers({ topology }: ReadinessFacts, { vip, zone, zones }: Vip): readonly LhcFinding[] {
  if (zones.length > 1) return [];
  const connectors = topology.zones.find(({ name }) => name === zone)?.connectors ?? [];
  return connectors
    .filter((connector) => !vip.members.includes(connector))
    .map((connector) =>
      finding('LHC065', {
        zone,
        connector,
        severity: topology.deliveryControllers.has(connector) ? 'info' : 'warn',
        message: `${connector} is of ${zone}, and no member of ${vip.fqdn}`,
        fix: `add ${connector} to ${vip.fqdn}`,
      }),
    );
}

/** LHC066: a gateway that nobody gives tickets to. */
function withoutAuthority({ topology }: ReadinessFacts): readonly LhcFinding[] {
  return topology.gateways
    .filter(({ stas, share }) => stas.length === 0 && share > 0)
    .map(({ adc, share }) => {
      const message = `the gateway of ${adc} has no ticket authority, and ${Math.round(share * 1000) / 10} % of all launches come by it`;
      return finding('LHC066', { object: adc, message });
    });
}

/** The StoreFronts that list a virtual server. */
function listing({ topology }: ReadinessFacts, fqdn: string): readonly string[] {
  return topology.storeFronts
    .filter(({ controllers }) => controllers.some((controller) => sameFqdn(controller.fqdn, fqdn)))
    .map(({ name }) => name);
}

function goesByZones({ definition }: ReadinessFacts, name: string): boolean {
  const storeFront = definition.storeFronts[name];
  return storeFront?.advancedHealthCheck === true && hasAdvancedHealthCheck(storeFront.version);
}
