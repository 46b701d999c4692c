/**
 * `holdover lhc history`.
 */
import * as Flags from '@oclif/core/flags';
import { history } from '../../app/lhc/history.ts';
import { EXPORT_COMMAND } from '../../app/lhc/log-export.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { zoneFlag } from '../../cli/selection-flags.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { historyText } from '../../ui/text/history.ts';

export default class LhcHistory extends BaseCommand {
  static override summary = 'Show the outages so far: why, how long, who brokered, and what ended them.';
  static override description =
    'With --from it tells of the outages of real connectors, from the Windows event log of one or more of them. No site has to be loaded; where one is that has these connectors, their outages are joined zone by zone. The last example exports the log of a connector, in Windows PowerShell 5.1 and in PowerShell 7; examples/export/Export-LhcEvents.ps1 exports from several at once.';
  static override examples = [
    '<%= config.bin %> lhc history',
    '<%= config.bin %> lhc history --zone ams --last 1 --verbose',
    '<%= config.bin %> lhc history --from lhc-events.json --json',
    `In PowerShell, on a connector:\n${EXPORT_COMMAND}`,
  ];
  static override flags = {
    ...zoneFlag,
    last: wholeNumberFlag({ summary: 'Only the newest so many; 0 for all.', helpValue: 'COUNT', default: 20, min: 0 }),
    from: Flags.string({
      summary: 'An exported event log, - for standard input; may be repeated.',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcHistory);
    const { zone: zones = [], last, from = [] } = flags;
    const result = await history(this.context(flags), { zones, last, from });
    this.show(result, () => historyText(result, flags.verbose ? 'all' : 'rows'));
  }
}
