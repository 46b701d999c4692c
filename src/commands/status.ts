/**
 * `holdover status`.
 */
import { StatusCommand } from '../cli/status-command.ts';

export default class Status extends StatusCommand {
  static override summary = 'Show how the whole site stands.';
  static override examples = [
    '<%= config.bin %> status',
    '<%= config.bin %> status --json --exit-code',
    '<%= config.bin %> status --json --summary',
  ];
  protected override readonly part = 'both';
}
