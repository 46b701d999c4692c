/**
 * `holdover pvs promote VDISK`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { pinVersion } from '../../app/pvs/pin.ts';
import { promoteVersion } from '../../app/pvs/promote.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { momentFlag } from '../../cli/moments.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { pinText, promoteText } from '../../ui/text/pvs-versions.ts';

/** What belongs to a promotion alone. */
const PROMOTION = ['version', 'to', 'scheduled', 'wait'];

export default class PvsPromote extends BaseCommand {
  static override summary = 'Give a version of a vDisk to test or production targets, or pin these to one.';
  static override examples = [
    '<%= config.bin %> pvs promote srv22',
    '<%= config.bin %> pvs promote srv22 --version 2 --to test',
    '<%= config.bin %> pvs promote srv22 --pin 1',
  ];
  static override args = {
    vdisk: Args.string({ required: true, description: 'A vDisk of the farm.' }),
  };
  static override flags = {
    ...changeFlags,
    ...waitFlags,
    version: wholeNumberFlag({ summary: 'The version; without it the newest.', helpValue: 'N' }),
    to: Flags.option({ options: ['test', 'production'] as const })({
      summary: 'Who may boot it then; without it production targets.',
    }),
    scheduled: momentFlag({ summary: 'Production targets get it at this moment at the earliest (RFC 3339).' }),
    pin: wholeNumberFlag({
      summary: 'Production targets boot this version from now on, whatever is released.',
      helpValue: 'N',
      exclusive: [...PROMOTION, 'unpin'],
    }),
    unpin: Flags.boolean({
      summary: 'Production targets boot the newest released version again.',
      exclusive: [...PROMOTION, 'pin'],
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsPromote);
    if (flags.pin !== undefined || flags.unpin) {
      const result = await pinVersion(this.context(flags), { vdisk: args.vdisk, version: flags.pin ?? null });
      this.show(result, () => withOutcome(pinText(result), result, 'pvs'));
      if (result.refusal !== null) this.exitWith('negative');
      return;
    }
    const options = {
      vdisk: args.vdisk,
      version: flags.version ?? null,
      to: flags.to ?? ('production' as const),
      scheduledMs: flags.scheduled ?? null,
    };
    const result = await promoteVersion(this.context(flags), options);
    this.show(result, () => withOutcome(promoteText(result), result, 'pvs'));
    if (result.refusal !== null) this.exitWith('negative');
    else if (result.settled === false) this.exitWith('not-settled');
  }
}
