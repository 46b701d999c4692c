/**
 * ConfStore keeps sites in the user's configuration directory: one document a site, and a settings file that names the
 * current one.
 *
 *   settings.json        which site is the current one
 *   sites/NAME.json      the document of a site
 *   locks/NAME.lock      held while a site is written; empty otherwise, and never deleted
 *
 * A writer holds the lock from its read to its write, and compares the file once more before it replaces it: an editor
 * or a file-sync tool takes no lock. A file that cannot be read is never replaced, only removed on request.
 *
 * Not here: how a file is replaced (conf-file.ts), what a whole document is (document.ts), the world (sim).
 */

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/kernel/index.ts';
import { deleteFile, readText, replaceFile } from './conf-file.ts';
import { documentOf, nextDocument, recognise } from './document.ts';
import { withWholeDefinitions } from './earlier-definition.ts';
import * as errors from './errors.ts';
import { withLock } from './lock.ts';
import { clashingName, isSiteName } from './names.ts';
import type { SiteChange, SiteDocument, SiteDraft, SiteStore, UpdateResult } from './port.ts';
import { readSettings, SETTINGS_FORMAT } from './settings.ts';

export interface ConfStoreOptions {
  /** Made at the first write, with its parents. */
  readonly configDir: string;
  /** How long a write waits for another process; 30 s unless told. */
  readonly lockWaitMs?: number;
}

/** A file as it was read: its text, and the document in it. */
interface Loaded {
  readonly text: string;
  readonly document: SiteDocument;
}

const LOCK_WAIT_MS = 30_000;
const EXTENSION = '.json';

/** How often a change is applied again because the file changed without the lock, before that is reported. */
const ATTEMPTS_MAX = 5;

/** See the port for what each operation does and how it fails. */
export class ConfStore implements SiteStore {
  readonly #configDir: string;
  readonly #sitesDir: string;
  readonly #lockWaitMs: number;

  constructor(options: ConfStoreOptions) {
    this.#configDir = options.configDir;
    this.#sitesDir = join(options.configDir, 'sites');
    this.#lockWaitMs = options.lockWaitMs ?? LOCK_WAIT_MS;
  }

  async list(): Promise<string[]> {
    return this.#names();
  }

  async current(): Promise<string | null> {
    const name = readSettings(this.#settingsPath()).currentSite;
    return name !== null && isSiteName(name) && existsSync(this.#path(name)) ? name : null;
  }

  async use(name: string): Promise<void> {
    this.#mustExist(name);
    const path = this.#settingsPath();
    await this.#locked('_settings', 'the settings', `holdover site use ${name}`, async () => {
      const settings = readSettings(path);
      if (settings.currentSite === name) return;
      const value = { ...settings.all, format: SETTINGS_FORMAT, currentSite: name };
      await replaced('the settings', path, value, () => true);
    });
  }

  async read(name: string): Promise<SiteDocument> {
    return this.#load(name).document;
  }

  async create(draft: SiteDraft, options: { readonly replace: boolean }): Promise<SiteDocument> {
    const { name } = draft;
    if (!isSiteName(name)) throw errors.siteNameInvalid(name);
    return await this.#lockedSite(name, 'holdover site load', async () => {
      const names = this.#names();
      const other = clashingName(name, names);
      if (other !== null) throw errors.siteNameClash(name, other);
      const isThere = names.includes(name);
      if (isThere && !options.replace) throw errors.siteExists(name);
      const document = documentOf(draft, isThere ? this.#load(name).document : null);
      this.#makeSitesDir(name);
      await replaced(`site ${name}`, this.#path(name), document, () => true);
      return document;
    });
  }

  async update(name: string, command: string, change: SiteChange): Promise<UpdateResult> {
    this.#mustExist(name);
    return await this.#lockedSite(name, command, async () => {
      for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
        const { text, document } = this.#load(name);
        const next = nextDocument(document, change);
        if (next === null) return { document, changed: false };
        const path = this.#path(name);
        if (await replaced(`site ${name}`, path, next, () => readText(path) === text)) {
          return { document: next, changed: true };
        }
      }
      throw changesWithoutLock(name, this.#path(name));
    });
  }

  async remove(name: string): Promise<void> {
    this.#mustExist(name);
    await this.#lockedSite(name, `holdover site remove ${name}`, async () => {
      this.#mustExist(name);
      try {
        deleteFile(this.#path(name));
      } catch (error) {
        throw errors.notWritable(`site ${name}`, this.#path(name), error);
      }
    });
  }

  /** The names in the directory as it spells them, so that a name in another case is not taken for the same. */
  #names(): string[] {
    let entries: string[];
    try {
      entries = readdirSync(this.#sitesDir);
    } catch (error) {
      if (errors.systemCode(error) === 'ENOENT') return [];
      const advice = 'It has to be the directory that the sites are kept in.';
      throw errors.notReadable({ what: 'the list of sites', path: this.#sitesDir, advice, recovery: [] }, error);
    }
    const names = entries
      .filter((entry) => entry.endsWith(EXTENSION))
      .map((entry) => entry.slice(0, -EXTENSION.length));
    return names.filter(isSiteName).sort();
  }

  #mustExist(name: string): void {
    const names = this.#names();
    if (!names.includes(name)) throw errors.siteUnknown(name, names);
  }

  #load(name: string): Loaded {
    const text = isSiteName(name) ? this.#textOf(name) : null;
    if (text === null) throw errors.siteUnknown(name, this.#names());
    const recognised = recognise(this.#parse(name, text));
    if (recognised.type === 'damaged') throw errors.storeDamaged(this.#file(name), recognised.problem);
    if (recognised.type === 'newer') throw errors.storeNewer(this.#file(name), recognised.sign);
    const document = withWholeDefinitions(recognised.document);
    if (document.name !== name) throw this.#misnamed(name, document.name);
    return { text, document };
  }

  #textOf(name: string): string | null {
    try {
      return readText(this.#path(name));
    } catch (error) {
      throw errors.notReadable(this.#file(name), error);
    }
  }

  #parse(name: string, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw errors.storeDamaged(this.#file(name), text === '' ? 'it is empty' : 'it is no JSON', error);
    }
  }

  /** A file system that ignores case finds `contoso` when asked for `Contoso`: there is no site of that name. */
  #misnamed(name: string, nameInside: string): UserError {
    const names = this.#names();
    if (!names.includes(name)) return errors.siteUnknown(name, names);
    return errors.storeDamaged(this.#file(name), `it is the document of ${JSON.stringify(nameInside)}`);
  }

  #makeSitesDir(name: string): void {
    try {
      mkdirSync(this.#sitesDir, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw errors.notWritable(`site ${name}`, this.#sitesDir, error);
    }
  }

  /** Names that differ by case share a lock, so that only one of two can be created. */
  async #lockedSite<Result>(name: string, command: string, work: () => Promise<Result>): Promise<Result> {
    return await this.#locked(name.toLowerCase(), `site ${name}`, command, work);
  }

  /** `lockName` of the settings begins with an underscore, which no site's name does. */
  async #locked<Result>(lockName: string, what: string, command: string, work: () => Promise<Result>): Promise<Result> {
    const path = join(this.#configDir, 'locks', `${lockName}.lock`);
    return await withLock({ path, what, command, waitMs: this.#lockWaitMs }, work);
  }

  #file(name: string): errors.StoredFile {
    return {
      what: `site ${name}`,
      path: this.#path(name),
      advice: 'Put a good copy in its place, or give the site up.',
      recovery: [`holdover site remove ${name}`],
    };
  }

  #path(name: string): string {
    return join(this.#sitesDir, `${name}${EXTENSION}`);
  }

  #settingsPath(): string {
    return join(this.#configDir, 'settings.json');
  }
}

async function replaced(what: string, path: string, value: object, isCurrent: () => boolean): Promise<boolean> {
  try {
    return await replaceFile(path, value, isCurrent);
  } catch (error) {
    throw errors.notWritable(what, path, error);
  }
}

function changesWithoutLock(name: string, path: string): UserError {
  return new UserError('locked', 'STORE_LOCKED', `site ${name} is being changed by a program that takes no lock`, {
    why: `${path} changed ${ATTEMPTS_MAX} times while it was about to be written. Nothing was changed.`,
  });
}
