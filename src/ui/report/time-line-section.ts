/**
 * The charts of a report, one below the other on one time axis, each with its heading and its legend in words.
 *
 * Not here: how charts are drawn (charts), and the rest of the page (html-report.ts).
 */

import type { DrillReport } from '../../app/drill/report/report-document.ts';
import { launchesChart, registeredChart, targetsChart, touchedZones } from './charts/counts.ts';
import { bandOf, CLOUD, FAILED, HELD, INK, KNOWN_STATES, NOBODY, SECONDARY, STREAMING } from './charts/palette.ts';
import { promisesChart, stepStrip } from './charts/promises.ts';
import { stateBands } from './charts/state-bands.ts';
import { type TimeLine, timeLineOf } from './charts/time-line.ts';
import { escaped } from './escaped.ts';

interface Figure {
  readonly title: string;
  readonly svg: string;
  readonly legend: readonly (readonly [colour: string, word: string])[];
  readonly note: string | null;
}

export function timeLineSection(report: DrillReport): string {
  const timeLine = timeLineOf(report);
  const figures = [
    promises(report, timeLine),
    states(report, timeLine),
    ...touchedZones(report).map((zone, place) => registered(report, timeLine, zone, place)),
    launches(report, timeLine),
    targets(report, timeLine),
  ];
  return `<section class="time-line" aria-labelledby="time-line">
<h2 id="time-line">Time line</h2>
<p class="hint">World time since the run began. Dotted lines mark where the numbered steps begin.</p>
<div class="scroll" tabindex="0" role="group" aria-labelledby="time-line">
<div class="strip">${stepStrip(timeLine)}</div>
${figures.flatMap((figure) => (figure === null ? [] : [figureText(figure)])).join('\n')}
</div>
</section>`;
}

function figureText({ title, svg, legend, note }: Figure): string {
  const keys = legend.map(
    ([colour, word]) => `<span class="key"><i style="background:${colour}"></i>${escaped(word)}</span>`,
  );
  const noteText = note === null ? '' : `<span class="note">${escaped(note)}</span>`;
  return `<figure>
<figcaption><h3>${escaped(title)}</h3>${keys.join('')}${noteText}</figcaption>
${svg}
</figure>`;
}

function promises(report: DrillReport, timeLine: TimeLine): Figure | null {
  const svg = promisesChart(report, timeLine);
  if (svg === null) return null;
  const note =
    'A bar lasts until it was decided; the outline behind it is the time that was left, up to the mark of its limit.';
  return { title: 'What was promised', svg, legend: [], note };
}

function states(report: DrillReport, timeLine: TimeLine): Figure | null {
  const chart = stateBands(report, timeLine);
  if (chart === null) return null;
  const brokers = report.evidence.states.some(({ isBrokering }) => isBrokering);
  const ordered = [...new Set([...KNOWN_STATES, ...chart.states])].filter((state) => chart.states.includes(state));
  const seen = ordered.map((state) => [bandOf(state).fill, bandOf(state).word] as const);
  const legend = [...seen, ...(brokers ? [[INK, 'underlined: brokers for its zone'] as const] : [])];
  return { title: 'Connectors and servers', svg: chart.svg, legend, note: chart.note };
}

function registered(report: DrillReport, timeLine: TimeLine, zone: string, place: number): Figure {
  return {
    title: `Machines of ${zone}, by whom they are registered with`,
    svg: registeredChart(report, timeLine, zone, place),
    legend: [
      [CLOUD, 'cloud broker'],
      [SECONDARY, 'secondary broker'],
      [NOBODY, 'nobody'],
    ],
    note: null,
  };
}

function launches(report: DrillReport, timeLine: TimeLine): Figure | null {
  const svg = launchesChart(report, timeLine);
  if (svg === null) return null;
  const { launches: minutes } = report.evidence;
  const sum = (of: (minute: (typeof minutes)[number]) => number) =>
    minutes.reduce((total, minute) => total + of(minute), 0);
  const note = `${sum(({ failed }) => failed)} of ${sum(({ attempted }) => attempted)} failed; the thin line is how many were attempted.`;
  return { title: 'Launches that failed, each minute', svg, legend: [[FAILED, 'failed']], note };
}

function targets(report: DrillReport, timeLine: TimeLine): Figure | null {
  const { targets: points } = report.evidence;
  const isStill = points.every(({ streaming, held }) => streaming === points[0]?.streaming && held === points[0].held);
  const svg = isStill ? null : targetsChart(report, timeLine);
  if (svg === null) return null;
  const legend = [
    [STREAMING, 'streaming'],
    [HELD, 'held'],
  ] as const;
  return { title: 'Targets of the streaming farm', svg, legend, note: null };
}
