/**
 * `holdover watch`.
 */
import { WatchCommand } from '../cli/watch-command.ts';

export default class Watch extends WatchCommand {
  static override summary = 'Run the clock of the site, and tell of everything that changes.';
  static override examples = [
    '<%= config.bin %> watch --rate 60',
    `<%= config.bin %> watch --rate 600 --json --until "verdict == 'healthy'"`,
  ];
  protected override readonly part = 'both';
}
