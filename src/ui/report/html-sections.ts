/**
 * The sections of a report's page: what was required, what was promised of the whole, what was taken back, what happened.
 *
 * Not here: its head (html-report.ts), the steps (html-steps.ts) and the charts (time-line-section.ts).
 */

import type { DrillReport, ReportedObjective } from '../../app/drill/report/report-document.ts';
import { formatInstant } from '../../core/kernel/index.ts';
import { limitText, objectiveText, requirementMark, sinceBegin } from '../text/drill-report-words.ts';
import { counted } from '../text/words.ts';
import { escaped } from './escaped.ts';
import { because, lineList, list, mark, type Promised, promised, promiseList, section } from './html-parts.ts';

export function requirementsSection({ requirements }: DrillReport): string {
  const items = requirements.map((requirement) => {
    const tone = requirement.accepted ? 'open' : 'held';
    return `${mark(requirementMark(requirement), tone)} <span><code>${escaped(requirement.text)}</code>${because(requirement.why)}</span>`;
  });
  return section('Required before the first step', list('promises', items));
}

export function objectivesSection({ objectives }: DrillReport): string {
  return section('Objectives', promiseList(objectives.map(objectivePromise)));
}

export function neverSection(report: DrillReport): string {
  const items = report.never.map(({ that, why, violations }) => {
    const moments = violations.map(({ at, step }) => `${sinceBegin(report, at)}${step === null ? '' : ` in ${step}`}`);
    const outcome = moments.length === 0 ? 'it never was so' : `it was so at ${moments.join(', ')}`;
    const isKept = moments.length === 0;
    const sign = mark(
      isKept ? { symbol: '✓', word: 'kept' } : { symbol: '✗', word: 'broken' },
      isKept ? 'held' : 'failed',
    );
    return `${sign}\n<div class="promise"><code>${escaped(that)}</code>${because(why)}<div class="outcome">${escaped(outcome)}</div></div>`;
  });
  return section('Never', list('promises', items));
}

export function undoneSection(report: DrillReport): string {
  const items = report.undone.map(
    ({ step, at, lines }) =>
      `<span class="when">${sinceBegin(report, at)}</span> <b>${escaped(step)}</b>${lineList(lines)}`,
  );
  return section('Undone', list('plain', items));
}

export function restoredSection({ restored }: DrillReport): string {
  return section('Restored', promiseList(restored.map(promised)));
}

export function notesSection(report: DrillReport): string {
  const items = report.notes.map(
    ({ at, by, text }) => `<span class="when">${sinceBegin(report, at)}</span> <b>${escaped(by)}</b> ${escaped(text)}`,
  );
  return section('Notes', list('plain', items));
}

export function inForceSection({ inForce }: DrillReport): string {
  const items = inForce.map(
    ({ what, undo }) => `<b class="bad">!</b> ${escaped(what)}; to undo it: <code>${escaped(undo)}</code>`,
  );
  return section('Still in force', list('plain', items));
}

export function eventsSection({ from, evidence: { events } }: DrillReport): string {
  if (events.length === 0) return '';
  const rows = events.map(({ atMs, subject, text }) => {
    const when = sinceBegin({ from }, formatInstant(atMs));
    return `<tr><td class="when">${when}</td><td>${escaped(subject)}</td><td>${escaped(text)}</td></tr>`;
  });
  const head = '<tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th></tr>';
  const content = `<details><summary>${counted(events.length, 'event')}</summary>
<div class="scroll"><table>
<thead>${head}</thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div></details>`;
  return section('Events', content);
}

export function replaySection({ replay }: DrillReport): string {
  return section('To run it again', `<pre><code>${escaped(replay)}</code></pre>`);
}

function objectivePromise(objective: ReportedObjective): Promised {
  const { after, limitSec } = objective;
  const limit = `${limitText({ type: 'eventually', limitSec })} after ${after}`;
  return { ...objective, limit, outcome: objectiveText(objective) };
}
