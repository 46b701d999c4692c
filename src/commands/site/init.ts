/**
 * `holdover site init [FILE]`.
 */
import * as Args from '@oclif/core/args';
import { initSite } from '../../app/site/init.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { initText } from '../../ui/text/site.ts';

export default class SiteInit extends BaseCommand {
  static override summary = 'Write a small commented site file to start from.';
  static override examples = ['<%= config.bin %> site init', '<%= config.bin %> site init my-site.yaml'];
  static override args = {
    file: Args.string({ default: 'site.yaml', description: 'The file to write; never overwritten.' }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(SiteInit);
    const result = await initSite(args.file);
    this.show(result, () => initText(result));
  }
}
