import { describe, expect, it } from 'vitest';
import { afterUse, FULL_LOAD, loadIndex } from '../../../../../src/core/lhc/brokering/index.ts';
import { group, NO_REUSE } from '../../../../support/delivery.ts';

const REUSE = { ...NO_REUSE, reuseMachinesWithoutShutdownInOutageAllowed: true };
const POWER = { ...NO_REUSE, powerActionsInOutage: true };
const REUSED = group({ reuseMachinesWithoutShutdownInOutage: true });

describe('the load index', () => {
  it('R35: is 40 for each session on a machine for 250, and 10,000 when it is full', () => {
    expect([0, 1, 2, 249].map((sessions) => loadIndex(sessions, 250))).toEqual([0, 40, 80, 9_960]);
    expect([250, 251].map((sessions) => loadIndex(sessions, 250))).toEqual([FULL_LOAD, FULL_LOAD]);
    expect(loadIndex(1, 3)).toBe(3_333);
  });
});

describe('a pooled desktop after its use', () => {
  it('is reset by the cloud broker, whatever the switches say', () => {
    for (const policy of [NO_REUSE, REUSE, POWER]) expect(afterUse(REUSED, policy, 'cloud')).toBe('reset');
  });

  it('R38: is put into maintenance by a secondary broker', () => {
    expect(afterUse(group(), NO_REUSE, 'secondary')).toBe('maintenance');
  });

  it('R39: is used again as it is only with the switches of site and group', () => {
    expect(afterUse(REUSED, REUSE, 'secondary')).toBe('use-again');
    expect(afterUse(REUSED, NO_REUSE, 'secondary')).toBe('maintenance');
    expect(afterUse(group(), REUSE, 'secondary')).toBe('maintenance');
  });

  it('R40: is pooled: no switch means anything for static and multi-session groups', () => {
    for (const type of ['static', 'multi-session'] as const) {
      for (const policy of [NO_REUSE, REUSE, POWER]) {
        expect(afterUse({ ...REUSED, type }, policy, 'cloud')).toBe('nothing');
        expect(afterUse({ ...REUSED, type }, policy, 'secondary')).toBe('nothing');
      }
    }
  });

  it('R41: a secondary broker takes no power actions, but in the preview on the hosting that has it', () => {
    expect(afterUse(group({ hosting: 'vsphere' }), NO_REUSE, 'secondary')).toBe('maintenance');
    expect(afterUse(group({ hosting: 'vsphere' }), POWER, 'secondary')).toBe('reset');
    expect(afterUse(group({ hosting: 'citrix-hypervisor' }), POWER, 'secondary')).toBe('reset');
    expect(afterUse(group({ hosting: 'other' }), POWER, 'secondary')).toBe('maintenance');
  });
});
