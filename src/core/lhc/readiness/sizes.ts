/**
 * How large a connector has to be to broker for a whole zone. All of these numbers are assumed: what is published is older, and coarser.
 *
 * Not here: who would have to (outage-broker.ts).
 */

export interface ConnectorSize {
  /** Enough for a zone of so many machines, as long as no more of them are multi-session ones than that. */
  readonly singleSessionMax: number;
  readonly multiSessionMax: number;
  readonly cores: number;
  readonly memoryGb: number;
}

/** The smallest first; the last is for everything beyond the others. */
export const SIZES: readonly ConnectorSize[] = [
  { singleSessionMax: 1_000, multiSessionMax: 250, cores: 4, memoryGb: 6 },
  { singleSessionMax: 5_000, multiSessionMax: 500, cores: 4, memoryGb: 7 },
  { singleSessionMax: Number.POSITIVE_INFINITY, multiSessionMax: Number.POSITIVE_INFINITY, cores: 8, memoryGb: 8 },
];

/** The size that a zone with so many machines of each kind asks for. */
export function sizeFor(machines: { readonly singleSession: number; readonly multiSession: number }): ConnectorSize {
  const fits = ({ singleSessionMax, multiSessionMax }: ConnectorSize) =>
    machines.singleSession <= singleSessionMax && machines.multiSession <= multiSessionMax;
  return SIZES.find(fits) as ConnectorSize;
}
