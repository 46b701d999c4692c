/**
 * `holdover lhc check`.
 */
import { ZoneCheckCommand } from '../../cli/check-command.ts';

export default class LhcCheck extends ZoneCheckCommand {
  static override summary = 'Say what of Local Host Cache would hurt users in an outage, with a verdict for scripts.';
  static override examples = [
    '<%= config.bin %> lhc check --zone tok',
    '<%= config.bin %> lhc check --mute LHC033 --for 4h',
    '<%= config.bin %> lhc check --format junit > lhc.xml',
  ];
  protected override readonly part = 'lhc';
}
