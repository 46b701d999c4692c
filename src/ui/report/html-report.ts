/**
 * The report of a drill as one page that needs nothing else: no scripts, nothing from outside. It is read on screens of all sizes and printed.
 *
 * The charting library comes with it, so that whoever wants another form of report does not load this.
 *
 * Not here: its sections (html-sections.ts, html-steps.ts, time-line-section.ts) and how it looks (page-style.ts).
 */

import type { DrillReport } from '../../app/drill/report/report-document.ts';
import { VERDICTS } from '../text/drill-report-words.ts';
import { moment, span } from '../text/words.ts';
import { escaped } from './escaped.ts';
import {
  eventsSection,
  inForceSection,
  neverSection,
  notesSection,
  objectivesSection,
  replaySection,
  requirementsSection,
  restoredSection,
  undoneSection,
} from './html-sections.ts';
import { stepsSection } from './html-steps.ts';
import { PAGE_STYLE } from './page-style.ts';
import { timeLineSection } from './time-line-section.ts';

export function htmlText(report: DrillReport): string {
  const { word } = VERDICTS[report.verdict];
  const sections = [
    inForceSection(report),
    requirementsSection(report),
    timeLineSection(report),
    stepsSection(report),
    objectivesSection(report),
    neverSection(report),
    undoneSection(report),
    restoredSection(report),
    notesSection(report),
    eventsSection(report),
    replaySection(report),
  ];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${escaped(`${word}: ${report.drill} on ${report.site}`)}</title>
<style>
${PAGE_STYLE}</style>
</head>
<body>
<main class="${report.verdict}">
${headText(report)}
${sections.filter((text) => text !== '').join('\n')}
</main>
</body>
</html>
`;
}

function headText(report: DrillReport): string {
  const { drill, title, description, verdict } = report;
  const { symbol, word } = VERDICTS[verdict];
  return `<header>
<p class="kind">Report of the drill <b>${escaped(drill)}</b></p>
<h1>${escaped(title ?? drill)}</h1>
${description === null ? '' : `<p class="description">${escaped(description)}</p>`}
<div class="verdict"><p class="word"><span aria-hidden="true">${symbol}</span> ${word}</p>${reasonsText(report)}</div>
<dl class="facts">
${factsOf(report)
  .map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`)
  .join('\n')}
</dl>
</header>`;
}

function reasonsText({ verdict, reasons }: DrillReport): string {
  if (verdict === 'passed' || reasons.length === 0) return '';
  return `\n<ul class="reasons">\n${reasons.map((reason) => `<li>${escaped(reason)}</li>`).join('\n')}\n</ul>\n`;
}

function factsOf(report: DrillReport): readonly (readonly [string, string])[] {
  const { run, site, copy, seed, params, from, at, tookSec, personSec, by, startedAt, version, file } = report;
  const given = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return [
    ['Site', copy ? `${site}, in a copy` : site],
    ['Parameters', given.join(' ') || 'none'],
    ['World time, from', moment(from)],
    ['World time, to', moment(at)],
    ['It took', span(tookSec)],
    ['Time of people', `${span(personSec)}, not counted`],
    ['Seed', `${seed}`],
    ['Run by', by],
    ...(run === null ? [] : [['Run', run] as const]),
    ['Run on', moment(startedAt)],
    ['Drill file', file],
    ['Program', `holdover ${version}`],
  ];
}
