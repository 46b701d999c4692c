/**
 * The schema of every result that `--json` prints, by the name of its format: `status` is `holdover.status/1`.
 */

import { z } from 'zod';
import * as brokering from './brokering.ts';
import * as drills from './drill.ts';
import * as drillRuns from './drill-runs.ts';
import * as faults from './fault.ts';
import { history } from './history.ts';
import * as lhc from './lhc.ts';
import * as program from './program.ts';
import * as farmChanges from './pvs-changes.ts';
import * as farmLog from './pvs-log.ts';
import * as versionChanges from './pvs-versions.ts';
import * as readiness from './readiness.ts';
import { rehearse } from './rehearse.ts';
import * as sites from './site.ts';
import * as changes from './site-change.ts';
import { siteImport } from './site-import.ts';
import { status } from './status.ts';
import * as streaming from './streaming.ts';
import { testFailover } from './test-failover.ts';
import { watch } from './watch.ts';

export interface ResultSchema {
  readonly name: string;
  /** The commands that print it. */
  readonly printedBy: string;
  readonly schema: z.ZodType;
}

/** In the order of the command line. */
export const RESULT_SCHEMAS: readonly ResultSchema[] = [
  { name: 'status', printedBy: 'status, lhc status, pvs status', schema: status },
  { name: 'watch', printedBy: 'watch, lhc watch, pvs watch, line by line', schema: watch },
  { name: 'check', printedBy: 'check, lhc check, pvs check', schema: readiness.check },
  { name: 'explain', printedBy: 'lhc explain, pvs explain', schema: readiness.explain },
  { name: 'events', printedBy: 'lhc events', schema: lhc.events },
  { name: 'history', printedBy: 'lhc history', schema: history },
  { name: 'pvs-events', printedBy: 'pvs events', schema: farmLog.farmEvents },
  { name: 'pvs-history', printedBy: 'pvs history', schema: farmLog.farmHistory },
  { name: 'sync', printedBy: 'lhc sync', schema: lhc.sync },
  { name: 'elect', printedBy: 'lhc elect', schema: lhc.elect },
  { name: 'force-outage', printedBy: 'lhc force-outage', schema: lhc.forceOutage },
  { name: 'end-outage', printedBy: 'lhc end-outage', schema: lhc.endOutage },
  { name: 'enumerate', printedBy: 'lhc enumerate', schema: brokering.enumerate },
  { name: 'launch', printedBy: 'lhc launch', schema: brokering.launch },
  { name: 'logoff', printedBy: 'lhc logoff', schema: brokering.logoff },
  { name: 'ok-to-stop', printedBy: 'lhc ok-to-stop', schema: brokering.okToStop },
  { name: 'wait', printedBy: 'lhc wait, pvs wait', schema: lhc.wait },
  { name: 'servers', printedBy: 'pvs servers', schema: streaming.servers },
  { name: 'targets', printedBy: 'pvs targets', schema: streaming.targets },
  { name: 'vdisks', printedBy: 'pvs vdisks', schema: streaming.vdisks },
  { name: 'replicas', printedBy: 'pvs replicas', schema: streaming.replicas },
  { name: 'test-failover', printedBy: 'pvs test-failover', schema: testFailover },
  { name: 'stop-stream', printedBy: 'pvs stop-stream', schema: farmChanges.stopStream },
  { name: 'start-stream', printedBy: 'pvs start-stream', schema: farmChanges.startStream },
  { name: 'rebalance', printedBy: 'pvs rebalance', schema: farmChanges.rebalance },
  { name: 'promote', printedBy: 'pvs promote', schema: versionChanges.promote },
  { name: 'pin', printedBy: 'pvs promote --pin, pvs promote --unpin', schema: versionChanges.pin },
  { name: 'merge', printedBy: 'pvs merge', schema: versionChanges.merge },
  { name: 'prune', printedBy: 'pvs merge --prune', schema: versionChanges.prune },
  { name: 'revert', printedBy: 'pvs revert', schema: versionChanges.revert },
  { name: 'replicas-copy', printedBy: 'pvs replicas copy', schema: versionChanges.replicasCopy },
  { name: 'boot', printedBy: 'pvs boot', schema: farmChanges.boot },
  { name: 'shutdown', printedBy: 'pvs shutdown', schema: farmChanges.shutdown },
  { name: 'pvs-ok-to-stop', printedBy: 'pvs ok-to-stop', schema: farmChanges.pvsOkToStop },
  { name: 'fault', printedBy: 'fault inject', schema: faults.fault },
  { name: 'faults', printedBy: 'fault list', schema: faults.faults },
  { name: 'fault-clear', printedBy: 'fault clear', schema: faults.faultClear },
  { name: 'fault-kinds', printedBy: 'fault kinds', schema: faults.faultKinds },
  { name: 'rehearse', printedBy: 'rehearse', schema: rehearse },
  { name: 'drill-validate', printedBy: 'drill validate', schema: drills.drillValidate },
  { name: 'drills', printedBy: 'drill list', schema: drillRuns.drills },
  { name: 'drill-plan', printedBy: 'drill plan', schema: drillRuns.drillPlan },
  { name: 'drill-run', printedBy: 'drill run, drill resume, drill abort', schema: drillRuns.drillRun },
  { name: 'drill-report', printedBy: 'drill report', schema: drillRuns.drillReport },
  { name: 'drill-export', printedBy: 'drill export', schema: drills.drillExport },
  { name: 'clock', printedBy: 'clock show, clock advance', schema: sites.clock },
  { name: 'sites', printedBy: 'site list', schema: sites.sites },
  { name: 'site-init', printedBy: 'site init', schema: sites.siteInit },
  { name: 'site-validate', printedBy: 'site validate', schema: sites.siteValidate },
  { name: 'site-import', printedBy: 'site import', schema: siteImport },
  { name: 'site-load', printedBy: 'site load', schema: sites.siteLoad },
  { name: 'site-use', printedBy: 'site use', schema: sites.siteUse },
  { name: 'site-show', printedBy: 'site show', schema: sites.siteShow },
  { name: 'site-set', printedBy: 'site set', schema: changes.siteSet },
  { name: 'site-apply', printedBy: 'site apply', schema: changes.siteApply },
  { name: 'site-reset', printedBy: 'site reset', schema: sites.siteReset },
  { name: 'site-export', printedBy: 'site export', schema: sites.siteExport },
  { name: 'site-remove', printedBy: 'site remove', schema: sites.siteRemove },
  { name: 'doctor', printedBy: 'doctor', schema: program.doctor },
  { name: 'schemas', printedBy: 'schema', schema: program.schemas },
  { name: 'autocomplete', printedBy: 'autocomplete', schema: program.autocomplete },
  { name: 'help', printedBy: 'help, --help', schema: program.help },
  { name: 'version', printedBy: '--version', schema: program.version },
  { name: 'error', printedBy: 'every command that fails', schema: program.error },
];

/** The JSON Schema (draft 2020-12) of a result. Keys that it does not name are allowed: later versions may add some. */
export function resultJsonSchema({ name, printedBy, schema }: ResultSchema): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: `urn:holdover:schema:${name}:1`,
    title: `holdover.${name}/1`,
    description: `What is printed with --json by: ${printedBy}.`,
    ...rest,
  };
}
