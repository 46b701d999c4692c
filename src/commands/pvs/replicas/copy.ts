/**
 * `holdover pvs replicas copy VDISK`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { copyReplicas } from '../../../app/pvs/replicas-copy.ts';
import { BaseCommand } from '../../../cli/base-command.ts';
import { changeFlags } from '../../../cli/change-flags.ts';
import { withOutcome } from '../../../ui/text/outcome.ts';
import { replicasCopyText } from '../../../ui/text/pvs-replicas-copy.ts';

export default class PvsReplicasCopy extends BaseCommand {
  static override summary = 'Copy the files of a vDisk from one server to others, with their times or with new ones.';
  static override examples = [
    '<%= config.bin %> pvs replicas copy win11 --from pvs1 --to pvs3',
    '<%= config.bin %> pvs replicas copy win11 --from pvs1 --to pvs2 --to pvs3 --new-times',
  ];
  static override args = {
    vdisk: Args.string({ required: true, description: 'A vDisk on local storage.' }),
  };
  static override flags = {
    ...changeFlags,
    from: Flags.string({ summary: 'The server whose files are copied.', helpValue: 'SERVER', required: true }),
    to: Flags.string({
      summary: 'A server that gets them; may be repeated.',
      helpValue: 'SERVER',
      required: true,
      multiple: true,
      multipleNonGreedy: true,
    }),
    'new-times': Flags.boolean({ summary: 'Give the copies the time of the copying: they will not be identical.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsReplicasCopy);
    const times = flags['new-times'] ? 'new' : 'kept';
    const options = { vdisk: args.vdisk, from: flags.from, to: flags.to, times } as const;
    const result = await copyReplicas(this.context(flags), options);
    this.show(result, () => withOutcome(replicasCopyText(result), result, 'pvs'));
    if (result.refusal !== null) this.exitWith('negative');
  }
}
