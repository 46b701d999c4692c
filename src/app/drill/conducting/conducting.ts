/**
 * What a run is conducted with: the site, the lines of its journal, whoever runs it, and the tools.
 *
 * Not here: conducting (conductor.ts).
 */

import type { InForce } from '../../in-force.ts';
import type { Operator } from '../operator.ts';
import type { DrillSite } from './drill-site.ts';
import type { StageTools } from './stage.ts';

/** Where the lines of a run are kept. */
export interface RunLines {
  readonly append: (line: object) => Promise<void>;
}

export interface Conducting {
  readonly site: DrillSite;
  readonly lines: RunLines;
  readonly operator: Operator;
  readonly tools: StageTools;
  /** Is told after each transaction what is in force in the site, and the name of the run. */
  readonly onInForce: (inForce: readonly InForce[], run: string | null) => void;
}
