/**
 * `holdover site init [FILE]`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { initSite } from '../../app/site/init.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { initText } from '../../ui/text/site.ts';

export default class SiteInit extends BaseCommand {
  static override summary = 'Write a small commented site file to start from.';
  static override examples = ['<%= config.bin %> site init', '<%= config.bin %> site init farm.yaml --streaming'];
  static override args = {
    file: Args.string({ default: 'site.yaml', description: 'The file to write; never overwritten.' }),
  };

  static override flags = {
    streaming: Flags.boolean({ summary: 'Write a streaming farm without zones, and not zones without a farm.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteInit);
    const result = await initSite(args.file, flags.streaming ? 'streaming' : 'zones');
    this.show(result, () => initText(result));
  }
}
