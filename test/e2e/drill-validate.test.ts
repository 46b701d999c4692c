/**
 * `drill validate`, and what helps to write a drill file. What is wrong with which file is told in test/unit/app/drill.
 */
import { expect, test } from 'vitest';
import { DRILL_EXAMPLE } from '../../src/ui/text/help-topics/drill-file.ts';
import { CliSite } from '../support/cli-site.ts';
import { OUTAGE_DRILL } from '../support/outage-drill.ts';

/** Something is wrong in nearly every line. */
const BROKEN = `holdover: drill/1
name: broken
params:
  zone: {type: zon}
  lease: {type: duration, default: 40}
require:
  - {finding: LHC999, for: zonee}
never:
  - {that: 'lhc.zones[zone].acceptingBroker > 1'}
steps:
  - name: baseline
    observe: {elected: 'lhc.zones[zone].elected'}
    as: before
  - name: cut
    do: lhc force-outag --zone \${zone} --for \${leese}
    undo: lhc end-outage --zon \${zone}
    expect:
      - {eventually: 'before.electd != null'}
      - {stays: "lhc.zones[zone].state == 'x'", for: 5}
  - name: cut
    do: fault clear \${crash.id}
    wait: 5m
  - name: crash
    do: fault inject connector-down \${before.elected}
    as: crash
objectives:
  first: {eventually: crash.changed, within: 3m, after: crsh}
`;

const SAID = `✗ ERROR  broken.yaml is not a valid drill file: 15 problems.
         broken.yaml:4:16  VALUE_INVALID  params.zone.type  type is "zon"; did you mean "zone"? (allowed: zone, connector, storefront, machine, user, resource, server, vdisk, target, duration, integer, number, boolean, text)
         broken.yaml:5:36  DEFAULT_INVALID  params.lease.default  default is "40"; it must be a duration, such as 40m or 1h30m
         broken.yaml:7:15  FINDING_UNKNOWN  require[0].finding  there is no finding "LHC999" (allowed: LHC010, LHC011, LHC012, LHC013, LHC014, LHC015, LHC016, LHC021, LHC031, LHC033, LHC041, LHC042, LHC043, LHC051, LHC061, LHC062, LHC063, LHC064, LHC065, LHC066, PVS009, PVS010, PVS011, PVS012 and 19 more)
         broken.yaml:7:28  EXPRESSION_INVALID  require[0].for  in this expression: unknown variable: zonee; did you mean "zone"?
         broken.yaml:9:29  CONDITION_INVALID  never[0].that  in this condition: no such key: acceptingBroker; did you mean "acceptingBrokers"?
         broken.yaml:15:9  COMMAND_UNKNOWN  steps[1].do[0]  lhc has no command "force-outag". Did you mean "lhc force-outage"?
         broken.yaml:15:48  EXPRESSION_INVALID  steps[1].do[0]  in this expression: unknown variable: leese; did you mean "lease"?
         broken.yaml:16:11  FLAG_UNKNOWN  steps[1].undo[0]  "lhc end-outage" has no flag --zon. Did you mean --zone?
         broken.yaml:18:10  KEY_MISSING  steps[1].expect[0].eventually  "eventually" needs "within", such as within: 3m
         broken.yaml:18:30  CONDITION_INVALID  steps[1].expect[0].eventually  in this condition: no such key: electd; did you mean "elected"?
         broken.yaml:19:54  VALUE_INVALID  steps[1].expect[1].for  for is 5; it must be a duration with units, such as 90s or 3m, or \${NAME} of a parameter of type duration
         broken.yaml:20:11  NAME_TAKEN  steps[2].name  step 2 is called "cut" as well
         broken.yaml:21:23  EXPRESSION_INVALID  steps[2].do[0]  in this expression: "crash" is not known here yet: the step crash binds it
         broken.yaml:22:5  KEYS_EXCLUSIVE  steps[2].wait  the step cut has one of do, observe, ask, manual, wait, run; "do" is here as well as "wait"
         broken.yaml:27:57  STEP_UNKNOWN  objectives.first.after  there is no step "crsh"; did you mean "crash"? (allowed: baseline, cut, crash)
         Try: holdover help drill-file
              holdover schema drill
         DRILL_FILE_INVALID (exit 65)
`;

test('everything that is wrong with a file is said at once, with its place and what was probably meant', async () => {
  const site = new CliSite();
  site.file('broken.yaml', BROKEN);
  site.file('good.yaml', OUTAGE_DRILL);
  const run = await site.run('drill validate good.yaml broken.yaml');
  expect(run).toEqual({ stdout: '', stderr: SAID, exitCode: 65 });
  const { error } = await site.json('drill validate broken.yaml good.yaml broken.yaml', 65);
  expect(error).toMatchObject({ code: 'DRILL_FILE_INVALID', message: '2 files are not valid drill files.' });
  const { problems } = error as { readonly problems: readonly object[] };
  expect(problems).toHaveLength(30);
  expect(problems).toContainEqual({
    code: 'CONDITION_INVALID',
    message: 'in this condition: no such key: electd; did you mean "elected"?',
    file: 'broken.yaml',
    line: 18,
    column: 30,
    object: 'steps[1].expect[0].eventually',
  });
});

test('a valid file is told of in text and in JSON, also from standard input; one that is not there is 66', async () => {
  const site = new CliSite();
  const given = { stdin: OUTAGE_DRILL };
  expect(await site.text('drill validate -', given)).toBe(
    [
      '✓ standard input is a valid drill file: lhc-outage, 6 steps, danger: severe.',
      '  PARAMETER  TYPE      DEFAULT',
      '  zone       zone      none: has to be given',
      '  lease      duration  40m',
      'Next: holdover drill plan FILE --param zone=ZONE\n',
    ].join('\n'),
  );
  site.file('example.yaml', DRILL_EXAMPLE);
  expect(await site.json('drill validate example.yaml')).toMatchObject({
    schema: 'holdover.drill-validate/1',
    valid: true,
    drills: [{ file: 'example.yaml', name: 'lose-the-cloud', steps: 5, danger: 'severe' }],
  });
  const missing = await site.refused('drill validate example.yaml absent.yaml', 66, 'FILE_NOT_FOUND');
  expect(missing).toContain('Try: holdover help drill-file');
});

test('the format is documented: a page with an example, and a JSON Schema', async () => {
  const site = new CliSite();
  const page = await site.text('help drill-file');
  expect(page).toContain('  holdover: drill/1\n  name: lose-the-cloud\n');
  expect(page.split('\n').filter((line) => line.length > 120)).toEqual([]);
  expect(await site.json('schema drill')).toMatchObject({ title: 'holdover drill file', required: expect.any(Array) });
});
