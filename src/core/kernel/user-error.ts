/**
 * UserError is what a person is told when something cannot be done: what happened, why, and what to type next.
 *
 * Not here: exit codes and layout. The base command (cli) turns the kind into an exit code and the parts into text or JSON.
 */

/** What sort of failure it is; each has its own exit code (`holdover help exit-codes`). */
export type FailureKind =
  | 'guarded'
  | 'expectation-false'
  | 'interrupted'
  | 'usage'
  | 'invalid-file'
  | 'no-such-file'
  | 'cannot-write'
  | 'locked'
  | 'no-permission';

export interface UserErrorDetails {
  /** Why it is so, as one sentence. */
  readonly why?: string;
  /** Commands to paste. */
  readonly hints?: readonly string[];
  /** One entry for each thing that is wrong, where there can be several. */
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/** One thing that is wrong with a file or a request. Lines and columns count from 1. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What the problem is about: `zones.ams.connectors[0].fqdn`, `cc-tok-01.contoso.example`. */
  readonly object?: string;
}

/** Plain strings only: colour and layout belong to ui. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** A stable word for scripts: `ZONE_UNKNOWN`. */
  readonly code: string;
  readonly kind: FailureKind;
  readonly why: string | null;
  readonly hints: readonly string[];
  readonly problems: readonly Problem[];

  constructor(kind: FailureKind, code: string, message: string, details: UserErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.code = code;
    this.why = details.why ?? null;
    this.hints = details.hints ?? [];
    this.problems = details.problems ?? [];
  }
}
