/**
 * `holdover help conditions`.
 */
export const conditionsPage = `A condition is an expression over the status document, in CEL (Common Expression Language): what you can see
with "holdover status --json", a condition can test.

  lhc.zones.ams.state == 'extended-ha'
  lhc.zones.ams.machines.registeredPercent >= 95.0
  lhc.zones.ams.machines.registeredWith.secondary + 1 > 400
  lhc.zones['ams'].connectors['cc-ams-01.contoso.example'].accepting
  lhc.zones.all(z, lhc.zones[z].brokering != 'none')
  verdict == 'healthy' && lhc.zones.ams.sinceSec >= 600.0
  lhc.zones.ams.machines.registeredWith.none == lhc.zones.ams.machines.resetting
  pvs.targetCounts.frozen == 0 && pvs.servers.pvs1.streamService == 'running'
  pvs.targets['vda-017'].state == 'streaming'
  pvs.vdisks.win11.versions['42'].replicas.pvs3 == 'current'

Names are map keys; one with dots or hyphens, or of digits alone, goes in brackets and quotes. Words such as states
stand in single quotes, and the whole condition in double quotes, which works in sh, cmd and PowerShell. Counts and
ramCachePercent are integers; durations (…Sec), loads and other percentages are decimals: write 600.0, not 600, when you
calculate with them.

A reason for which no launch has failed yet counts 0, and so do other things that have not happened:

  lhc.launches.failedBy['wrong-zone'] == 0

A value that can be null is asked for that first, else the condition cannot be calculated while it is:

  lhc.zones.ams.elected != null && lhc.zones.ams.elected.startsWith('cc-ams-01')

A site without provisioning has no "pvs". Of a hundred thousand targets, targetCounts is faster than asking each. That
nobody waits for his disk is pvs.heldTargets == 0: a target whose server has just crashed still counts as streaming.

--until ends "wait" and "watch" with 0, --fail-on with 1; --expect lets a command change something only where the
condition holds, else it exits with 11. A condition that names what cannot exist is wrong usage (64) at once.
Conditions are looked at after every event, and where they name a duration, at every second.
`;
