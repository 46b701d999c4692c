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
  | StreamingAction
  | DefinitionChanged;

/** What an operator does to the streaming farm. Servers, vDisks and targets are named as the site file spells them. */
export type StreamingAction =
  /** The Stream Service tells its targets to log in elsewhere, and stops; with a moment, it is started again then. */
  | { readonly type: 'stream-stopped'; readonly servers: readonly string[]; readonly untilMs: number | null }
  | { readonly type: 'stream-started'; readonly servers: readonly string[] }
  | { readonly type: 'target-booted'; readonly target: string }
  | { readonly type: 'target-shut-down'; readonly target: string }
  /** Targets above the fair share of these servers log in again: those of one vDisk, or all of them. */
  | { readonly type: 'rebalanced'; readonly servers: readonly string[]; readonly vdisk: string | null }
  | {
      readonly type: 'version-promoted';
      readonly vdisk: string;
      readonly version: number;
      readonly to: 'test' | 'production';
      readonly scheduledMs: number | null;
    }
  | { readonly type: 'version-reverted'; readonly vdisk: string; readonly version: number }
  /** Production targets boot this version from now on; null: the newest that is released. */
  | { readonly type: 'version-pinned'; readonly vdisk: string; readonly version: number | null }
  | {
      readonly type: 'versions-merged';
      readonly vdisk: string;
      readonly into: 'base' | 'difference';
      readonly access: 'production' | 'test' | 'maintenance';
    }
  /** Versions that a merge has made unnecessary, and that no target reads from, are deleted. */
  | { readonly type: 'versions-pruned'; readonly vdisk: string }
  /** The files of all versions are copied; with `newTimes` the copies get the time of copying, and are not identical. */
  | {
      readonly type: 'replicas-copied';
      readonly vdisk: string;
      readonly from: string;
      readonly to: readonly string[];
      readonly newTimes: boolean;
    };

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
  | { readonly kind: 'machine-down'; readonly machine: string }
  | StreamingFault;

/** What goes wrong in the streaming farm. */
export type StreamingFault =
  /** The server is gone, and tells nobody. */
  | { readonly kind: 'server-down'; readonly server: string }
  | { readonly kind: 'store-unreachable'; readonly server: string; readonly store: string }
  /** The newest version of the vDisk is another file on this server. */
  | { readonly kind: 'replica-drift'; readonly server: string; readonly vdisk: string }
  /** `partial`: the database answers, but too slowly for anything but a login. */
  | { readonly kind: 'database-offline'; readonly partial: boolean }
  | { readonly kind: 'packet-loss'; readonly server: string; readonly percent: number };

export type FaultKind = Fault['kind'];
