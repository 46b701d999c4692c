/**
 * Which site a command is about: the one that was asked for, or the current one.
 *
 * Not here: flags and environment variables, which say what was asked for (cli).
 */

import { noSite } from './errors.ts';
import type { SiteStore } from './port.ts';

/** The name of the site. It is not looked up yet. @throws {UserError} NO_SITE when none was asked for and none chosen */
export async function siteInUse(store: SiteStore, asked: string | null): Promise<string> {
  const name = asked ?? (await store.current());
  if (name === null) throw noSite(await store.list());
  return name;
}
