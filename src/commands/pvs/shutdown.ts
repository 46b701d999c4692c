/**
 * `holdover pvs shutdown TARGET`.
 */
import * as Args from '@oclif/core/args';
import { shutDownTarget } from '../../app/pvs/shutdown.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { shutdownText } from '../../ui/text/pvs-target.ts';

export default class PvsShutdown extends BaseCommand {
  static override summary = 'Switch a target off, and say whose sessions and which images it gives up.';
  static override examples = ['<%= config.bin %> pvs shutdown vda-017'];
  static override args = {
    target: Args.string({ required: true, description: 'A target of the farm.' }),
  };
  static override flags = { ...changeFlags, ...waitFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsShutdown);
    const result = await shutDownTarget(this.context(flags), args.target);
    this.show(result, () => withOutcome(shutdownText(result), result, 'pvs'));
    if (result.settled === false) this.exitWith('not-settled');
  }
}
