/**
 * `fault inject`: breaks something in a modelled site, until it is cleared or its time is over.
 *
 * Each call is a fault of its own, with an id of its own, also when the same thing is broken already.
 */

import { formatInstant, present } from '../../core/kernel/index.ts';
import { type AppContext, siteFlag } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { type FaultResult, faultResult } from './fault-result.ts';
import type { FaultRequest } from './kind-definition.ts';
import { faultOf } from './kinds.ts';

export interface InjectOptions extends FaultRequest {
  /** How long until it ends by itself; null until it is cleared. */
  readonly forMs: number | null;
}

export interface InjectResult extends FaultResult {
  readonly schema: 'holdover.fault/1';
  readonly site: string;
  readonly at: string;
  readonly changed: true;
  readonly undo: string;
}

/** @throws {UserError} the errors of an unknown kind, object or flag */
export async function injectFault(context: AppContext, options: InjectOptions): Promise<InjectResult & ChangeOutcome> {
  return changeSite(context, ({ document, world }) => {
    const fault = faultOf(world, options);
    const injected = document.journal.filter(({ action }) => action.type === 'fault-injected');
    const id = `f${injected.length + 1}`;
    const untilMs = options.forMs === null ? null : world.data.nowMs + options.forMs;
    return {
      actions: [{ type: 'fault-injected', id, fault, untilMs }],
      result: (after) => {
        const record = after.data.faults.find((each) => each.id === id);
        return {
          schema: 'holdover.fault/1',
          site: after.definition.name,
          at: formatInstant(after.data.nowMs),
          changed: true,
          ...faultResult(present(record, 'the fault that was just injected')),
          undo: `holdover fault clear ${id}${siteFlag(context)}`,
        };
      },
    };
  });
}
