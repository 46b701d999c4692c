/**
 * `status` as text: the first line with the verdict, the parts that were asked for, and what to type next.
 *
 * Not here: the parts (lhc-status.ts, pvs-status.ts), and the numbers (core/status).
 */

import type { StatusParts, StatusResult } from '../../app/status.ts';
import type { Verdict } from '../../core/status/index.ts';
import { colour } from '../colour.ts';
import { connectorTable, isWithoutZones, lhcCommands, lhcLines, zoneRows } from './lhc-status.ts';
import { pvsCommands, pvsLines, serverRows } from './pvs-status.ts';
import { section } from './section.ts';
import { table, tableWidth } from './table.ts';
import { exactSpan, moment, sinceStart } from './words.ts';

export interface StatusTextOptions {
  readonly verbose: boolean;
  /** What the first line begins with: `LHC`, `PVS`, or `holdover` for the whole site. */
  readonly title: string;
}

export function statusText(result: StatusResult, { verbose, title }: StatusTextOptions): string {
  const { document, findings } = result;
  const { lhc, pvs } = document;
  const zones = lhc === undefined || isWithoutZones(lhc) ? [] : zoneRows(lhc, findings);
  const servers = pvs === undefined ? [] : serverRows(pvs);
  return [
    headLine(document, title, tableWidth(zones.length > 0 ? zones : servers)),
    ...table(zones),
    ...(lhc === undefined ? [] : lhcLines(lhc, result)),
    ...(zones.length === 0 || pvs === undefined ? [] : ['']),
    ...table(servers),
    ...(pvs === undefined ? [] : pvsLines(pvs, result)),
    ...(verbose ? verboseLines(result) : []),
    ...nextLines(result),
  ].join('\n');
}

function headLine({ site, at, elapsedSec, verdict }: StatusParts, title: string, width: number): string {
  const head = `${title} · ${site} · ${moment(at)} (${sinceStart(elapsedSec)}, clock stands still)`;
  const space = ' '.repeat(Math.max(2, width - head.length - verdict.length));
  return colour.bold(head) + space + VERDICTS[verdict](verdict.toUpperCase());
}

const VERDICTS: Record<Verdict, (text: string) => string> = {
  healthy: colour.green,
  degraded: colour.yellow,
  failed: colour.red,
};

function verboseLines({ document: { lhc }, assumptions }: StatusResult): readonly string[] {
  const connectors = lhc === undefined || isWithoutZones(lhc) ? [] : connectorTable(lhc);
  return [...section(connectors), ...section(assumptionLines(assumptions))];
}

/** R12: what no source gives, and this report rests on. */
function assumptionLines(assumptions: StatusResult['assumptions']): string[] {
  if (assumptions.length === 0) return [];
  const values = assumptions.map(({ timer, valueSec }) => `${timer} ${exactSpan(valueSec)}`);
  return [`Assumed, because no source gives it: ${values.join(' · ')}`];
}

function nextLines(result: StatusResult): string[] {
  const { lhc, pvs } = result.document;
  const commands = new Set([
    ...(lhc === undefined ? [] : lhcCommands(lhc, result)),
    ...(pvs === undefined ? [] : pvsCommands(pvs, result)),
  ]);
  return commands.size === 0 ? [] : [`Next: ${[...commands].join(' · ')}`];
}
