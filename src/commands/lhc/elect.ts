/**
 * `holdover lhc elect`.
 */
import * as Flags from '@oclif/core/flags';
import { elect } from '../../app/lhc/elect.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { zoneFlag } from '../../cli/selection-flags.ts';
import { electText } from '../../ui/text/elect.ts';

export default class LhcElect extends BaseCommand {
  static override summary = 'Show who is, or would be, elected in each zone, and why not the others.';
  static override examples = [
    '<%= config.bin %> lhc elect',
    '<%= config.bin %> lhc elect --zone ams --without cc-ams-01',
  ];
  static override flags = {
    ...zoneFlag,
    without: Flags.string({
      summary: 'As if this connector were gone; may be repeated.',
      helpValue: 'CONNECTOR',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcElect);
    const result = await elect(this.context(flags), { zones: flags.zone ?? [], without: flags.without ?? [] });
    this.show(result, () => electText(result));
  }
}
