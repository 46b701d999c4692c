/**
 * What the quickstart reads from `holdover lhc status --json`, as a script of an administrator would.
 *
 * Not here: the whole document (src/core/status).
 */

export interface StatusJson {
  readonly at: string;
  readonly verdict: string;
  readonly lhc: { readonly zones: Readonly<Record<string, ZoneJson>> };
}

export interface ZoneJson {
  readonly state: string;
  readonly brokering: string;
  readonly elected: string | null;
  readonly connectors: Readonly<Record<string, { readonly accepting: boolean; readonly registrations: number }>>;
  readonly machines: {
    readonly total: number;
    readonly registeredWith: { readonly cloud: number; readonly secondary: number; readonly none: number };
    /** Pooled desktops that start anew after use; they are among `none`. */
    readonly resetting: number;
  };
}

/** `08:01:30` of `2026-01-05T08:01:30.000Z`. */
export function timeOfDay(at: string): string {
  return at.slice(11, 19);
}
