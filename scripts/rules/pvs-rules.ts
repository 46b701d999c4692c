/**
 * The numbered rules of Provisioning that this project keeps to, by short title.
 *
 * Not here: those of serving blocks over a network, which is no part of it so far.
 */

import type { RuleGroup } from './lhc-rules.ts';

export const pvsRules: readonly RuleGroup[] = [
  {
    name: 'Eligibility',
    rules: [
      { id: 'P1', title: 'every running server of the site that reaches the vDisk is a candidate' },
      { id: 'P2', title: 'on shared storage a target goes on with any server, from the same files' },
      { id: 'P3', title: 'only a server whose copy is identical takes over' },
      { id: 'P4', title: 'an updated copy is excluded for those on the old content, and no other copy is' },
      { id: 'P5', title: 'the same update made twice is not identical: another time is enough' },
      { id: 'P6', title: 'a copy that keeps content and time is identical, to the second' },
      { id: 'P7', title: 'where content counts, equal times with other content are not identical' },
      { id: 'P8', title: 'a file of the chain, or its properties, missing or out of date excludes a server' },
      { id: 'P9', title: 'a private image on local storage does not fail over' },
      { id: 'P10', title: 'a version in maintenance does not fail over' },
      { id: 'P11', title: 'without load balancing one server is assigned, and nobody takes over from it' },
      { id: 'P12', title: 'never a server of another site' },
      { id: 'P13', title: 'a server that has not the store, or does not reach it, is no candidate' },
      { id: 'P14', title: 'subnet affinity: none, best effort, or fixed, which refuses a server outside' },
      { id: 'P15', title: 'servers that are down or stopped are no candidates; silence is believed after 8 s' },
      {
        id: 'P16',
        title: 'with no candidate a boot is refused with its reason, and a running target waits and asks on',
      },
    ],
  },
  {
    name: 'Selection',
    rules: [
      { id: 'P17', title: 'the login server need not be the one that streams' },
      { id: 'P18', title: 'a login gets the least busy server that may have the target' },
      { id: 'P19', title: 'how busy a server is depends on its power rating' },
      { id: 'P20', title: 'load is targets by power rating, and the same facts give the same choice' },
      { id: 'P21', title: 'the targets of a lost server are spread over all that qualify' },
      { id: 'P22', title: 'many logins at once are balanced like one after another' },
    ],
  },
  {
    name: 'Boot',
    rules: [
      { id: 'P23', title: 'one to four login servers, asked in order, the next after 5 s of silence' },
      { id: 'P24', title: 'so many boots at once on a server; the others wait and try again' },
      { id: 'P25', title: 'fail-overs are never held back as boots' },
      { id: 'P26', title: 'a target counts as booting until its driver is connected, or for the longest time' },
    ],
  },
  {
    name: 'Fail-over',
    rules: [
      { id: 'P27', title: 'every read and write is answered in the end, rightly, and none with an error' },
      { id: 'P28', title: 'a stop of the Stream Service tells every target to log in elsewhere' },
      { id: 'P29', title: 'a stop answers or hands over what is under way before it closes' },
      { id: 'P30', title: 'after a crash: tries with doubling time-outs, then another login' },
      { id: 'P31', title: 'the reply time-out follows the network, from 0.5 to 10 s' },
      { id: 'P32', title: 'the heartbeat finds out a dead server for an idle target' },
      { id: 'P33', title: 'while it reconnects a target holds its requests, sends them again in order, and shows it' },
      { id: 'P34', title: 'late and double answers of a former session count for nothing' },
      { id: 'P35', title: 'a fail-over keeps the version that was booted' },
      { id: 'P36', title: 'the target verifies the copy itself, whatever it was told' },
      { id: 'P37', title: 'a rebalance moves no booting target; one whose server goes starts again at its list' },
      { id: 'P38', title: 'nobody goes back by himself when a server returns' },
      { id: 'P39', title: 'the test of an administrator works: address, stop, another address' },
      { id: 'P40', title: 'what a stop would do is worked out without touching anything' },
    ],
  },
  {
    name: 'Write cache',
    rules: [
      { id: 'P41', title: 'a cache at the target loses no write in a fail-over' },
      { id: 'P42', title: 'a cache on a server fails over only where the next server reaches it' },
      { id: 'P43', title: 'a cache is thrown away at boot, never at a fail-over' },
      { id: 'P44', title: 'a target that fell back to a cache on the server is shown as not highly available' },
      { id: 'P45', title: 'writes that were confirmed as flushed outlive the death of the server' },
    ],
  },
  {
    name: 'Rebalance',
    rules: [
      { id: 'P46', title: 'servers look every ten minutes, and only where it is enabled' },
      { id: 'P47', title: 'it begins above the trigger over the fair share, power ratings included' },
      { id: 'P48', title: 'guards: too few targets, or too many that boot' },
      { id: 'P49', title: 'booting targets stay' },
      { id: 'P50', title: 'it never makes the highest load higher, and a second run moves nobody' },
      { id: 'P51', title: 'by hand it takes one server and tells how many it moves' },
      { id: 'P52', title: 'subnet affinity together with rebalancing is warned of' },
      { id: 'P53', title: 'it keeps to eligibility and affinity' },
    ],
  },
  {
    name: 'Versions and copies',
    rules: [
      { id: 'P54', title: 'a version that is not on every server, or not due yet, is pending' },
      { id: 'P55', title: 'a version that is pending no longer becomes the default by itself, unless one is pinned' },
      { id: 'P56', title: 'six inventory states for each server and version; unreachable is not missing' },
      { id: 'P57', title: 'a lock file is no part of identity or of replication' },
      { id: 'P58', title: 'a maintenance version goes to the first maintenance target alone' },
      { id: 'P59', title: 'one version in maintenance, test or merge at a time' },
      { id: 'P60', title: 'a merged chain reads as the chain before' },
      { id: 'P61', title: 'too many versions after a promotion are merged by themselves' },
      { id: 'P62', title: 'a difference disk on another parent, or another time of it, is refused' },
      { id: 'P63', title: 'old versions are deleted only when nobody has booted them' },
      { id: 'P64', title: 'locks: shared or exclusive; the owner gets a stale one again, others do not' },
    ],
  },
  {
    name: 'Loss of the database',
    rules: [
      { id: 'P65', title: 'with offline support streaming goes on, and management is refused' },
      { id: 'P66', title: 'what changed meanwhile is written back on return' },
      { id: 'P67', title: 'without offline support the loss ends streaming' },
      { id: 'P68', title: 'a slow database does not hang streaming' },
    ],
  },
  {
    name: 'Reports and import',
    rules: [
      {
        id: 'P69',
        title:
          'status shows server, address, vDisk, version, retries and cache of a target; state and count of a server',
      },
      { id: 'P70', title: 'retries are graded: ok to 100, warning to 1000, error above' },
      {
        id: 'P71',
        title: 'an import takes property names by either alias, and names object, property, value and range',
      },
      { id: 'P72', title: 'an import keeps and prints nothing like a password' },
      { id: 'P73', title: 'unknown properties and numbers give warnings, no failure' },
      { id: 'P74', title: 'each known risk to high availability is a finding' },
    ],
  },
  {
    name: 'Scale',
    rules: [
      {
        id: 'P85',
        title: 'losing one of several servers, every target goes on, and how long they were held is told',
      },
    ],
  },
];
