/**
 * What a streaming farm is at a moment, as plain data.
 *
 * Not here: what follows from the definition (core/pvs/farm), and the columns of the targets (target-columns.ts).
 */

import type { CopySeen, WantedFile } from '../../core/pvs/inventory/index.ts';
import type { StreamServerState } from '../../core/pvs/stream-server/index.ts';
import type { VdiskVersions, VersionAccess } from '../../core/pvs/versions/index.ts';
import type { TargetColumns } from './target-columns.ts';

export interface FarmData {
  readonly servers: ServerData[];
  /** In file order, as all of these. */
  readonly vdisks: VdiskData[];
  readonly targets: TargetColumns;
  /** Every copy that some target has booted. */
  readonly booted: BootedCopy[];
  /** Images that one target has exclusively: its number, by `vdisk:version`. It can be off. */
  readonly locks: Record<string, number>;
  /** The servers on whose own disk images were written to, likewise: nobody else finds there what was written. */
  readonly imageHomes: Record<string, number>;
  /** When a stopped service is started again by itself, by the server's name. */
  readonly leases: Record<string, { readonly untilMs: number }>;
  /** The farm's record of who is where could not be written: it is behind. */
  recordBehind: boolean;
  /** The moments of the events in the queue: of the targets, and of each site's next look at its stores. */
  targetsDueMs: number | null;
  readonly inventoryDueMs: (number | null)[];
}

/** The machine of a server, and what the farm knows of it besides. */
export interface ServerData extends StreamServerState {
  /** Since when it has been down; null while it is up. */
  readonly downSinceMs: number | null;
  /** When it is done with the logins that it has been asked for. */
  readonly loginFreeMs: number;
}

export interface VdiskData {
  versions: VdiskVersions;
  /** The copies of each version, by its number: one for each server of the store, in the order of the store. */
  readonly copies: Record<number, CopySeen[]>;
  /** The same, as the servers last reported it. */
  readonly seen: Record<number, CopySeen[]>;
}

/** What a target reads through, as it was when it booted. */
export interface BootedCopy {
  readonly vdisk: number;
  readonly version: number;
  readonly access: VersionAccess;
  readonly chain: readonly WantedFile[];
}
