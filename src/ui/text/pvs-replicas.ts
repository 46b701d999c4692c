/**
 * `pvs replicas` as text: a line for each version, a column for each server, and what the words mean.
 */

import type { ListedReplica, ReplicasResult } from '../../app/pvs/replicas.ts';
import type { CopyState } from '../../core/pvs/inventory/index.ts';
import { colour } from '../colour.ts';
import { headings } from './pvs-status.ts';
import { section } from './section.ts';
import { type Cell, table } from './table.ts';
import { moment } from './words.ts';

export function replicasText({ site, at, replicas, nextLook }: ReplicasResult): string {
  const servers = [...new Set(replicas.map(({ server }) => server))];
  const versions = Map.groupBy(replicas, ({ vdisk, version }) => `${vdisk} ${version}`);
  const rows = [...versions.values()].map((copies) => versionRow(copies, servers));
  return [
    `${site} · ${moment(at)}`,
    ...table([headings('VDISK', 'STORE', 'VERSION', 'ACCESS', ...servers), ...rows]),
    ...section([...legend(replicas), ...lookLines(nextLook)]),
  ].join('\n');
}

/** A server that does not serve the store has no word. */
function versionRow(copies: readonly ListedReplica[], servers: readonly string[]): Cell[] {
  const [{ vdisk, store, version, access } = NO_COPY] = copies;
  const cells = servers.map((name) => stateCell(copies.find(({ server }) => server === name)?.state ?? null));
  return [vdisk, store, String(version), access, ...cells];
}

const NO_COPY = { vdisk: '', store: '', version: 0, access: '' };

function stateCell(state: CopyState | null): Cell {
  if (state === null) return '';
  return state === 'current' ? state : { text: `! ${state}`, paint: colour.yellow };
}

/** The words that the table has, with the numbers of the product. */
function legend(replicas: readonly ListedReplica[]): string[] {
  const shown = new Map(replicas.map(({ state, stateNumber }) => [state, stateNumber]));
  return [...shown]
    .toSorted(([, a], [, b]) => a - b)
    .map(([state, number]) => colour.dim(`   ${state} (${number}): ${MEANINGS[state]}`));
}

/** What is shown is what the farm knows. */
function lookLines(nextLook: string | null): string[] {
  if (nextLook === null) return [];
  return [`   Copies have changed since the last look: the next look at the stores is at ${moment(nextLook)}.`];
}

const MEANINGS: Readonly<Record<CopyState, string>> = {
  current: 'the copy is the one on record',
  missing: 'there is no copy',
  'not-identical': 'the copy is another one: modified at another time, or with another content',
  'properties-missing': 'the properties file (.pvp) is missing beside the copy',
  'properties-not-identical': 'the properties file (.pvp) was modified at another time',
  unreachable: 'the server is down, or cannot reach its store: what it has is not known',
};
