/**
 * What each code of provisioning means, in general: the one place for it. `check` takes effect and fix from here where it has nothing
 * more exact to say, `explain` tells all of it, and docs/findings.md is made of it.
 *
 * Some codes are only reasons why a server may not stream to a target; `check` does not look for those.
 *
 * Not here: what is the case on a site (the messages of the rules, and of ../eligibility).
 */

import type { FindingText } from '../../finding/index.ts';
import type { PvsCode } from '../codes/index.ts';
import { RETRIES_FAIL, RETRIES_WARN, TARGETS_PER_SERVER } from './limits.ts';

const BRIEF = "the product's public description of fail-over between provisioning servers";

export const PVS_TEXTS: Readonly<Record<PvsCode, FindingText>> = {
  PVS009: {
    severity: 'fail',
    title: 'the Stream Service is stopped',
    meaning: 'The server runs, and its Stream Service does not: it streams to nobody, and takes no logins.',
    effect: 'its targets went to other servers where they may, and are held where they may not',
    fix: 'start the Stream Service of the server again',
    basis: `${BRIEF}: a service that is stopped tells its targets to log in elsewhere`,
  },
  PVS010: {
    severity: 'fail',
    title: 'a server is down',
    meaning:
      'The server cannot be reached by anybody. Nobody was told: its targets notice it by requests without an answer.',
    effect: 'its targets are held until they give up on it, and go on where another server may have them',
    fix: 'bring the server back',
    basis: `${BRIEF}, and the documentation of the retries of a target`,
  },
  PVS011: {
    severity: 'warn',
    title: 'fewer than two servers',
    meaning:
      'A site or a store has one server, or one server alone may stream a vDisk now, for whatever reason: nobody could take over from it.',
    effect: 'when that server stops, its targets are held until it is back',
    fix: 'let a second server of the site have the store, with identical copies',
    basis: `${BRIEF}: targets go on at another server of their site, never of another site`,
  },
  PVS012: {
    severity: 'warn',
    title: 'one login server, or none that is up',
    meaning:
      'Targets reach the farm by a list of up to four login servers, which they ask one after another. This list names one server only, or none of it takes logins.',
    effect: 'when no login server is up no target can boot, whatever servers there are',
    fix: 'list a second login server for the site',
    basis: 'documentation of the bootstrap file, which asks for two at least',
  },
  PVS013: {
    severity: 'info',
    title: 'a server of another site',
    meaning: 'A target is streamed by servers of its own site alone: a site is where fail-over ends.',
    effect: 'the server never has targets of this site, not even when no other is left',
    fix: 'nothing, where servers enough are in the site; else move the server, or the targets',
    basis: BRIEF,
  },
  PVS014: {
    severity: 'info',
    title: 'the server does not serve the store',
    meaning: 'The store of the vDisk is not assigned to this server, which therefore has none of its images.',
    effect: 'the server never has targets of the vDisk',
    fix: 'add the server to the store, with identical copies of its images',
    basis: BRIEF,
  },
  PVS015: {
    severity: 'warn',
    title: 'a store cannot be reached from a server',
    meaning:
      'The server serves the store and cannot open its images now: a cut connection, a path that is gone, a right that is missing.',
    effect: 'targets of the store go on at the other servers that may have them, and are held where there is none',
    fix: 'see that the server reaches the path of the store',
    basis:
      'documentation of the states of a copy, where a copy that cannot be looked at is neither missing nor out of date',
  },
  PVS016: {
    severity: 'warn',
    title: 'a copy is missing',
    meaning:
      'A server of the store lacks a file of a version that targets boot or run from: every file since the last base is needed.',
    effect: 'that server cannot take over targets of the version, nor boot them',
    fix: 'copy the files of the version to the server, and keep their times',
    basis: 'documentation of replicated stores, and of the states of a copy',
  },
  PVS017: {
    severity: 'warn',
    title: 'a copy is not identical',
    meaning:
      'The copy of a version on this server was modified at another time, or, where identity goes by content, has other content. Making the same change on two servers does not make identical copies.',
    effect: 'that server cannot take over targets of the version, nor boot them',
    fix: 'copy the image from a server that has the right one, and keep its time',
    basis: `${BRIEF}; copies are compared by their time of modification, to the second`,
  },
  PVS018: {
    severity: 'warn',
    title: 'a properties file is missing or not identical',
    meaning:
      'Beside each image lies a file with its properties, which has to be copied with it. Here it is missing, or has another time.',
    effect: 'that server cannot take over targets of the version, nor boot them',
    fix: 'copy the properties file from a server that has the right one, and keep its time',
    basis: 'documentation of the states of a copy',
  },
  PVS019: {
    severity: 'warn',
    title: 'a chain of versions is broken',
    meaning:
      'A difference disk has the identity and the time of its parent in its header. On this server the file below it is another one, or of another time.',
    effect: 'that server cannot open the version: it has no target of it',
    fix: 'copy all files of the version since its last base from a server that has the right ones, and keep their times',
    basis: 'documentation of the two errors with which such a file is refused',
  },
  PVS021: {
    severity: 'warn',
    title: 'load balancing is off',
    meaning: 'The vDisk is assigned to one server, which alone streams it.',
    effect: 'when its server stops, its targets are held until it is back',
    fix: 'turn load balancing on for the vDisk',
    basis: BRIEF,
  },
  PVS022: {
    severity: 'fail',
    title: "the write cache is on a server's own disk",
    meaning:
      "What targets write is kept by their server on a disk of its own, where no other server can read it. So it is, too, when a cache that should be on the target's disk falls back to the server since there is no such disk.",
    effect: 'when their server stops, its targets are held until it is back: no other has what they have written',
    fix: 'keep the write cache in the RAM or on the disk of the target',
    basis: 'documentation of the write cache and of its fall-back. That such a target cannot move is inferred from it',
  },
  PVS023: {
    severity: 'warn',
    title: 'private mode on local storage',
    meaning: 'A vDisk in private mode is written to, and on local storage one server alone has what was written.',
    effect: 'when its server stops, its target is held until it is back',
    fix: 'put the vDisk on shared storage, or into standard mode',
    basis: `${BRIEF}. That a private vDisk on shared storage moves is assumed`,
  },
  PVS024: {
    severity: 'info',
    title: 'a target runs from a version in maintenance',
    meaning:
      'A version in maintenance is written to by one target, which has it exclusively: there is no fail-over for it.',
    effect: 'when its server stops, that target is held until it is back',
    fix: 'promote the version when the work on it is done',
    basis: BRIEF,
  },
  PVS025: {
    severity: 'warn',
    title: 'fixed subnet affinity, with fewer than two servers in the subnet',
    meaning: 'Subnet affinity of the vDisk is fixed: servers outside the subnet of a target may not have it.',
    effect: 'when the server in the subnet stops, the targets of the collection are held until it is back',
    fix: 'give a second server an address in the subnet, or set the affinity to best-effort',
    basis: 'documentation of subnet affinity. That fail-over obeys it was seen in an experiment',
  },
  PVS026: {
    severity: 'info',
    title: 'another device has the image exclusively',
    meaning:
      'A vDisk in private mode, or a version in maintenance, belongs to the first target that boots it, also while that is off.',
    effect: 'a second target cannot boot it',
    fix: 'shut the other target down and release its lock',
    basis: 'documentation of locks',
  },
  PVS027: {
    severity: 'fail',
    title: 'no version for targets of this type',
    meaning:
      'Production targets boot released production versions alone, test targets also those in test. The vDisk of the collection has no version that its targets may boot.',
    effect: 'no target of the collection can boot',
    fix: 'promote a version of the vDisk',
    basis: 'documentation of the access of versions',
  },
  PVS031: {
    severity: 'warn',
    title: 'without one server the others would have too many targets',
    meaning: `If one server of the site stopped, its targets would be spread over the others by their load, and one of them would have more than ${TARGETS_PER_SERVER}.`,
    effect: 'what a server does beyond its documented limit is unknown: targets may be slow, or be held',
    fix: 'add a server to the site',
    basis: `documentation: ${TARGETS_PER_SERVER} targets a server. The forecast counts targets that are on; that load is targets divided by power rating is assumed`,
  },
  PVS041: {
    severity: 'warn',
    title: 'subnet affinity together with rebalancing',
    meaning:
      'The vDisk has subnet affinity, and servers move its targets among themselves to balance their load. The two work against each other.',
    effect: 'targets may be moved to and fro, each time with a pause',
    fix: 'turn off one of the two for the vDisk',
    basis: 'documentation warns of it',
  },
  PVS051: {
    severity: 'warn',
    title: 'no offline database support, or the database is away',
    meaning:
      'Servers need the database of the farm, unless offline database support lets them carry on with what they know. Without it everything stands still when the database is away; with it management does.',
    effect: 'when the database is away every target is held, however many servers there are',
    fix: 'turn offline database support on for the farm',
    basis: 'documentation of offline database support. That fail-over goes on with it is inferred',
  },
  PVS061: {
    severity: 'warn',
    title: 'targets repeat many requests',
    meaning: `A target repeats a request that is not answered in time. More than ${RETRIES_WARN} retries hint at lost packets or a slow server, more than ${RETRIES_FAIL} are grave.`,
    effect: 'everything is slow on those targets: each retry is a pause',
    fix: 'look for lost packets and for load on the way between the server and its targets',
    basis: 'grades that administrators use for their reports',
  },
  PVS071: {
    severity: 'info',
    title: 'a version is pending',
    meaning:
      'A version was promoted to production, and production targets do not get it yet: its date has not come, or not every server of the store has a current copy. Of a version in test or in maintenance it says that servers lack it, so that it would be pending.',
    effect: 'targets that boot get the version before it',
    fix: 'copy the version to every server of the store, and wait for its date',
    basis: 'documentation of the access of versions',
  },
};

/** Every code, in the order of their numbers. */
export const PVS_CODES = Object.keys(PVS_TEXTS) as readonly PvsCode[];

const REFUSALS_ONLY: readonly PvsCode[] = ['PVS013', 'PVS014', 'PVS026'];

/** The codes that `check` looks for. */
export const PVS_CHECKED: readonly PvsCode[] = PVS_CODES.filter((code) => !REFUSALS_ONLY.includes(code));
