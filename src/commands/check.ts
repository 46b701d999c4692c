/**
 * `holdover check`.
 */
import { CheckCommand } from '../cli/check-command.ts';

export default class Check extends CheckCommand {
  static override summary = 'Say what of the site would hurt users in an outage, with a verdict for scripts.';
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check --format nagios',
    '<%= config.bin %> check --baseline last-week.json',
  ];
}
