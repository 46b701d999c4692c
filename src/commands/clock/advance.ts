/**
 * `holdover clock advance DURATION`.
 */
import { advanceClock } from '../../app/clock/advance.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { durationArgument } from '../../cli/durations.ts';
import { advancedText } from '../../ui/text/clock.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class ClockAdvance extends BaseCommand {
  static override summary = 'Let time pass in the site, and everything that happens in it.';
  static override examples = ['<%= config.bin %> clock advance 5m', '<%= config.bin %> clock advance 1h30m'];
  static override args = {
    duration: durationArgument({ required: true, description: 'How far: 90s, 5m, 1h30m, 3d.' }),
  };

  static override flags = { ...changeFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ClockAdvance);
    const result = await advanceClock(this.context(flags), args.duration);
    this.show(result, () => withOutcome(advancedText(result), result));
  }
}
