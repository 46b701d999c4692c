/**
 * `holdover site export [NAME]`.
 */
import * as Args from '@oclif/core/args';
import { exportSite } from '../../app/site/export.ts';
import { BaseCommand } from '../../cli/base-command.ts';

export default class SiteExport extends BaseCommand {
  static override summary = 'Print the file that a site was loaded from, with its comments.';
  static override examples = ['<%= config.bin %> site export > contoso.yaml'];
  static override args = { name: Args.string({ description: 'The name of the site; the current one unless given.' }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteExport);
    const result = await exportSite(this.context({ site: args.name ?? flags.site }));
    this.show(result, () => result.text);
  }
}
