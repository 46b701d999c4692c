/**
 * A finding: one thing about one object of a site that would hurt somebody when something fails.
 *
 * Not here: what each code means (the texts of ../lhc/readiness and ../pvs/readiness), and what finds it (the rules there).
 */

/** `fail`: users would be without something. `warn`: it may come to that. `info`: it passes by itself, or harms nobody yet. */
export type FindingSeverity = 'fail' | 'warn' | 'info';

/** What a code means, in general. */
export interface FindingText {
  /** How bad it is as a rule. */
  readonly severity: FindingSeverity;
  /** In a few words, as a heading. */
  readonly title: string;
  readonly meaning: string;
  /** What it does to users. */
  readonly effect: string;
  /** What to do, as an imperative. */
  readonly fix: string;
  /** What the rule rests on; what is assumed is said to be. */
  readonly basis: string;
}

/** A finding with one of these codes. */
export interface FindingOf<Code extends string> {
  readonly code: Code;
  readonly severity: FindingSeverity;
  /** null when it is about the whole site, or about streaming. */
  readonly zone: string | null;
  /** The connector it is about; null when it is about something else. */
  readonly connector: string | null;
  /** What it is about, by name. */
  readonly object: string;
  /** What is the case. */
  readonly message: string;
  /** What it does to users. */
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

export function findingBy<Code extends string>(
  texts: Readonly<Record<Code, FindingText>>,
  code: Code,
  details: FindingDetails,
): FindingOf<Code> {
  const { severity, effect, fix } = texts[code];
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
