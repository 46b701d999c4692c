/**
 * What exports tell of a site, whichever tool wrote them: the same site gives the same inventory.
 *
 * Not here: the streaming farm (farm/farm-export.ts), reading it from objects (read-*.ts), making a site file of it (site-draft.ts).
 */

import type { SiteDefinition } from '../../../core/site/index.ts';
import type { FarmExport } from './farm/farm-export.ts';

/** Where the clock of an imported site begins, unless files of its farm are newer. Milliseconds. */
export const START_MS = Date.UTC(2026, 0, 5, 8);

export type GroupType = SiteDefinition['deliveryGroups'][string]['type'];

export interface Inventory {
  /** Null where no site was exported. */
  readonly site: SiteExport | null;
  readonly zones: readonly ZoneExport[];
  readonly groups: readonly GroupExport[];
  readonly storeFronts: readonly StoreFrontExport[];
  /** Everyone whose name is known, with one spelling each. */
  readonly users: readonly string[];
  /** Null where no streaming farm was exported. */
  readonly farm: FarmExport | null;
}

export interface SiteExport {
  readonly name: string | null;
  readonly reuseAllowed: boolean;
}

export interface ZoneExport {
  readonly name: string;
  /** FQDNs. */
  readonly connectors: readonly string[];
}

export interface GroupExport {
  readonly name: string;
  readonly type: GroupType;
  readonly reuseWithoutShutdown: boolean;
  readonly resources: readonly string[];
  /** Null for everyone. */
  readonly entitled: readonly string[] | null;
  readonly restrictToTag: string | null;
  readonly machines: readonly MachineExport[];
}

export interface MachineExport {
  readonly name: string;
  readonly zone: string;
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** Null where it is as the type of the group wants it. */
  readonly sessionSupport: 'single-session' | 'multi-session' | null;
  readonly maintenance: boolean;
}

export interface StoreFrontExport {
  readonly name: string;
  /** Null where it is not known. */
  readonly version: string | null;
  readonly advancedHealthCheck: boolean;
  readonly loadBalance: boolean;
  /** Connectors, in the order of the export. */
  readonly deliveryControllers: readonly string[];
  /** Servers that are no connectors. */
  readonly others: readonly string[];
  /** Milliseconds; null where it is not known. */
  readonly heartbeatMs: number | null;
  readonly bypassMs: number | null;
}
