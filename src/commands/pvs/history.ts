/**
 * `holdover pvs history`.
 */
import * as Flags from '@oclif/core/flags';
import { farmHistory } from '../../app/pvs/history.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { farmHistoryText } from '../../ui/text/pvs-history.ts';

export default class PvsHistory extends BaseCommand {
  static override summary =
    'Show when servers could not stream: why, how long, which targets moved or froze, and for how long they were held.';
  static override examples = [
    '<%= config.bin %> pvs history',
    '<%= config.bin %> pvs history --server pvs1 --last 1 --json',
  ];
  static override flags = {
    server: Flags.string({
      summary: 'Only this server; may be repeated.',
      helpValue: 'SERVER',
      multiple: true,
      multipleNonGreedy: true,
    }),
    last: wholeNumberFlag({ summary: 'Only the newest so many; 0 for all.', helpValue: 'COUNT', default: 20, min: 0 }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(PvsHistory);
    const { server: servers = [], last } = flags;
    const result = await farmHistory(this.context(flags), { servers, last });
    this.show(result, () => farmHistoryText(result));
  }
}
