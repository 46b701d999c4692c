/**
 * `holdover lhc sync`.
 */
import * as Flags from '@oclif/core/flags';
import { sync } from '../../app/lhc/sync.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { zoneFlag } from '../../cli/selection-flags.ts';
import { syncText } from '../../ui/text/sync.ts';

export default class LhcSync extends BaseCommand {
  static override summary = 'Show what each connector has imported, and whether it is current.';
  static override examples = ['<%= config.bin %> lhc sync', '<%= config.bin %> lhc sync --zone ams --exit-code'];
  static override flags = {
    ...zoneFlag,
    'exit-code': Flags.boolean({ summary: 'Exit with 1 unless every connector is current.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcSync);
    const result = await sync(this.context(flags), flags.zone ?? []);
    this.show(result, () => syncText(result));
    if (flags['exit-code'] && !result.allCurrent) this.exitWith('negative');
  }
}
