/**
 * SiteStore is what holdover needs of a place that keeps sites. Whoever uses it cannot tell which adapter is behind it.
 *
 * Every change is a pure function from a document to the next one. An adapter that locks calls it once, inside the
 * lock; one without a lock (a store shared by several hosts) appends with the revision that it read and, when another
 * writer was first, reads again and calls it again. So a change must depend on nothing but the document it is given.
 *
 * Not here: any adapter (conf-store.ts), and what the actions of a journal do to a world (sim).
 */

import type { JournalEntry, SiteDefinition, SiteSource } from '../core/site/index.ts';

/** Everything that is kept of a site. The world at `worldMs` is a fold of `journal` over `definition`. */
export interface SiteDocument {
  readonly format: 'holdover: store/1';
  readonly name: string;
  /** From 1, one more at each write, also when the site is loaded again over an old one. Never used twice for a name. */
  readonly revision: number;
  /** The version of the model that wrote this revision. */
  readonly modelVersion: string;
  /** The site file as it was loaded, with its comments. */
  readonly source: SiteSource;
  /** The definition at the start. A change of it is an entry of the journal, with its text. */
  readonly definition: SiteDefinition;
  readonly worldMs: number;
  readonly journal: readonly JournalEntry[];
  /**
   * The drill that is under way on this site, and its last transaction that is part of this document. A site that is
   * loaded again has none.
   */
  readonly drill?: { readonly run: string; readonly transaction: number };
}

/** A document whose format and revision the store will fill in. No drill is under way on it. */
export type SiteDraft = Omit<SiteDocument, 'format' | 'revision' | 'drill'>;

/** The next document, or null to leave the site as it is. May be called again with a newer document. */
export type SiteChange = (document: SiteDocument) => SiteDocument | null;

/** The document as it is now, and whether this update made it so. */
export interface UpdateResult {
  readonly document: SiteDocument;
  readonly changed: boolean;
}

/** All operations fail with a `UserError` when the store cannot be read or written. Reading never writes anything. */
export interface SiteStore {
  /** The names of all sites, sorted by code unit; also of those whose document cannot be read. */
  list(): Promise<string[]>;

  /** The name of the site that commands without `--site` mean; null when none was chosen or it is gone. */
  current(): Promise<string | null>;

  /** Makes a site the current one. @throws {UserError} SITE_UNKNOWN */
  use(name: string): Promise<void>;

  /** @throws {UserError} SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
  read(name: string): Promise<SiteDocument>;

  /**
   * Keeps a new site, or with `replace` a new document under an old name. A document that cannot be read is never
   * replaced: it has to be removed first.
   *
   * @throws {UserError} SITE_EXISTS, SITE_NAME_INVALID, SITE_NAME_CLASH, STORE_DAMAGED, STORE_NEWER, STORE_LOCKED
   */
  create(draft: SiteDraft, options: { readonly replace: boolean }): Promise<SiteDocument>;

  /**
   * Applies a change. Nothing is written when it returns null or an equal document; the store sets the revision.
   * `command` is the command line of this process, shown to whoever waits for it.
   *
   * @throws {UserError} SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER, STORE_LOCKED
   */
  update(name: string, command: string, change: SiteChange): Promise<UpdateResult>;

  /** Forgets a site, also one whose document cannot be read. @throws {UserError} SITE_UNKNOWN, STORE_LOCKED */
  remove(name: string): Promise<void>;
}
