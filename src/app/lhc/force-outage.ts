/**
 * `lhc force-outage`: sets the switch that puts connectors into an outage, whatever the cloud is like.
 *
 * What would silently do nothing, or half of it, is held back until its code is accepted with `--force`.
 *
 * Not here: what the switch does (core/lhc/ha-mode), what the findings mean (core/lhc/readiness).
 */

import { formatInstant, shellWord, UserError } from '../../core/kernel/index.ts';
import { isForced } from '../../core/lhc/connector/index.ts';
import { type LhcFinding, partOfZone } from '../../core/lhc/readiness/index.ts';
import { connectorAt, connectorIndex, type World, zoneFindings } from '../../sim/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { type Selection, selectConnectors, type ZoneSelection } from './selection.ts';
import { takenOver } from './settled.ts';

export interface ForceOutageOptions extends Selection {
  /** How long until it ends by itself; null until it is ended. */
  readonly forMs: number | null;
  /** Finding codes that the operator accepts. */
  readonly accepted: readonly string[];
}

export interface ForceOutageResult {
  readonly schema: 'holdover.force-outage/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly zones: readonly string[];
  readonly connectors: readonly string[];
  /** When it ends by itself; null when it does not. */
  readonly until: string | null;
  /** Connectors whose switch is set and that stay out of HA mode all the same. */
  readonly refused: readonly { readonly connector: string; readonly reason: string }[];
  readonly undo: string;
}

/** @throws {UserError} guarded by a finding; or the selection's errors */
export async function forceOutage(
  context: AppContext,
  options: ForceOutageOptions,
): Promise<ForceOutageResult & ChangeOutcome> {
  return changeAndWait(context, ({ world }) => {
    const selections = selectConnectors(world, options, 'force-outage');
    const connectors = selections.flatMap((selection) => selection.connectors);
    const zones = selections.map(({ zone }) => zone.topology.name);
    const untilMs = options.forMs === null ? null : world.data.nowMs + options.forMs;
    const changed = connectors.some((fqdn) => changes(world, fqdn, untilMs));
    if (changed) guard(world, selections, options.accepted, context.command);
    return {
      actions: changed ? [{ type: 'outage-forced', connectors, untilMs }] : [],
      settled: (after) => takenOver(after, zones),
      hopeless: (after) => connectors.every((fqdn) => refusal(after, fqdn).length > 0),
      result: (after) => resultOf(after, selections, changed, siteFlag(context)),
    };
  });
}

/** A switch that is set stays as it is, unless it is given another end. */
function changes(world: World, fqdn: string, untilMs: number | null): boolean {
  if (!isForced(connectorAt(world, connectorIndex(world, fqdn)))) return true;
  return untilMs !== null && world.data.outageLeases[fqdn]?.untilMs !== untilMs;
}

function guard(world: World, selections: readonly ZoneSelection[], accepted: readonly string[], command: string): void {
  const findings = selections.flatMap((selection) => obstacles(world, selection));
  const open = findings.filter((finding) => !accepted.includes(finding.code));
  const [first] = open;
  if (first === undefined) return;
  const codes = [...new Set(open.map((finding) => finding.code))];
  throw new UserError('guarded', first.code, 'The outage was not forced: it would do nothing, or half of it.', {
    why: 'Nothing was changed. Each of these has to be mended, or accepted by its code:',
    hints: [`${command} ${codes.map((code) => `--force=${code}`).join(' ')}`],
    problems: open.map(({ code, message, fix, object }) => ({
      code,
      message: `${message}. To mend it, ${fix}.`,
      object,
    })),
  });
}

/** Findings that say that the force would be refused, or be in vain. */
function obstacles(world: World, { zone, connectors }: ZoneSelection): readonly LhcFinding[] {
  const found = zoneFindings(world, zone).filter(
    ({ code, connector }) =>
      code === 'LHC010' ||
      code === 'LHC015' ||
      (code !== 'LHC051' && connector !== null && connectors.includes(connector)),
  );
  const forced = zone.topology.connectors.filter(
    (fqdn) => connectors.includes(fqdn) || isForced(connectorAt(world, connectorIndex(world, fqdn))),
  );
  if (forced.length === zone.topology.connectors.length) return found;
  return [...found, partOfZone(zone.topology, forced.length)];
}

function resultOf(
  world: World,
  selections: readonly ZoneSelection[],
  changed: boolean,
  site: string,
): ForceOutageResult {
  const connectors = selections.flatMap((selection) => selection.connectors);
  const untilMs = connectors.map((fqdn) => world.data.outageLeases[fqdn]?.untilMs ?? null).find((end) => end !== null);
  return {
    schema: 'holdover.force-outage/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    changed,
    zones: selections.map(({ zone }) => zone.topology.name),
    connectors,
    until: untilMs === undefined || untilMs === null ? null : formatInstant(untilMs),
    refused: connectors.flatMap((connector) => refusal(world, connector)),
    undo: `holdover lhc end-outage ${selectors(world, selections)}${site}`,
  };
}

function refusal(world: World, fqdn: string): ForceOutageResult['refused'] {
  const { phase, participates, haMode } = connectorAt(world, connectorIndex(world, fqdn));
  if (phase === 'down') return [{ connector: fqdn, reason: 'ConnectorDown' }];
  if (haMode.state === 'working-normally' && !participates) return [{ connector: fqdn, reason: 'NoNFuseActivity' }];
  return [];
}

/** The flags that name the same connectors again. */
function selectors(world: World, selections: readonly ZoneSelection[]): string {
  const whole = selections.every(({ zone, connectors }) => connectors.length === zone.topology.connectors.length);
  if (whole && selections.length === world.zones.length && selections.length > 1) return '--all-zones';
  return selections.map(selector).join(' ');
}

function selector({ zone, connectors }: ZoneSelection): string {
  if (connectors.length === zone.topology.connectors.length) return `--zone ${shellWord(zone.topology.name)}`;
  return connectors.map((fqdn) => `--connector ${fqdn}`).join(' ');
}
