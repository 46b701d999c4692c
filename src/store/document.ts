/**
 * The document of a site as data: how it is told from a damaged one, and how one revision follows another.
 *
 * The check is by hand and shallow: it finds truncated, foreign and hand-edited files without the cost of a schema
 * library on every command. What was written by holdover and passes it is whole.
 *
 * Not here: files (conf-file.ts), and whether a definition makes sense (core/site).
 */

import { assert } from '../core/kernel/index.ts';
import type { OperatorAction } from '../core/site/index.ts';
import type { SiteChange, SiteDocument, SiteDraft } from './port.ts';
import { isRunName } from './run-names.ts';

const FORMAT = 'holdover: store/1';
const FORMAT_PATTERN = /^holdover: store\/(\d{1,9})$/;
const FORMAT_NUMBER = 1;

/** What a parsed file turned out to be. */
export type Recognised =
  | { readonly type: 'document'; readonly document: SiteDocument }
  /** `sign` is what of it this version does not know. */
  | { readonly type: 'newer'; readonly sign: string }
  | { readonly type: 'damaged'; readonly problem: string };

/** Whatever an operator can do, so that the compiler tells when one is missing. */
const ACTION_TYPES: Readonly<Record<OperatorAction['type'], true>> = {
  'clock-advanced': true,
  'outage-forced': true,
  'outage-ended': true,
  'fault-injected': true,
  'fault-cleared': true,
  enumerated: true,
  launched: true,
  'logged-off': true,
  'machine-logged-off': true,
  'finding-muted': true,
  'stream-stopped': true,
  'stream-started': true,
  'target-booted': true,
  'target-shut-down': true,
  rebalanced: true,
  'version-promoted': true,
  'version-reverted': true,
  'version-pinned': true,
  'versions-merged': true,
  'versions-pruned': true,
  'replicas-copied': true,
  'definition-changed': true,
};

type JsonObject = Readonly<Record<string, unknown>>;

/** Tells a site's document from one of a later format and from anything else. */
export function recognise(value: unknown): Recognised {
  if (!isObject(value)) return damaged('it holds no JSON object');
  if (typeof value.format !== 'string') return damaged('it has no format');
  const match = FORMAT_PATTERN.exec(value.format);
  if (match === null) return damaged(`its format is ${JSON.stringify(value.format)}`);
  if (Number(match[1]) > FORMAT_NUMBER) return { type: 'newer', sign: value.format };
  if (value.format !== FORMAT) return damaged(`its format is ${JSON.stringify(value.format)}`);
  const problem =
    problemOfHead(value) ??
    problemOfDefinition(value.definition) ??
    problemOfJournal(value.journal) ??
    problemOfDrill(value);
  if (problem !== null) return damaged(problem);
  const document = value as unknown as SiteDocument;
  const unknown = document.journal.find(({ action }) => !Object.hasOwn(ACTION_TYPES, action.type));
  // Only a later version writes what this one does not know; it may have kept the format.
  return unknown === undefined ? { type: 'document', document } : { type: 'newer', sign: unknown.action.type };
}

/** The first document of a site, or the one that follows `previous` when it is loaded again. */
export function documentOf(draft: SiteDraft, previous: SiteDocument | null): SiteDocument {
  const { name, modelVersion, source, definition, worldMs, journal } = draft;
  const revision = previous === null ? 1 : previous.revision + 1;
  return whole({ format: FORMAT, name, revision, modelVersion, source, definition, worldMs, journal });
}

/** The document that a change leads to, with the next revision; null when the change leaves everything as it is. */
export function nextDocument(document: SiteDocument, change: SiteChange): SiteDocument | null {
  const changed = change(document);
  if (changed === null || changed === document) return null;
  assert(changed.name === document.name, 'a change keeps the name of its site');
  const { revision } = document;
  if (JSON.stringify({ ...changed, format: FORMAT, revision }) === JSON.stringify(document)) return null;
  const { drill } = changed;
  const next = documentOf(changed, document);
  return drill === undefined ? next : whole({ ...next, drill });
}

/** What is never written is a document that could not be read again. */
function whole(document: SiteDocument): SiteDocument {
  const recognised = recognise(document);
  const problem = recognised.type === 'damaged' ? recognised.problem : recognised.type;
  assert(recognised.type === 'document', `a document of a site to be whole: ${problem}`);
  return document;
}

function problemOfHead(value: JsonObject): string | null {
  if (typeof value.name !== 'string') return 'name is no text';
  if (!isCount(value.revision)) return 'revision is no whole number from 1';
  if (typeof value.modelVersion !== 'string') return 'modelVersion is no text';
  const problem = problemOfSource(value.source);
  if (problem !== null) return problem;
  return Number.isSafeInteger(value.worldMs) ? null : 'worldMs is no whole number';
}

function problemOfSource(source: unknown): string | null {
  if (!isObject(source)) return 'source is missing';
  const isWhole = typeof source.fileName === 'string' && typeof source.text === 'string';
  return isWhole ? null : 'source has no fileName or no text';
}

const DEFINITION_OBJECTS = [
  'cloud',
  'zones',
  'policy',
  'deliveryGroups',
  'workload',
  'storeFronts',
  'adcs',
  'timers',
] as const;

function problemOfDefinition(definition: unknown): string | null {
  if (!isObject(definition)) return 'definition is missing';
  if (typeof definition.name !== 'string') return 'definition.name is no text';
  if (!Number.isSafeInteger(definition.startMs)) return 'definition.startMs is no whole number';
  if (!Number.isSafeInteger(definition.seed)) return 'definition.seed is no whole number';
  if (!Array.isArray(definition.users)) return 'definition.users is no list';
  const missing = DEFINITION_OBJECTS.find((key) => !isObject(definition[key]));
  if (missing !== undefined) return `definition.${missing} is missing`;
  const { provisioning } = definition;
  return provisioning === null || isObject(provisioning)
    ? null
    : 'definition.provisioning is neither null nor an object';
}

function problemOfJournal(journal: unknown): string | null {
  if (!Array.isArray(journal)) return 'journal is no list';
  for (const [index, entry] of journal.entries()) {
    const problem = problemOfEntry(entry, index + 1);
    if (problem !== null) return `journal[${index}]${problem}`;
  }
  return null;
}

function problemOfEntry(entry: unknown, sequence: number): string | null {
  if (!isObject(entry)) return ' is no object';
  if (entry.sequence !== sequence) return `.sequence is not ${sequence}`;
  if (!Number.isSafeInteger(entry.atMs)) return '.atMs is no whole number';
  if (typeof entry.by !== 'string' || typeof entry.command !== 'string') return ' has no by or no command';
  if (!isObject(entry.action) || typeof entry.action.type !== 'string') return '.action is missing';
  if (entry.action.type !== 'definition-changed') return null;
  const problem = problemOfSource(entry.action.source) ?? problemOfDefinition(entry.action.definition);
  return problem === null ? null : `.action.${problem}`;
}

function problemOfDrill(value: JsonObject): string | null {
  if (!Object.hasOwn(value, 'drill')) return null;
  const { drill } = value;
  if (!isObject(drill)) return 'drill is no object';
  if (typeof drill.run !== 'string' || !isRunName(drill.run)) return 'drill.run is no name of a run';
  const isNumber = Number.isSafeInteger(drill.transaction) && (drill.transaction as number) >= 0;
  return isNumber ? null : 'drill.transaction is no whole number from 0';
}

function damaged(problem: string): Recognised {
  return { type: 'damaged', problem };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
