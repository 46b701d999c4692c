/**
 * A fact is what one line of a farm's log says about streaming that was not possible, and about targets that were held.
 *
 * Not here: how a log is read (app), and what facts add up to (history.ts).
 */

export type FarmFact = { readonly atMs: number } & FactKind;

export type FactKind =
  /** Something keeps a place from streaming. `by` tells it from whatever else does. */
  | { readonly type: 'lost'; readonly place: Place; readonly cause: EpisodeCause; readonly by: string }
  | { readonly type: 'restored'; readonly place: Place; readonly by: string }
  /** The server is no longer one of the farm. */
  | { readonly type: 'removed'; readonly server: string }
  | ({ readonly type: 'moved'; readonly to: string } & Held)
  /** It went on from the server that it had. */
  | ({ readonly type: 'resumed' } & Held)
  | ({ readonly type: 'froze' } & Held)
  /** At the end of the log: it is frozen now. */
  | { readonly type: 'still-frozen'; readonly target: string };

/** Where streaming was not possible: a server, what it has of one store, or with neither the whole farm. */
export interface Place {
  readonly server: string | null;
  readonly store: string | null;
}

export type EpisodeCause = 'stopped' | 'down' | 'store-unreachable' | 'database-offline';

/** A running target whose input and output were held. */
interface Held {
  readonly target: string;
  /** The server that it had; null where that is not known. */
  readonly from: string | null;
  /** The store of its vDisk; null where that is not known. */
  readonly store: string | null;
  /** For how long it had been held by then. */
  readonly heldMs: number;
}
