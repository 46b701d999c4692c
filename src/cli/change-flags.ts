/**
 * The flags of commands that change a site: `--expect` and `--dry-run`; and of those that can be waited for, `--wait`.
 *
 * Not here: what they do (app/open-site.ts).
 */
import * as Flags from '@oclif/core/flags';
import { durationFlag } from './durations.ts';

const DEFAULT_TIMEOUT_MS = 3_600_000;

export const changeFlags = {
  expect: Flags.string({ summary: 'Change nothing unless this condition holds (CEL).', helpValue: 'CONDITION' }),
  'dry-run': Flags.boolean({ summary: 'Do it in a copy of the site, and print what would come of it.' }),
};

/** A wait always ends. */
export const timeoutFlag = {
  timeout: durationFlag({
    summary: 'Wait no longer than this, in world time.',
    default: DEFAULT_TIMEOUT_MS,
    defaultHelp: async () => '60m',
  }),
};

export const waitFlags = {
  wait: Flags.boolean({ summary: 'Let time pass until the site has settled.' }),
  ...timeoutFlag,
};
