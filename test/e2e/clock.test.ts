/**
 * `clock show` and `clock advance`: where time stands, what is wrong usage, and what no loss and no kill can change.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { environmentOf, ROOT } from '../support/cli.ts';
import { CliSite } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';

const KILLS = 20;

test('the clock stands still until it is moved', async () => {
  const site = await CliSite.contoso();
  expect(await site.text('clock show')).toBe(
    'contoso · 2026-01-05 08:00:00Z (T+0s). The clock stands still.\nNext: holdover clock advance 5m\n',
  );
  expect(await site.json('clock advance 1.5h')).toMatchObject({
    schema: 'holdover.clock/1',
    site: 'contoso',
    at: '2026-01-05T09:30:00.000Z',
    elapsedSec: 5400,
    from: '2026-01-05T08:00:00.000Z',
    changed: true,
  });
  expect(await site.text('clock advance 10ms')).toContain('09:30:00.010Z (T+1h30m), 10ms later.');
  expect(await site.json('clock show')).toMatchObject({ at: '2026-01-05T09:30:00.010Z', changed: false });
  const before = site.stored();
  expect(await site.json('clock advance 0s')).toMatchObject({ changed: false });
  expect(site.stored()).toBe(before);
});

test('moves one after the other are one entry of the journal, as if made at once', async () => {
  const site = await CliSite.contoso();
  for (const step of ['1m', '90s', '2h']) await site.text(['clock', 'advance', step]);
  const { journal } = await site.json('site show');
  expect(journal).toMatchObject([
    { sequence: 1, at: '2026-01-05T08:00:00.000Z', command: 'holdover clock advance 2h2m30s' },
  ]);
});

test('wrong usage moves nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  const [missing, , , negative, far] = await Promise.all([
    site.refusedInTurn('clock advance', 64, 'ARGUMENT_MISSING'),
    site.refusedInTurn('clock advance soon', 64, 'DURATION_INVALID'),
    site.refusedInTurn(['clock', 'advance', ''], 64, 'DURATION_INVALID'),
    site.refusedInTurn('clock advance -5m', 64, 'DURATION_INVALID'),
    site.refusedInTurn('clock advance 3651d', 64, 'ADVANCE_TOO_FAR'),
    site.refusedInTurn('clock advance 1h 2h', 64, 'ARGUMENT_UNEXPECTED'),
  ]);
  expect(missing).toContain('needs DURATION.');
  expect(negative).toContain('Try: holdover clock advance --help');
  expect(far).toContain('A move is 3650 days at most.');
  expect(site.stored()).toBe(before);
});

test('without the cache, and with a damaged one, every answer is the same', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams --for 12m');
  await site.text('clock advance 7m');
  await site.text('fault inject connector-down cc-ams-01');
  await site.text('clock advance 90s');
  const before = site.stored();
  const answers = () => Promise.all(['lhc status --json', 'lhc events --last 0'].map((line) => site.text(line)));
  const known = await answers();
  rmSync(join(site.home, '.cache'), { recursive: true });
  expect(await answers()).toEqual(known);
  for (const damage of [
    (bytes: Buffer) => bytes.fill(7, bytes.length >> 1),
    (bytes: Buffer) => bytes.subarray(0, 100),
  ]) {
    for (const file of readdirSync(site.cacheDir())) {
      const path = join(site.cacheDir(), file);
      writeFileSync(path, damage(readFileSync(path)));
    }
    expect(await answers()).toEqual(known);
  }
  rmSync(join(site.home, '.cache'), { recursive: true });
  writeFileSync(join(site.home, '.cache'), 'no folder');
  expect(await answers()).toEqual(known);
  expect(site.stored()).toBe(before);
  const moved = await site.json('clock advance 1m');
  expect(moved).toMatchObject({ at: '2026-01-05T08:09:30.000Z' });
});

test('the same commands in two homes print the same bytes', async () => {
  const script = [
    'lhc force-outage --zone ams',
    'fault inject link-flapping fra --every 15s --for 10m',
    'clock advance 4m',
    'clock advance 11m --json',
    'lhc status --verbose',
    'lhc status --json',
    'lhc events --last 0',
    'lhc end-outage --all-zones',
    'site show --json',
  ];
  const outputs = await Promise.all(
    [1, 2].map(async () => {
      const site = await CliSite.contoso();
      const printed: string[] = [];
      for (const line of script) printed.push(await site.text(line));
      return printed;
    }),
  );
  expect(outputs[0]).toEqual(outputs[1]);
});

test('moves from several terminals at once are all made', async () => {
  const site = await CliSite.contoso();
  await Promise.all(Array.from({ length: 6 }, () => site.text('clock advance 1m')));
  expect(await site.json('clock show')).toMatchObject({ elapsedSec: 360 });
});

test(`after ${KILLS} kills in the middle of a move the store reads, and time goes on`, async () => {
  const site = new CliSite();
  await site.text(['site', 'load', site.file('big.yaml', smallSite({ name: 'big', machines: 8_000 }))]);
  await site.text('lhc force-outage --zone main');
  let movedCount = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = elapsedSec(site);
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'run.js'), 'clock', 'advance', '1m'], {
      env: environmentOf(site.home),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await sleep(randomInt(50, 500));
    child.kill('SIGKILL');
    await ended;
    const moved = elapsedSec(site) - before;
    expect([0, 60]).toContain(moved);
    movedCount += moved / 60;
    if (kill % 5 === 4) expect((await site.status()).elapsedSec).toBe(elapsedSec(site));
  }
  await site.text('clock advance 1m');
  expect((await site.status()).elapsedSec).toBe((movedCount + 1) * 60);
});

/** How far the stored clock is from the start. The document is whole, or this throws. */
function elapsedSec(site: CliSite): number {
  const document = JSON.parse(site.stored('big')) as { worldMs: number; definition: { startMs: number } };
  return (document.worldMs - document.definition.startMs) / 1000;
}
