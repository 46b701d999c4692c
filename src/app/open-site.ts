/**
 * Opens a site as a world: reads its document, folds its journal, and writes back what an operator does to it.
 *
 * The fold is started from a checkpoint where the cache has one. Reading changes nothing but the cache. In a copy of a site neither the
 * store nor the cache has a part.
 *
 * Not here: what the actions do (sim), how documents are kept (store), and copies (site-copy.ts).
 */

import { deserialize, serialize } from 'node:v8';
import { fingerprint, formatDuration, UserError } from '../core/kernel/index.ts';
import type { JournalEntry, OperatorAction, SiteDefinition } from '../core/site/index.ts';
import { act, MODEL_VERSION, replay, resume, settle, type World, type WorldData } from '../sim/index.ts';
import { CheckpointCache, type SiteDocument } from '../store/index.ts';
import { type AppContext, documentOf, siteNameOf, storeOf } from './context.ts';
import type { DocumentChange, OpenSite } from './opened-site.ts';
import { definitionNow } from './site/definition-now.ts';
import { changeCopy, cloneOf } from './site-copy.ts';

/** What a use case decides to do to a site, in order; and how it tells of it, from the world as it is afterwards. */
export interface Decision<Result> {
  readonly actions: readonly OperatorAction[];
  /** Lets time pass afterwards, as far as it likes. That is journalled as a move of the clock. */
  readonly passTime?: (world: World) => unknown;
  readonly result: (world: World) => Result;
}

/** What came of a change beside its own result. */
export interface ChangeOutcome {
  /** Nothing was written: this is what would have come of it. */
  readonly dryRun?: true;
  /** With a wait: whether the site settled in time. */
  readonly settled?: boolean;
  /** With a wait: how much world time passed. */
  readonly waitedSec?: number;
}

/** A site as it stands. @throws {UserError} NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
export async function openSite(context: AppContext): Promise<OpenSite> {
  const document = await documentOf(context);
  return { document, world: context.copy?.world ?? worldOf(context, document, 'keep') };
}

/**
 * Changes a site: what is decided is done, journalled and written as one, or not at all. No action leaves the document as it is.
 * @throws {UserError} what `decide` throws, and what the store does
 */
export async function changeSite<Result extends object>(
  context: AppContext,
  decide: (site: OpenSite) => Decision<Result>,
): Promise<Result & ChangeOutcome> {
  return changeDocument(context, (document, world) => changed(context, { document, world: world() }, decide));
}

/**
 * Changes a document in one transaction, with what every change can be asked for: a precondition, and to be tried out only. The world is
 * that of the document before, and is made when it is asked for.
 * @throws {UserError} EXPECTATION_FALSE, what `change` throws, and what the store does
 */
export async function changeDocument<Result extends object>(
  context: AppContext,
  change: (before: SiteDocument, world: () => World) => DocumentChange<Result>,
): Promise<Result & ChangeOutcome> {
  const expectation = context.expect === null ? null : await loadExpectation(context.expect);
  const attempt: Attempt<Result> = (before, openWorld) => {
    let world: World | null = null;
    const openOnce = () => (world ??= openWorld());
    expectation?.(openOnce());
    return change(before, openOnce);
  };
  if (context.dryRun) return { ...(await tryOut(context, attempt)).result, dryRun: true };
  const { copy } = context;
  if (copy === null) return changeStored(context, attempt);
  await siteNameOf(context);
  return changeCopy(copy, attempt);
}

type Attempt<Result> = (before: SiteDocument, openWorld: () => World) => DocumentChange<Result>;

async function tryOut<Result>(context: AppContext, attempt: Attempt<Result>): Promise<DocumentChange<Result>> {
  const { copy } = context;
  const document = await documentOf(context);
  return attempt(document, () => (copy === null ? worldOf(context, document, 'read-only') : cloneOf(copy.world, {})));
}

async function changeStored<Result>(context: AppContext, attempt: Attempt<Result>): Promise<Result> {
  let outcome: DocumentChange<Result> | null = null;
  const { document } = await storeOf(context).update(await siteNameOf(context), context.command, (before) => {
    outcome = attempt(before, () => worldOf(context, before, 'read-only'));
    return outcome.document === before ? null : outcome.document;
  });
  const { world, result } = outcome as unknown as DocumentChange<Result>;
  if (world !== null) keepWorld(context, document, world);
  return result;
}

function changed<Result>(
  context: AppContext,
  { document: before, world }: OpenSite,
  decide: (site: OpenSite) => Decision<Result>,
): DocumentChange<Result> {
  const { actions, passTime, result } = decide({ document: before, world });
  const acted = actions.reduce((document, action) => withAction(context, document, world, action), before);
  const fromMs = world.data.nowMs;
  passTime?.(world);
  const document = world.data.nowMs === fromMs ? acted : withClockMove(context, acted, fromMs, world);
  return { document, world, result: result(world) };
}

/** `--expect`, checked in the same transaction as the change. Conditions are loaded only where one is used. */
async function loadExpectation(text: string): Promise<(world: World) => void> {
  const { conditionOf } = await import('./conditions/condition.ts');
  return (world) => {
    if (conditionOf(text, '--expect', world).holds(world)) return;
    throw new UserError(
      'expectation-false',
      'EXPECTATION_FALSE',
      `--expect does not hold in ${world.definition.name}.`,
      {
        why: `${text}\nNothing was changed.`,
        hints: ['holdover status --json'],
      },
    );
  };
}

/** Does an action, and journals it. */
function withAction(context: AppContext, document: SiteDocument, world: World, action: OperatorAction): SiteDocument {
  const atMs = world.data.nowMs;
  act(world, action);
  return withEntry(context, document, world, { atMs, action });
}

/** Journals time that has passed. */
function withClockMove(context: AppContext, document: SiteDocument, fromMs: number, world: World): SiteDocument {
  const action = { type: 'clock-advanced', toMs: world.data.nowMs } as const;
  return withEntry(context, document, world, { atMs: fromMs, action });
}

/** Adjacent moves of the clock are one entry, as if made at once. */
function withEntry(
  context: AppContext,
  document: SiteDocument,
  world: World,
  { atMs, action }: Pick<JournalEntry, 'atMs' | 'action'>,
): SiteDocument {
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
  const isFast = journal.length === 0 && settlesFast(definition);
  const data = isFast ? null : readCheckpoint(context, document);
  if (data !== null) return resume(definitionNow(document), data);
  const world = settle(definition);
  replay(world, journal);
  if (cache === 'keep') keepWorld(context, document, world);
  return world;
}

/** A site begins with its sessions, each of which takes a moment to find its machine. */
function settlesFast({ workload }: SiteDefinition): boolean {
  return workload.launchesPerMinute * workload.sessionMinutes.mean < FEW_SESSIONS;
}

const FEW_SESSIONS = 10_000;

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

/** Keeps the world of a document in the cache. */
export function keepWorld(context: AppContext, document: SiteDocument, world: World): void {
  if (document.journal.length === 0 && settlesFast(document.definition)) return;
  cacheOf(context, document).write(checkpointKey(document), serialize(world.data));
}

function cacheOf(context: AppContext, document: SiteDocument): CheckpointCache {
  return new CheckpointCache({ cacheDir: context.cacheDir, site: document.name });
}

/** The same definition, journal and model give the same world, and so the same key. */
function checkpointKey({ definition, journal }: SiteDocument): string {
  return fingerprint(JSON.stringify([MODEL_VERSION, definition, journal]));
}
