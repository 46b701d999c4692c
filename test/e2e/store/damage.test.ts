/**
 * Documents that cannot be read, under the real commands: each is reported with its path, and left byte for byte.
 *
 * Not here: every single kind of damage (test/unit/store/damage.test.ts), and the cache (clock.test.ts).
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CliSite, CONTOSO_FILE } from '../../support/cli-site.ts';
import { smallSite } from '../../support/site-file.ts';

/** Commands that need the document, of every kind. */
const NEED_IT = [
  'lhc status',
  'fault inject connector-down cc-ams-01',
  'clock advance 5m',
  'lhc events',
  `site load ${CONTOSO_FILE} --replace`,
  'site show',
  'site reset',
  'site export',
  'lhc end-outage --all-zones',
];

interface Damage {
  readonly name: string;
  readonly code: 'STORE_DAMAGED' | 'STORE_NEWER';
  readonly of: (whole: Buffer) => Buffer;
}

const DAMAGES: readonly Damage[] = [
  { name: 'an empty one', code: 'STORE_DAMAGED', of: () => Buffer.alloc(0) },
  { name: 'one that is cut short', code: 'STORE_DAMAGED', of: (whole) => whole.subarray(0, whole.length - 100) },
  { name: 'one of zeros, as after a loss of power', code: 'STORE_DAMAGED', of: (whole) => Buffer.alloc(whole.length) },
  { name: 'one that is no text', code: 'STORE_DAMAGED', of: (whole) => Buffer.alloc(whole.length, 0xff) },
  {
    name: 'one with a gap in its journal',
    code: 'STORE_DAMAGED',
    of: (whole) => edited(whole, ({ journal }) => journal.shift()),
  },
  {
    name: 'one of a later format',
    code: 'STORE_NEWER',
    of: (whole) => edited(whole, (document) => Object.assign(document, { format: 'holdover: store/2' })),
  },
  {
    name: 'one with an action that this version does not know',
    code: 'STORE_NEWER',
    of: (whole) => edited(whole, ({ journal }) => Object.assign(journal[1]?.action ?? {}, { type: 'zone-moved' })),
  },
];

type Editable = { journal: { action: object }[] };

function edited(whole: Buffer, edit: (document: Editable) => unknown): Buffer {
  const document = JSON.parse(whole.toString('utf8')) as Editable;
  edit(document);
  return Buffer.from(JSON.stringify(document));
}

/** Someone who did two things to contoso. */
async function siteWithJournal(): Promise<CliSite> {
  const site = await CliSite.contoso();
  await site.text('fault inject sync-failure cc-fra-01');
  await site.text('clock advance 5m');
  return site;
}

test('a document that cannot be read is reported by every command that needs it, and left byte for byte', async () => {
  const site = await siteWithJournal();
  const whole = readFileSync(site.storePath());
  for (const [index, { name, code, of }] of DAMAGES.entries()) {
    const damaged = of(whole);
    writeFileSync(site.storePath(), damaged);
    // Each command meets some of the damages, and each damage some of the commands: as text, or as JSON, in turn.
    const lines = NEED_IT.filter((_, line) => (line + index) % 3 === 0);
    for (const line of lines) {
      const said = await site.refusedInTurn(line, 65, code);
      expect(said, name).toContain(`${site.storePath()} was left as it is.`);
      expect(readFileSync(site.storePath()).equals(damaged), `${name} after ${line}`).toBe(true);
    }
  }
  writeFileSync(site.storePath(), whole);
  expect((await site.json('fault list')).faults).toHaveLength(1);
});

test('a document that cannot be read is listed, hinders no other site, and can be given up', async () => {
  const site = await siteWithJournal();
  await site.text(['site', 'load', site.file('other.yaml', smallSite({ name: 'other' }))]);
  writeFileSync(site.storePath(), '{"half":');
  expect(await site.text('site list')).toContain('contoso');
  expect(await site.text('lhc status')).toContain('other');
  expect(readFileSync(site.storePath(), 'utf8')).toBe('{"half":');
  await site.text('site remove contoso');
  expect(existsSync(site.storePath())).toBe(false);
  await site.text(['site', 'load', CONTOSO_FILE]);
});

test('settings that cannot be read are reported and kept, and a site that is named can be used all the same', async () => {
  const site = await CliSite.contoso();
  const settings = join(site.home, '.config', 'holdover', 'settings.json');
  for (const [text, code] of [
    ['{"curr', 'STORE_DAMAGED'],
    ['{"format":"holdover: settings/2","currentSite":"contoso"}', 'STORE_NEWER'],
  ] as const) {
    writeFileSync(settings, text);
    for (const line of ['lhc status', 'clock advance 5m', 'site use contoso']) {
      expect(await site.refused(line, 65, code)).toContain(`${settings} was left as it is.`);
    }
    await site.text('clock advance 5m --site contoso');
    expect(readFileSync(settings, 'utf8')).toBe(text);
  }
});
