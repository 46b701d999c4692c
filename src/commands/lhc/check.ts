/**
 * `holdover lhc check`.
 */
import { CheckCommand } from '../../cli/check-command.ts';

export default class LhcCheck extends CheckCommand {
  static override summary = 'Say what of Local Host Cache would hurt users in an outage, with a verdict for scripts.';
  static override examples = [
    '<%= config.bin %> lhc check --zone tok',
    '<%= config.bin %> lhc check --mute LHC033 --for 4h',
    '<%= config.bin %> lhc check --format junit > lhc.xml',
  ];
}
