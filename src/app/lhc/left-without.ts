/**
 * What would have no connector left that runs: virtual servers, StoreFronts, and the tickets of gateways.
 *
 * Not here: zones (ok-to-stop.ts).
 */

import { connectorAt, connectorIndex, type World } from '../../sim/index.ts';

export interface LeftWithout {
  readonly kind: 'vip-without-member' | 'storefront-without-controller' | 'gateway-without-authority';
  readonly object: string;
  readonly message: string;
}

/** Those that use some of the connectors, and have none left. */
export function leftWithout(world: World, connectors: readonly string[]): readonly LeftWithout[] {
  const isLeft = (fqdn: string) => connectorAt(world, connectorIndex(world, fqdn)).phase === 'running';
  const isLost = (used: readonly string[]) => used.some((fqdn) => connectors.includes(fqdn)) && !used.some(isLeft);
  const { vips, storeFronts, gateways } = world.topology;
  return [
    ...vips.filter(({ members }) => isLost(members)).map(({ fqdn }) => withoutMember(fqdn)),
    ...storeFronts
      .filter(({ controllers }) => isLost(controllers.flatMap(({ members }) => members)))
      .map(({ name }) => withoutController(name)),
    ...gateways.filter(({ stas }) => isLost(stas)).map(({ adc }) => withoutAuthority(adc)),
  ];
}

function withoutMember(object: string): LeftWithout {
  return { kind: 'vip-without-member', object, message: `no member of the virtual server ${object} would be left` };
}

function withoutController(object: string): LeftWithout {
  const message = `no delivery controller of the StoreFront ${object} would be left: nobody could open anything there`;
  return { kind: 'storefront-without-controller', object, message };
}

function withoutAuthority(object: string): LeftWithout {
  const message = `no ticket authority of the gateway of ${object} would be left: launches from outside would fail`;
  return { kind: 'gateway-without-authority', object, message };
}
