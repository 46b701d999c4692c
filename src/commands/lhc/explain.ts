/**
 * `holdover lhc explain`.
 */
import * as Args from '@oclif/core/args';
import { explain } from '../../app/lhc/explain.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { explainText } from '../../ui/text/explain.ts';

export default class LhcExplain extends BaseCommand {
  static override summary =
    'Explain a finding, a zone, a connector, a user or a resource: why it is so, and what would change it.';
  static override examples = [
    '<%= config.bin %> lhc explain LHC015',
    '<%= config.bin %> lhc explain tok',
    '<%= config.bin %> lhc explain cc-ams-01',
    "<%= config.bin %> lhc explain 'CONTOSO\\user-0001'",
    "<%= config.bin %> lhc explain 'JP Desktop'",
  ];
  static override args = {
    object: Args.string({
      description: 'The code of a finding, a zone, a connector, a user or a resource.',
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LhcExplain);
    const result = await explain(this.context(flags), args.object);
    this.show(result, () => explainText(result));
  }
}
