/**
 * `holdover lhc watch`.
 */
import { WatchCommand } from '../../cli/watch-command.ts';

export default class LhcWatch extends WatchCommand {
  static override summary = 'Run the clock of the site, and tell of everything that changes in its zones.';
  static override examples = [
    '<%= config.bin %> lhc watch --rate 60',
    `<%= config.bin %> lhc watch --rate 600 --until "lhc.zones.ams.state == 'working-normally'"`,
  ];
  protected override readonly part = 'lhc';
}
