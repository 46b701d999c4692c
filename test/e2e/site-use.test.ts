/**
 * `site list`, `site use`, `site show`, `site reset`, `site remove`; and which site a command means.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';

/** Someone with contoso, and `small` as the current site. */
async function withTwoSites(): Promise<CliSite> {
  const site = await CliSite.contoso();
  await site.text(['site', 'load', site.file('small.yaml', smallSite({ name: 'small' }))]);
  return site;
}

test('the current site is the one loaded last, until another is used', async () => {
  const site = await withTwoSites();
  const listed = await site.json('site list');
  expect(listed).toMatchObject({
    schema: 'holdover.sites/1',
    current: 'small',
    sites: [
      { name: 'contoso', current: false, at: '2026-01-05T08:00:00.000Z', actions: 0, problem: null },
      { name: 'small', current: true },
    ],
  });
  expect(await site.text('site list')).toMatch(/\n {2}contoso {2}2026-01-05 08:00:00Z {2}0 actions\n● small /);
  expect(await site.json('site use contoso')).toMatchObject({ name: 'contoso', before: 'small', changed: true });
  expect(await site.json('site use contoso')).toMatchObject({ before: 'contoso', changed: false });
  expect(await site.text('site use contoso')).toBe('The current site is contoso already.\n');
  expect(await site.json('clock show')).toMatchObject({ site: 'contoso' });
});

test('--site and HOLDOVER_SITE mean another site, the flag before the variable', async () => {
  const site = await withTwoSites();
  const env = { HOLDOVER_SITE: 'contoso' };
  const before = site.stored('small');
  expect(await site.json('clock advance 5m --site contoso')).toMatchObject({ site: 'contoso' });
  expect(await site.text('clock show', { env })).toContain('contoso · 2026-01-05 08:05:00Z');
  expect(await site.text('--site small clock show', { env })).toContain('small · 2026-01-05 08:00:00Z');
  expect(await site.text('clock show', { env: { HOLDOVER_SITE: '' } })).toContain('small · ');
  expect(site.stored('small')).toBe(before);
  expect(await site.refused('clock show --site contso', 64, 'SITE_UNKNOWN')).toContain('Did you mean contoso?');
  const wrong = await site.run('clock show', { env: { HOLDOVER_SITE: 'nobody' } });
  expect(wrong).toMatchObject({ stdout: '', exitCode: 64, stderr: expect.stringContaining('SITE_UNKNOWN') });
});

test('a site shows what was done to it, and reset forgets that', async () => {
  const site = await CliSite.contoso();
  await site.text('lhc force-outage --zone ams');
  await site.text('clock advance 20m');
  await site.text(['fault', 'inject', 'machine-down', 'tok-dir-3', '--for', '1h']);
  const shown = await site.json('site show');
  expect(shown).toMatchObject({ schema: 'holdover.site-show/1', name: 'contoso', elapsedSec: 1200, machines: 926 });
  expect((shown.journal as readonly { command: string }[]).map(({ command }) => command)).toEqual([
    'holdover lhc force-outage --zone ams',
    'holdover clock advance 20m',
    'holdover fault inject machine-down tok-dir-3 --for 1h',
  ]);
  expect(await site.text('site show')).toMatch(/\n3 {2}2026-01-05 08:20:00Z .* holdover fault inject machine-down/);
  expect(await site.json('site reset')).toMatchObject({ changed: true, forgotten: 3, at: '2026-01-05T08:00:00.000Z' });
  expect(await site.json('site reset')).toMatchObject({ changed: false, forgotten: 0 });
  expect(await site.text('site show')).toContain('Nothing was done to it yet.');
  expect((await site.status()).verdict).toBe('healthy');
  expect(await site.json('fault inject machine-down tok-dir-3')).toMatchObject({ id: 'f1' });
});

test('a removed site is gone, with what was computed of it', async () => {
  const site = await withTwoSites();
  await site.text('clock advance 1m');
  expect(existsSync(site.cacheDir('small'))).toBe(true);
  expect(await site.text('site remove small')).toBe('Removed small.\n');
  expect([existsSync(site.storePath('small')), existsSync(site.cacheDir('small'))]).toEqual([false, false]);
  expect(await site.refused('clock show', 64, 'NO_SITE')).toContain('holdover site use contoso');
  await site.refused('site remove small', 64, 'SITE_UNKNOWN');
  await site.text('site remove contoso');
  expect(await site.text('site list')).toContain('No site is loaded.\nNext: holdover site init');
});

test('a damaged document is left as it is by every command but site remove', async () => {
  const site = await withTwoSites();
  const damaged = site.stored('small').slice(0, 700);
  writeFileSync(site.storePath('small'), damaged);
  const lines = ['lhc status', 'clock advance 1m', 'site show', 'site reset', 'site load small.yaml --replace'];
  const [text] = await Promise.all(lines.map((line) => site.refusedInTurn(line, 65, 'STORE_DAMAGED')));
  expect(text).toContain(site.storePath('small'));
  expect(text).toContain('Try: holdover site remove small');
  expect(site.stored('small')).toBe(damaged);
  const listed = await site.json('site list');
  expect(listed).toMatchObject({
    sites: [{ problem: null }, { name: 'small', at: null, problem: expect.any(String) }],
  });
  await site.text('site remove small');
  await site.text('clock show --site contoso');
});

test('a document of a later format is not touched either', async () => {
  const site = await CliSite.contoso();
  const later = site.stored().replace('holdover: store/1', 'holdover: store/2');
  writeFileSync(site.storePath(), later);
  expect(await site.refused('clock advance 1m', 65, 'STORE_NEWER')).toContain('Use the newer holdover.');
  expect(readFileSync(site.storePath(), 'utf8')).toBe(later);
});

test('a configuration folder that is a file is said to be one', async () => {
  const site = new CliSite();
  writeFileSync(join(site.home, '.config'), '');
  const name = site.file('small.yaml', smallSite({ name: 'small' }));
  await site.refused(['site', 'load', name], 73, 'STORE_NOT_WRITABLE');
  expect(await site.run('doctor')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('✗ FAIL  configuration'),
  });
});

test('names that are no names of sites are only unknown', async () => {
  const site = await CliSite.contoso();
  const names = ['../contoso', '__proto__', '', 'Contoso'];
  await Promise.all(names.map((name) => site.refusedInTurn(['site', 'use', name], 64, 'SITE_UNKNOWN')));
  await Promise.all(['use', 'remove'].map((verb) => site.refusedInTurn(['site', verb], 64, 'ARGUMENT_MISSING')));
});
