/**
 * The phases of an outage: the state of the zone from one change to the next. The state of a zone is that of its most advanced connector.
 *
 * Not here: the state of a zone at this moment (core/status).
 */

import { HA_STATES, type HaState } from '../ha-mode/index.ts';
import type { JoinedSpells } from './join.ts';

export interface Phase {
  /** `interrupted`: every connector that was in the outage was down, or had only just started. */
  readonly phase: Exclude<HaState, 'working-normally'> | 'interrupted';
  readonly fromMs: number;
  /** Null while it goes on. */
  readonly toMs: number | null;
}

interface Change {
  readonly atMs: number;
  readonly connector: string;
  /** Null when the connector leaves the outage. */
  readonly state: HaState | null;
}

/** The phases in the order of time, without gaps; none where the log does not say the states. */
export function phasesOf({ spells, endedMs }: JoinedSpells): Phase[] {
  if (spells.every(({ states }) => states.length === 0)) return [];
  const begun: { readonly phase: Phase['phase']; readonly fromMs: number }[] = [];
  const states = new Map<string, HaState>();
  const changes = changesOf(spells);
  changes.forEach(({ atMs, connector, state }, index) => {
    if (state === null) states.delete(connector);
    else states.set(connector, state);
    // Changes of one moment are one change, and what is after the end belongs to no phase.
    if (changes[index + 1]?.atMs === atMs || atMs === endedMs) return;
    const phase = phaseOf(states);
    if (begun.at(-1)?.phase !== phase) begun.push({ phase, fromMs: atMs });
  });
  return begun.map((phase, index) => ({ ...phase, toMs: begun[index + 1]?.fromMs ?? endedMs }));
}

/** By time; of one moment, in the order in which each connector made them. */
function changesOf(spells: JoinedSpells['spells']): Change[] {
  const changes = spells.flatMap(({ connector, toMs, states }): Change[] => [
    ...states.map(({ state, fromMs }) => ({ atMs: fromMs, connector, state })),
    ...(toMs === null ? [] : [{ atMs: toMs, connector, state: null }]),
  ]);
  return changes.sort((a, b) => a.atMs - b.atMs);
}

function phaseOf(states: ReadonlyMap<string, HaState>): Phase['phase'] {
  const furthest = Math.max(0, ...[...states.values()].map((state) => HA_STATES.indexOf(state)));
  const state = HA_STATES[furthest] as HaState;
  return state === 'working-normally' ? 'interrupted' : state;
}
