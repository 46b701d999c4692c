/**
 * The results that no use case makes: what the program says about itself, and that something went wrong.
 *
 * Not here: when they are printed (cli).
 */

import type { Problem } from '../core/kernel/index.ts';

export interface HelpResult {
  readonly schema: 'holdover.help/1';
  /** The command, topic or page, as typed; empty for the help of all. */
  readonly subject: string;
  readonly text: string;
}

export interface VersionResult {
  readonly schema: 'holdover.version/1';
  readonly version: string;
}

export interface ErrorResult {
  readonly schema: 'holdover.error/1';
  readonly error: {
    /** A stable word for scripts: `ZONE_UNKNOWN`. */
    readonly code: string;
    readonly message: string;
    readonly why?: string;
    /** Commands to paste. */
    readonly hints: readonly string[];
    /** One entry for each thing that is wrong, where there can be several. */
    readonly problems?: readonly Problem[];
    /** The exit code of the process. */
    readonly exit: number;
  };
}

export interface AutocompleteResult {
  readonly schema: 'holdover.autocomplete/1';
  readonly shell: string;
  /** What the shell has to read. */
  readonly script: string;
}

export interface SchemasResult {
  readonly schema: 'holdover.schemas/1';
  readonly schemas: readonly { readonly name: string; readonly describes: string }[];
}
