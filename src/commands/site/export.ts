/**
 * `holdover site export [NAME]`.
 */
import * as Args from '@oclif/core/args';
import { exportSite } from '../../app/site/export.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';

export default class SiteExport extends BaseCommand {
  static override summary = 'Print the text that declares the site now, with its comments.';
  static override examples = [
    '<%= config.bin %> site export > contoso.yaml',
    '<%= config.bin %> site export --entry 0',
  ];
  static override args = { name: Args.string({ description: 'The name of the site; the current one unless given.' }) };
  static override flags = {
    entry: wholeNumberFlag({
      summary: 'As it was after this entry of the journal; 0 is as it was loaded.',
      helpValue: 'NUMBER',
      min: 0,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteExport);
    const result = await exportSite(this.context({ site: args.name ?? flags.site }), flags.entry ?? null);
    this.show(result, () => result.text);
  }
}
