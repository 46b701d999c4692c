/**
 * Broken drill files, and what is said about each: line, column, code and the message.
 */
import { describe, expect, test } from 'vitest';
import { drillComplaints, drillOfSteps, drillProblems } from '../../../../support/drill-file.ts';

/** What is said of one step, which stands in line 5 from column 5 on. */
function ofStep(step: string): readonly string[] {
  return drillComplaints(drillOfSteps([step]));
}

const D = '$';

describe('the form', () => {
  test.each([
    ['', ['1:1 FILE_EMPTY the file is empty; "holdover help drill-file" shows one']],
    ['holdover: site/1', ['1:11 FORMAT_UNKNOWN holdover is "site/1"; the known format of drill files is "drill/1"']],
    ['name: x\nsteps: [{name: a, wait: 5m}]', [expect.stringContaining('KEY_MISSING the line "holdover: drill/1"')]],
    ['holdover: drill/1\nname: x\nsteps: []', ['3:8 STEPS_MISSING a drill has at least one step']],
    ['holdover: drill/1\nname: x', [expect.stringContaining('KEY_MISSING "steps" is missing; it must be a list')]],
    [
      'holdover: drill/1\nname: a b\nsteps: [{name: A, wait: 5m}]',
      [
        '2:7 VALUE_INVALID name is "a b"; it must be a name of letters, digits, ".", "_" and "-", such as lhc-outage',
        '3:16 VALUE_INVALID name is "A"; it must be a name of small letters, digits and -, such as cut-the-link',
      ],
    ],
  ])('%j', (text, said) => expect(drillComplaints(text)).toEqual(said));

  test.each([
    ['{name: a}', '5:5 KEY_MISSING the step a has one of do, observe, ask, manual, wait, run; here is none of them'],
    [
      '{name: a, wait: 5m, do: status}',
      '5:15 KEYS_EXCLUSIVE the step a has one of do, observe, ask, manual, wait, run; "do" is here as well as "wait"',
    ],
    ['{name: a, wait: 5m, exit: 1}', '5:25 KEY_OUT_OF_PLACE "exit" is of use only with "do" or "run"'],
    ['{name: a, do: status, options: [a, b]}', '5:27 KEY_OUT_OF_PLACE "options" is of use only with "ask"'],
    ['{name: a, ask: Well?, options: [a, a]}', '5:40 LISTED_TWICE the answer "a" is listed twice'],
    ['{name: a, wait: 5}', /^5:21 VALUE_INVALID wait is 5; it must be a duration with units, such as 90s or 3m, or/],
    ['{name: a, wait: 4000d}', /VALUE_INVALID wait is "4000d"; it must be .*, and at most 3650d$/],
    ['{name: a, do: 5}', '5:19 VALUE_INVALID do is 5; it must be a command line, or a list of them'],
    [
      '{name: a, do: [status, 5]}',
      '5:28 VALUE_INVALID entry 2 of do is 5; it must be a command line, or a list of them',
    ],
    ['{name: a, wait: 5m, expect: [{why: x}]}', /KEY_MISSING an expectation has one of that, eventually, stays/],
    ['{name: a, wait: 5m, expect: [{eventually: "true"}]}', /"eventually" needs "within", such as within: 3m/],
    ['{name: a, wait: 5m, expect: [{stays: "true", within: 1m, for: 1m}]}', /"within" is of use only with "event/],
    ['{name: a, wait: 5m, expect: [{that: true}]}', /that is true; it must be a condition, such as/],
    ['{name: a, wait: 5m, danger: sever}', /danger is "sever"; did you mean "severe"\?/],
  ])('%s', (step, said) => {
    const [first, ...others] = ofStep(step);
    expect(others).toEqual([]);
    expect(first).toMatch(said);
  });

  test('control characters, which a terminal would take for orders', () => {
    const said = 'it must be text without control characters but line breaks and tabs';
    expect(ofStep(String.raw`{name: a, ask: "\e[2J?", title: "\x07", options: [b, "c\e[0m"]}`)).toEqual([
      expect.stringMatching(new RegExp(`^5:20 VALUE_INVALID ask is .*; ${said}$`)),
      expect.stringMatching(new RegExp(`^5:37 VALUE_INVALID title is .*; ${said}$`)),
      expect.stringMatching(new RegExp(`^5:58 VALUE_INVALID entry 2 of options is .*; ${said}$`)),
    ]);
    expect(ofStep(String.raw`{name: a, wait: 5m, expect: [{that: "true\x9b", why: "\r"}]}`)).toEqual([
      expect.stringContaining(`VALUE_INVALID that is`),
      expect.stringContaining(`VALUE_INVALID why is`),
    ]);
    expect(ofStep(String.raw`{name: a, manual: "one\n\ttwo"}`)).toEqual([]);
    const objective = String.raw`objectives: {"x\e[2J": {eventually: "true", within: 1m, after: a}}`;
    expect(drillComplaints(drillOfSteps(['{name: a, wait: 5m}'], objective))).toEqual([
      expect.stringMatching(/^6:14 KEY_INVALID .*without "\/" and control characters/),
    ]);
  });

  test('an unknown key of a step', () => {
    expect(ofStep('{name: a, wait: 5m, undoo: status}')).toEqual([
      expect.stringMatching(/^5:25 KEY_UNKNOWN unknown key "undoo"; did you mean "undo"\?/),
    ]);
  });
});

describe('command lines', () => {
  test.each([
    ['{name: a, do: lhc stats}', '5:19 COMMAND_UNKNOWN lhc has no command "stats". Did you mean "lhc status"?'],
    ['{name: a, do: [status, lhc end-outage --zon x]}', /^5:28 FLAG_UNKNOWN .* Did you mean --zone\?$/],
    ['{name: a, do: site load x}', /^5:19 COMMAND_NOT_FOR_DRILLS /],
    [`{name: a, do: "status 'x"}`, '5:27 COMMAND_LINE_INVALID this quote has no end'],
    [`{name: a, do: 'lhc end-outage --zone ''${D}{zone}'}`, '5:42 COMMAND_LINE_INVALID this quote has no end'],
    [`{name: a, run: "echo ${D}{zone"}`, `5:26 COMMAND_LINE_INVALID this ${D}{ has no }`],
    [`{name: a, ask: "In ${D}{zone"}`, `5:24 TEXT_INVALID this ${D}{ has no }`],
    [
      `{name: a, do: "lhc end-outage --zone ${D}{zon}"}`,
      '5:44 EXPRESSION_INVALID in this expression: unknown variable: zon; did you mean "zone"?',
    ],
    [
      `{name: a, do: "lhc end-outage --zone ${D}{lhc}"}`,
      '5:44 EXPRESSION_INVALID in this expression: it gives Lhc, not a text or a number',
    ],
    [`{name: a, do: "lhc end-outage --zone ${D}{zone +}"}`, /^5:50 EXPRESSION_INVALID .*: unexpected token: EOF$/],
    [`{name: a, wait: 5m, undo: "clock advance ${D}{leese}"}`, /^5:48 EXPRESSION_INVALID .*did you mean "lease"\?$/],
  ])('%s', (step, said) => {
    const [first, ...others] = ofStep(step);
    expect(others).toEqual([]);
    expect(first).toMatch(said);
  });

  test('a value takes the place of a word, of a flag, and of nothing else', () => {
    expect(ofStep(`{name: a, do: "lhc force-outage --zone=${D}{zone} --for ${D}{lease}"}`)).toEqual([]);
    expect(ofStep(`{name: a, do: "lhc ${D}{zone}"}`)).toEqual([expect.stringContaining('COMMAND_UNKNOWN')]);
  });
});

describe('the place of a mistake in a condition', () => {
  const condition = (written: string) =>
    drillComplaints(drillOfSteps(['{name: a, wait: 5m}'], `restored:\n  - that: ${written}`))[0];
  const said = 'CONDITION_INVALID in this condition: no such key: stat; did you mean "state"?';

  test.each([
    [`lhc.zones[zone].stat == 'x'`, '7:27'],
    [`"lhc.zones[zone].stat == 'x'"`, '7:28'],
    [`'lhc.zones[''ams''].stat == ''x'''`, '7:31'],
    // From here on the text differs from what the file has.
    [`"\\u006chc.zones[zone].stat == 'x'"`, '7:11'],
    [`>-\n      lhc.zones[zone].stat\n      == 'x'`, '7:11'],
  ])('%j', (written, place) => expect(condition(written)).toBe(`${place} ${said}`));
});

describe('names', () => {
  const observe =
    "{name: o, as: before, observe: {elected: 'lhc.zones[zone].elected', count: 'lhc.zones[zone].machines.total'}}";

  test('of an observation its keys are known, with their types', () => {
    const complain = (that: string) =>
      drillComplaints(drillOfSteps([observe, `{name: a, wait: 5m, expect: [{that: "${that}"}]}`]))[0];
    expect(complain('before.electd == null')).toMatch(/^6:49 .*no such key: electd; did you mean "elected"\?$/);
    // No field of the status document is meant here.
    expect(complain('before.cout == 1')).toMatch(/did you mean "count"\?$/);
    expect(complain("before.count == 'x'")).toContain('no such overload: int == string');
    expect(complain("before.elected == 'x' && before.count + 1 > 2")).toBeUndefined();
    expect(complain('before')).toMatch(/it gives a map, not true or false$/);
  });

  test('a result is known from the end of its own action on', () => {
    const steps = [
      `{name: a, do: "fault clear ${D}{crash.id}"}`,
      `{name: b, as: crash, do: "fault clear ${D}{crash.id}", undo: "fault clear ${D}{crash.id}", expect: [{that: crash.changed}]}`,
      `{name: c, do: "fault clear ${D}{crash.id}"}`,
    ];
    expect(drillComplaints(drillOfSteps(steps))).toEqual([
      '5:34 EXPRESSION_INVALID in this expression: "crash" is not known here yet: the step b binds it',
      '6:45 EXPRESSION_INVALID in this expression: "crash" is not known here yet: the step b binds it',
    ]);
  });

  test('what is said about the whole knows parameters only, and an objective what its step knew', () => {
    const more = [
      'require: [{that: before.count > 0}, {finding: LHC015, for: before.elected}]',
      'never: [{that: before.count > 0}]',
      'restored: [{that: before.count > 0}]',
      'objectives:',
      '  first: {eventually: before.count > 0, within: 1m, after: a}',
      '  later: {eventually: before.count > 0, within: 1m, after: o}',
    ].join('\n');
    const places = drillProblems(drillOfSteps(['{name: a, wait: 5m}', observe], more)).map(({ object }) => object);
    expect(places).toEqual([
      'require[0].that',
      'require[1].for',
      'never[0].that',
      'restored[0].that',
      'objectives.first.eventually',
    ]);
  });

  test('a finding is about an object, and is one that there is', () => {
    const ofRequirement = (entry: string) =>
      drillComplaints(drillOfSteps(['{name: a, wait: 5m}'], `require: [${entry}]`));
    expect(ofRequirement('{finding: LHC01, for: lease}')).toEqual([
      expect.stringMatching(/^6:21 FINDING_UNKNOWN there is no finding "LHC01"; did you mean "LHC010"\?/),
      '6:33 EXPRESSION_INVALID in this expression: it gives google.protobuf.Duration, not the name of an object',
    ]);
    expect(ofRequirement('{that: "true", for: zone}')).toEqual([
      '6:26 KEY_OUT_OF_PLACE "for" is of use only with "finding"',
    ]);
  });

  test('where what they rest on is broken, nothing is said of names', () => {
    const text = `holdover: drill/1\nname: x\nparams: [zone]\nsteps: [{name: a, do: "lhc end-outage --zone ${D}{zone}"}]`;
    expect(drillComplaints(text)).toEqual(['3:9 VALUE_INVALID params is a list; it must be a map of names']);
  });
});
