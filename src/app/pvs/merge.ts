/**
 * `pvs merge VDISK`: makes one file of the versions since the last base, so that targets read through fewer of them (P60). The old files stay: see
 * prune.ts.
 *
 * Not here: the rules (core/pvs/versions), and the merge at the end of a promotion (promote.ts).
 */

import { formatInstant, present, shellWord } from '../../core/kernel/index.ts';
import type { VersionAccess } from '../../core/pvs/versions/index.ts';
import { serversWithout, versionsOf, type World } from '../../sim/index.ts';
import { type AppContext, siteFlag } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { farmIn, vdiskNamed } from '../streaming-objects.ts';
import { type ChangeRefusal, managementRefusal } from './refusal.ts';
import { newVersions, readersNamed, versionMeant, versionRefusal } from './version-change.ts';

export interface MergeOptions {
  readonly vdisk: string;
  /** A new base out of all, or one difference out of all since the last base. */
  readonly into: 'base' | 'difference';
  /** Of the version that it makes; null for that of automatic merges. */
  readonly access: VersionAccess | null;
}

export interface MergeResult {
  readonly schema: 'holdover.merge/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly vdisk: string;
  /** The version that was made; null where none was. */
  readonly version: number | null;
  readonly into: MergeOptions['into'];
  readonly access: VersionAccess;
  /** Servers that lack it: on local storage it is on one alone, until it is copied. */
  readonly missingOn: readonly string[];
  /** Why nothing was merged; null when it was. */
  readonly refusal: ChangeRefusal | null;
  /** The targets that run from the version that is in the way, and keep it from being promoted. */
  readonly usedBy: readonly string[];
  /** The command that copies it to the servers that lack it; null where none does. */
  readonly copy: string | null;
}

/** @throws {UserError} VDISK_UNKNOWN, FARM_NONE, and what the store throws */
export function mergeVersions(context: AppContext, options: MergeOptions): Promise<MergeResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    const vdisk = vdiskNamed(world, options.vdisk);
    const access = options.access ?? automaticAccess(world);
    const action = { type: 'versions-merged', vdisk, into: options.into, access } as const;
    const refusal = managementRefusal(world) ?? versionRefusal(world, action);
    const usedBy = refusal?.code === 'VERSION_IN_MAINTENANCE' ? usersOfOpen(world, vdisk) : [];
    const before = versionsOf(world, vdisk);
    return {
      actions: refusal === null ? [action] : [],
      result: (after) => {
        const version = newVersions(after, vdisk, before).at(0) ?? null;
        const missingOn = version === null ? [] : serversWithout(after, vdisk, version);
        return {
          schema: 'holdover.merge/1',
          site: after.definition.name,
          at: formatInstant(after.data.nowMs),
          changed: version !== null,
          vdisk,
          version,
          into: options.into,
          access,
          missingOn,
          refusal,
          usedBy,
          copy: copyCommand(after, { vdisk, missingOn }, siteFlag(context)),
        };
      },
    };
  });
}

/** Of the version in maintenance, which is the newest. */
function usersOfOpen(world: World, vdisk: string): readonly string[] {
  return readersNamed(world, vdisk, versionMeant(world, vdisk, null));
}

function automaticAccess({ definition }: World): VersionAccess {
  return present(definition.provisioning, 'a streaming farm').autoMerge.access;
}

function copyCommand(
  world: World,
  { vdisk, missingOn }: { readonly vdisk: string; readonly missingOn: readonly string[] },
  site: string,
): string | null {
  const { topology } = farmIn(world);
  const store = topology.vdisks.find(({ name }) => name === vdisk)?.store.servers ?? [];
  const source = topology.servers.find(({ name }, number) => store.includes(number) && !missingOn.includes(name));
  if (missingOn.length === 0 || source === undefined) return null;
  const targets = missingOn.map((server) => `--to ${shellWord(server)}`).join(' ');
  return `holdover pvs replicas copy ${shellWord(vdisk)} --from ${shellWord(source.name)} ${targets}${site}`;
}
