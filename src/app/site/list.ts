/**
 * `site list`: the sites in the store, also those whose document cannot be read.
 */

import { formatInstant, UserError } from '../../core/kernel/index.ts';
import type { SiteStore } from '../../store/index.ts';
import { type AppContext, storeOf } from '../context.ts';

export interface SitesResult {
  readonly schema: 'holdover.sites/1';
  readonly current: string | null;
  readonly sites: readonly ListedSite[];
}

export interface ListedSite {
  readonly name: string;
  readonly current: boolean;
  /** World time; null where the document cannot be read. */
  readonly at: string | null;
  readonly actions: number | null;
  /** Why it cannot be read; null where it can. */
  readonly problem: string | null;
}

/** @throws {UserError} what the store throws when it cannot be read at all */
export async function listSites(context: AppContext): Promise<SitesResult> {
  const store = storeOf(context);
  const current = await store.current();
  const names = await store.list();
  const sites = await Promise.all(names.map((name) => listedSite(store, name, current)));
  return { schema: 'holdover.sites/1', current, sites };
}

async function listedSite(store: SiteStore, name: string, current: string | null): Promise<ListedSite> {
  try {
    const { worldMs, journal } = await store.read(name);
    return { name, current: name === current, at: formatInstant(worldMs), actions: journal.length, problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, current: name === current, at: null, actions: null, problem: error.message };
  }
}
