/**
 * Hand-made logs, a line for each entry: when, whose, what.
 *
 *     0s    ams/a  working-normally>pending-ha  xml
 *     1m    ams/a  3502
 *     9m    ams/a  down
 *     4h    b      3507  40
 *
 * What can be: an edge and what was unhealthy; `adopts` and a state; a number, and how many machines were registered; `up`, `down`, `forced`, `released`.
 * A connector without a zone is one of a real log.
 */

import { parseDuration, present } from '../../src/core/kernel/index.ts';
import type { Component, HaState } from '../../src/core/lhc/ha-mode/index.ts';
import { type FactKind, kindOfEntry, type LogFact } from '../../src/core/lhc/history/index.ts';

/** The facts of a log; of one moment in the order of the lines. */
export function logOf(text: string): LogFact[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(factOf);
}

const PLAIN: Readonly<Record<string, FactKind>> = {
  up: { type: 'started' },
  down: { type: 'stopped' },
  forced: { type: 'outage-forced' },
  released: { type: 'outage-released' },
};

function factOf(line: string): LogFact {
  const [at, who, what, ...rest] = line.split(/\s+/) as [string, string, string, ...string[]];
  const [connector, zone] = who.split('/').reverse() as [string, string | undefined];
  const atMs = present(parseDuration(at), `a time in "${line}"`);
  return { atMs, zone: zone ?? null, connector, kind: PLAIN[what] ?? kindOf(what, rest) };
}

function kindOf(what: string, rest: readonly string[]): FactKind {
  if (what === 'adopts') return { type: 'state-adopted', to: rest[0] as HaState };
  const [from, to] = what.split('>') as [HaState, HaState | undefined];
  if (to !== undefined) return { type: 'state-changed', from, to, unhealthy: rest as Component[] };
  const id = Number(what);
  const source = id < 3000 ? 'config-sync' : id === 3003 ? 'remote-broker' : 'ha-service';
  const registrations = rest[0] === undefined ? null : Number(rest[0]);
  return present(kindOfEntry({ source, id, message: rest.join(' '), registrations }), `a known number: ${what}`);
}
