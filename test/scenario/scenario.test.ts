/**
 * The stories of this folder, each under the rules it proves.
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scenario, toldScenarios } from '../support/scenario.ts';

test('R1, R3, R4, R7, R8, R9, R10, R28, R57: a forced outage of a whole zone goes all the way and back', () =>
  scenario('forced-outage'));

test('R3, R4, R7, R8, R9, R10, R11, R26, R28: a lost cloud is noticed by the first message that cannot be relayed', () =>
  scenario('lost-cloud'));

test('R3, R11: without machines the next StoreFront heartbeat notices the lost cloud', () =>
  scenario('lost-cloud-without-machines'));

test('R1, R4, R7: a cloud that comes back early ends a pending outage, and cuts no initial HA short', () =>
  scenario('short-outage'));

test('R8, R9, R10: a failure while recovery is pending leads back to extended HA', () =>
  scenario('failure-in-pending-recovery'));

test('R4, R8, R9: a flapping link makes no machine register back and forth', () => scenario('flapping-link'));

test('R3, R4, R10: a connector that alone is cut off stays pending until it is healed', () =>
  scenario('one-connector-cut-off'));

test('R4, R57: forcing a part of a zone leaves that part pending', () => scenario('forced-in-part'));

test('R4: the majority can decide that a zone is in an outage', () => scenario('verdict-of-the-majority'));

test('R4: a single connector can decide that it is in an outage', () => scenario('verdict-of-any'));

test('R5, R6, R47: a zone that no StoreFront lists never enters HA mode, forced or not', () =>
  scenario('zone-without-storefront'));

test('R5, R6: three days without StoreFront end the right to HA mode, forced or not', () =>
  scenario('storefront-contact-expires'));

test('R20, R21, R22, R23, R26: when the elected connector crashes the next takes over, until it is back', () =>
  scenario('elected-crashes'));

test('R21, R24: a restart of a connector that is not elected moves no machine', () => scenario('another-restarts'));

test('R20, R22, R23: when its secondary broker stops the elected connector loses the role', () =>
  scenario('secondary-broker-down'));

test('R20, R21: a zone torn in two has two brokers, and one when it is healed', () => scenario('partition'));

test('R21, R22: machines that cannot reach the elected connector are refused by all others', () =>
  scenario('machines-cut-off'));

test('R5, R20, R47: an elected connector that StoreFront does not list leaves its zone without a broker', () =>
  scenario('tok-cannot-broker'));

test('an election among those in HA mode passes over a connector that cannot enter it', () =>
  scenario('election-in-ha-mode'));

test('R14, R15, R16, R17: every connector imports a change on its own, and keeps the old one when that fails', () =>
  scenario('synchronisation'));

test('R19: nothing is imported in HA mode, and what was missed is imported afterwards', () =>
  scenario('synchronisation-in-an-outage'));

test('a machine that crashes is given up by its broker when contact is overdue', () => scenario('machine-down'));

test('R30: machines beyond the registration limit are refused, and the limit is logged once', () =>
  scenario('registration-limit'));

test('R13: an outage of one zone leaves the others alone', () => scenario('zones-are-apart'));

test('every story is told', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'));
  expect(files.toSorted()).toEqual(toldScenarios().toSorted());
});
