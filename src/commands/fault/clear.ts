/**
 * `holdover fault clear ID…`.
 */
import * as Flags from '@oclif/core/flags';
import { clearFaults } from '../../app/fault/clear.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { clearedText } from '../../ui/text/fault.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class FaultClear extends BaseCommand {
  static override summary = 'Mend what faults broke. A forced outage is no fault and stays.';
  static override examples = [
    '<%= config.bin %> fault clear f1',
    '<%= config.bin %> fault clear f1 f2',
    '<%= config.bin %> fault clear --all',
  ];
  static override strict = false;
  static override usage = 'fault clear ID… | --all';
  static override flags = {
    ...changeFlags,
    all: Flags.boolean({ summary: 'Every fault that is in force.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(FaultClear);
    const result = await clearFaults(this.context(flags), { ids: argv as string[], all: flags.all });
    this.show(result, () => withOutcome(clearedText(result), result));
  }
}
