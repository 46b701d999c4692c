/**
 * `holdover site show [NAME]`.
 */
import * as Args from '@oclif/core/args';
import { showSite } from '../../app/site/show.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { shownText } from '../../ui/text/site.ts';

export default class SiteShow extends BaseCommand {
  static override summary = 'Show what a site is, where its clock stands, and what was done to it.';
  static override examples = ['<%= config.bin %> site show', '<%= config.bin %> site show contoso --json'];
  static override args = { name: Args.string({ description: 'The name of the site; the current one unless given.' }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteShow);
    const result = await showSite(this.context({ site: args.name ?? flags.site }));
    this.show(result, () => shownText(result));
  }
}
