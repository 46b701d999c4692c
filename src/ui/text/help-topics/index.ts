import { conditionsPage } from './conditions.ts';
import { drillFilePage } from './drill-file.ts';
import { environmentPage } from './environment.ts';
import { type ExitCodeRow, exitCodesPage } from './exit-codes.ts';
import { siteFilePage } from './site-file.ts';
import { statesPage } from './states.ts';

/** A page of `holdover help PAGE`. */
export interface HelpPage {
  readonly name: string;
  readonly summary: string;
  readonly text: (exitCodes: readonly ExitCodeRow[]) => string;
}

export const helpPages: readonly HelpPage[] = [
  { name: 'conditions', summary: 'Conditions: --until, --fail-on, --expect.', text: () => conditionsPage },
  { name: 'drill-file', summary: 'The file that declares a drill.', text: () => drillFilePage },
  { name: 'environment', summary: 'Environment variables and folders.', text: () => environmentPage },
  { name: 'exit-codes', summary: 'Exit codes, for scripts.', text: exitCodesPage },
  { name: 'site-file', summary: 'The file that declares a site.', text: () => siteFilePage },
  { name: 'states', summary: 'The states of Local Host Cache, and who brokers in each.', text: () => statesPage },
];
