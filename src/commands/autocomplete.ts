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
  static override args = {
    shell: Args.string({
      required: true,
      description: 'The shell.',
      options: Object.keys(completionScripts),
    }),
  };
  static override examples = [
    {
      description: 'bash: put this line into ~/.bashrc.',
      command: 'eval "$(<%= config.bin %> <%= command.id %> bash)"',
    },
    {
      description: 'zsh: put this line into ~/.zshrc, after compinit.',
      command: 'eval "$(<%= config.bin %> <%= command.id %> zsh)"',
    },
    {
      description: 'fish: type this once, and again after an upgrade.',
      command: '<%= config.bin %> <%= command.id %> fish > ~/.config/fish/conf.d/holdover.fish',
    },
    {
      description: 'PowerShell: put this line into the file $PROFILE.',
      command: '<%= config.bin %> <%= command.id %> powershell | Out-String | Invoke-Expression',
    },
  ];

  async run(): Promise<void> {
    const { args } = await this.parse(Autocomplete);
    const { commands, topics } = this.config;
    const words = completionWords({ commands, topics, pages: helpPages });
    const script = completionScripts[args.shell as Shell](words);
    const result: AutocompleteResult = { schema: 'holdover.autocomplete/1', shell: args.shell, script };
    this.show(result, () => script);
  }
}
