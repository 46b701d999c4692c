/**
 * `holdover pvs boot TARGET`.
 */
import * as Args from '@oclif/core/args';
import { bootTarget } from '../../app/pvs/boot.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { bootText } from '../../ui/text/pvs-target.ts';

export default class PvsBoot extends BaseCommand {
  static override summary = 'Switch a target on, and say which server it gets, or why none.';
  static override examples = ['<%= config.bin %> pvs boot vda-017 --wait'];
  static override args = {
    target: Args.string({ required: true, description: 'A target of the farm.' }),
  };
  static override flags = { ...changeFlags, ...waitFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsBoot);
    const result = await bootTarget(this.context(flags), args.target);
    const refusal = result.refusal ?? result.why;
    this.show(result, () => withOutcome(bootText(result), { ...result, refusal }, 'pvs'));
    if (refusal !== null) this.exitWith('negative');
    else if (result.settled === false) this.exitWith('not-settled');
  }
}
