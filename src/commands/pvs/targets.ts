/**
 * `holdover pvs targets`.
 */
import * as Flags from '@oclif/core/flags';
import { TARGET_STATES, targets } from '../../app/pvs/targets.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { targetsText } from '../../ui/text/pvs-targets.ts';

export default class PvsTargets extends BaseCommand {
  static override summary = 'List the targets: who streams to them, what they went through, and whether they can move.';
  static override examples = [
    '<%= config.bin %> pvs targets --server pvs1',
    '<%= config.bin %> pvs targets --state frozen',
    '<%= config.bin %> pvs targets --vdisk win11 --not-ha --json',
  ];
  static override flags = {
    server: Flags.string({ summary: 'Only those that this server has now.', helpValue: 'SERVER' }),
    vdisk: Flags.string({ summary: 'Only those of this vDisk.', helpValue: 'VDISK' }),
    collection: Flags.string({ summary: 'Only those of this collection.', helpValue: 'COLLECTION' }),
    state: Flags.option({ options: TARGET_STATES })({ summary: 'Only those in this state.', helpValue: 'STATE' }),
    'not-ha': Flags.boolean({ summary: 'Only those that no other server could have.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(PvsTargets);
    const { server = null, vdisk = null, collection = null, state = null } = flags;
    const highlyAvailable = flags['not-ha'] ? 'not' : 'any';
    const result = await targets(this.context(flags), { server, vdisk, collection, state, highlyAvailable });
    this.show(result, () => targetsText(result));
  }
}
