/**
 * `holdover lhc events`.
 */
import * as Flags from '@oclif/core/flags';
import { events } from '../../app/lhc/events.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { zoneFlag } from '../../cli/selection-flags.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { eventsText } from '../../ui/text/events.ts';

export default class LhcEvents extends BaseCommand {
  static override summary = "Show what the connectors wrote to their event logs, with the product's numbers.";
  static override examples = [
    '<%= config.bin %> lhc events',
    '<%= config.bin %> lhc events --zone ams --last 20',
    '<%= config.bin %> lhc events --id 3502 --id 3503 --json',
  ];
  static override flags = {
    ...zoneFlag,
    connector: Flags.string({
      summary: 'Only this connector; may be repeated.',
      helpValue: 'CONNECTOR',
      multiple: true,
      multipleNonGreedy: true,
    }),
    id: wholeNumberFlag({
      summary: 'Only this event number; may be repeated.',
      helpValue: 'NUMBER',
      multiple: true,
      multipleNonGreedy: true,
    }),
    last: wholeNumberFlag({ summary: 'Only the newest so many; 0 for all.', helpValue: 'COUNT', default: 50, min: 0 }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcEvents);
    const { zone: zones = [], connector: connectors = [], id: ids = [], last } = flags;
    const result = await events(this.context(flags), { zones, connectors, ids, last });
    this.show(result, () => eventsText(result));
  }
}
