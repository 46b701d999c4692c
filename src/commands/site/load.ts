/**
 * `holdover site load FILE`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { loadSite } from '../../app/site/load.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { loadedText } from '../../ui/text/site.ts';

export default class SiteLoad extends BaseCommand {
  static override summary = 'Load a site from its file, settled at its start, and make it the current one.';
  static override examples = [
    '<%= config.bin %> site load examples/sites/contoso.yaml',
    '<%= config.bin %> site load site.yaml --replace',
  ];
  static override args = { file: Args.string({ required: true, description: 'The site file; - for standard input.' }) };
  static override flags = {
    replace: Flags.boolean({ summary: 'Replace a site of the same name, and forget what was done to it.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteLoad);
    const result = await loadSite(this.context(flags), { file: args.file, replace: flags.replace });
    this.show(result, () => loadedText(result));
  }
}
