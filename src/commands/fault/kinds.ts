/**
 * `holdover fault kinds`.
 */
import { FAULT_KINDS } from '../../app/fault/kinds.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { faultKindsText } from '../../ui/text/fault.ts';

export default class FaultKinds extends BaseCommand {
  static override summary = 'List what can fail, with a sentence each.';
  static override examples = ['<%= config.bin %> fault kinds'];

  async run(): Promise<void> {
    await this.parse(FaultKinds);
    this.show({ schema: 'holdover.fault-kinds/1', kinds: FAULT_KINDS }, () => faultKindsText(FAULT_KINDS));
  }
}
