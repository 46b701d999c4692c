/**
 * `holdover lhc logoff USER|MACHINE`.
 */
import * as Args from '@oclif/core/args';
import { logOff } from '../../app/lhc/logoff.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { logoffText } from '../../ui/text/logoff.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class LhcLogoff extends BaseCommand {
  static override summary = 'End the sessions of a user, or on a machine, and say what becomes of the machines.';
  static override examples = [
    "<%= config.bin %> lhc logoff 'CONTOSO\\user-0001'",
    '<%= config.bin %> lhc logoff ams-pool-001',
  ];
  static override args = {
    object: Args.string({ required: true, description: 'A user or a machine.' }),
  };
  static override flags = changeFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LhcLogoff);
    const result = await logOff(this.context(flags), args.object);
    this.show(result, () => withOutcome(logoffText(result), result));
  }
}
