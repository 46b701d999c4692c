/**
 * A site that was opened: its document, and the world that the document makes.
 *
 * Not here: opening it (open-site.ts), and copying it (site-copy.ts).
 */

import type { World } from '../sim/index.ts';
import type { SiteDocument } from '../store/index.ts';

export interface OpenSite {
  readonly document: SiteDocument;
  readonly world: World;
}

/** The world is always what the document says: they are replaced together. The revision is that of the site it was copied from. */
export interface SiteCopy {
  document: SiteDocument;
  world: World;
}

/** What a document becomes, what is told of that, and the world as it is then, where it was looked at. */
export interface DocumentChange<Result> {
  readonly document: SiteDocument;
  readonly world: World | null;
  readonly result: Result;
}
