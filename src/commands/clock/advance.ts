/**
 * `holdover clock advance DURATION`.
 */
import { advanceClock } from '../../app/clock/advance.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { durationArgument } from '../../cli/durations.ts';
import { advancedText } from '../../ui/text/clock.ts';

export default class ClockAdvance extends BaseCommand {
  static override summary = 'Let time pass in the site, and everything that happens in it.';
  static override examples = ['<%= config.bin %> clock advance 5m', '<%= config.bin %> clock advance 1h30m'];
  static override args = {
    duration: durationArgument({ required: true, description: 'How far: 90s, 5m, 1h30m, 3d.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ClockAdvance);
    const result = await advanceClock(this.context(flags), args.duration);
    this.show(result, () => advancedText(result));
  }
}
