/**
 * `holdover pvs replicas`.
 */
import * as Args from '@oclif/core/args';
import { replicas } from '../../app/pvs/replicas.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { replicasText } from '../../ui/text/pvs-replicas.ts';

export default class PvsReplicas extends BaseCommand {
  static override summary = 'Show which server has which version, compared with what is on record.';
  static override examples = ['<%= config.bin %> pvs replicas', '<%= config.bin %> pvs replicas win11 --json'];
  static override args = {
    vdisk: Args.string({ description: 'Only this vDisk.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsReplicas);
    const result = await replicas(this.context(flags), args.vdisk ?? null);
    this.show(result, () => replicasText(result));
  }
}
