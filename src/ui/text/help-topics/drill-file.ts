/**
 * `holdover help drill-file`: the whole format, with an example that is valid as it stands.
 */

export const DRILL_EXAMPLE = `holdover: drill/1
name: lose-the-cloud
title: A zone goes on brokering while the cloud broker cannot be reached
params:
  zone:  {type: zone}                       # has no default, so it has to be given
  lease: {type: duration, default: 40m, title: When the outage ends by itself}
require:
  - {finding: LHC015, for: zone, why: a zone without StoreFront brokers nothing}
  - {that: "lhc.zones[zone].state == 'working-normally'"}
never:
  - {that: 'lhc.zones[zone].acceptingBrokers > 1', why: one broker for each zone}
steps:
  - name: before
    observe: {elected: 'lhc.zones[zone].elected', machines: 'lhc.zones[zone].machines.registered'}
    as: start
  - name: cut
    title: Force the outage
    danger: severe
    do: lhc force-outage --zone \${zone} --for \${lease}
    undo: lhc end-outage --zone \${zone}
    expect:
      - {eventually: "lhc.zones[zone].brokering == 'secondary'", within: 3m}
      - {eventually: 'lhc.zones[zone].machines.registered >= start.machines', within: 15m}
  - name: look
    ask: Does a desktop open in \${zone}?
    as: desktop
  - name: lose-the-elected
    do: fault inject connector-down \${start.elected} --for 20m
    as: crash
    undo: fault clear \${crash.id}
    expect:
      - {eventually: 'lhc.zones[zone].elected != start.elected', within: 2m}
      - {stays: 'lhc.zones[zone].acceptingBrokers <= 1', for: 5m}
  - name: repair
    do:
      - fault clear \${crash.id}
      - lhc end-outage --zone \${zone}
    expect: [{eventually: "lhc.zones[zone].state == 'working-normally'", within: 40m}]
restored:
  - {eventually: 'lhc.zones[zone].machines.registeredWith.secondary == 0', within: 40m}
objectives:
  takeOver: {eventually: "lhc.zones[zone].brokering == 'secondary'", within: 3m, after: cut}
`;

export const drillFilePage = `DRILL FILE

A drill is a runbook that people can read and holdover can run. It is one YAML or JSON file that begins with
"holdover: drill/1".

  holdover drill validate FILE     reports everything that is wrong with a file, with line and column
  holdover schema drill            prints the JSON Schema, for completion in an editor
  holdover drill plan FILE         shows what would be done on the site, and what would come of it

AN EXAMPLE

${DRILL_EXAMPLE.trimEnd().replaceAll(/^/gm, '  ')}

THE WHOLE

  name, title, description   who it is, for people
  params       NAME: {type, default, required, title}, given with --param NAME=VALUE; without a default it has to be
               given. Types: zone, connector,
               storefront, machine, user, resource, server, vdisk, target (looked up in the site), duration, integer,
               number, boolean, text
  require      what has to be so before the first step: {finding: CODE, for: OBJECT} where the finding has to be absent
               ("absent: false": present), or {that: CONDITION}
  never        {that: CONDITION}: what must not be so at any event of the run
  steps        see below
  restored     what has to come true after the last step, and after an abort: as in "expect"
  objectives   NAME: {eventually: CONDITION, within: TIME, after: STEP}: judged in the report, with the margin
  why          goes with every condition, and is shown where it fails

STEPS

A step has a name (small letters, digits and -) and does one thing:

  do: LINE     a command line of holdover, or a list of them; "exit: N" where the last one has to end with another code
               than 0
  observe      NAME: EXPRESSION, values to keep
  ask          a question; answered yes or no, where no fails the step, or with one of "options: [A, B]"
  manual       an instruction, which a person confirms
  wait: TIME   lets time pass
  run: LINE    a command of this machine, without a shell; only with --allow-run; "exit: N" as above. In a copy ("plan",
               "--seeds") it is taken for done, and what its step expects is not judged

  as: NAME     binds the result, for later steps: the JSON document of the command, the values, the answer; of "run"
               {exit, output}: what it wrote without the last line breaks, 64 KiB at most. What it writes to standard
               error goes to the terminal
  expect       a list of {that: CONDITION} (now), {eventually: CONDITION, within: TIME}, {stays: CONDITION, for: TIME}.
               All times count from when the action is done
  undo         command lines that take it back, newest first, when the drill fails or is aborted
  danger       none, mild or severe: somebody at a terminal is asked before a severe step
  once: true   never done twice, also when the drill was killed half-way
  title        what it is, for people

EXPRESSIONS

Conditions are those of "holdover help conditions". They see parameters and what earlier steps have bound as well, by
name: zone, start.elected. "never", "require" and "restored" see parameters alone; "expect" and "undo" also what their
own step binds. In command lines, questions and instructions \${…} puts in a value, always as one word; inside single
quotes it is text. At the beginning of a word it may put in nothing that begins with "-", which would be a flag. Within
a YAML list or map in brackets, [ ] or { }, a text with \${…} needs quotes around it. A TIME is a duration such as 90s
or 40m, or \${NAME} of a parameter of type duration.`;
