/**
 * Opens a site as a world: reads its document, folds its journal, and writes back what an operator does to it.
 *
 * The fold is started from a checkpoint where the cache has one. Reading changes nothing but the cache.
 *
 * Not here: what the actions do (sim), and how documents are kept (store).
 */

import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { formatDuration } from '../core/kernel/index.ts';
import type { JournalEntry, OperatorAction } from '../core/site/index.ts';
import { act, MODEL_VERSION, replay, resume, settle, type World, type WorldData } from '../sim/index.ts';
import { CheckpointCache, type SiteDocument } from '../store/index.ts';
import { type AppContext, siteNameOf, storeOf } from './context.ts';

export interface OpenSite {
  readonly document: SiteDocument;
  readonly world: World;
}

/** What a use case decides to do to a site, in order; and how it tells of it, from the world as it is afterwards. */
export interface Decision<Result> {
  readonly actions: readonly OperatorAction[];
  readonly result: (world: World) => Result;
}

/** A site as it stands. @throws {UserError} NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
export async function openSite(context: AppContext): Promise<OpenSite> {
  const document = await storeOf(context).read(await siteNameOf(context));
  return { document, world: worldOf(context, document, 'keep') };
}

/**
 * Changes a site: what is decided is done, journalled and written as one, or not at all. No action leaves the document as it is.
 * @throws {UserError} what `decide` throws, and what the store does
 */
export async function changeSite<Result>(
  context: AppContext,
  decide: (site: OpenSite) => Decision<Result>,
): Promise<Result> {
  let outcome: { readonly world: World; readonly result: Result } | null = null;
  const name = await siteNameOf(context);
  const { document } = await storeOf(context).update(name, context.command, (before) => {
    const world = worldOf(context, before, 'read-only');
    const decision = decide({ document: before, world });
    const after = decision.actions.reduce((document, action) => withAction(context, document, world, action), before);
    outcome = { world, result: decision.result(world) };
    return after === before ? null : after;
  });
  const { world, result } = outcome as unknown as { readonly world: World; readonly result: Result };
  saveCheckpoint(context, document, world);
  return result;
}

/** Does an action, and journals it. Adjacent moves of the clock are one entry, as if made at once. */
function withAction(context: AppContext, document: SiteDocument, world: World, action: OperatorAction): SiteDocument {
  const atMs = world.data.nowMs;
  act(world, action);
  const last = document.journal.at(-1);
  const joins = action.type === 'clock-advanced' && last?.action.type === 'clock-advanced';
  const by = context.operator;
  const entry: JournalEntry = joins
    ? { ...last, by, command: `holdover clock advance ${formatDuration(world.data.nowMs - last.atMs)}`, action }
    : { sequence: document.journal.length + 1, atMs, by, command: context.command, action };
  const kept = joins ? document.journal.slice(0, -1) : document.journal;
  return { ...document, modelVersion: MODEL_VERSION, worldMs: world.data.nowMs, journal: [...kept, entry] };
}

function worldOf(context: AppContext, document: SiteDocument, cache: 'keep' | 'read-only'): World {
  const { definition, journal } = document;
  if (journal.length === 0) return settle(definition);
  const data = readCheckpoint(context, document);
  if (data !== null) return resume(definition, data);
  const world = settle(definition);
  replay(world, journal);
  if (cache === 'keep') saveCheckpoint(context, document, world);
  return world;
}

function readCheckpoint(context: AppContext, document: SiteDocument): WorldData | null {
  const bytes = cacheOf(context, document).read(checkpointKey(document));
  if (bytes === null) return null;
  try {
    return deserialize(bytes) as WorldData;
  } catch {
    // Written by a Node whose format this one cannot read.
    return null;
  }
}

function saveCheckpoint(context: AppContext, document: SiteDocument, world: World): void {
  if (document.journal.length === 0) return;
  cacheOf(context, document).write(checkpointKey(document), serialize(world.data));
}

function cacheOf(context: AppContext, document: SiteDocument): CheckpointCache {
  return new CheckpointCache({ cacheDir: context.cacheDir, site: document.name });
}

/** The same definition, journal and model give the same world, and so the same key. */
function checkpointKey({ definition, journal }: SiteDocument): string {
  return createHash('sha256')
    .update(JSON.stringify([MODEL_VERSION, definition, journal]))
    .digest('hex');
}
