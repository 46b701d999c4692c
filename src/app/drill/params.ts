/**
 * The parameters of a drill: what was given with `--param`, or stands in the file, as values of their types.
 *
 * Objects are looked up in the site, and spelled as its file spells them: a drill that names a zone which is not there does not begin.
 *
 * Not here: which parameters a file may declare (core/drill/meaning.ts).
 */

import { type Drill, PARAM_FORMS, type Param, paramValue } from '../../core/drill/index.ts';
import { formatDuration, UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import { nearestName } from '../did-you-mean.ts';
import { connectorNamed, storeFrontNamed, zoneNamed } from '../objects.ts';
import { resourceNamed, userNamed } from '../people.ts';
import { machineOrTargetNamed, serverNamed, targetNamed, vdiskNamed } from '../streaming-objects.ts';

export interface ParamValues {
  /** As they would be given again. */
  readonly texts: Readonly<Record<string, string>>;
  /** What expressions see: durations in milliseconds. */
  readonly values: Readonly<Record<string, string | number | boolean>>;
  /** Those that are lengths of time, in milliseconds. */
  readonly durations: Readonly<Record<string, number>>;
}

export interface GivenParams {
  readonly given: Readonly<Record<string, string>>;
  /** The command as typed, for a hint. */
  readonly command: string;
}

/**
 * `given` is by name. What is not given is its default, where it has one; without, it is left out of the values.
 * @throws {UserError} PARAM_UNKNOWN, PARAM_MISSING, PARAM_INVALID, and those of objects that do not exist
 */
export function paramsOf(drill: Drill, { given, command }: GivenParams, world: World): ParamValues {
  refuseUnknownParams(drill, given);
  const texts: Record<string, string> = {};
  const values: Record<string, string | number | boolean> = {};
  const durations: Record<string, number> = {};
  for (const [name, param] of Object.entries(drill.params)) {
    const text = given[name] ?? param.default;
    if (text === null) throw missing(drill, given, command);
    const value = typedValue(name, param, text, world);
    values[name] = value;
    texts[name] = param.type === 'duration' ? formatDuration(value as number) : String(value);
    if (param.type === 'duration') durations[name] = value as number;
  }
  return { texts, values, durations };
}

/** @throws {UserError} PARAM_UNKNOWN */
export function refuseUnknownParams(drill: Drill, given: Readonly<Record<string, string>>): void {
  const name = Object.keys(given).find((each) => !Object.hasOwn(drill.params, each));
  if (name !== undefined) throw unknown(drill, name);
}

function typedValue(name: string, { type }: Param, text: string, world: World): string | number | boolean {
  const find = OBJECTS[type];
  const value = find === undefined ? paramValue(type, text) : find(world, text);
  if (value !== null) return value;
  throw new UserError('usage', 'PARAM_INVALID', `--param ${name}=${text}: it has to be ${PARAM_FORMS[type]}.`, {
    hints: ['holdover help drill-file'],
  });
}

const OBJECTS: { readonly [Type in Param['type']]?: (world: World, name: string) => string } = {
  zone: (world, name) => zoneNamed(world, name).topology.name,
  connector: connectorNamed,
  storefront: storeFrontNamed,
  machine: machineOrTargetNamed,
  user: userNamed,
  resource: resourceNamed,
  server: serverNamed,
  vdisk: vdiskNamed,
  target: targetNamed,
};

function unknown({ name: drill, params }: Drill, name: string): UserError {
  const names = Object.keys(params);
  const nearest = nearestName(name, names);
  const known = names.length === 0 ? 'It has none.' : `Known: ${names.join(', ')}.`;
  return new UserError('usage', 'PARAM_UNKNOWN', `The drill ${drill} has no parameter "${name}".`, {
    why: `${known}${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    hints: ['holdover help drill-file'],
  });
}

function missing({ name, params }: Drill, given: GivenParams['given'], command: string): UserError {
  const open = Object.entries(params).filter(([key, param]) => given[key] === undefined && param.default === null);
  const flags = open.map(([key, { type }]) => `--param ${key}=${type.toUpperCase()}`);
  const what = open.map(([key, { title }]) => (title === null ? key : `${key} (${title})`));
  return new UserError('usage', 'PARAM_MISSING', `The drill ${name} needs ${what.join(' and ')}.`, {
    hints: [`${command} ${flags.join(' ')}`],
  });
}
