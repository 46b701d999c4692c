/**
 * The flags that every command takes, wherever they stand on the command line.
 *
 * Not here: what `--no-color` does, which has to happen before anything is loaded (bin/start.js).
 */
import * as Flags from '@oclif/core/flags';

const GROUP = { helpGroup: 'GLOBAL' };

export const globalFlags = {
  site: Flags.string({
    ...GROUP,
    summary: 'Name of the site, instead of the current one.',
    helpValue: 'NAME',
    env: 'HOLDOVER_SITE',
  }),
  json: Flags.boolean({ ...GROUP, summary: 'Print one JSON document instead of text.' }),
  quiet: Flags.boolean({ ...GROUP, summary: 'Print no text on success.' }),
  verbose: Flags.boolean({ ...GROUP, summary: 'Print more: reasons, and what rests on an assumption.' }),
  'no-color': Flags.boolean({ ...GROUP, summary: 'Print no colours.' }),
  yes: Flags.boolean({ ...GROUP, summary: 'Answer yes to mild questions.' }),
  confirm: Flags.string({
    ...GROUP,
    summary: 'Confirm a harmful action by the name of its object.',
    helpValue: 'NAME',
  }),
};
