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
import { moment } from './words.ts';

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
    ...(resources.length === 0 ? [] : ['Opened now:', ...table(resources.map(resourceRow)), '']),
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

export function resourceLines({ resource, deliveryGroups, zones }: ResourceExplanation): readonly string[] {
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
  return [colour.bold(resource), ...table(groups), '', ...table([HEADING, ...rows])];
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
