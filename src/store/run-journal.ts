/**
 * The runs of drills: for each a journal of lines that is only ever appended to, every line a JSON object.
 *
 *   runs/RUN.ndjson      the journal; a first line is always there
 *   runs/RUN.lock        held while a process goes on with the run; empty otherwise, and never deleted
 *   runs/_new.lock       held while a run gets its number
 *
 * Not here: the bytes of a journal (run-file.ts), and what its lines mean (core/drill, app/drill).
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/kernel/index.ts';
import { notReadable, notWritable, runUnknown, systemCode } from './errors.ts';
import { acquireLock, type Lock, withLock } from './lock.ts';
import { beginJournal, type JournalFile, linesOf, openJournal } from './run-file.ts';
import { runNameAfter, runNamesIn } from './run-names.ts';

export interface RunJournalsOptions {
  /** The directory that the sites are kept in, too. Made at the first write, with its parents. */
  readonly configDir: string;
}

/** A run that this process goes on with. No other process can, until it is closed. */
export interface OpenRun {
  readonly name: string;
  /** What was there when it was opened: at least the first line. What is appended is not added. */
  readonly lines: readonly unknown[];

  /**
   * Adds a line. When it resolves, the line is on the disk; when it fails, the journal is as it was before, and the next
   * append may succeed.
   *
   * @throws {UserError} STORE_NOT_WRITABLE, STORE_NO_PERMISSION
   */
  append(record: object): Promise<void>;

  /** Lets others go on with the run. Closing twice is closing once. */
  close(): Promise<void>;
}

/** How long a new run waits for its number. */
const NUMBER_WAIT_MS = 30_000;

/** A run that another process goes on with will take minutes or hours: only a process that is just ending is waited for. */
const RUN_WAIT_MS = 200;

const JOURNAL = '.ndjson';
const LOCK = '.lock';

/** The runs of drills that are kept, each an append-only journal of lines. Reading writes nothing and takes no lock. */
export class RunJournals {
  readonly #dir: string;

  constructor({ configDir }: RunJournalsOptions) {
    this.#dir = join(configDir, 'runs');
  }

  /** The names of all runs, oldest first. @throws {UserError} STORE_NO_PERMISSION, STORE_DAMAGED */
  async list(): Promise<readonly string[]> {
    return this.#names();
  }

  /**
   * Begins a run under the next number that was never used, with its first line. `command` is the command line of this
   * process, shown to whoever finds the run locked.
   *
   * @throws {UserError} STORE_NOT_WRITABLE, STORE_NO_PERMISSION, STORE_LOCKED
   */
  async create(header: object, command: string): Promise<OpenRun> {
    const path = join(this.#dir, `_new${LOCK}`);
    return await withLock({ path, what: 'the list of runs', command, waitMs: NUMBER_WAIT_MS }, async () => {
      const name = runNameAfter(this.#namesEverUsed());
      return await this.#locked(name, command, async () => {
        await beginJournal(this.#path(name), header);
        return openJournal(name, this.#path(name));
      });
    });
  }

  /**
   * The lines of a run. A last line that is not whole was never acknowledged, and is left out.
   *
   * @throws {UserError} RUN_UNKNOWN, RUN_DAMAGED, STORE_NO_PERMISSION, STORE_DAMAGED
   */
  async read(run: string): Promise<readonly unknown[]> {
    this.#mustExist(run);
    return linesOf(run, this.#path(run), this.#bytesOf(run)).lines;
  }

  /**
   * Goes on with a run: locks it, and cuts off a last line that is not whole.
   *
   * @throws {UserError} RUN_UNKNOWN, RUN_DAMAGED, RUN_LOCKED, STORE_NOT_WRITABLE, STORE_NO_PERMISSION
   */
  async open(run: string, command: string): Promise<OpenRun> {
    this.#mustExist(run);
    return await this.#locked(run, command, async () => openJournal(run, this.#path(run)));
  }

  /** An open run, with its lock. When it cannot be opened, the lock is released. */
  async #locked(name: string, command: string, journalOf: () => Promise<JournalFile>): Promise<OpenRun> {
    const path = join(this.#dir, `${name}${LOCK}`);
    const request = { path, what: `run ${name}`, command, waitMs: RUN_WAIT_MS, code: 'RUN_LOCKED' };
    const lock = await acquireLock(request);
    try {
      return openRun(name, await journalOf(), lock);
    } catch (error) {
      lock.release();
      throw error instanceof UserError ? error : notWritable(`run ${name}`, this.#path(name), error);
    }
  }

  #mustExist(run: string): void {
    const names = this.#names();
    if (!names.includes(run)) throw runUnknown(run, names.at(-1) ?? null);
  }

  #names(): string[] {
    return runNamesIn(this.#stems([JOURNAL]));
  }

  /** A run whose journal was deleted has left its lock file. */
  #namesEverUsed(): string[] {
    return runNamesIn(this.#stems([JOURNAL, LOCK]));
  }

  /** What precedes one of the extensions in the names of files. */
  #stems(extensions: readonly string[]): string[] {
    return this.#entries().flatMap((entry) => {
      const extension = extensions.find((candidate) => entry.endsWith(candidate));
      return extension === undefined ? [] : [entry.slice(0, -extension.length)];
    });
  }

  #entries(): string[] {
    try {
      return readdirSync(this.#dir);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      const advice = 'It has to be the directory that the runs of drills are kept in.';
      throw notReadable({ what: 'the list of runs', path: this.#dir, advice, recovery: [] }, error);
    }
  }

  #bytesOf(run: string): Buffer {
    const path = this.#path(run);
    try {
      return readFileSync(path);
    } catch (error) {
      throw notReadable({ what: `run ${run}`, path, advice: 'Put a good copy in its place.', recovery: [] }, error);
    }
  }

  #path(run: string): string {
    return join(this.#dir, `${run}${JOURNAL}`);
  }
}

function openRun(name: string, journal: JournalFile, lock: Lock): OpenRun {
  return {
    name,
    lines: journal.lines,
    append: async (record) => journal.append(record),
    close: async () => {
      journal.close();
      lock.release();
    },
  };
}
