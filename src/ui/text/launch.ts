/**
 * `lhc launch` as text: the way hop by hop, and what came of it.
 */

import type { LaunchResult, MachinePlace } from '../../app/lhc/launch.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { hopRows, notAskedRows, passedOverRows } from './request-path.ts';
import { type Cell, table } from './table.ts';
import { moment } from './words.ts';

type Launched = LaunchResult & { readonly dryRun?: true };

export function launchText(result: Launched): string {
  const { user, resource, at } = result;
  return [`${user} opens ${resource} · ${moment(at)}`, ...table(wayRows(result)), '', ...answerLines(result)].join(
    '\n',
  );
}

function wayRows(result: LaunchResult): Cell[][] {
  const { storeFront, gateway, broker, machine, deliveryGroup, ticket, authoritiesPassedOver } = result;
  return [
    ...(gateway === null ? [] : [['  gateway', gateway]]),
    ['  StoreFront', storeFront],
    ...passedOverRows(result.passedOver),
    ...notAskedRows(result.notAsked),
    ...(broker === null ? [] : hopRows(broker)),
    ...(machine === null ? [] : [['  machine', placeText(machine), `delivery group ${deliveryGroup}`]]),
    ...passedOverRows(authoritiesPassedOver),
    ...(ticket === null ? [] : [['  ticket', ticket.authority, ticket.address]]),
  ];
}

function answerLines(result: Launched): readonly string[] {
  const { hint, undo } = result;
  return [
    outcomeLine(result),
    ...(hint === null ? [] : [`${colour.yellow('!')} ${hint}`]),
    ...unseenLines(result),
    ...(undo === null ? [] : [`Undo: ${undo}`]),
    nextLine(result),
  ];
}

function outcomeLine({ result, reason, why, machine, broker }: LaunchResult): string {
  const where = machine === null ? '' : ` on ${placeText(machine)}`;
  if (result === 'started') return colour.green(`✓ a new session${where}`);
  if (result === 'reconnected') return colour.green(`✓ connected again to the session${where}`);
  // A broker that chose a machine has refused nothing: what comes after it failed.
  const refused = broker !== null && machine === null;
  return colour.red(`✗ ${refused ? 'REFUSED' : 'FAILED'}  ${reason}: ${why}`);
}

/** Two truths: each broker knows of one of the sessions only. */
function unseenLines({ user, unseenSessions }: LaunchResult): readonly string[] {
  return unseenSessions.map(
    (place) =>
      `${colour.yellow('!')} ${user} has a session of the same group on ${placeText(place)} as well, which this broker does not see: two truths until one of them ends`,
  );
}

function nextLine(result: LaunchResult): string {
  const { user, resource, reason, broker, passedOver } = result;
  const connector = passedOver.findLast((each) => each.connector !== null)?.connector ?? null;
  if (reason === null) return `Next: holdover lhc explain ${shellWord(user)}`;
  if (reason === 'no-controller') return nobodyAskedLine(result);
  if (broker !== null) {
    return `Next: holdover lhc explain ${shellWord(resource)} · holdover lhc explain ${shellWord(user)}`;
  }
  if (connector === null) return 'Next: holdover lhc status · holdover fault list';
  return `Next: holdover lhc explain ${connector} · holdover lhc status`;
}

/** At most this many elections are worth a look at once. */
const ELECTIONS_MAX = 2;

function nobodyAskedLine({ resource, resourceZones }: LaunchResult): string {
  const zones = (resourceZones ?? []).slice(0, ELECTIONS_MAX);
  const elections = zones.map((zone) => `holdover lhc elect --zone ${shellWord(zone)}`);
  const looks = [
    `holdover lhc explain ${shellWord(resource)}`,
    ...(zones.length > 0 ? elections : ['holdover lhc elect']),
  ];
  return `Next: ${looks.join(' · ')}`;
}

function placeText({ machine, zone }: MachinePlace): string {
  return `${machine} (${zone})`;
}
