/**
 * `check` as a JUnit report, for continuous integration: a test case for each code and object.
 *
 * What fails is a failure, what warns passes and says so in its output, what is muted or known is skipped. A code without any finding
 * passes.
 */

import imported, { type Builder, type TestSuite } from 'junit-report-builder';
import type { CheckResult } from '../../app/check.ts';
import { CHECKED_CODES, type Finding } from '../../core/readiness/index.ts';
import { effectLabel, objectText } from './findings.ts';

/** What the package exports is a builder; its types are those of another kind of module. */
const reports = imported as unknown as Builder;

export function junitText({ site, why, systems, findings, muted, known }: CheckResult): string {
  const report = reports.newBuilder();
  const suite = report.testSuite().name(`holdover check ${site ?? ''}`.trimEnd());
  if (site === null) {
    suite.testCase().className('check').name('site').error(`${why}`);
    return report.build();
  }
  const found = new Set([...findings, ...muted, ...known].map(({ code }) => code));
  for (const finding of findings) addFinding(suite, finding);
  for (const finding of muted) addSkipped(suite, finding, `muted until ${finding.until}`);
  for (const finding of known) addSkipped(suite, finding, 'known from the baseline');
  for (const code of systems.flatMap((system) => CHECKED_CODES[system])) {
    if (!found.has(code)) suite.testCase().className(code).name('nothing found');
  }
  return report.build();
}

function addFinding(suite: TestSuite, finding: Finding): void {
  const { code, severity, message, effect, fix } = finding;
  const testCase = suite.testCase().className(code).name(objectText(finding));
  const text = `${message}\n${capitalised(effectLabel(code))}: ${effect}\nTo mend it: ${fix}`;
  if (severity === 'fail') testCase.failure(message, severity).stacktrace(text);
  else testCase.standardOutput(`${severity}: ${text}`);
}

function addSkipped(suite: TestSuite, finding: Finding, reason: string): void {
  const testCase = suite.testCase().className(finding.code).name(objectText(finding));
  testCase.skipped().standardOutput(`${reason}: ${finding.message}`);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
