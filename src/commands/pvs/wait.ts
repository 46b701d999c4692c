/**
 * `holdover pvs wait`.
 */
import { WaitCommand } from '../../cli/wait-command.ts';

export default class PvsWait extends WaitCommand {
  static override examples = [
    `<%= config.bin %> pvs wait --until "pvs.servers.pvs1.targets == 0"`,
    `<%= config.bin %> pvs wait --until "pvs.targetCounts.reconnecting == 0" --fail-on "pvs.targetCounts.frozen > 0" --timeout 5m`,
  ];
}
