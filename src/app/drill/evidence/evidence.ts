/**
 * What happened in the site while a drill ran, as far as a report shows it: who was in which state when, how many machines were
 * registered and with whom, the launches of each minute, how many targets streamed, and the events.
 *
 * A journal holds it in parts, one for each transaction; the parts one after the other are the whole.
 *
 * Not here: how it is noted (evidence-recorder.ts).
 */

/** Moments are world time in milliseconds. */
export interface Evidence {
  /** States of connectors and of servers, at the beginning and whenever one changes. */
  readonly states: readonly StateChange[];
  /** By zone. */
  readonly registered: readonly RegisteredPoint[];
  readonly targets: readonly TargetsPoint[];
  /** One for each minute, counted from the beginning of the run, in which anybody tried to launch. */
  readonly launches: readonly LaunchMinute[];
  readonly events: readonly EvidenceEvent[];
}

export interface StateChange {
  readonly atMs: number;
  /** A connector's FQDN, or a server. */
  readonly subject: string;
  /** The zone of a connector; null for a server. */
  readonly zone: string | null;
  /** The state of HA mode, or `down`; of a server: `running`, `stopping`, `stopped` or `down`. */
  readonly state: string;
  /** Whether it is the broker of its zone at that moment. */
  readonly isBrokering: boolean;
}

export interface RegisteredPoint {
  readonly atMs: number;
  readonly zone: string;
  readonly cloud: number;
  readonly secondary: number;
  readonly total: number;
}

export interface TargetsPoint {
  readonly atMs: number;
  readonly streaming: number;
  /** On, and without a server for the moment. */
  readonly held: number;
}

export interface LaunchMinute {
  readonly fromMs: number;
  readonly attempted: number;
  readonly failed: number;
}

export interface EvidenceEvent {
  readonly atMs: number;
  readonly subject: string;
  readonly text: string;
}

export const NO_EVIDENCE: Evidence = { states: [], registered: [], targets: [], launches: [], events: [] };

/** Parts one after the other. */
export function joinedEvidence(parts: readonly Evidence[]): Evidence {
  return {
    states: parts.flatMap(({ states }) => states),
    registered: parts.flatMap(({ registered }) => registered),
    targets: parts.flatMap(({ targets }) => targets),
    launches: joinedMinutes(parts.flatMap(({ launches }) => launches)),
    events: parts.flatMap(({ events }) => events),
  };
}

/** A minute can be in two parts. */
function joinedMinutes(minutes: readonly LaunchMinute[]): readonly LaunchMinute[] {
  const joined: LaunchMinute[] = [];
  for (const { fromMs, attempted, failed } of minutes) {
    const last = joined.at(-1);
    if (last?.fromMs !== fromMs) joined.push({ fromMs, attempted, failed });
    else joined.splice(-1, 1, { fromMs, attempted: last.attempted + attempted, failed: last.failed + failed });
  }
  return joined;
}
