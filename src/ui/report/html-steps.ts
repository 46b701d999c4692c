/**
 * The steps of a run as they stand on the page of its report: each attempt with what was done, what was answered and what was promised.
 *
 * Not here: the other sections (html-sections.ts).
 */

import type { DrillReport, ReportedStep } from '../../app/drill/report/report-document.ts';
import {
  answerText,
  attemptName,
  STEP_STATES,
  sinceBegin,
  stepNumbers,
  valueText,
} from '../text/drill-report-words.ts';
import { span } from '../text/words.ts';
import { escaped } from './escaped.ts';
import { lineList, mark, promised, promiseList, section } from './html-parts.ts';

export function stepsSection(report: DrillReport): string {
  const numbers = stepNumbers(report.steps);
  const items = report.steps.map((step, index) => stepItem(report, step, numbers[index] ?? 0));
  return section('Steps', items.length === 0 ? '' : `<ol class="steps">\n${items.join('\n')}\n</ol>`);
}

function stepItem(report: DrillReport, step: ReportedStep, number: number): string {
  const { state, title, danger, from, tookSec } = step;
  const took = tookSec === null ? '' : ` · took ${span(tookSec)}`;
  const severity = danger === 'none' ? '' : ` <span class="danger">! ${danger}</span>`;
  return `<li class="step ${state}" value="${number}">
<div class="head"><span class="number" aria-hidden="true">${number}</span>
<h3>${escaped(attemptName(step))}</h3>${severity}
${mark(STEP_STATES[state], state)}
<span class="when">${sinceBegin(report, from)}${took}</span></div>
<div class="body">${title === null ? '' : `<p class="title">${escaped(title)}</p>`}
${bodyOf(step)}</div>
</li>`;
}

function bodyOf(step: ReportedStep): string {
  const { failure, skipped, inDoubt, text, answer, lines, bound, expectations } = step;
  return [
    failure === null ? '' : `<p class="failure"><b>Why it failed:</b> ${escaped(failure)}</p>`,
    skipped === null ? '' : `<p class="skip">Left out by ${escaped(skipped.by)}: ${escaped(skipped.reason)}</p>`,
    inDoubt ? '<p class="skip">The process that ran this step was killed: whether it was done is not known.</p>' : '',
    text === null ? '' : `<blockquote>${escaped(text)}</blockquote>`,
    answer === null ? '' : `<p>Answer: ${escaped(answerText(answer))}</p>`,
    lineList(lines),
    bound === null ? '' : boundText(bound),
    promiseList(expectations.map(promised)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** A long value is shown to whoever wants to see it. */
function boundText({ name, value }: NonNullable<ReportedStep['bound']>): string {
  const text = valueText(value);
  const long = 160;
  if (text.length <= long) return `<p class="bound"><code>${escaped(name)}</code> is <code>${escaped(text)}</code></p>`;
  const pretty = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return `<details class="bound"><summary><code>${escaped(name)}</code> is bound to the result</summary><pre>${escaped(pretty)}</pre></details>`;
}
