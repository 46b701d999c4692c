/**
 * `holdover lhc launch USER RESOURCE`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { launchFor } from '../../app/lhc/launch.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { launchText } from '../../ui/text/launch.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class LhcLaunch extends BaseCommand {
  static override summary = 'Open a resource for a user: the way that it takes, or why it is refused.';
  static override examples = [
    "<%= config.bin %> lhc launch 'CONTOSO\\user-0001' 'Office Desktop'",
    "<%= config.bin %> lhc launch user-0001 'JP Desktop' --via gateway --dry-run",
  ];
  static override args = {
    user: Args.string({ required: true, description: 'The user, as in the site file; with or without the domain.' }),
    resource: Args.string({ required: true, description: 'The desktop or the application.' }),
  };
  static override flags = {
    ...changeFlags,
    via: Flags.string({
      summary: 'The way in: a StoreFront (the first one unless told), or "gateway" for the gateway of an ADC.',
      helpValue: 'STOREFRONT|gateway',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LhcLaunch);
    const result = await launchFor(this.context(flags), { ...args, via: flags.via ?? null });
    this.show(result, () => withOutcome(launchText(result), result));
    if (result.result === 'failed') this.exitWith('negative');
  }
}
