/**
 * Rows that cannot be measured yet, with the reason. A number from elsewhere never takes their place.
 */
import type { RowGroup, UnmeasuredRow } from './row.ts';

const NO_PVS = 'streaming is modelled; nothing of it is live yet';

const ROWS: readonly UnmeasuredRow[] = [
  {
    name: 'scenarios',
    what: 'scenarios per second, beside crm_simulate',
    notMeasured: 'the scenarios of both sides are not written yet',
  },
  { name: 'nbd-sequential', what: 'NBD sequential read, beside nbdkit and qemu-nbd', notMeasured: NO_PVS },
  { name: 'nbd-random', what: 'NBD 4 KiB random read, beside nbdkit and qemu-nbd', notMeasured: NO_PVS },
  { name: 'agent-read', what: 'sequential read through the target agent, beside direct', notMeasured: NO_PVS },
  { name: 'stall', what: 'stall at a stop and at kill -9, beside nbdkit retry', notMeasured: NO_PVS },
];

/** A group for each row: there is nothing that they share. */
export const ROWS_TO_COME: readonly RowGroup[] = ROWS.map((row) => ({ names: [row.name], measure: () => [row] }));
