/**
 * What the next step would come to: it is done in a copy of the site, and nothing is kept of it.
 *
 * Questions are taken for answered well, and local commands for done.
 *
 * Not here: a whole drill done in a copy (plan.ts).
 */

import { dutyOf, stepAt, stepRun } from '../../../core/drill/index.ts';
import { present } from '../../../core/kernel/index.ts';
import type { SiteCopy } from '../../opened-site.ts';
import { copyOfSite } from '../../site-copy.ts';
import type { Operator } from '../operator.ts';
import type { ReportedStep } from '../report/report-document.ts';
import { reportedStep } from '../report/report-of.ts';
import type { Conducting } from './conducting.ts';
import { actIn } from './perform-step.ts';
import type { Run } from './run-record.ts';
import { Stage } from './stage.ts';

export async function previewOf(run: Run, site: SiteCopy, { tools }: Conducting): Promise<ReportedStep> {
  const { nowMs } = site.world.data;
  const ready =
    run.state.phase === 'failed' ? stepRun(run.plan, run.state, { type: 'retried', atMs: nowMs }) : run.state;
  const state = stepRun(run.plan, ready, { type: 'went', atMs: nowMs });
  const header = { ...run.header, copy: true };
  const begun = { ...run, header, state };
  const opened: { stage: Stage | null } = { stage: null };
  const stage = new Stage(begun, copyOfSite(site, { afterEvent: (world) => opened.stage?.look(world) }), tools);
  opened.stage = stage;
  await actIn(stage, stepAt(run.plan, state.step), { run: begun, operator: AGREEABLE, tools });
  if (dutyOf(stage.state).type === 'watch') await stage.watch();
  const record = stage.state.records.at(-1);
  return reportedStep({ ...begun, state: stage.state }, present(record, 'a record of the step'));
}

/** Whoever lets everything go its way, and answers nothing. */
export const AGREEABLE: Operator = {
  name: 'nobody',
  isPerson: false,
  standBefore: async () => ({ type: 'go' }),
  standFailed: async () => ({ type: 'give-up' }),
  answer: async () => null,
  told: () => {},
};
