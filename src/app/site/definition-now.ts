/**
 * The definition and the text of a site as they are now: those of the last change, or those that it was loaded with.
 *
 * Not here: how they are changed (change-definition.ts).
 */

import type { DefinitionChanged, SiteDefinition, SiteSource } from '../../core/site/index.ts';
import type { SiteDocument } from '../../store/index.ts';

/** The definition after the whole journal. The document itself keeps the one at the start. */
export function definitionNow({ definition, journal }: SiteDocument): SiteDefinition {
  return lastChange(journal)?.definition ?? definition;
}

/** The text after the whole journal, or after its first entries. */
export function sourceNow({ source, journal }: SiteDocument, entries = journal.length): SiteSource {
  return lastChange(journal.slice(0, entries))?.source ?? source;
}

function lastChange(journal: SiteDocument['journal']): DefinitionChanged | null {
  const entry = journal.findLast(({ action }) => action.type === 'definition-changed');
  return entry?.action.type === 'definition-changed' ? entry.action : null;
}
