/**
 * Paths into a site file: how they are typed, and what there is at them.
 */
import { describe, expect, test } from 'vitest';
import { knownPath, parsePath } from '../../../../src/app/site/site-path.ts';
import { readYaml } from '../../../../src/app/site/yaml-source.ts';
import { UserError } from '../../../../src/core/kernel/index.ts';
import { smallSite } from '../../../support/site-file.ts';

function refusal(does: () => unknown): UserError {
  try {
    does();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a path', () => {
  test.each([
    ['timers', ['timers']],
    ['timers.pendingHa', ['timers', 'pendingHa']],
    ['users[0].count', ['users', 0, 'count']],
    ['workload.mix.Office Desktop', ['workload', 'mix', 'Office Desktop']],
    ['adcs.adc1.vips["vip.example.com"].members[1]', ['adcs', 'adc1', 'vips', 'vip.example.com', 'members', 1]],
    ["adcs.adc1.vips['vip.example.com'].members", ['adcs', 'adc1', 'vips', 'vip.example.com', 'members']],
    ['adcs.adc1.vips[vip.example.com].members', ['adcs', 'adc1', 'vips', 'vip.example.com', 'members']],
    ['adcs.adc1.vips."vip.example.com".members', ['adcs', 'adc1', 'vips', 'vip.example.com', 'members']],
  ])('%s', (text, parts) => {
    expect(parsePath(text)).toEqual(parts);
  });

  test.each([
    '',
    '.',
    'timers.',
    '.timers',
    'timers..pendingHa',
    'users[',
    'users[0',
    'users]',
    'a["b',
    'users[0]count',
  ])('is not %j', (text) => {
    expect(refusal(() => parsePath(text))).toMatchObject({ kind: 'usage', code: 'PATH_INVALID' });
  });
});

describe('what there is at a path', () => {
  const site = readYaml(smallSite({ name: 'small' })).value;
  const known = (text: string) => knownPath(parsePath(text), site);

  test.each([
    ['zones.main.peerVerdict', ['zones', 'main', 'peerVerdict']],
    ['zones.MAIN.connectors[1].cores', ['zones', 'main', 'connectors', 1, 'cores']],
    ['zones.other', ['zones', 'other']],
    ['zones.main.connectors[2]', ['zones', 'main', 'connectors', 2]],
    ['timers.configImport.base', ['timers', 'configImport', 'base']],
    ['policy.powerActionsInOutage', ['policy', 'powerActionsInOutage']],
    ['users[0]', ['users', 0]],
  ])('%s', (text, path) => {
    expect(known(text)).toEqual(path);
  });

  test.each([
    ['timer.pendingHa', 'There is no timer in a site file.', 'Did you mean timers?'],
    ['timers.pendingHaa', 'There is no pendingHaa in timers.', 'Did you mean timers.pendingHa?'],
    ['zones.man.peerVerdict', 'There is no man in zones.', 'Did you mean zones.main?'],
    ['zones.main.connectors[3]', 'There is no [3] in zones.main.connectors.', 'Known: [0], [1].'],
    ['zones.main.connectors[2].fqdn', 'There is no [2] in zones.main.connectors.', 'Known: [0], [1].'],
    ['zones.main.connectors.first', 'There is no first in zones.main.connectors.', 'Known: [0], [1].'],
    ['zones.main.peerVerdict.more', 'There is no more in zones.main.peerVerdict.', 'Known: none'],
    ['storeFronts.sf2.version', 'There is no sf2 in storeFronts.', 'Did you mean storeFronts.sf1?'],
  ])('there is nothing at %s', (text, message, why) => {
    const error = refusal(() => known(text));
    expect(error).toMatchObject({ kind: 'usage', code: 'PATH_UNKNOWN', message });
    expect(error.why).toContain(why);
  });

  test.each(['name', 'start', 'seed', 'holdover'])('%s is fixed', (text) => {
    expect(refusal(() => known(text))).toMatchObject({ kind: 'usage', code: 'PATH_FIXED' });
  });
});
