/**
 * `lhc explain` of users and resources as text.
 *
 * Not here: findings, zones and connectors (explain.ts).
 */

import type { ResourceExplanation, UserExplanation, UserResource, UserSession } from '../../app/lhc/explanation.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { hopRows } from './request-path.ts';
import { type Cell, table } from './table.ts';
import { few, moment } from './words.ts';

export function userLines({
  user,
  storeFront,
  why,
  answeredBy,
  resources,
  sessions,
}: UserExplanation): readonly string[] {
  return [
    colour.bold(`${user}${storeFront === null ? '' : ` at StoreFront ${storeFront}`}`),
    ...(why === null ? table(answeredBy.flatMap(hopRows)) : [colour.red(`  ✗ is shown nothing: ${why}`)]),
    '',
    ...(resources.length === 0 ? [] : ['Opened now:', ...table(resources.map(resourceRow)), ...besides(resources), '']),
    ...(sessions.length === 0 ? ['No session.'] : ['Sessions:', ...table(sessions.map(sessionRow))]),
    ...duplicateLines(user, sessions),
  ];
}

function resourceRow({ resource, result, reason, why, broker, machine }: UserResource): Cell[] {
  const by = broker === null ? '' : `${broker.broker} through ${broker.connector}`;
  if (reason !== null) return [`  ${resource}`, { text: '✗ no', paint: colour.red }, `${reason}: ${why}`, by];
  const what = result === 'started' ? 'a new session' : 'the session';
  return [`  ${resource}`, '✓', machine === null ? what : `${what} on ${machine.machine} (${machine.zone})`, by];
}

/** Hints are of the StoreFront: the same for each resource. */
function besides(resources: readonly UserResource[]): readonly string[] {
  const hints = new Set(resources.flatMap(({ hint }) => hint ?? []));
  return [...table(resources.flatMap(unaskedRows)), ...[...hints].map((hint) => `  ${colour.yellow('!')} ${hint}`)];
}

/** One for each reason. */
function unaskedRows({ resource, notAsked }: UserResource): readonly Cell[][] {
  const byReason = Map.groupBy(notAsked, ({ reason }) => reason);
  return [...byReason].map(([reason, controllers]) => [
    { text: `  ! not asked for ${resource}`, paint: colour.yellow },
    few(controllers.map(({ controller }) => controller)),
    reason,
  ]);
}

function sessionRow({ deliveryGroup, machine, zone, state, since, seenBy }: UserSession): Cell[] {
  const seen = seenBy === null ? 'seen by nobody: its machine is registered nowhere' : `seen by ${seenBy}`;
  return [`  ${deliveryGroup}`, `${machine} (${zone})`, state, `since ${moment(since)}`, seen];
}

function duplicateLines(user: string, sessions: readonly UserSession[]): readonly string[] {
  const groups = new Set(sessions.filter(({ isDuplicate }) => isDuplicate).map(({ deliveryGroup }) => deliveryGroup));
  if (groups.size === 0) return [];
  return [
    `${colour.yellow('!')} Two truths: several sessions of ${[...groups].join(', ')}, since one broker did not see the other's.`,
    `Next: holdover lhc logoff ${shellWord(user)}`,
  ];
}

export function resourceLines({ resource, deliveryGroups, zones, inOutage }: ResourceExplanation): readonly string[] {
  const groups = deliveryGroups.map(({ deliveryGroup, type, entitled, restrictToTag }) => [
    `  ${deliveryGroup}`,
    type,
    `for ${entitled === null ? whoever(type) : entitled.join(', ')}`,
    restrictToTag === null ? '' : `machines with the tag ${restrictToTag}`,
  ]);
  const rows = zones.map(({ zone, deliveryGroup, brokeredBy, canStart, why, machines }): Cell[] => [
    `  ${zone}`,
    deliveryGroup,
    brokeredBy ?? 'nobody',
    ...Object.values(machines).map(String),
    canStart ? '✓ can start it' : { text: `✗ cannot: ${why}`, paint: colour.red },
  ]);
  return [
    colour.bold(resource),
    ...table(groups),
    '',
    ...table([HEADING, ...rows]),
    '',
    ...table(inOutage.map(outageRow)),
  ];
}

function outageRow({ zone, broker, why, finding }: ResourceExplanation['inOutage'][number]): Cell[] {
  const head = ['  in an outage', zone];
  if (broker !== null) return [...head, `✓ brokered by ${broker}`];
  return [...head, { text: `✗ nobody brokers: ${finding === null ? '' : `${finding} `}${why}`, paint: colour.red }];
}

const HEADING = [
  '  ZONE',
  'GROUP',
  'BROKERED BY',
  'FREE',
  'FULL',
  'WAITING',
  'PARKED',
  'RESETTING',
  'MAINTENANCE',
  'UNREGISTERED',
  '',
];

function whoever(type: ResourceExplanation['deliveryGroups'][number]['type']): string {
  return type === 'static' ? 'the owner of each machine' : 'every user';
}
