/**
 * What each finding means, in general: the one place for it. `check` takes effect and fix from here where it has nothing more exact
 * to say, `explain` tells all of it, and docs/findings.md is made of it.
 *
 * Not here: what is the case on a site (the messages of the rules).
 */

import type { FindingText } from '../../finding/index.ts';
import { formatDuration } from '../../kernel/index.ts';
import { OUTAGE_MS } from './exhaustion.ts';
import { SIZES } from './sizes.ts';

export type LhcCode =
  | 'LHC010'
  | 'LHC011'
  | 'LHC012'
  | 'LHC013'
  | 'LHC014'
  | 'LHC015'
  | 'LHC016'
  | 'LHC021'
  | 'LHC031'
  | 'LHC033'
  | 'LHC041'
  | 'LHC042'
  | 'LHC043'
  | 'LHC051'
  | 'LHC061'
  | 'LHC062'
  | 'LHC063'
  | 'LHC064'
  | 'LHC065'
  | 'LHC066';

const BRIEF = "the product's public description of Local Host Cache";

export const LHC_TEXTS: Readonly<Record<LhcCode, FindingText>> = {
  LHC010: {
    severity: 'fail',
    title: 'no connector of the zone is a delivery controller',
    meaning:
      'No StoreFront lists a connector of the zone, neither by its name nor by a virtual server. Without traffic from a StoreFront a connector never enters HA mode.',
    effect: 'nobody brokers for the zone: all of its machines are lost',
    fix: 'list every connector of the zone in StoreFront, or a virtual server over them',
    basis: BRIEF,
  },
  LHC011: {
    severity: 'warn',
    title: 'the zone has fewer than two connectors',
    meaning: 'The zone has a single connector, so nobody can take over from it.',
    effect: 'when the connector is down as well, nobody brokers for the zone',
    fix: 'install a second connector in the zone, and list it in StoreFront as well',
    basis: `${BRIEF}; sizing guides ask for one connector more than the load needs`,
  },
  LHC012: {
    severity: 'warn',
    title: 'a connector is no delivery controller',
    meaning:
      'No StoreFront lists this connector, neither by its name nor by a virtual server, although others of its zone are listed. It hears no traffic from a StoreFront.',
    effect: 'it refuses HA mode, even forced, and cannot take over from the others',
    fix: 'add the connector to StoreFront, or to the virtual server that StoreFront lists',
    basis: `${BRIEF}; the reason for a refusal (NoNFuseActivity) was seen in a trace of a real connector`,
  },
  LHC013: {
    severity: 'fail',
    title: 'resources differ by zone, and AdvancedHealthCheck is off',
    meaning:
      'The zones behind a StoreFront do not all have the same resources, and StoreFront was not told to send a launch only where its resource lives.',
    effect: 'launches are sent to brokers of any zone, and those that reach a wrong one fail',
    fix: 'turn on AdvancedHealthCheck in StoreFront (1912 CU1 or newer), or publish the same resources in every zone',
    basis: BRIEF,
  },
  LHC014: {
    severity: 'fail',
    title: 'no StoreFront contact within the expiry',
    meaning:
      'The connector is listed in a StoreFront, and has not heard from it for longer than the expiry, or not yet.',
    effect: 'it refuses HA mode, even forced',
    fix: 'see that StoreFront runs and reaches the connector',
    basis: 'a trace of a real connector, which refused HA mode after 3 days without StoreFront traffic',
  },
  LHC015: {
    severity: 'fail',
    title: 'nobody would broker for the zone',
    meaning:
      'The election goes by name and by nothing else. Here it makes a connector the broker that cannot enter HA mode, or there is none that can be elected.',
    effect: 'nobody brokers for the zone: all of its machines are lost',
    fix: 'see to it that every connector of the zone runs and is listed in StoreFront',
    basis: `${BRIEF}. That a connector outside HA mode can win the election is assumed (electionAmong: all)`,
  },
  LHC016: {
    severity: 'fail',
    title: 'AdvancedHealthCheck on a StoreFront that does not have it',
    meaning: 'AdvancedHealthCheck is turned on, but this StoreFront is older than 1912 CU1: the setting has no effect.',
    effect: 'as if it were off: launches go to brokers of any zone, and those that reach a wrong one fail',
    fix: 'update StoreFront to 1912 CU1 or newer',
    basis: BRIEF,
  },
  LHC021: {
    severity: 'warn',
    title: 'the LocalDB is not current',
    meaning:
      "A connector's last import of the configuration failed, never happened, or is older than the configuration at the cloud broker.",
    effect: 'it brokers from what it has: users lack what was changed since, or, without any import, everything',
    fix: 'look for events 505, 517 and 518 of the connector (holdover lhc events), and mend what keeps it from importing',
    basis: `${BRIEF}. That the former LocalDB stays in use after a failed import is inferred from it`,
  },
  LHC031: {
    severity: 'fail',
    title: 'more machines than one broker may register',
    meaning:
      'In an outage one secondary broker registers the machines of the whole zone, and there is a limit to how many.',
    effect: 'the machines beyond the limit are refused: nobody can be brokered to them',
    fix: 'move machines to another zone with connectors of its own',
    basis: 'documentation: 10,000 machines in a zone (registrationLimit of the zone)',
  },
  LHC033: {
    severity: 'warn',
    title: 'the connector that would be elected is small for the zone',
    meaning:
      'The election does not look at cores and memory. Whoever comes first by name has to carry all registrations and logons of the zone alone.',
    effect: 'registrations and launches are slow, or fail, while everybody comes at once',
    fix: 'give the connector the cores and the memory that the whole zone needs',
    basis: `that the election ignores size is documented; how much a zone needs is assumed: ${sizesText()}`,
  },
  LHC041: {
    severity: 'warn',
    title: 'pooled machines run out in a long outage',
    meaning:
      'A pooled machine that somebody has used is reset when they log off. In an outage that is not possible, and the machine is put into maintenance mode instead: each machine is used once.',
    effect: 'from then on nobody gets a new desktop of the group in this zone until the outage is over',
    fix: 'add machines; or allow used machines to be used again, with both switches, where that is safe',
    basis: `${BRIEF}. The forecast is arithmetic on the site's workload, for an outage of all zones, ${formatDuration(OUTAGE_MS)} unless --outage says otherwise. It is assumed that sessions are spread over the zones as machines are when it begins, and launches evenly over the zones that have the resource; whoever has a session already takes no further machine`,
  },
  LHC042: {
    severity: 'warn',
    title: 'used pooled machines are used again without a reset',
    meaning:
      'Both switches are on, of the site and of the group: in an outage a pooled machine goes from one user to the next as it is.',
    effect: 'a used desktop, with what its user left behind, may reach another user',
    fix: 'turn reuseMachinesWithoutShutdownInOutage off where that is not acceptable',
    basis: 'documentation of the two switches',
  },
  LHC043: {
    severity: 'warn',
    title: 'power actions are on for hosting that has none',
    meaning:
      'Power actions in an outage are turned on. They are there for vSphere and for Citrix Hypervisor; the hosting of this group is another.',
    effect: 'its used machines are not reset: they go into maintenance mode as if it were off',
    fix: 'do not count on power actions for this group; see LHC041 for how long its machines last',
    basis: `${BRIEF}, which names the two in a preview`,
  },
  LHC051: {
    severity: 'warn',
    title: 'an outage is forced on a part of a zone',
    meaning: 'Some connectors of the zone are forced into an outage, and some are not.',
    effect: 'those that are forced wait in pending-ha: the zone is not brokered by itself, and nothing is rehearsed',
    fix: 'force all connectors of the zone, or none',
    basis: 'documentation asks to force all of them. What becomes of a part is assumed',
  },
  LHC061: {
    severity: 'fail',
    title: 'the monitor does not take a non-elected connector down',
    meaning:
      'The virtual server is watched by a tcp monitor. In an outage every connector accepts connections, and only the elected one brokers; the monitor leaves all of them up.',
    effect: 'requests and tickets that the virtual server gives to a connector that is not elected fail',
    fix: 'bind the citrix-xd-ddc monitor, which asks for an answer of the broker',
    basis: BRIEF,
  },
  LHC062: {
    severity: 'fail',
    title: 'a virtual server spans zones',
    meaning: 'Connectors of different zones are members of one virtual server. In an outage each zone is on its own.',
    effect: 'launches that the virtual server gives to a connector of another zone fail',
    fix: 'make a virtual server for each zone',
    basis: BRIEF,
  },
  LHC063: {
    severity: 'fail',
    title: 'a virtual server is mapped to no zone, or to another',
    meaning:
      'With AdvancedHealthCheck StoreFront sends a launch to the zones of its resource. It knows the zone of a connector, and of a virtual server only what the administrator mapped.',
    effect: 'launches for the zone are not sent to its connectors, or launches for another zone are',
    fix: 'map the virtual server to the zone of its members',
    basis: BRIEF,
  },
  LHC064: {
    severity: 'warn',
    title: 'a virtual server is in no StoreFront',
    meaning:
      'No StoreFront lists the virtual server as a delivery controller, so it does not bring its members any traffic.',
    effect: 'its members enter HA mode only where StoreFront reaches them in another way',
    fix: 'list the virtual server in StoreFront, or remove it',
    basis: BRIEF,
  },
  LHC065: {
    severity: 'warn',
    title: 'a connector of the zone is missing from its virtual server',
    meaning: 'The virtual server is over the connectors of one zone, and not over all of them.',
    effect: 'when the one that is missing is elected, no request that comes by the virtual server is brokered',
    fix: 'add the connector to the virtual server',
    basis: BRIEF,
  },
  LHC066: {
    severity: 'fail',
    title: 'a gateway has no ticket authority',
    meaning:
      'A launch through a gateway needs a ticket of a connector that the gateway asks. The list of this gateway is empty, and a share of the launches comes by it.',
    effect: 'every launch through the gateway fails, in normal operation too',
    fix: 'list connectors of every zone as ticket authorities (stas) of the gateway',
    basis: BRIEF,
  },
};

export const LHC_CODES = Object.keys(LHC_TEXTS) as readonly LhcCode[];

function sizesText(): string {
  return SIZES.map(({ singleSessionMax, multiSessionMax, cores, memoryGb }) => {
    const upTo =
      singleSessionMax === Number.POSITIVE_INFINITY
        ? 'beyond that'
        : `up to ${singleSessionMax} machines (${multiSessionMax} multi-session)`;
    return `${upTo} ${cores} cores and ${memoryGb} GB`;
  }).join(', ');
}
