/**
 * One place of a site file's text is changed, and everything around it stays as it was written.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { editedText, LEFT_OUT } from '../../../../src/app/site/edit-text.ts';
import { readYaml } from '../../../../src/app/site/yaml-source.ts';
import type { Path } from '../../../../src/core/site/index.ts';

const CONTOSO = readFileSync(new URL('../../../../examples/sites/contoso.yaml', import.meta.url), 'utf8');

/** The lines that are gone, and those that came. */
function edited(path: Path, value: unknown, text = CONTOSO): { readonly gone: string[]; readonly came: string[] } {
  const after = editedText(text, path, value)?.split('\n') ?? [];
  const before = text.split('\n');
  const came = after.filter((line) => !before.includes(line));
  return { gone: before.filter((line) => !after.includes(line)), came };
}

describe('in its place is changed', () => {
  test('a value, beside its comment', () => {
    expect(edited(['policy', 'powerActionsInOutage'], true)).toEqual({
      gone: ['  powerActionsInOutage: false        # preview: vsphere and citrix-hypervisor only'],
      came: ['  powerActionsInOutage: true        # preview: vsphere and citrix-hypervisor only'],
    });
  });

  test('a text that looks like a number keeps its quotes', () => {
    expect(edited(['storeFronts', 'sf1', 'version'], '1912').came).toEqual(["    version: '1912'"]);
  });

  test('a list in brackets', () => {
    const path = ['adcs', 'adc1', 'vips', 'vip-tok.contoso.example', 'members'];
    expect(edited(path, ['cc-tok-01.contoso.example', 'x, y']).came).toEqual([
      "      vip-tok.contoso.example: {zone: tok, members: [cc-tok-01.contoso.example, 'x, y'], monitor: citrix-xd-ddc}",
    ]);
  });

  test('a list of lines keeps the lines and comments that stay', () => {
    const members = ['cc-ams-01.contoso.example', 'vip-tok.contoso.example', 'cc-new.contoso.example'];
    expect(edited(['storeFronts', 'sf1', 'deliveryControllers'], members)).toMatchObject({
      came: [
        '      - vip-tok.contoso.example # an ADC virtual server over the tok connectors',
        '      - cc-new.contoso.example',
      ],
    });
  });
});

describe('a key that the file does not have is added', () => {
  test.each([
    ['to an empty map', ['timers', 'pendingHa'], '90s', ['timers: {pendingHa: 90s}                           # every']],
    ['to a map of lines', ['zones', 'ams', 'peerVerdict'], 'any', ['    peerVerdict: any']],
    ['with what it holds', ['deliveryGroups', 'office', 'entitled'], ['x-#'], ['    entitled:', '      - x-#']],
    ['to a list', ['users', 2], { name: 'x' }, ['  - name: x']],
  ] as const)('%s', (_, path, value, lines) => {
    const { gone, came } = edited(path, value);
    expect(came.map((line, index) => line.slice(0, lines[index]?.length))).toEqual(lines);
    expect(gone.length).toBeLessThanOrEqual(1);
  });

  test('at the end of a file that lacks the map around it', () => {
    const text = 'holdover: site/1\nzones: {}';
    expect(editedText(text, ['timers', 'pendingHa'], '90s')).toBe(`${text}\ntimers:\n  pendingHa: 90s\n`);
  });
});

describe('left out is', () => {
  test('a key with all its lines', () => {
    const { gone, came } = edited(['provisioning'], LEFT_OUT);
    expect(came).toEqual([]);
    expect(gone[0]).toBe('provisioning:');
    expect(editedText(CONTOSO, ['provisioning'], LEFT_OUT)).toBe(CONTOSO.slice(0, CONTOSO.indexOf('provisioning:')));
  });

  test('an entry of a list', () => {
    expect(edited(['users', 0], LEFT_OUT)).toEqual({
      gone: ["  - {count: 1200, name: 'CONTOSO\\user-####'}"],
      came: [],
    });
  });

  test('the only key of a map', () => {
    const added = editedText(CONTOSO, ['timers', 'pendingHa'], '90s') as string;
    expect(editedText(added, ['timers', 'pendingHa'], LEFT_OUT)).toBe(CONTOSO);
  });
});

test('a JSON file stays one', () => {
  const text = '{"holdover": "site/1", "timers": {"pendingHa": "60s"}}';
  expect(JSON.parse(editedText(text, ['timers', 'healthCheck'], '20s') as string)).toEqual({
    holdover: 'site/1',
    timers: { pendingHa: '60s', healthCheck: '20s' },
  });
});

test('every comment of the example site outlives a change of any part of it', () => {
  const comments = [...CONTOSO.matchAll(/# .*$/gm)].map(([comment]) => comment);
  for (const [key, value] of [
    ['cloud', { farm: 'Other' }],
    ['timers', { pendingHa: '90s' }],
    ['policy', { powerActionsInOutage: true }],
    ['seed', 8],
  ] as const) {
    const after = editedText(CONTOSO, [key], value) as string;
    expect(readYaml(after).value).toMatchObject({ [key]: value });
    const kept = comments.filter((comment) => after.includes(comment));
    expect(comments.length - kept.length).toBe(0);
  }
});

test('what an alias ties to another place is not changed by itself', () => {
  const text = 'a: &one {x: 1}\nb: *one\n';
  expect(editedText(text, ['a', 'x'], 2)).toBeNull();
  expect(editedText(text, ['b', 'x'], 2)).toBe('a: &one {x: 1}\nb: {x: 2}\n');
});
