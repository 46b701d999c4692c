import { describe, expect, it } from 'vitest';
import { entitledGroups, enumerate, isEntitled, resourceZones } from '../../../../../src/core/lhc/brokering/index.ts';
import { catalogue, group, machines } from '../../../../support/delivery.ts';

const USER = 'CONTOSO\\user-1';
const owns = () => [];

describe('what a broker knows of who may use what', () => {
  it('lists each resource once, with the groups that publish it and all their zones', () => {
    const known = catalogue({
      a: group({ resources: ['Desktop', 'SAP'] }),
      b: group({ resources: ['desktop'], machines: [machines('fra'), machines('ams')] }),
    });
    expect(enumerate(known, USER, owns)).toEqual([
      { resource: 'Desktop', deliveryGroups: ['a', 'b'], type: 'pooled', zones: ['ams', 'fra'] },
      { resource: 'SAP', deliveryGroups: ['a'], type: 'pooled', zones: ['ams'] },
    ]);
  });

  it('shows nobody what is published to others, or what has no machine anywhere', () => {
    const known = catalogue({
      others: group({ entitled: ['CONTOSO\\admin-#'] }),
      empty: group({ resources: ['Ghost'], machines: [machines('ams', { count: 0 })] }),
    });
    expect(enumerate(known, USER, owns)).toEqual([]);
    expect(entitledGroups(known, 'contoso\\ADMIN-3', 'DESKTOP').map(({ name }) => name)).toEqual(['others']);
  });

  it('shows a machine of a static group to its owner, in its zone, and one that is nobody’s to everybody', () => {
    const assigned = machines('ams', { assignedTo: 'CONTOSO\\user-#' });
    const known = catalogue({ a: group({ type: 'static', machines: [assigned] }) });
    expect(enumerate(known, 'CONTOSO\\user-9', owns)).toEqual([]);
    expect(resourceZones(known, USER, 'Desktop', () => ['ams'])).toEqual(['ams']);
    const open = catalogue({ a: group({ type: 'static', machines: [assigned, machines('fra')] }) });
    expect(resourceZones(open, USER, 'Desktop', owns)).toEqual(['fra']);
  });

  it('R37: a group that is restricted to a tag has the machines with that tag, and their zones', () => {
    const tagged = machines('fra', { tags: ['gpu', 'new'] });
    const known = catalogue({ a: group({ restrictToTag: 'gpu', machines: [machines('ams'), tagged] }) });
    const [only] = known.groups;
    expect(only).toMatchObject({ machines: [tagged], zones: ['fra'] });
    expect(only !== undefined && isEntitled(only, USER)).toBe(true);
    expect(resourceZones(known, USER, 'Desktop', owns)).toEqual(['fra']);
  });
});
