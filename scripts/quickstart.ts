/**
 * A first look at holdover (`npm run quickstart`): an outage of one zone, from the take-over to the hand-back, and the fail-over of a target,
 * with the real commands.
 *
 * It looks at the state at each stage and ends with 1 when the state is not what the story says, so it is a smoke test as well. What it does
 * happens in a store of its own, which is removed at the end.
 * Not here: installing and building, which `npm run quickstart` does first (prepare.js).
 */
import { curveHeading, curveLine } from './quickstart/curve.ts';
import { expectFacts, UnexpectedState } from './quickstart/expectation.ts';
import { type StatusJson, timeOfDay, type ZoneJson } from './quickstart/status-json.ts';
import { CommandFailure, throwawayCli } from './quickstart/throwaway-cli.ts';

const SITE_FILE = process.argv[2] ?? 'examples/sites/contoso.yaml';
const ZONE = 'ams';
const MACHINE_COUNT = 432;
const BROKER = 'cc-ams-01.contoso.example';

/** A machine speaks to its broker every 5 minutes: by then all have to be there. */
interface Curve {
  readonly what: string;
  readonly step: string;
  readonly stepsMax: number;
}

/** An outage in one zone changes no other. */
const CALM = { 'other zones': 'as before' };

const cli = throwawayCli();
process.on('exit', () => cli.remove());
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
// Whoever reads this has seen enough, as with `npm run quickstart | head`.
process.stdout.on('error', () => process.exit(0));

try {
  await tellStory();
} catch (error) {
  if (!(error instanceof UnexpectedState || error instanceof CommandFailure)) throw error;
  process.stderr.write(`\n✗ FAIL  ${error.message}\n`);
  process.exitCode = 1;
}

async function tellStory(): Promise<void> {
  const startedMs = performance.now();
  await loadSite();
  await forceOutage();
  await watchTakeOver();
  await openDesktop();
  await endOutage();
  await watchHandBack();
  await showEvents();
  await testFailover();
  const seconds = Math.ceil((performance.now() - startedMs) / 1000);
  say(`✓ OK  Everything went as expected. 26 minutes in the site, ${seconds} s here.`);
  sayWhatNext();
}

async function loadSite(): Promise<void> {
  say(`1. Load a site: three zones, 926 machines. It is a model, and its clock stands still until it is moved.
   Zone tok lacks something on purpose: the lines below the table say what would go wrong in its next outage.`);
  await show('site', 'load', SITE_FILE);
  await show('lhc', 'status');
  await expectStage({ state: 'working-normally', brokering: 'cloud', cloud: MACHINE_COUNT, verdict: 'healthy' });
}

async function forceOutage(): Promise<void> {
  say(`2. Force an outage of zone ${ZONE}. Its connectors check one another for a minute before they take over.`);
  await show('lhc', 'force-outage', '--zone', ZONE);
  await expectStage({ state: 'pending-ha', brokering: 'cloud', cloud: MACHINE_COUNT, verdict: 'degraded' });
  await show('clock', 'advance', '60s');
  await show('lhc', 'status');
  await expectStage({ state: 'initial-ha', brokering: 'secondary', broker: BROKER, cloud: 0 });
}

async function watchTakeOver(): Promise<void> {
  say(`3. The first connector by name brokers now, and no machine knows it yet. Each one finds out
   when it next speaks to its broker, which it does every 5 minutes.`);
  const what = `machines of ${ZONE} that are registered with ${BROKER}`;
  await showCurve({ what, step: '30s', stepsMax: 10 }, (zone) => zone.connectors[BROKER]?.registrations ?? 0);
  await expectStage({ state: 'initial-ha', brokering: 'secondary', broker: BROKER, secondary: MACHINE_COUNT });
}

async function openDesktop(): Promise<void> {
  say('4. People go on working meanwhile. Somebody opens an application: which way does that go?');
  await show('lhc', 'launch', 'user-0042', 'Excel');
}

async function endOutage(): Promise<void> {
  say(`5. End the outage. The zone goes on by itself for a while: initial-ha is never cut short, and then
   everything has to stay healthy for a time (pending-recovery) before the cloud gets its zone back.`);
  await show('lhc', 'end-outage', '--zone', ZONE);
  await show('clock', 'advance', '5m');
  await show('lhc', 'status');
  await expectStage({ state: 'pending-recovery', brokering: 'secondary', broker: BROKER, secondary: MACHINE_COUNT });
}

async function watchHandBack(): Promise<void> {
  say(`6. Ten minutes later the zone is handed back, and the machines follow in the same way as before.
   Desktops that were used in the outage could not be reset then: that is done now, and takes them 3 minutes more.`);
  await show('clock', 'advance', '10m');
  await show('lhc', 'status');
  await expectStage({ state: 'working-normally', brokering: 'cloud', broker: null, secondary: 0 });
  const what = `machines of ${ZONE} that are registered with the cloud`;
  await showCurve({ what, step: '1m', stepsMax: 5 }, (zone) => zone.machines.registeredWith.cloud);
  await expectStage({ state: 'working-normally', brokering: 'cloud', cloud: MACHINE_COUNT, verdict: 'healthy' });
}

async function showEvents(): Promise<void> {
  say("7. What the broker wrote to its event log meanwhile, with the product's numbers.");
  const ids = ['3504', '3502', '3508', '3503'];
  const selection = ['--connector', BROKER, ...ids.flatMap((id) => ['--id', id])];
  const text = await show('lhc', 'events', ...selection);
  for (const id of ids)
    expectFacts({ [`event ${id} shown`]: text.includes(` ${id} `) }, { [`event ${id} shown`]: true });
}

async function testFailover(): Promise<void> {
  say(`8. The second system: machines that stream their disks. Would a desktop notice if its server went? The vendor's
   test in three steps: note its server, stop the Stream Service there, confirm that another one has it.`);
  const text = await show('pvs', 'test-failover', 'vda-017');
  expectFacts({ 'the test passed': /^PASS$/m.test(text) }, { 'the test passed': true });
}

function sayWhatNext(): void {
  console.log(`
All this was in a store of its own, which is gone now. To go on by yourself:

  npx holdover site load ${SITE_FILE}
  npx holdover check                                       what would hurt users in an outage, and how to mend it
  npx holdover rehearse "cloud-unreachable all" --for 2h   who could not open what, for how long, and why
  npx holdover pvs ok-to-stop pvs2                         who would move, and who would freeze, and why
  npx holdover lhc elect                                   who would take over, and why zone tok has nobody
  npx holdover fault inject cloud-unreachable fra --for 30m
  npx holdover lhc wait --until "lhc.zones.fra.machines.registeredWith.secondary == 308"
  npx holdover lhc status
  npx holdover watch --rate 60                             runs the clock, a minute each second; Ctrl-C ends it
  npx holdover fault clear --all
  npx holdover help                                        every command; and pages such as "help states"

"node bin/run.js" is the same as "npx holdover" and starts faster. "npm link" puts holdover, lhc and pvs on the PATH.`);
}

function say(text: string): void {
  console.log(`\n${text}`);
}

/** Runs a command as the reader would, and shows both the command and what it prints. */
async function show(...words: string[]): Promise<string> {
  console.log(`\n$ holdover ${words.join(' ')}`);
  const text = await cli.run(words);
  process.stdout.write(text);
  return text;
}

async function status(): Promise<StatusJson> {
  return JSON.parse(await cli.run(['lhc', 'status', '--json'])) as StatusJson;
}

/** Moves the clock step by step and draws a line each time, until all machines are counted. */
async function showCurve({ what, step, stepsMax }: Curve, countOf: (zone: ZoneJson) => number): Promise<void> {
  console.log(`\n$ holdover clock advance ${step}       (these two again and again, until all are there)`);
  console.log('$ holdover lhc status --json\n');
  console.log(curveHeading(what));
  let lastCount = 0;
  for (let steps = 0; ; steps++) {
    const document = await status();
    const count = countOf(zoneOf(document));
    console.log(curveLine({ time: timeOfDay(document.at), count }, MACHINE_COUNT));
    const known = count + zoneOf(document).machines.resetting;
    expectFacts(
      { 'the count falls': known < lastCount, ...otherZones(document) },
      { 'the count falls': false, ...CALM },
    );
    if (known === MACHINE_COUNT) return;
    expectFacts({ 'all are there in time': steps < stepsMax }, { 'all are there in time': true });
    lastCount = known;
    await cli.run(['clock', 'advance', step]);
  }
}

/** Looks at the site as it is now. @throws {UnexpectedState} when it is not at this stage of the story */
async function expectStage(wanted: Readonly<Record<string, unknown>>): Promise<void> {
  const document = await status();
  const { state, brokering, connectors, machines } = zoneOf(document);
  const broker = Object.entries(connectors).find(([, connector]) => connector.accepting)?.[0] ?? null;
  // A desktop that is reset after use is nobody's for three minutes, and then again whose it was.
  const { cloud, secondary } = machines.registeredWith;
  const facts = {
    verdict: document.verdict,
    state,
    brokering,
    broker,
    cloud: brokering === 'cloud' ? cloud + machines.resetting : cloud,
    secondary: brokering === 'secondary' ? secondary + machines.resetting : secondary,
    total: machines.total,
  };
  expectFacts({ ...facts, ...otherZones(document) }, { total: MACHINE_COUNT, ...CALM, ...wanted });
}

function otherZones({ lhc }: StatusJson): typeof CALM {
  const changed = Object.entries(lhc.zones).filter(
    ([name, { brokering, machines }]) =>
      name !== ZONE && (brokering !== 'cloud' || machines.registeredWith.none !== machines.resetting),
  );
  return { 'other zones': changed.length === 0 ? 'as before' : changed.map(([name]) => `${name} changed`).join(', ') };
}

function zoneOf({ lhc }: StatusJson): ZoneJson {
  const zone = lhc.zones[ZONE];
  if (zone === undefined) throw new UnexpectedState(`the site has no zone ${ZONE}`);
  return zone;
}
