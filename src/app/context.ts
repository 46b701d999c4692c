/**
 * What every use case is given: where things are kept, which site is meant, and who is asking.
 *
 * Not here: how the command line says so (cli).
 */

import { UserError } from '../core/kernel/index.ts';
import { ConfStore, type SiteDocument, type SiteStore, siteInUse } from '../store/index.ts';
import type { SiteCopy } from './opened-site.ts';

export interface AppContext {
  readonly configDir: string;
  readonly cacheDir: string;
  /** The site that was asked for; null for the current one. */
  readonly site: string | null;
  /** The command line as typed: it is journalled, and shown to whoever waits for the store. */
  readonly command: string;
  /** The user name of whoever typed it. */
  readonly operator: string;
  /** Do it in a copy of the site, and tell what would come of it. */
  readonly dryRun: boolean;
  /** A condition that must hold before anything is changed; null for none. */
  readonly expect: string | null;
  /** How long to wait, in world time, until the site has settled after a change; null for not at all. */
  readonly waitMs: number | null;
  /** Whether Ctrl-C was pressed. Asked between the slices of a wait. */
  readonly interrupted: () => Promise<boolean>;
  /** The copy of a site in memory that this command reads and changes instead of the store; null for the site itself. */
  readonly copy: SiteCopy | null;
}

/** The store that the context points at. */
export function storeOf(context: AppContext): SiteStore {
  return new ConfStore({ configDir: context.configDir });
}

/** The name of the site that a command is about. @throws {UserError} NO_SITE, and SITE_NOT_COPIED where another is asked for in a copy */
export async function siteNameOf(context: AppContext): Promise<string> {
  const { copy, site } = context;
  if (copy === null) return siteInUse(storeOf(context), site);
  const { name } = copy.document;
  if (site !== null && site !== name) throw notCopied(name, site);
  return name;
}

/** The document of the site that a command is about. @throws {UserError} what `siteNameOf` does, and what the store does */
export async function documentOf(context: AppContext): Promise<SiteDocument> {
  const name = await siteNameOf(context);
  return context.copy?.document ?? storeOf(context).read(name);
}

function notCopied(name: string, asked: string): UserError {
  return new UserError(
    'usage',
    'SITE_NOT_COPIED',
    `This happens in a copy of ${name}, where there is no site "${asked}".`,
  );
}

/** ` --site NAME` for commands to paste, where the site that is meant was asked for and may not be the current one. */
export function siteFlag(context: AppContext): string {
  return context.site === null ? '' : ` --site ${context.site}`;
}
