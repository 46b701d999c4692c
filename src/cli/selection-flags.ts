/**
 * The flags that say which connectors a command is about: `--zone`, `--all-zones`, `--connector`.
 *
 * Not here: which connectors these are (app/lhc/selection.ts).
 */
import * as Flags from '@oclif/core/flags';
import type { Selection } from '../app/lhc/selection.ts';

/** Narrows what is shown down to some zones. */
export const zoneFlag = {
  zone: Flags.string({
    summary: 'Only this zone; may be repeated.',
    helpValue: 'ZONE',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

export const selectionFlags = {
  zone: Flags.string({
    summary: 'The connectors of this zone; may be repeated.',
    helpValue: 'ZONE',
    multiple: true,
    multipleNonGreedy: true,
    exclusive: ['all-zones'],
  }),
  'all-zones': Flags.boolean({ summary: 'The connectors of every zone.' }),
  connector: Flags.string({
    summary: 'Only this connector; may be repeated.',
    helpValue: 'CONNECTOR',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

export function selectionOf(flags: {
  readonly zone?: string[] | undefined;
  readonly 'all-zones': boolean;
  readonly connector?: string[] | undefined;
}): Selection {
  return { zones: flags.zone ?? [], allZones: flags['all-zones'], connectors: flags.connector ?? [] };
}
