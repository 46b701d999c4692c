/**
 * The drill of an outage in its shortest form, with a step of nearly every kind.
 */
export const OUTAGE_DRILL = `holdover: drill/1
name: lhc-outage
title: A zone keeps brokering while the cloud broker is unreachable, and hands back cleanly
params:
  zone:  {type: zone, required: true}
  lease: {type: duration, default: 40m}
require:                                   # before the first step; exit 10 when false
  - {finding: LHC015, absent: true, for: zone}
  - {finding: LHC021, absent: true, for: zone}
  - {that: "lhc.zones[zone].state == 'working-normally'"}
  - {that: "lhc.zones[zone].connectors.all(c, lhc.zones[zone].connectors[c].localDb.revision == lhc.cloudBroker.revision)", why: every connector synchronises on its own}
never:                                     # watched at every event of the run
  - {that: 'lhc.zones[zone].acceptingBrokers > 1', why: only the elected broker may accept}
steps:
  - name: baseline
    observe: {registered: 'lhc.zones[zone].machines.registered', elected: 'lhc.zones[zone].elected'}
    as: before
  - name: cut
    title: Force the outage on every connector of the zone
    danger: severe
    do:   lhc force-outage --zone \${zone} --for \${lease}
    undo: lhc end-outage --zone \${zone}
    expect:
      - {eventually: "lhc.zones[zone].brokering == 'secondary'", within: 3m}
      - {eventually: 'lhc.zones[zone].machines.registeredPercent >= 95.0', within: 9m}
  - name: watcher
    ask: Can people at the help desk open a desktop?      # a person answers; their time is not counted
    as: helpdesk
  - name: lose-the-elected
    do:   fault inject connector-down \${before.elected} --for 20m
    as:   crash
    undo: fault clear \${crash.id}
    expect:
      - {eventually: 'lhc.zones[zone].elected != before.elected', within: 2m}
      - {stays: 'lhc.zones[zone].acceptingBrokers <= 1', for: 5m}
  - name: bring-it-back
    do: fault clear \${crash.id}
    expect: [{eventually: 'lhc.zones[zone].elected == before.elected', within: 5m}]
  - name: restore
    do: lhc end-outage --zone \${zone}
    expect: [{eventually: "lhc.zones[zone].state == 'working-normally'", within: 40m}]
restored:                                  # after the last step, and after an abort
  - {eventually: 'lhc.zones[zone].machines.registeredWith.secondary == 0', within: 40m}
objectives:                                # judged in the report, with the margin
  firstLaunch: {eventually: "lhc.zones[zone].brokering == 'secondary'", within: 3m, after: cut}
`;
