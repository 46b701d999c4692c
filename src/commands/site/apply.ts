/**
 * `holdover site apply FILE`.
 */
import * as Args from '@oclif/core/args';
import { applySite } from '../../app/site/apply.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { appliedText, topicOf } from '../../ui/text/site-change.ts';

export default class SiteApply extends BaseCommand {
  static override summary =
    'Declare the running site by another file, as its administrator, and keep its running state.';
  static override examples = [
    '<%= config.bin %> site apply contoso.yaml --dry-run',
    '<%= config.bin %> site apply contoso.yaml',
  ];
  static override args = { file: Args.string({ required: true, description: 'The site file; - for standard input.' }) };
  static override flags = { ...changeFlags, ...waitFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteApply);
    const result = await applySite(this.context(flags), args.file);
    this.show(result, () => withOutcome(appliedText(result), result, topicOf(result)));
    if (result.settled === false) this.exitWith('not-settled');
  }
}
