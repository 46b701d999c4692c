/**
 * `lhc explain` as text: a paragraph for each thing that there is to say.
 */

import type { EventResult } from '../../app/lhc/events.ts';
import type { ExplainResult } from '../../app/lhc/explain.ts';
import type { ConnectorExplanation, ZoneExplanation } from '../../app/lhc/explanation.ts';
import type { Finding } from '../../core/readiness/index.ts';
import { colour } from '../colour.ts';
import { resourceLines, userLines } from './explain-access.ts';
import { findingExplanationLines, nextChangeLines } from './explain-finding.ts';
import { findingRows } from './findings.ts';
import { labelled, table } from './table.ts';
import { moment } from './words.ts';

export function explainText(result: ExplainResult): string {
  const head = result.site === null || result.at === null ? [] : [`${result.site} · ${moment(result.at)}`, ''];
  return [...head, ...linesOf(result)].join('\n');
}

function linesOf(result: ExplainResult): readonly string[] {
  switch (result.kind) {
    case 'finding':
      return findingExplanationLines(result);
    case 'zone':
      return zoneLines(result);
    case 'connector':
      return connectorLines(result);
    case 'user':
      return userLines(result);
    case 'resource':
      return resourceLines(result);
  }
}

function zoneLines(result: ZoneExplanation): readonly string[] {
  const { zone, state, since, because, brokering, haReady, connectors, next, findings } = result;
  const rows = connectors.map(({ connector, rank, elected, reason }) => [
    `  ${elected ? '●' : ' '} ${rank}`,
    connector,
    reason,
  ]);
  return [
    colour.bold(`${zone}  ${state} since ${moment(since)}`),
    ...labelled([
      ['because', becauseText(because)],
      ['brokered by', brokering === 'none' ? 'nobody' : brokering],
      ['in an outage now', haReady ? 'would be brokered' : 'would be brokered by nobody'],
    ]),
    '',
    'The election:',
    ...table(rows),
    ...nextChangeLines(next),
    ...foundLines(findings),
  ];
}

function connectorLines(result: ConnectorExplanation): readonly string[] {
  const { connector, zone, up, state, since, because, participates, elected, rank, reason, next, findings } = result;
  const heard = participates
    ? 'has heard from a StoreFront'
    : 'has not heard from a StoreFront: it cannot enter HA mode';
  return [
    colour.bold(`${connector} of ${zone}  ${up ? state : 'down'} since ${moment(since)}`),
    ...labelled([
      ['because', becauseText(because)],
      ['takes part', heard],
      ['election', `${elected ? 'elected' : 'not elected'}, rank ${rank}: ${reason}`],
    ]),
    ...nextChangeLines(next),
    ...foundLines(findings),
  ];
}

function becauseText(because: EventResult | null): string {
  if (because === null) return 'nothing has changed it yet';
  const { at, connector, message } = because;
  return `${message} (${connector}, ${moment(at)})`;
}

function foundLines(findings: readonly Finding[]): readonly string[] {
  return findings.length === 0 ? [] : ['', 'In an outage:', ...table(findingRows(findings))];
}
