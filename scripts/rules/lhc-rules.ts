/**
 * The numbered rules of Local Host Cache that this project keeps to, by short title.
 *
 * Not here: what proves each of them. The names of tests say that, and docs/rules.md is made of both.
 */

interface Rule {
  readonly id: string;
  readonly title: string;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Rule[];
}

export const lhcRules: readonly RuleGroup[] = [
  {
    name: 'State machine',
    rules: [
      { id: 'R1', title: 'five states, eight edges, no other change' },
      { id: 'R2', title: 'a connector starts in working-normally: the cloud brokers, configuration is synchronised' },
      { id: 'R3', title: 'one unhealthy component leads to pending-ha' },
      { id: 'R4', title: 'pending-ha asks all connectors of the zone before it becomes initial-ha; health leads back' },
      { id: 'R5', title: 'only a connector that hears from a StoreFront leaves working-normally' },
      {
        id: 'R6',
        title: 'after three days without StoreFront contact HA mode is refused, forced or not, and says why',
      },
      { id: 'R7', title: 'initial-ha judges health at its end and is never cut short' },
      { id: 'R8', title: 'extended-ha has no longest time and ends as soon as all is healthy' },
      { id: 'R9', title: 'pending-recovery falls back at the first bad check and hands back after a good period' },
      { id: 'R10', title: 'the secondary broker serves in initial-ha, extended-ha and pending-recovery alone' },
      { id: 'R11', title: 'by default, initial-ha follows 60 s after the loss of the cloud' },
      { id: 'R12', title: 'lengths of initial-ha and pending-recovery can be set, and reports print them' },
      { id: 'R13', title: 'an outage of one zone changes no other zone' },
    ],
  },
  {
    name: 'Synchronisation',
    rules: [
      { id: 'R14', title: 'polls every 60 s and imports only changes, of administrators or of the system' },
      { id: 'R15', title: 'an import builds a new database that replaces the old one only when it is whole' },
      { id: 'R16', title: 'a failed import keeps the last good database and logs event 505' },
      { id: 'R17', title: 'connectors synchronise independently, and differing revisions are shown' },
      { id: 'R18', title: 'sessions and registrations are never synchronised' },
      { id: 'R19', title: 'no import in HA mode (event 507); synchronisation goes on after recovery' },
    ],
  },
  {
    name: 'Election',
    rules: [
      { id: 'R20', title: 'the first live connector by FQDN is elected, at all times and in every state' },
      { id: 'R21', title: 'a connector that is not elected refuses registrations and connections in HA mode' },
      { id: 'R22', title: 'when the elected connector is lost another takes over, and machines register again' },
      { id: 'R23', title: 'a returning connector that ranks first takes brokering back, and machines register again' },
      { id: 'R24', title: 'a restart of a connector that is not elected changes nothing' },
      { id: 'R25', title: 'the size of a connector plays no part in the election' },
    ],
  },
  {
    name: 'Machines',
    rules: [
      { id: 'R26', title: 'a machine notices a switch at its next heartbeat, within 5 min, both ways' },
      { id: 'R27', title: 'the elected broker starts empty; a registration brings the sessions of its machine' },
      { id: 'R28', title: 'after recovery the secondary broker drops every registration' },
      { id: 'R29', title: 'a machine tries its controllers in random order, groups of them in order' },
      { id: 'R30', title: 'registrations beyond the limit of a zone (10,000) are refused, with an event' },
      { id: 'R31', title: 'a mismatch of session support refuses a registration' },
      { id: 'R32', title: '10,000 machines are registered within 10 min of entry' },
    ],
  },
  {
    name: 'Brokering',
    rules: [
      { id: 'R33', title: 'in HA mode launches stay within the zone' },
      { id: 'R34', title: 'a change of mode touches no session, and reconnecting works' },
      { id: 'R35', title: 'multi-session launches go to the lowest load index; 10,000 is full' },
      { id: 'R36', title: 'maintenance keeps new sessions out; multi-session machines can still be reconnected to' },
      { id: 'R37', title: 'a tag restriction narrows the machines of an entitlement' },
      { id: 'R38', title: 'a pooled machine goes into maintenance when its user logs off during an outage' },
      { id: 'R39', title: 'only the switches of site and group together lift R38' },
      { id: 'R40', title: 'those switches do nothing for static and multi-session groups' },
      { id: 'R41', title: 'no power actions in HA mode' },
      { id: 'R42', title: 'an outage makes no new static assignments' },
      { id: 'R43', title: 'in HA mode the secondary broker issues STA tickets' },
    ],
  },
  {
    name: 'StoreFront',
    rules: [
      { id: 'R44', title: 'a heartbeat to each connector every 60 s; an unhealthy one is not used' },
      { id: 'R45', title: 'a failed controller is bypassed for 60 min, but at once retried when all have failed' },
      { id: 'R46', title: 'load balancing takes the controllers in turn' },
      { id: 'R47', title: 'a connector in no StoreFront never enters HA mode, and the report counts what that loses' },
      {
        id: 'R48',
        title: 'AdvancedHealthCheck keeps launches within zones that host the resource; without it some fail',
      },
      { id: 'R49', title: 'aggregation groups decide what is shown once and where it is launched' },
    ],
  },
  {
    name: 'Protocol',
    rules: [
      { id: 'R50', title: 'XML: any case of the path, POST alone, errors of the application in a 200 answer' },
      { id: 'R51', title: 'an ADC probe finds a connector up by its farm, and down when it is not elected in HA mode' },
      { id: 'R52', title: 'the XML monitor needs a ticket tag' },
      { id: 'R53', title: 'the three public nmap scripts succeed' },
      { id: 'R54', title: 'the registrar answers an expectation with an interim 100' },
      { id: 'R55', title: 'an STA ticket names authority, ticket and version' },
      { id: 'R56', title: 'an STA ticket is good once, and expires' },
    ],
  },
  {
    name: 'Rehearsal and reports',
    rules: [
      { id: 'R57', title: 'an outage is forced and released on each connector' },
      { id: 'R58', title: 'a rehearsal takes all connectors of a zone; a part of them is pointed out' },
      {
        id: 'R59',
        title: 'whether an outage is on can be told from the log: which of 3502/3507 and 3503/3508 is later',
      },
      { id: 'R60', title: 'status shows for each connector: enabled, elected, outage mode' },
      { id: 'R61', title: 'an import of exactly 250 machines is suspected to be cut off' },
      { id: 'R62', title: 'numbers that rest on an assumption are printed as such' },
    ],
  },
];
