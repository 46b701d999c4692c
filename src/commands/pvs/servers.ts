/**
 * `holdover pvs servers`.
 */
import { servers } from '../../app/pvs/servers.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { serversText } from '../../ui/text/pvs-servers.ts';

export default class PvsServers extends BaseCommand {
  static override summary =
    'List the provisioning servers: whether they stream, on which addresses, and how busy they are.';
  static override examples = ['<%= config.bin %> pvs servers', '<%= config.bin %> pvs servers --json'];

  async run(): Promise<void> {
    const { flags } = await this.parse(PvsServers);
    const result = await servers(this.context(flags));
    this.show(result, () => serversText(result));
  }
}
