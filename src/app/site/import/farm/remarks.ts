/**
 * What an import has to say of single vDisks, copies and devices: collected one by one, and told in one warning for each reason.
 *
 * Not here: the warnings of other parts (../notes.ts).
 */

import { fewOf, type ImportNotes, warn } from '../notes.ts';

const REMARKS = {
  'vdisk-without-store': ['VDISK_LEFT_OUT', 'vDisks in no store that servers of their site serve were left out'],
  'write-cache-unknown': [
    'CODE_UNKNOWN',
    'the number of WriteCacheType is not known, and counts as device-ram-overflow',
  ],
  'write-cache-async': ['WRITE_CACHE_SIMPLIFIED', 'asynchronous write caches count as those of the same place'],
  'affinity-unknown': ['CODE_UNKNOWN', 'the number of SubnetAffinity is not known, and counts as none'],
  'affinity-without-subnets': [
    'SUBNET_UNKNOWN',
    'subnets are in no export, and the subnet affinity of these vDisks goes by them: add /24 or the like to addresses, and subnet to targets',
  ],
  'assigned-server-unknown': [
    'ASSIGNED_SERVER_UNKNOWN',
    'vDisks whose one server does not serve their store; in the file they are load balanced',
  ],
  'local-disk-unknown': [
    'LOCAL_DISK_UNKNOWN',
    'whether targets have a disk for their write cache is in no export; add localDisk: false where they have none',
  ],
  'access-unknown': ['CODE_UNKNOWN', 'the number of Access is not known, and counts as production'],
  'version-merging': ['VERSION_LEFT_OUT', 'versions that a merge is still making were left out'],
  'version-old': ['VERSION_LEFT_OUT', 'versions that a merge replaced were left out'],
  'version-merged': [
    'VERSION_SIMPLIFIED',
    'versions that a merge made, and that production does not boot yet, rest on the version before them in the file',
  ],
  'version-pinned': [
    'VERSION_PINNED',
    'versions above one that is pinned for production are test versions in the file',
  ],
  'version-pending': [
    'VERSION_PENDING',
    'versions that wait until every server has them are test versions in the file; promote them when it is loaded',
  ],
  'state-unknown': ['CODE_UNKNOWN', 'the number of State is not known; the time of the copy counts'],
  'copy-untold': ['REPLICA_UNKNOWN', 'copies that the inventory does not tell of count as identical'],
  'copy-outdated': [
    'REPLICA_SIMPLIFIED',
    'copies that are out of date, by no time that was exported, count as missing',
  ],
  'copy-properties': [
    'REPLICA_SIMPLIFIED',
    'copies with another properties file, or without one, count as another copy, or as a missing one',
  ],
  'copy-shared': ['REPLICA_SIMPLIFIED', 'differences between servers that open the same copy were left out'],
  'device-disabled': ['DEVICE_LEFT_OUT', 'devices that are disabled, or whose collection or vDisk is, were left out'],
  'device-template': ['DEVICE_LEFT_OUT', 'templates of devices were left out'],
  'device-local': ['DEVICE_LEFT_OUT', 'devices that do not boot from a vDisk were left out'],
  'device-without-vdisk': ['DEVICE_LEFT_OUT', 'devices without a vDisk of their site that is known were left out'],
  'device-without-name': ['DEVICE_LEFT_OUT', 'devices without a usable name were left out'],
  'device-without-site': ['DEVICE_LEFT_OUT', 'devices whose site is not known, or has no servers, were left out'],
  'device-several': ['VDISKS_SEVERAL', 'devices that may boot several vDisks boot the first in the file'],
  'device-type-unknown': ['CODE_UNKNOWN', 'the number of Type is not known, and counts as production'],
  'personal-vdisk': ['TYPE_SIMPLIFIED', 'devices with a Personal vDisk are as those without'],
  'collection-split': [
    'COLLECTION_SPLIT',
    'collections whose devices differ in vDisk or type, or are not numbered in one run, are several collections in the file',
  ],
} as const satisfies Record<string, readonly [code: string, message: string]>;

export type Remark = keyof typeof REMARKS;

/** The objects that each remark is about. Grows while the farm is read. */
export type Remarks = Map<Remark, string[]>;

export function remark(remarks: Remarks, what: Remark, object: string): void {
  const objects = remarks.get(what);
  if (objects === undefined) remarks.set(what, [object]);
  else objects.push(object);
}

/** One warning for each remark, in their order above. */
export function warnOfRemarks(remarks: Remarks, notes: ImportNotes): void {
  for (const [what, [code, message]] of Object.entries(REMARKS)) {
    const objects = remarks.get(what as Remark) ?? [];
    warn(notes, code, objects.length, `${message}: ${fewOf(objects)}`);
  }
}
