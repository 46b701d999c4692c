/**
 * History turns what connectors logged into outages: one episode after another, zone by zone.
 *
 * A connector whose zone is not known has episodes of its own.
 *
 * Not here: how a log becomes facts (app).
 */

import { type Episode, episodeOf } from './episode.ts';
import type { LogFact } from './fact.ts';
import { joinSpells } from './join.ts';
import { spellsOf } from './spell.ts';
import { termsOf } from './term.ts';

/** The episodes of all zones, by when they began. Facts may come in any order; of one moment they keep theirs. */
export function episodesOf(facts: readonly LogFact[]): Episode[] {
  const sorted = [...facts].sort((a, b) => a.atMs - b.atMs);
  const zones = grouped(sorted, ({ zone, connector }) => (zone === null ? `connector ${connector}` : `zone ${zone}`));
  return zones.flatMap(zoneEpisodes).sort((a, b) => a.beganMs - b.beganMs);
}

function zoneEpisodes(facts: readonly LogFact[]): Episode[] {
  const connectors = grouped(facts, ({ connector }) => connector);
  const terms = connectors.flatMap(termsOf).sort((a, b) => a.fromMs - b.fromMs);
  const log = { zone: facts[0]?.zone ?? null, facts, terms };
  return joinSpells(connectors.flatMap(spellsOf), facts).map((joined) => episodeOf(joined, log));
}

/** The facts by key, in the order in which the keys first occur. */
function grouped(facts: readonly LogFact[], keyOf: (fact: LogFact) => string): LogFact[][] {
  const groups = new Map<string, LogFact[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return [...groups.values()];
}
