/**
 * The first line of a run: which drill it is, where, and with what.
 *
 * Not here: what is said when it is over (drill-report.ts).
 */

import type { RunSummary } from '../../app/drill/report/report-document.ts';
import { colour } from '../colour.ts';
import { moment } from './words.ts';

/** `r3 · lhc-outage · contoso · zone=ams · 2026-01-05 08:00:00Z`, and the title. */
export function headLine({ run, drill, title, site, params, at }: RunSummary): string {
  const given = Object.entries(params).map(([name, text]) => `${name}=${text}`);
  const parts = [...(run === null ? [] : [run]), drill, site, ...given, moment(at)];
  return [parts.join(' · '), ...(title === null ? [] : [colour.bold(title)])].join('\n');
}
