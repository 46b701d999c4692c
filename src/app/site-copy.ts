/**
 * A copy of a site in memory: commands read and change it as they would the site, and the store knows nothing of it.
 *
 * A world is never changed in place: a change is made in a clone, which takes its place when all went well. So a change that fails
 * leaves the copy as it was.
 *
 * Not here: what commands do to it (open-site.ts), and what becomes of it.
 */

import type { JournalEntry } from '../core/site/index.ts';
import { replay, resume, settle, type World, type WorldOptions } from '../sim/index.ts';
import type { SiteDocument } from '../store/index.ts';
import type { DocumentChange, OpenSite, SiteCopy } from './opened-site.ts';

/** A copy of a site as it stands. */
export function copyOfSite({ document, world }: OpenSite, options: WorldOptions): SiteCopy {
  return { document, world: cloneOf(world, options) };
}

/** A copy of a site as if it had begun with another seed, and the same had been done to it. The options hold from now on. */
export function freshCopy(document: SiteDocument, seed: number, options: WorldOptions): SiteCopy {
  return { document, world: foldOf(document, seed, options) };
}

/** Changes a copy wholly, or not at all where `attempt` throws. */
export function changeCopy<Result>(
  copy: SiteCopy,
  attempt: (before: SiteDocument, openWorld: () => World) => DocumentChange<Result>,
): Result {
  const { world: before } = copy;
  const { document, world, result } = attempt(copy.document, () => cloneOf(before, before.options));
  copy.world = world ?? foldOf(document, before.definition.seed, before.options);
  copy.document = document;
  return result;
}

/** Another world like this one, to go its own way. */
export function cloneOf({ definition, data, violations }: World, options: WorldOptions): World {
  const clone = resume(definition, structuredClone(data), options);
  clone.violations.push(...violations);
  return clone;
}

/** The world of a document under a seed. Nobody is told of what was before. */
function foldOf({ definition, journal }: SiteDocument, seed: number, options: WorldOptions): World {
  const world = settle({ ...definition, seed });
  replay(
    world,
    journal.map((entry) => withSeed(entry, seed)),
  );
  return resume(world.definition, world.data, options);
}

/** A definition that was declared later on has the seed that the site began with. */
function withSeed(entry: JournalEntry, seed: number): JournalEntry {
  const { action } = entry;
  if (action.type !== 'definition-changed') return entry;
  return { ...entry, action: { ...action, definition: { ...action.definition, seed } } };
}
