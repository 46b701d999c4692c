/**
 * `holdover lhc enumerate USER`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { enumerate } from '../../app/lhc/enumerate.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { enumerateText } from '../../ui/text/enumerate.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class LhcEnumerate extends BaseCommand {
  static override summary = 'Show what a user is shown now, by whom, and where each resource lives.';
  static override examples = [
    "<%= config.bin %> lhc enumerate 'CONTOSO\\user-0001'",
    '<%= config.bin %> lhc enumerate user-0001 --via sf1',
  ];
  static override args = {
    user: Args.string({ required: true, description: 'The user, as in the site file; with or without the domain.' }),
  };
  static override flags = {
    ...changeFlags,
    via: Flags.string({ summary: 'The StoreFront that is asked; the first one unless told.', helpValue: 'STOREFRONT' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LhcEnumerate);
    const result = await enumerate(this.context(flags), { user: args.user, via: flags.via ?? null });
    this.show(result, () => withOutcome(enumerateText(result), result));
    if (!result.answered) this.exitWith('negative');
  }
}
