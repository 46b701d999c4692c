/**
 * Help texts: oclif's own, gathered as a text instead of printed, so that `--json` can carry them as well.
 *
 * Not here: the pages about topics such as exit codes (ui/text/help-topics).
 */
import type { Config } from '@oclif/core/config';
import { Help } from '@oclif/core/help';
import { helpPages } from '../ui/text/help-topics/index.ts';

/** The help of a command, of a topic, or of all. Every name in `words` is known to exist. */
export async function helpText(words: readonly string[], config: Config): Promise<string> {
  const help = new GatheringHelp(config, { ...config.pjson.oclif.helpOptions, hideCommandSummaryInDescription: true });
  await help.showHelp([...words]);
  return help.text();
}

class GatheringHelp extends Help {
  private readonly lines: string[] = [];

  text(): string {
    // Blank lines at the end of sections differ between oclif's kinds of help.
    return this.lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }

  protected override log(...args: string[]): void {
    this.lines.push(...args.flat());
  }

  protected override async showRootHelp(): Promise<void> {
    await super.showRootHelp();
    const pages = helpPages.map(({ name, summary }): [string, string] => [name, summary]);
    this.log(this.section('PAGES (holdover help PAGE)', pages));
  }
}
