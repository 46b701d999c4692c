/**
 * `holdover pvs explain`.
 */
import * as Args from '@oclif/core/args';
import { explainFarm } from '../../app/pvs/explain.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { pvsExplainText } from '../../ui/text/pvs-explain.ts';

export default class PvsExplain extends BaseCommand {
  static override summary =
    'Explain a finding, a target, a server or a vDisk: why it is so, what would come of a stop, and what would mend it.';
  static override examples = [
    '<%= config.bin %> pvs explain PVS017',
    '<%= config.bin %> pvs explain vda-017',
    '<%= config.bin %> pvs explain pvs2',
    '<%= config.bin %> pvs explain win11',
  ];
  static override args = {
    object: Args.string({
      description: 'The code of a finding, a target, a server or a vDisk.',
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsExplain);
    const result = await explainFarm(this.context(flags), args.object);
    this.show(result, () => pvsExplainText(result));
  }
}
