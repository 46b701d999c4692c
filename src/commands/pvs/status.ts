/**
 * `holdover pvs status`.
 */
import { StatusCommand } from '../../cli/status-command.ts';

export default class PvsStatus extends StatusCommand {
  static override summary = 'Show the streaming farm: its servers, its vDisks, and how many targets stream.';
  static override examples = [
    '<%= config.bin %> pvs status',
    '<%= config.bin %> pvs status --json',
    '<%= config.bin %> pvs status --json --summary --exit-code',
  ];
  protected override readonly part = 'pvs';
}
