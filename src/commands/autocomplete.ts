/**
 * `holdover autocomplete SHELL`.
 */
import * as Args from '@oclif/core/args';
import { completionWords } from '../app/completion/completion-words.ts';
import type { AutocompleteResult } from '../app/program-result.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { completionScripts } from '../ui/completion/index.ts';
import { helpPages } from '../ui/text/help-topics/index.ts';

type Shell = keyof typeof completionScripts;

export default class Autocomplete extends BaseCommand {
  static override summary = 'Print what makes a shell complete commands and flags.';
  static override description =
    `Put the line for your shell where it reads its settings; new shells then complete holdover, lhc and pvs.

bash, in ~/.bashrc:               eval "$(holdover autocomplete bash)"
zsh, in ~/.zshrc after compinit:  eval "$(holdover autocomplete zsh)"
fish, typed once:                 holdover autocomplete fish > ~/.config/fish/conf.d/holdover.fish
PowerShell, in $PROFILE:          holdover autocomplete powershell | Out-String | Invoke-Expression`;
  static override args = {
    shell: Args.string({
      required: true,
      description: 'The shell.',
      options: Object.keys(completionScripts),
    }),
  };
  static override examples = ['<%= config.bin %> autocomplete bash'];

  async run(): Promise<void> {
    const { args } = await this.parse(Autocomplete);
    const { commands, topics } = this.config;
    const words = completionWords({ commands, topics, pages: helpPages });
    const script = completionScripts[args.shell as Shell](words);
    const result: AutocompleteResult = { schema: 'holdover.autocomplete/1', shell: args.shell, script };
    this.show(result, () => script);
  }
}
