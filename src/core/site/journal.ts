/**
 * The journal of a site: everything an operator did to it, in order. The world at a moment is a fold over it.
 *
 * Not here: what an action does to a world (sim), and where the journal is kept (store).
 */

import type { SiteDefinition } from './definition.ts';

/** One operator action, or one unbroken move of the clock. */
export interface JournalEntry {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** World time of the action; of a move of the clock, the moment it began. */
  readonly atMs: number;
  /** The operator's user name. */
  readonly by: string;
  /** The command line, as typed. Adjacent moves of the clock are one entry, with the last command line. */
  readonly command: string;
  readonly action: OperatorAction;
}

export type OperatorAction =
  | { readonly type: 'clock-advanced'; readonly toMs: number }
  | { readonly type: 'outage-forced'; readonly connectors: readonly string[]; readonly untilMs: number | null }
  | { readonly type: 'outage-ended'; readonly connectors: readonly string[] }
  | { readonly type: 'fault-injected'; readonly id: string; readonly fault: Fault; readonly untilMs: number | null }
  | { readonly type: 'fault-cleared'; readonly id: string }
  | { readonly type: 'enumerated'; readonly user: string; readonly storeFront: string }
  | {
      readonly type: 'launched';
      readonly user: string;
      readonly resource: string;
      readonly storeFront: string;
      /** The ADC through whose gateway; null from inside. */
      readonly gateway: string | null;
    }
  /** All sessions of a user, or on a machine. */
  | { readonly type: 'logged-off'; readonly user: string }
  | { readonly type: 'machine-logged-off'; readonly machine: string }
  /** From here on a finding of this code does not count, until that moment. */
  | { readonly type: 'finding-muted'; readonly code: string; readonly untilMs: number }
  | DefinitionChanged;

/** An administrator's change: from here on the site is declared by this definition, made from this text. */
export interface DefinitionChanged {
  readonly type: 'definition-changed';
  readonly definition: SiteDefinition;
  readonly source: SiteSource;
}

/** The text of a site file, with its comments, and the name of the file that it came from. */
export interface SiteSource {
  readonly fileName: string;
  readonly text: string;
}

/** What goes wrong, by itself or on an operator's order. Targets are resolved: FQDNs and names as the site file spells them. */
export type Fault =
  | { readonly kind: 'cloud-unreachable'; readonly connectors: readonly string[] }
  | { readonly kind: 'connector-down'; readonly connector: string }
  | { readonly kind: 'connector-partitioned'; readonly connector: string; readonly link: 'peers' | 'vdas' }
  | { readonly kind: 'secondary-broker-down'; readonly connector: string }
  | { readonly kind: 'sync-failure'; readonly connector: string }
  | { readonly kind: 'sta-failure'; readonly connector: string }
  | {
      readonly kind: 'monitor-answer';
      readonly connector: string;
      /** The HTTP status of its answers to the probes of an ADC, and whether they name the farm. */
      readonly status: number;
      readonly namesFarm: boolean;
    }
  | { readonly kind: 'storefront-down'; readonly storeFront: string }
  | { readonly kind: 'link-flapping'; readonly connectors: readonly string[]; readonly everyMs: number }
  | { readonly kind: 'machine-down'; readonly machine: string };

export type FaultKind = Fault['kind'];
