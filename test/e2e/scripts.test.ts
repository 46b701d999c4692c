/**
 * What scripts rely on, of results: --quiet, colours, and where flags may stand. Errors are in errors.test.ts.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

const ESCAPE = '\u001B[';

test('--quiet prints nothing on success, and errors all the same', async () => {
  const site = await CliSite.contoso();
  const silent = { stdout: '', stderr: '', exitCode: 0 };
  for (const line of ['lhc force-outage --zone ams --quiet', 'clock advance 5m --quiet', '--quiet lhc status']) {
    expect(await site.run(line)).toEqual(silent);
  }
  expect((await site.zone('ams')).state).toBe('initial-ha');
  const wrong = await site.run('lhc force-outage --zone amz --quiet');
  expect(wrong).toMatchObject({ stdout: '', exitCode: 64, stderr: expect.stringContaining('ZONE_UNKNOWN') });
  expect((await site.run('clock show --quiet --json')).stdout).toContain('"holdover.clock/1"');
});

test('colours come on demand, move nothing, and never get into JSON', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  await site.text('clock advance 2m');
  const coloured = { env: { FORCE_COLOR: '1' } };
  for (const line of ['lhc status', 'lhc events', 'lhc elect', 'lhc sync', 'site list']) {
    const [plain, painted] = await Promise.all([site.text(line), site.text(line, coloured)]);
    expect(plain).not.toContain(ESCAPE);
    expect(painted).toContain(ESCAPE);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    expect(painted.replaceAll(/\u001B\[\d+m/g, '')).toBe(plain);
  }
  expect((await site.run('lhc status --json', coloured)).stdout).not.toContain(ESCAPE);
  expect(await site.text('lhc status', { env: { NO_COLOR: '1' } })).not.toContain(ESCAPE);
  expect(await site.text('lhc status --no-color', coloured)).not.toContain(ESCAPE);
});

test('lhc is a command of its own for every verb', async () => {
  const site = await CliSite.contoso();
  const bin = { bin: 'bin/lhc.js' };
  await site.text('force-outage --zone ams', bin);
  expect(await site.text('status', bin)).toBe(await site.text('lhc status'));
  const wrong = await site.run('force-outage --zone amz', bin);
  expect(wrong).toMatchObject({ exitCode: 64, stderr: expect.stringContaining('Did you mean ams?') });
});
