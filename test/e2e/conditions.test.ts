/**
 * Conditions on the command line: what they can say, and that what cannot come true is wrong usage at once.
 *
 * Not here: that conditions see what the status document says (test/unit/app, test/property).
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

const TRUE: readonly string[] = [
  "lhc.zones['ams'].connectors['cc-ams-01.contoso.example'].elected",
  "lhc['zones']['ams'].state == 'working-normally'",
  'lhc.zones.ams.machines.registeredWith.secondary + 1 == 1',
  'lhc.zones.ams.machines.registered > 431 && revision == 1',
  'lhc.zones.ams.machines.registeredPercent == 100.0',
  "lhc.zones.all(zone, lhc.zones[zone].brokering != 'none')",
  "lhc.zones.exists(zone, zone == 'tok')",
  "!('paris' in lhc.zones) && !has(lhc.zones.paris)",
  "lhc.zones.ams.elected != null && lhc.zones.ams.elected.startsWith('cc-ams-01')",
  "'cc-tok-01.contoso.example' in lhc.storeFronts.sf1.missingConnectors",
  "lhc.zones.ams.connectors['cc-ams-01.contoso.example'].components['vda-relay'] == 'healthy'",
  'size(lhc.zones.ams.electedBrokers) == 1',
  'lhc.zones.ams.machines.tainted + lhc.zones.ams.machines.resetting == 0 && lhc.zones.ams.machines.available > 0',
  'lhc.zones.ams.sessions.active == 0',
  "lhc.vips['vip-tok.contoso.example'].members['cc-tok-02.contoso.example'].state == 'up'",
  "lhc.storeFronts.sf1.deliveryControllers['vip-tok.contoso.example'].bypassedUntil == null",
  // A reason for which no launch has failed yet.
  "lhc.launches.failedBy['wrong-zone'] == 0 && lhc.launches.attempted == lhc.enumerations.attempted",
];

test('a condition can name everything that the status document shows', async () => {
  const site = await CliSite.contoso();
  const conditions = TRUE.map((condition) => `(${condition})`).join(' && ');
  expect(await site.json(['lhc', 'wait', '--until', conditions])).toMatchObject({ outcome: 'holds', waitedSec: 0 });
});

const INVALID: readonly (readonly [condition: string, part: string])[] = [
  ["lhc.zones.ams.stat == 'x'", 'No such key: stat.'],
  ["lhc.zones.ams.stat == 'x'", 'Did you mean state?'],
  ["lhc.zone.ams.state == 'x'", 'Did you mean zones?'],
  ["state == 'x'", 'Unknown variable: state.'],
  ["lhc.zones.amss.state == 'x'", 'Did you mean ams?'],
  ["lhc.zones['amss'].state == 'x'", 'No such key: amss.'],
  ["lhc.zones.ams.connectors['cc-ams-1.contoso.example'].up", 'Did you mean cc-ams-01.contoso.example?'],
  // In these, CEL would forgive the name that is not there for as long as the other side decides.
  ["lhc.zones.amss.state == 'x' && verdict == 'failed'", 'No such key: amss.'],
  ["lhc.launches.failedBy['wrong-zon'] > 0", 'Did you mean wrong-zone?'],
  ["verdict == 'healthy' || lhc.storeFronts.sf2.advancedHealthCheck", 'Did you mean sf1?'],
  ['lhc.zones.ams.machines.registered', 'it gives int, not true or false.'],
  ['lhc.zones.ams.elected', 'it gives string, not true or false.'],
  ['', 'Unexpected token: EOF.'],
  ['lhc.zones.ams.state ==', 'Unexpected token: EOF.'],
  ["lhc.zones.ams.state = 'x'", 'Unexpected character: =.'],
  ['lhc.zones.ams.state == 3', 'no such overload: string == int.'],
  ['lhc.zones.ams.machines.registeredPercent == 100', 'no such overload: double == int.'],
  ['1 / 0 == 1', 'division by zero.'],
];

test('a condition that cannot come true is wrong usage, says where, and moves nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  for (const [condition, part] of INVALID) {
    const { error } = (await site.json(['lhc', 'wait', '--until', condition], 64)) as unknown as ErrorDocument;
    expect(error.code).toBe('CONDITION_INVALID');
    expect(`${error.message}\n${error.why}`).toContain(part);
  }
  expect(site.stored()).toBe(before);
});

test('each flag says that it was it, with a mark below the place', async () => {
  const site = await CliSite.contoso();
  const wrong = ['lhc.zones.ams.stat == 1'];
  const text = await site.refused(['lhc', 'wait', '--fail-on', ...wrong], 64, 'CONDITION_INVALID');
  expect(text).toContain('--fail-on is no condition: No such key: stat.');
  expect(text).toContain('\n         lhc.zones.ams.stat == 1\n                       ^^^^\n');
  const expected = await site.refused(['clock', 'advance', '1m', '--expect', ...wrong], 64, 'CONDITION_INVALID');
  expect(expected).toContain('--expect is no condition');
  const watched = await site.run(['watch', '--until', ...wrong]);
  expect(watched).toMatchObject({ stdout: '', stderr: expect.stringContaining('--until is no'), exitCode: 64 });
});

interface ErrorDocument {
  readonly error: { readonly code: string; readonly message: string; readonly why: string };
}
