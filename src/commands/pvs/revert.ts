/**
 * `holdover pvs revert VDISK`.
 */
import * as Args from '@oclif/core/args';
import { revertVersion } from '../../app/pvs/revert.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { revertText } from '../../ui/text/pvs-versions.ts';

export default class PvsRevert extends BaseCommand {
  static override summary = 'Take a version of a vDisk back: from production to test, or from test to maintenance.';
  static override examples = ['<%= config.bin %> pvs revert srv22 --version 2'];
  static override args = {
    vdisk: Args.string({ required: true, description: 'A vDisk of the farm.' }),
  };
  static override flags = {
    ...changeFlags,
    version: wholeNumberFlag({ summary: 'The version; without it the newest.', helpValue: 'N' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsRevert);
    const result = await revertVersion(this.context(flags), { vdisk: args.vdisk, version: flags.version ?? null });
    this.show(result, () => withOutcome(revertText(result), result, 'pvs'));
    if (result.refusal !== null) this.exitWith('negative');
  }
}
