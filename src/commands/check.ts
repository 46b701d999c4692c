/**
 * `holdover check`.
 */
import { ZoneCheckCommand } from '../cli/check-command.ts';

export default class Check extends ZoneCheckCommand {
  static override summary = 'Say what of the site would hurt users when something fails, with a verdict for scripts.';
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check --format nagios',
    '<%= config.bin %> check --baseline last-week.json',
  ];
  protected override readonly part = 'both';
}
