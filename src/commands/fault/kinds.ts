/**
 * `holdover fault kinds`.
 */
import { listFaultKinds } from '../../app/fault/kinds.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { faultKindsText } from '../../ui/text/fault.ts';

export default class FaultKinds extends BaseCommand {
  static override summary = 'List what can fail, with a sentence each.';
  static override examples = ['<%= config.bin %> fault kinds'];

  async run(): Promise<void> {
    await this.parse(FaultKinds);
    const result = listFaultKinds();
    this.show(result, () => faultKindsText(result.kinds));
  }
}
