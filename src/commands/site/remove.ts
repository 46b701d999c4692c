/**
 * `holdover site remove NAME`.
 */
import * as Args from '@oclif/core/args';
import { removeSite } from '../../app/site/remove.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { removedText } from '../../ui/text/site.ts';

export default class SiteRemove extends BaseCommand {
  static override summary = 'Forget a site.';
  static override examples = ['<%= config.bin %> site remove contoso'];
  static override args = { name: Args.string({ required: true, description: 'The name of the site.' }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteRemove);
    const result = await removeSite(this.context(flags), args.name);
    this.show(result, () => removedText(result));
  }
}
