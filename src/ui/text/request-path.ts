/**
 * The way of a request as rows of a table: who was passed over and why, who led to which broker.
 *
 * Not here: what the broker answered (enumerate.ts, launch.ts).
 */

import type { NotAsked } from '../../app/lhc/not-asked.ts';
import type { Hop, PassedOver } from '../../app/lhc/request-path.ts';
import { colour } from '../colour.ts';
import type { Cell } from './table.ts';

/** `  passed over  cc-ams-02.contoso.example  not-elected: the connector is …`. */
export function passedOverRows(passedOver: readonly PassedOver[]): Cell[][] {
  return passedOver.map(({ controller, connector, reason, why }) => [
    { text: '  ! passed over', paint: colour.yellow },
    through(controller, connector),
    `${reason}: ${why}`,
  ]);
}

/** `  ! not asked  vip-tok.contoso.example  no answer to its last heartbeat …`. */
export function notAskedRows(controllers: readonly NotAsked[]): Cell[][] {
  return controllers.map(({ controller, reason }) => [
    { text: '  ! not asked', paint: colour.yellow },
    controller,
    reason,
  ]);
}

/** The controller, the connector behind it, and its broker. */
export function hopRows({ controller, connector, zone, broker, revision }: Hop): Cell[][] {
  const configuration = broker === 'cloud' ? `configuration revision ${revision}` : `LocalDB revision ${revision}`;
  return [
    ['  controller', controller, controller === connector ? '' : 'a virtual server'],
    ['  connector', connector, `zone ${zone}`],
    ['  broker', broker === 'cloud' ? 'cloud broker' : `secondary broker of ${zone}`, configuration],
  ];
}

function through(controller: string, connector: string | null): string {
  return connector === null || connector === controller ? controller : `${controller} -> ${connector}`;
}
