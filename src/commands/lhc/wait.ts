/**
 * `holdover lhc wait`.
 */
import { WaitCommand } from '../../cli/wait-command.ts';

export default class LhcWait extends WaitCommand {
  static override examples = [
    `<%= config.bin %> lhc wait --until "lhc.zones.ams.state == 'extended-ha'"`,
    `<%= config.bin %> lhc wait --until "lhc.zones.ams.machines.registeredPercent == 100.0" --fail-on "verdict == 'failed'" --timeout 10m`,
  ];
}
