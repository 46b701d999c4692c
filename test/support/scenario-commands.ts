/**
 * The commands of a scenario. A target is a zone, or the first label of an FQDN.
 *
 *   fault cloud-unreachable ams          fault link-flapping cc-ams-01 20s
 *   fault connector-partitioned cc-ams-01 peers
 *   clear f1 | clear all                 force ams · release all
 *   advance 5m · change-configuration    show ams
 */
import { parseDuration } from '../../src/core/kernel/index.ts';
import type { Fault } from '../../src/core/site/index.ts';
import { zoneState } from '../../src/core/status/index.ts';
import { act, advanceTo, changeConfiguration, type World } from '../../src/sim/index.ts';
import { brokeringOf, connectorsOf, heldBy } from './zone-view.ts';

/** Does a command. Returns the lines that it shows itself; what it causes is in the trace of the world. */
export function runCommand(world: World, command: string): readonly string[] {
  const [verb = '', ...words] = command.split(' ');
  switch (verb) {
    case 'advance':
      return silently(() => advanceTo(world, world.data.nowMs + durationOf(words[0])));
    case 'force':
      return silently(() =>
        act(world, { type: 'outage-forced', connectors: connectorsNamed(world, words), untilMs: null }),
      );
    case 'release':
      return silently(() => act(world, { type: 'outage-ended', connectors: connectorsNamed(world, words) }));
    case 'fault':
      return silently(() => begin(world, words));
    case 'clear':
      return silently(() => clear(world, words[0]));
    case 'change-configuration':
      return silently(() => changeConfiguration(world));
    case 'show':
      return words.flatMap((zone) => show(world, zone));
    default:
      throw new Error(`"${command}" is no command of a scenario`);
  }
}

/** What it does shows nothing itself. */
function silently(does: () => void): readonly string[] {
  does();
  return [];
}

function begin(world: World, words: readonly string[]): void {
  const id = `f${world.data.faults.length + 1}`;
  act(world, { type: 'fault-injected', id, fault: faultOf(world, words), untilMs: null });
}

function clear(world: World, id = 'all'): void {
  for (const fault of [...world.data.faults]) {
    if (fault.endedMs === null && (id === 'all' || id === fault.id))
      act(world, { type: 'fault-cleared', id: fault.id });
  }
}

function faultOf(world: World, [kind = '', target = '', detail = '']: readonly string[]): Fault {
  const connectors = () => connectorsNamed(world, [target]);
  const connector = () => connectors()[0] as string;
  switch (kind) {
    case 'cloud-unreachable':
      return { kind, connectors: connectors() };
    case 'link-flapping':
      return { kind, connectors: connectors(), everyMs: durationOf(detail) };
    case 'connector-partitioned':
      return { kind, connector: connector(), link: detail === 'vdas' ? 'vdas' : 'peers' };
    case 'connector-down':
    case 'secondary-broker-down':
    case 'sync-failure':
      return { kind, connector: connector() };
    case 'storefront-down':
      return { kind, storeFront: target };
    case 'machine-down':
      return { kind, machine: target };
    default:
      throw new Error(`there is no fault ${kind}`);
  }
}

/** `all`, zones, or first labels of FQDNs. */
function connectorsNamed(world: World, names: readonly string[]): readonly string[] {
  const named = world.zones.flatMap(({ topology }) =>
    topology.connectors.filter((fqdn) =>
      names.some((name) => name === 'all' || name === topology.name || fqdn.startsWith(`${name}.`)),
    ),
  );
  if (named.length === 0) throw new Error(`no connector is named by "${names.join(' ')}"`);
  return named;
}

function durationOf(text = ''): number {
  const durationMs = parseDuration(text);
  if (durationMs === null) throw new Error(`"${text}" is no duration`);
  return durationMs;
}

function show(world: World, zone: string): readonly string[] {
  const connectors = connectorsOf(world, zone);
  const held = Object.entries(heldBy(world, zone)).filter(([, count]) => count > 0);
  const machines = held.length === 0 ? 'none' : held.map(([holder, count]) => `${count} with ${holder}`).join(', ');
  return [
    `${zone}: ${zoneState(connectors)} · brokering ${brokeringOf(world, zone)} · machines ${machines}`,
    ...connectors.map(({ fqdn, phase, haMode, election, registration, configSync }) => {
      const state = phase === 'running' ? haMode.state : phase;
      const accepts = registration.open ? 'accepts' : 'closed';
      const elects = `elects ${election.elected ?? 'nobody'}`;
      return `  ${fqdn}  ${state} · ${accepts} · ${elects} · ${registration.machineCount} registered · revision ${configSync.localDb?.revision ?? 0}`;
    }),
  ];
}
