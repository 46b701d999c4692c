/**
 * `holdover pvs rebalance [SERVER] [--vdisk D]`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { rebalanceFarm } from '../../app/pvs/rebalance.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { rebalanceText } from '../../ui/text/pvs-rebalance.ts';

export default class PvsRebalance extends BaseCommand {
  static override summary = 'Let targets that are better off on another server move there, and say how many have.';
  static override examples = [
    '<%= config.bin %> pvs rebalance',
    '<%= config.bin %> pvs rebalance pvs2',
    '<%= config.bin %> pvs rebalance --vdisk win11',
  ];
  static override args = {
    server: Args.string({ description: 'The server whose targets may move; without it all servers.' }),
  };
  static override flags = {
    ...changeFlags,
    vdisk: Flags.string({ summary: 'Only targets of this vDisk.', helpValue: 'VDISK' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsRebalance);
    const options = { server: args.server ?? null, vdisk: flags.vdisk ?? null };
    const result = await rebalanceFarm(this.context(flags), options);
    this.show(result, () => withOutcome(rebalanceText(result), result, 'pvs'));
    if (result.refusal !== null) this.exitWith('negative');
  }
}
