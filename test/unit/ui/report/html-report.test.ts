/**
 * The page of a report: it needs nothing else, says everything, and is taken for nothing but text.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { NO_EVIDENCE } from '../../../../src/app/drill/evidence/evidence.ts';
import type { DrillReport } from '../../../../src/app/drill/report/report-document.ts';
import { bandOf, KNOWN_STATES } from '../../../../src/ui/report/charts/palette.ts';
import { stateSpans } from '../../../../src/ui/report/charts/state-bands.ts';
import { timeLineOf } from '../../../../src/ui/report/charts/time-line.ts';
import { escaped } from '../../../../src/ui/report/escaped.ts';
import { htmlText } from '../../../../src/ui/report/html-report.ts';
import { failedReport, passedReport } from '../../../support/drill-report.ts';

const VOID = new Set(['meta']);

let passed: DrillReport;
let failed: DrillReport;
let pages: readonly (readonly [DrillReport, string])[];

beforeAll(() => {
  passed = passedReport();
  failed = failedReport();
  pages = [passed, failed].map((report) => [report, htmlText(report)] as const);
});

describe('the page', () => {
  test('is well-formed, and no name is given twice', () => {
    for (const [, page] of pages) {
      expect(unclosed(page)).toEqual([]);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('asks for nothing from outside, and runs nothing', () => {
    for (const [, page] of pages) {
      expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|\/\/[a-z]|@import|url\((?!#)/);
      expect(page).not.toMatch(/<(?:script|link|img|iframe|object|image|use)\b|\son\w+=|javascript:/i);
    }
  });

  test('has a language, a title, a width for phones, and headings in order', () => {
    for (const [, page] of pages) {
      expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
      expect(page).toMatch(/<title>(?:Passed|Failed): lhc-outage on contoso<\/title>/);
      expect(page).toContain('name="viewport"');
      const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
    }
  });

  test('is the same each time', () => {
    expect(htmlText(passed)).toBe(pages[0]?.[1]);
  });

  test('says every step, command, promise and reason, escaped', () => {
    for (const [report, page] of pages) {
      for (const step of report.steps) {
        const { name, title, failure, text, skipped, lines } = step;
        const said = [name, title, failure, text, skipped?.reason, ...lines.map(({ command }) => command)];
        for (const each of said) expect(page).toContain(escaped(each ?? ''));
      }
      const promises = [
        ...report.steps.flatMap(({ expectations }) => expectations),
        ...report.restored,
        ...report.objectives,
      ];
      for (const { that } of promises) expect(page).toContain(`<code>${escaped(that)}</code>`);
      const texts = [
        ...report.reasons,
        ...report.notes.map(({ text }) => text),
        ...report.evidence.events.map(({ text }) => text),
      ];
      for (const each of [...texts, report.replay]) expect(page).toContain(escaped(each));
    }
  });

  test('gives the reasons before anything else that happened', () => {
    const page = pages[1]?.[1] ?? '';
    expect(page.indexOf(escaped(failed.reasons[0] ?? ''))).toBeLessThan(page.indexOf('<h2'));
  });
});

describe('the charts', () => {
  test('have a text each, and the same margins', () => {
    for (const [, page] of pages) {
      const charts = page.match(/<svg [^>]*>/g) ?? [];
      expect(charts.length).toBeGreaterThanOrEqual(5);
      for (const chart of charts)
        expect(chart).toMatch(/viewBox="0 0 1000 \d+" role="img" aria-labelledby="[\w-]+-title"/);
    }
  });

  test('have a band for each state of a connector that has changed', () => {
    for (const [report, page] of pages) {
      const spans = [...stateSpans(report, timeLineOf(report)).values()].flat();
      const chart = svgOf(page, 'states');
      for (const fill of new Set(KNOWN_STATES.map((state) => bandOf(state).fill))) {
        const drawn = chart.split(` fill="${fill}"`).length - 1;
        expect([fill, drawn]).toEqual([fill, spans.filter(({ state }) => bandOf(state).fill === fill).length]);
      }
    }
  });

  test('name every state in words', () => {
    const [, page] = pages[0] as (typeof pages)[number];
    for (const word of ['pending HA', 'initial HA · brokers', 'down', 'pending recovery']) {
      expect(svgOf(page, 'states')).toContain(word);
    }
  });

  test('have a row for each promise, with its outcome in words', () => {
    const chart = svgOf(pages[1]?.[1] ?? '', 'promises');
    const promises = [...failed.steps.flatMap(({ expectations }) => expectations), ...failed.restored];
    expect(chart.match(/[✓✗] (?:not )?kept · /g)).toHaveLength(promises.length);
  });

  test('are left out where there is nothing to show', () => {
    const page = htmlText({ ...passed, evidence: NO_EVIDENCE, steps: [], restored: [], objectives: [], tookSec: 0 });
    expect(page.match(/<svg /g)).toHaveLength(1);
    expect(unclosed(page)).toEqual([]);
  });
});

function svgOf(page: string, id: string): string {
  const start = page.indexOf(`<title id="${id}-title">`);
  return page.slice(start, page.indexOf('</svg>', start));
}

/** Elements that are not closed where they should be, and stray marks. */
function unclosed(page: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const style = /<style>[\s\S]*?<\/style>/;
  for (const [tag, slash, name, rest] of page
    .replace(style, '')
    .matchAll(/<(\/?)([a-zA-Z][\w]*)((?:\s+[\w:-]+="[^"<]*")*\s*\/?)>|<(?!!DOCTYPE)|&(?!#?\w+;)/g)) {
    if (name === undefined) wrong.push(tag);
    else if (slash === '/') {
      if (open.pop() !== name) wrong.push(tag);
    } else if (!VOID.has(name) && !rest?.endsWith('/')) open.push(name);
  }
  return [...wrong, ...open];
}
