/**
 * `holdover pvs merge VDISK`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { mergeVersions } from '../../app/pvs/merge.ts';
import { pruneVersions } from '../../app/pvs/prune.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { mergeText, pruneText } from '../../ui/text/pvs-versions.ts';

export default class PvsMerge extends BaseCommand {
  static override summary =
    'Make one file of the versions of a vDisk, or delete those that a merge has made unnecessary.';
  static override examples = [
    '<%= config.bin %> pvs merge srv22 --base',
    '<%= config.bin %> pvs merge srv22 --difference --access test',
    '<%= config.bin %> pvs merge srv22 --prune',
  ];
  static override args = {
    vdisk: Args.string({ required: true, description: 'A vDisk of the farm.' }),
  };
  static override flags = {
    ...changeFlags,
    base: Flags.boolean({ summary: 'A new base out of all; so it is without a flag.', exclusive: ['difference'] }),
    difference: Flags.boolean({ summary: 'One difference out of all since the last base, which stays.' }),
    access: Flags.option({ options: ['production', 'test', 'maintenance'] as const })({
      summary: 'Who may boot the version that it makes; without it as the site file has it for automatic merges.',
    }),
    prune: Flags.boolean({
      summary: 'Merge nothing: delete the versions that are unnecessary, and that no target reads.',
      exclusive: ['base', 'difference', 'access'],
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsMerge);
    if (flags.prune) {
      const result = await pruneVersions(this.context(flags), args.vdisk);
      this.show(result, () => withOutcome(pruneText(result), result, 'pvs'));
      if (result.refusal !== null) this.exitWith('negative');
      return;
    }
    const into = flags.difference ? 'difference' : 'base';
    const options = { vdisk: args.vdisk, into, access: flags.access ?? null } as const;
    const result = await mergeVersions(this.context(flags), options);
    this.show(result, () => withOutcome(mergeText(result), result, 'pvs'));
    if (result.refusal !== null) this.exitWith('negative');
  }
}
