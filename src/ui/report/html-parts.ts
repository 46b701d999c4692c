/**
 * The parts of a report's page that more than one of its sections is made of. Every text is escaped here.
 *
 * Not here: the sections (html-sections.ts, html-steps.ts).
 */

import type { ReportedExpectation, ReportedLine } from '../../app/drill/report/report-document.ts';
import { exitText, limitText, type Marked, OUTCOMES, outcomeText } from '../text/drill-report-words.ts';
import { escaped } from './escaped.ts';

/** What can be said of a promise in a line. */
export interface Promised extends Pick<ReportedExpectation, 'state' | 'limitSec' | 'tookSec' | 'marginSec'> {
  readonly that: string;
  readonly why: string | null;
  /** Before the condition; null for nothing. */
  readonly name: string | null;
  readonly limit: string;
  readonly outcome: string;
}

/** A section with its heading; nothing where there is nothing in it. */
export function section(title: string, content: string): string {
  if (content === '') return '';
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${escaped(title)}</h2>\n${content}\n</section>`;
}

/** A list of a kind; nothing where there are no items. The items are markup. */
export function list(kind: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<ul class="${kind}">\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`;
}

/** A symbol with its word. `tone` colours both. */
export function mark({ symbol, word }: Marked, tone: string): string {
  return `<span class="mark ${tone}"><span aria-hidden="true">${symbol}</span> ${escaped(word)}</span>`;
}

export function promised(expectation: ReportedExpectation): Promised {
  return { ...expectation, name: null, limit: limitText(expectation), outcome: outcomeText(expectation) };
}

/** Promises, one below the other. */
export function promiseList(promises: readonly Promised[]): string {
  return list('promises', promises.map(promiseText));
}

/** Command lines with what came of them. */
export function lineList(lines: readonly ReportedLine[]): string {
  const items = lines.map((line) => {
    const tone = line.error === null ? 'soft' : 'bad';
    return `<code>${escaped(line.command)}</code> <span class="${tone}">${escaped(exitText(line))}</span>`;
  });
  return list('lines', items);
}

export function because(why: string | null): string {
  return why === null ? '' : ` <span class="why">${escaped(why)}</span>`;
}

function promiseText(each: Promised): string {
  const { state, that, why, name, limit, outcome } = each;
  const title = name === null ? '' : `<b>${escaped(name)}</b> `;
  return `${mark(OUTCOMES[state], state)}
<div class="promise">${title}<code>${escaped(that)}</code>${because(why)}
<div class="outcome">${escaped(limit)} · ${escaped(outcome)}${gauge(each)}</div></div>`;
}

/** How much of the time was used, of what came true in time. */
function gauge({ marginSec, limitSec, tookSec }: Promised): string {
  if (marginSec === null || limitSec === null || limitSec === 0) return '';
  const percent = Math.min(100, Math.round(((tookSec ?? 0) / limitSec) * 100));
  return ` <span class="gauge" role="img" aria-label="${percent} % of the time was used"><i style="width:${percent}%"></i></span>`;
}
