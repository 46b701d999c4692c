/**
 * `holdover site validate FILE`.
 */
import * as Args from '@oclif/core/args';
import { validateSite } from '../../app/site/validate.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { validText } from '../../ui/text/site.ts';

export default class SiteValidate extends BaseCommand {
  static override summary = 'Check a site file and name everything that is wrong with it.';
  static override examples = [
    '<%= config.bin %> site validate site.yaml',
    '<%= config.bin %> site validate - < site.yaml',
  ];
  static override args = { file: Args.string({ required: true, description: 'The site file; - for standard input.' }) };

  async run(): Promise<void> {
    const { args } = await this.parse(SiteValidate);
    const result = await validateSite(args.file);
    this.show(result, () => validText(result));
  }
}
