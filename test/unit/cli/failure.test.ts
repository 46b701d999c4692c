import { rmSync } from 'node:fs';
import { Config } from '@oclif/core/config';
import * as Flags from '@oclif/core/flags';
import { afterEach, expect, test, vi } from 'vitest';
import { BaseCommand } from '../../../src/cli/base-command.ts';
import { durationArgument, durationFlag } from '../../../src/cli/durations.ts';
import { EXIT_CODES } from '../../../src/cli/exit-codes.ts';
import { type Circumstances, failureOf } from '../../../src/cli/failure.ts';
import { AssertionError, type FailureKind, UserError } from '../../../src/core/kernel/index.ts';
import type { Failure } from '../../../src/ui/text/failure.ts';
import { ROOT } from '../../support/sources.ts';

const CIRCUMSTANCES: Circumstances = { words: ['lhc', 'try'], command: 'lhc try', version: '1.2.3' };

class Try extends BaseCommand {
  static override flags = {
    zone: Flags.string({ required: true }),
    kind: Flags.string({ options: ['a', 'b'] }),
    count: Flags.integer(),
    for: durationFlag(),
    all: Flags.boolean({ exclusive: ['kind'] }),
  };
  static override args = { after: durationArgument({ required: true }) };

  async run(): Promise<void> {
    await this.parse(Try);
  }
}

async function failureOfTyping(line: string): Promise<Failure> {
  const config = await Config.load({ root: ROOT });
  try {
    await Try.run(line.split(' '), config);
  } catch (error) {
    return failureOf(error, CIRCUMSTANCES);
  }
  throw new Error('nothing was wrong');
}

test.each<[FailureKind, number]>([
  ['guarded', 10],
  ['usage', 64],
  ['invalid-file', 65],
  ['no-such-file', 66],
  ['cannot-write', 73],
  ['locked', 75],
  ['no-permission', 77],
])('a user error of kind %s exits with %d', (kind, exit) => {
  const error = new UserError(kind, 'SOME_CODE', 'What happened.', { why: 'why', hints: ['holdover doctor'] });
  expect(failureOf(error, CIRCUMSTANCES)).toEqual({
    code: 'SOME_CODE',
    message: 'What happened.',
    why: 'why',
    hints: ['holdover doctor'],
    problems: [],
    exit,
  });
});

test.each([
  ['site contoso cannot be read', 'Site contoso cannot be read.'],
  ['contoso.yaml is not a valid site file: 1 problem', 'contoso.yaml is not a valid site file: 1 problem.'],
  ['policy cannot be 5.', 'policy cannot be 5.'],
  ['no site is named "x". Did you mean y?', 'No site is named "x". Did you mean y?'],
])('the message "%s" is told as a sentence', (message, sentence) => {
  expect(failureOf(new UserError('usage', 'SOME_CODE', message), CIRCUMSTANCES).message).toBe(sentence);
});

test.each([
  ['5m --zone ams --zoen fra', 'FLAG_UNKNOWN', '"lhc try" has no flag --zoen.', 'Did you mean --zone?'],
  ['5m --zone ams extra', 'ARGUMENT_UNEXPECTED', '"lhc try" takes no argument "extra".', null],
  ['--zone ams', 'ARGUMENT_MISSING', '"lhc try" needs AFTER.', null],
  ['5m', 'FLAG_MISSING', '"lhc try" needs --zone.', null],
  ['5m --zone ams --kind c', 'FLAG_INVALID', 'Expected --kind=c to be one of: a, b', null],
  ['5m --zone ams --all --kind a', 'FLAGS_CONFLICT', expect.stringContaining('--kind'), null],
  ['5m --zone ams --count x', 'USAGE_WRONG', expect.stringContaining('integer'), null],
  ['5m --zone', 'USAGE_WRONG', 'Flag --zone expects a value', null],
  ['5m --zone ams --for soon', 'DURATION_INVALID', '"soon" is no duration.', expect.any(String)],
  ['soon --zone ams', 'DURATION_INVALID', '"soon" is no duration.', expect.any(String)],
])('typing %s is %s', async (line, code, message, why) => {
  const failure = await failureOfTyping(line);
  expect(failure).toMatchObject({ code, message, why, exit: 64 });
  expect(failure.message).not.toContain('\n');
});

const reports: string[] = [];
afterEach(() => {
  for (const path of reports.splice(0)) rmSync(path);
});

test.each([new AssertionError('expected: luck'), new TypeError('odd'), 'a bare string', undefined])(
  'anything else is a bug with a report: %s',
  (thrown) => {
    const failure = failureOf(thrown, CIRCUMSTANCES);
    expect(failure).toMatchObject({ code: 'BUG', exit: 70 });
    reports.push((failure.hints[0] as string).replace('cat ', ''));
  },
);

test('a bug is told even where no report can be written', () => {
  vi.stubEnv('TMPDIR', '/nowhere/at/all');
  expect(failureOf(new Error('odd'), CIRCUMSTANCES)).toMatchObject({
    code: 'BUG',
    why: 'The report could not be written.',
  });
  vi.unstubAllEnvs();
});

test('every exit code has one meaning', () => {
  const codes = Object.values(EXIT_CODES).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
