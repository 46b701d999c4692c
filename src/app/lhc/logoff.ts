/**
 * `lhc logoff USER|MACHINE`: ends the sessions of a user, or on a machine, and says what becomes of the machines.
 *
 * Not here: what a broker does with a used machine (core/lhc/brokering/pooled.ts).
 */

import { formatInstant, present, type UserError } from '../../core/kernel/index.ts';
import { machineIndex, type OperatorAction } from '../../core/site/index.ts';
import {
  type ListedSession,
  PARKED,
  RESETTING,
  sessionsOfUser,
  sessionsOnMachine,
  USED,
  type World,
} from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { machineGuess, machineNamed, machineRanges, rangeOf, unknownObject, zonesIn } from '../objects.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { userGuess, userNamed, usersNamed } from '../people.ts';

export interface LogoffResult {
  readonly schema: 'holdover.logoff/1';
  readonly site: string;
  readonly at: string;
  /** False where nobody was logged on. */
  readonly changed: boolean;
  /** What was named: a user, or else a machine. */
  readonly user: string | null;
  readonly machine: string | null;
  /** The sessions that ended. */
  readonly sessions: readonly EndedSession[];
}

export interface EndedSession {
  readonly user: string;
  readonly deliveryGroup: string;
  readonly machine: string;
  readonly zone: string;
  /**
   * What becomes of the machine. `reset`: it is reset. `maintenance`: it stays in maintenance until the cloud broker has it again.
   * `used-again`: the next user gets it as it is. `undecided`: the broker that registers it next decides. `nothing`: it is as before.
   */
  readonly machineBecomes: 'reset' | 'maintenance' | 'used-again' | 'undecided' | 'nothing';
  /** When the reset is over; null without one. */
  readonly until: string | null;
}

type Named = { readonly user: string; readonly machine: null } | { readonly user: null; readonly machine: string };

/** @throws {UserError} ZONES_NONE, USER_UNKNOWN, USER_AMBIGUOUS, MACHINE_UNKNOWN, and what the store throws */
export function logOff(context: AppContext, name: string): Promise<LogoffResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    zonesIn(world);
    const named = userOrMachine(world, name);
    const sessions = named.user === null ? sessionsOnMachine(world, named.machine) : sessionsOfUser(world, named.user);
    return {
      actions: sessions.length === 0 ? [] : [actionFor(named)],
      result: (after) => ({
        schema: 'holdover.logoff/1',
        site: after.definition.name,
        at: formatInstant(after.data.nowMs),
        changed: sessions.length > 0,
        ...named,
        sessions: sessions.map((session) => endedSession(after, session)),
      }),
    };
  });
}

function actionFor(named: Named): OperatorAction {
  if (named.user === null) return { type: 'machine-logged-off', machine: named.machine };
  return { type: 'logged-off', user: named.user };
}

/** Where a user and a machine have the same name, the user is meant. */
function userOrMachine(world: World, name: string): Named {
  if (usersNamed(world, name).length > 0) return { user: userNamed(world, name), machine: null };
  const isMachine = world.zones.some(({ topology }) => machineIndex(topology, name) !== null);
  if (isMachine) return { user: null, machine: machineNamed(world, name) };
  throw nobody(world, name);
}

/** A name that nobody has is guessed by whoever is nearer, a user first. */
function nobody(world: World, name: string): UserError {
  const user = userGuess(world, name);
  return unknownObject(world, {
    kind: 'user or machine',
    code: user === null ? 'MACHINE_UNKNOWN' : 'USER_UNKNOWN',
    name,
    names: [...world.definition.users, ...machineRanges(world)].map(rangeOf),
    hint: 'holdover site show',
    guess: user ?? machineGuess(world, name),
  });
}

function endedSession(world: World, { user, deliveryGroup, machine, zone }: ListedSession): EndedSession {
  const machineBecomes = fateOf(world, zone, machine);
  const untilMs = world.data.nowMs + world.definition.timers.machineReset;
  return {
    user,
    deliveryGroup,
    machine,
    zone,
    machineBecomes,
    until: machineBecomes === 'reset' ? formatInstant(untilMs) : null,
  };
}

/** What its broker has just made of a machine. */
function fateOf(world: World, zoneName: string, name: string): EndedSession['machineBecomes'] {
  const zone = present(
    world.zones.find(({ topology }) => topology.name === zoneName),
    'the zone of a machine',
  );
  const machine = present(machineIndex(zone.topology, name), 'a machine of the zone');
  const { condition, ready } = zone.fleet.columns;
  switch (condition[machine]) {
    case RESETTING:
      return 'reset';
    case PARKED:
      return 'maintenance';
    case USED:
      return ready[machine] === 1 ? 'used-again' : 'undecided';
    default:
      return 'nothing';
  }
}
