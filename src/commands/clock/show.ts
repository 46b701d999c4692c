/**
 * `holdover clock show`.
 */
import { showClock } from '../../app/clock/show.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { clockText } from '../../ui/text/clock.ts';

export default class ClockShow extends BaseCommand {
  static override summary = 'Show what time it is in the site.';
  static override examples = ['<%= config.bin %> clock show'];

  async run(): Promise<void> {
    const { flags } = await this.parse(ClockShow);
    const result = await showClock(this.context(flags));
    this.show(result, () => clockText(result));
  }
}
