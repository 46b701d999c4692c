/**
 * `lhc elect`: who is elected in each zone, or would be, and why the others are not.
 *
 * With `without`, the answer to a question: who would be, if these were gone.
 *
 * Not here: how connectors come to agree (core/lhc/election).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { ConnectorState } from '../../core/lhc/connector/index.ts';
import { electedInOutage } from '../../core/lhc/readiness/index.ts';
import { compareFqdn } from '../../core/site/index.ts';
import { connectorAt, type World, type ZoneRuntime } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { connectorNamed, zonesNamed } from '../objects.ts';
import { openSite } from '../open-site.ts';

export interface ElectOptions {
  readonly zones: readonly string[];
  readonly without: readonly string[];
}

export interface ElectResult {
  readonly schema: 'holdover.elect/1';
  readonly site: string;
  readonly at: string;
  readonly without: readonly string[];
  readonly zones: readonly ZoneElection[];
}

export interface ZoneElection {
  readonly zone: string;
  /** null when nobody can be elected. */
  readonly elected: string | null;
  /** Whether the elected one brokers now, would in an outage, or could not. */
  readonly outcome: 'brokering' | 'would-broker' | 'nobody-brokers';
  readonly connectors: readonly ConnectorElection[];
}

export interface ConnectorElection {
  readonly connector: string;
  /** From 1, in the order of the election. */
  readonly rank: number;
  readonly elected: boolean;
  /** Why it is, or is not, elected. */
  readonly reason: string;
}

/** @throws {UserError} ZONE_UNKNOWN, CONNECTOR_UNKNOWN, and what the store throws */
export async function elect(context: AppContext, options: ElectOptions): Promise<ElectResult> {
  const { world } = await openSite(context);
  const without = options.without.map((name) => connectorNamed(world, name));
  const zones = zonesNamed(world, options.zones);
  return {
    schema: 'holdover.elect/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    without,
    zones: zones.map((zone) => zoneElection(world, zone, without)),
  };
}

/** The election of one zone, as if the connectors of `without` were gone. */
export function zoneElection(world: World, zone: ZoneRuntime, without: readonly string[]): ZoneElection {
  const ranked = zone.connectors
    .map((connector) => connectorAt(world, connector))
    .sort((a, b) => compareFqdn(a.fqdn, b.fqdn));
  const { electionAmong } = zone.settings.election;
  const left = ranked.filter((state) => !without.includes(state.fqdn));
  const elected = electedInOutage(left, electionAmong);
  return {
    zone: zone.topology.name,
    elected: elected?.fqdn ?? null,
    outcome: outcomeOf(elected),
    connectors: ranked.map((state, index) => ({
      connector: state.fqdn,
      rank: index + 1,
      elected: state === elected,
      reason: reasonOf(state, {
        elected,
        first: ranked[0] ?? null,
        without,
        onlyInHaMode: electionAmong === 'in-ha-mode',
      }),
    })),
  };
}

function outcomeOf(elected: ConnectorState | null): ZoneElection['outcome'] {
  if (elected?.registration.open) return 'brokering';
  return elected === null || !elected.participates ? 'nobody-brokers' : 'would-broker';
}

interface ElectionView {
  readonly elected: ConnectorState | null;
  /** Who ranks first, elected or not. */
  readonly first: ConnectorState | null;
  readonly without: readonly string[];
  readonly onlyInHaMode: boolean;
}

function reasonOf(state: ConnectorState, { elected, first, without, onlyInHaMode }: ElectionView): string {
  if (without.includes(state.fqdn)) return 'left out by --without';
  if (state.phase !== 'running') return state.phase === 'down' ? 'the connector is down' : 'the connector is starting';
  if (!state.brokerRuns) return 'its secondary broker is not running';
  if (state === elected) {
    const why = state === first ? 'first by FQDN' : 'first by FQDN of those that can be elected';
    return state.participates ? why : `${why}, but cannot enter HA mode: no StoreFront contact`;
  }
  if (onlyInHaMode && !state.participates) return 'cannot enter HA mode: no StoreFront contact';
  return `ranks after ${elected?.fqdn ?? 'nobody'}`;
}
