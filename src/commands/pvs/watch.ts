/**
 * `holdover pvs watch`.
 */
import { WatchCommand } from '../../cli/watch-command.ts';

export default class PvsWatch extends WatchCommand {
  static override summary = 'Run the clock of the site, and tell of what changes in the streaming farm.';
  static override examples = [
    '<%= config.bin %> pvs watch --rate 10',
    `<%= config.bin %> pvs watch --rate 60 --until "pvs.targetCounts.reconnecting == 0" --fail-on "pvs.targetCounts.frozen > 0"`,
  ];
  protected override readonly part = 'pvs';
}
