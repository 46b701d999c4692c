/**
 * `holdover fault list`.
 */
import * as Flags from '@oclif/core/flags';
import { listFaults } from '../../app/fault/list.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { faultsText } from '../../ui/text/fault.ts';

export default class FaultList extends BaseCommand {
  static override summary = 'List the faults that are in force.';
  static override examples = ['<%= config.bin %> fault list', '<%= config.bin %> fault list --ended'];
  static override flags = { ended: Flags.boolean({ summary: 'Those that are over as well.' }) };

  async run(): Promise<void> {
    const { flags } = await this.parse(FaultList);
    const result = await listFaults(this.context(flags), { ended: flags.ended });
    this.show(result, () => faultsText(result));
  }
}
