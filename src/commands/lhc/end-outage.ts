/**
 * `holdover lhc end-outage`.
 */
import { endOutage } from '../../app/lhc/end-outage.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { selectionFlags, selectionOf } from '../../cli/selection-flags.ts';
import { endOutageText } from '../../ui/text/outage.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class LhcEndOutage extends BaseCommand {
  static override summary = 'End a forced outage; the zone walks through its recovery.';
  static override examples = [
    '<%= config.bin %> lhc end-outage --zone ams',
    '<%= config.bin %> lhc end-outage --all-zones',
  ];
  static override flags = {
    ...changeFlags,
    ...waitFlags,
    ...selectionFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcEndOutage);
    const result = await endOutage(this.context(flags), selectionOf(flags));
    this.show(result, () => withOutcome(endOutageText(result), result));
    if (result.settled === false) this.exitWith('not-settled');
  }
}
