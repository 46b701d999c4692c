/**
 * `holdover lhc status`.
 */
import { StatusCommand } from '../../cli/status-command.ts';

export default class LhcStatus extends StatusCommand {
  static override summary = 'Show every zone: its state, who brokers, and how many machines are registered.';
  static override examples = [
    '<%= config.bin %> lhc status',
    '<%= config.bin %> lhc status --json',
    '<%= config.bin %> lhc status --verbose',
  ];
  protected override readonly part = 'lhc';
}
