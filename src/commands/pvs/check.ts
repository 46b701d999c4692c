/**
 * `holdover pvs check`.
 */
import { CheckCommand } from '../../cli/check-command.ts';

export default class PvsCheck extends CheckCommand {
  static override summary =
    'Say what of provisioning would hold targets when a server stops, with a verdict for scripts.';
  static override examples = [
    '<%= config.bin %> pvs check',
    '<%= config.bin %> pvs check --mute PVS021 --for 4h',
    '<%= config.bin %> pvs check --format nagios',
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(PvsCheck);
    await this.report(flags, { part: 'pvs' });
  }
}
