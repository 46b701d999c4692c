/** The door of the store: nobody imports past it. */

export { CheckpointCache, type CheckpointCacheOptions } from './checkpoint-cache.ts';
export { ConfStore, type ConfStoreOptions } from './conf-store.ts';
export type { SiteChange, SiteDocument, SiteDraft, SiteStore, UpdateResult } from './port.ts';
export { type OpenRun, RunJournals, type RunJournalsOptions } from './run-journal.ts';
export { siteInUse } from './site-in-use.ts';
