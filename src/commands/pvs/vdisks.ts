/**
 * `holdover pvs vdisks`.
 */
import { vdisks } from '../../app/pvs/vdisks.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { vdisksText } from '../../ui/text/pvs-vdisks.ts';

export default class PvsVdisks extends BaseCommand {
  static override summary = 'List the vDisks: their versions, and whether their targets go on when a server is gone.';
  static override examples = ['<%= config.bin %> pvs vdisks', '<%= config.bin %> pvs vdisks --json'];

  async run(): Promise<void> {
    const { flags } = await this.parse(PvsVdisks);
    const result = await vdisks(this.context(flags));
    this.show(result, () => vdisksText(result));
  }
}
