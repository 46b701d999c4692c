/**
 * `holdover site use NAME`.
 */
import * as Args from '@oclif/core/args';
import { useSite } from '../../app/site/use.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { usedText } from '../../ui/text/site.ts';

export default class SiteUse extends BaseCommand {
  static override summary = 'Make a site the one that commands without --site mean.';
  static override examples = ['<%= config.bin %> site use contoso'];
  static override args = { name: Args.string({ required: true, description: 'The name of the site.' }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteUse);
    const result = await useSite(this.context(flags), args.name);
    this.show(result, () => usedText(result));
  }
}
