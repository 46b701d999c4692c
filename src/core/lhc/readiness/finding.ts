/**
 * A finding: one thing about one object of a site that would hurt somebody in an outage.
 *
 * Not here: what each code means in general (texts.ts), and what finds it (the other files beside this one).
 */

import { FINDING_TEXTS, type FindingCode, type FindingSeverity } from './texts.ts';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** null when it is about the whole site. */
  readonly zone: string | null;
  /** The connector it is about; null when it is about something else. */
  readonly connector: string | null;
  /** What it is about, by name: a connector, a zone, a StoreFront, a virtual server or a delivery group. */
  readonly object: string;
  /** What is the case. */
  readonly message: string;
  /** What it does to users in an outage. */
  readonly effect: string;
  /** What to do, as an imperative. */
  readonly fix: string;
}

/** What a rule says of its object; what it leaves out is as the code's text has it. */
export interface FindingDetails {
  readonly zone?: string | null;
  readonly connector?: string | null;
  /** Unless it is the connector or the zone. */
  readonly object?: string;
  readonly message: string;
  readonly severity?: FindingSeverity;
  readonly effect?: string;
  readonly fix?: string;
}

export function finding(code: FindingCode, details: FindingDetails): Finding {
  const { severity, effect, fix } = FINDING_TEXTS[code];
  const { zone = null, connector = null, message } = details;
  return {
    code,
    severity: details.severity ?? severity,
    zone,
    connector,
    object: details.object ?? connector ?? zone ?? '',
    message,
    effect: details.effect ?? effect,
    fix: details.fix ?? fix,
  };
}
