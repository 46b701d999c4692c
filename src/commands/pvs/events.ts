/**
 * `holdover pvs events`.
 */
import * as Flags from '@oclif/core/flags';
import { FARM_EVENT_KINDS, farmEvents } from '../../app/pvs/events.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { farmEventsText } from '../../ui/text/pvs-events.ts';

const repeated = { multiple: true, multipleNonGreedy: true } as const;

export default class PvsEvents extends BaseCommand {
  static override summary =
    'Show what was logged about streaming: servers, targets that moved or froze, vDisks, faults.';
  static override examples = [
    '<%= config.bin %> pvs events --last 20',
    '<%= config.bin %> pvs events --server pvs1 --kind target-moved --json',
    '<%= config.bin %> pvs events --target vda-017',
  ];
  static override flags = {
    server: Flags.string({
      summary: 'Only this server, and targets that came to it or left it; may be repeated.',
      helpValue: 'SERVER',
      ...repeated,
    }),
    target: Flags.string({ summary: 'Only this target; may be repeated.', helpValue: 'TARGET', ...repeated }),
    vdisk: Flags.string({ summary: 'Only this vDisk; may be repeated.', helpValue: 'VDISK', ...repeated }),
    kind: Flags.option({ options: FARM_EVENT_KINDS, ...repeated })({
      summary: 'Only lines of this kind; may be repeated.',
      helpValue: 'KIND',
    }),
    last: wholeNumberFlag({ summary: 'Only the newest so many; 0 for all.', helpValue: 'COUNT', default: 50, min: 0 }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(PvsEvents);
    const { server: servers = [], target: targets = [], vdisk: vdisks = [], kind: kinds = [], last } = flags;
    const result = await farmEvents(this.context(flags), { servers, targets, vdisks, kinds, last });
    this.show(result, () => farmEventsText(result));
  }
}
