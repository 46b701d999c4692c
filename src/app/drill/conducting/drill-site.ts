/**
 * The site that a drill works on: the one in the store, or a copy of it that nothing else sees.
 *
 * A transaction is done in a copy, and then written as one, only where nobody else has changed the site meanwhile.
 *
 * Not here: what is done (stage.ts).
 */

import type { World, WorldOptions } from '../../../sim/index.ts';
import type { SiteDocument } from '../../../store/index.ts';
import { type AppContext, storeOf } from '../../context.ts';
import { keepWorld, openSite } from '../../open-site.ts';
import type { OpenSite, SiteCopy } from '../../opened-site.ts';
import { copyOfSite } from '../../site-copy.ts';
import { siteLost } from '../runs.ts';

export interface DrillSite {
  /** The site as it is now, to be worked on; `afterEvent` is called in it from then on. */
  readonly open: (afterEvent: (world: World) => void) => Promise<SiteCopy>;
  /** The site as it is now, to be looked at and left as it is. */
  readonly look: () => Promise<OpenSite>;
  /** Puts what was done in a copy into the site. False where somebody else was first: then nothing is put there. */
  readonly commit: (copy: SiteCopy, mark: NonNullable<SiteDocument['drill']>) => Promise<boolean>;
}

/** The site in the store. */
export class StoredSite implements DrillSite {
  readonly #context: AppContext & { readonly site: string };
  readonly #run: string;
  #copy: SiteCopy | null = null;

  constructor(context: AppContext & { readonly site: string }, run: string) {
    this.#context = context;
    this.#run = run;
  }

  async open(afterEvent: (world: World) => void): Promise<SiteCopy> {
    return copyOfSite(await this.look(), { afterEvent });
  }

  /** @throws {UserError} SITE_RESET where the site does not belong to the run any more */
  async look(): Promise<OpenSite> {
    const { site } = this.#context;
    const { revision, drill } = await storeOf(this.#context).read(site);
    if (drill?.run !== this.#run) throw siteLost(this.#run, site, drill);
    return this.#copy?.document.revision === revision ? this.#copy : openSite(this.#context);
  }

  async commit(copy: SiteCopy, drill: NonNullable<SiteDocument['drill']>): Promise<boolean> {
    const { command, site } = this.#context;
    const { revision } = copy.document;
    const { document, changed } = await storeOf(this.#context).update(site, command, (before) =>
      before.revision === revision ? { ...copy.document, drill } : null,
    );
    this.#copy = changed ? { document, world: copy.world } : null;
    if (changed) keepWorld(this.#context, document, copy.world);
    return changed;
  }
}

/** A copy that is worked on from the first step to the last. */
export class CopiedSite implements DrillSite {
  #copy: SiteCopy;
  readonly #options: WorldOptions;

  constructor(copy: SiteCopy) {
    this.#copy = copy;
    this.#options = copy.world.options;
  }

  /** As it is now. */
  get copy(): SiteCopy {
    return this.#copy;
  }

  async open(afterEvent: (world: World) => void): Promise<SiteCopy> {
    return copyOfSite(this.#copy, { ...this.#options, afterEvent });
  }

  async look(): Promise<OpenSite> {
    return this.#copy;
  }

  async commit(copy: SiteCopy): Promise<boolean> {
    this.#copy = copy;
    return true;
  }
}
