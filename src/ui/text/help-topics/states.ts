/**
 * `holdover help states`: the five states of a connector, the eight edges between them, and who brokers; and the five of a target of streaming.
 */

export const statesPage = `STATES OF LOCAL HOST CACHE

Each connector is in one of five states. Its zone is brokered by the cloud, or by the zone's elected secondary broker.

  STATE             BROKERED BY        LEFT WHEN
  working-normally  cloud              a component is unhealthy                         -> pending-ha
  pending-ha        cloud              the health check passes                          -> working-normally
                                       no connector of the zone is healthy for long enough -> initial-ha
  initial-ha        secondary broker   its time is over and all is healthy              -> pending-recovery
                                       its time is over and something is unhealthy      -> extended-ha
  extended-ha       secondary broker   all is healthy                                   -> pending-recovery
  pending-recovery  secondary broker   something is unhealthy                           -> extended-ha
                                       all stayed healthy for its whole time            -> working-normally

These eight are all there are. Initial-ha is never cut short, so a short outage still lasts as long as it does. Extended-ha
has no longest time. Sessions that exist go on through every change. What happens in one zone changes no other.

How long pending-ha, initial-ha and pending-recovery last is set by a site's timers; their defaults are partly assumptions.

STATES OF A TARGET OF STREAMING

  off            switched off
  booting        asks login servers, waits because its server is busy, or loads its operating system
  streaming      runs; also while a request is not answered and sent again, which nobody sees from outside
  reconnecting   has given its server up and asks for another; its input and output are held
  frozen         no server may have it: it stays held, and asks again and again until one may

Nothing that was held is lost when a target goes on. "why" in "holdover pvs targets" says what keeps it where it is.`;
