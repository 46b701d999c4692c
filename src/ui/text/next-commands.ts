/**
 * Commands in texts (`Next: …`, `Undo: …`) are pasted by people. Where a site was asked for by name, they have to name it as well.
 *
 * Not here: which commands are suggested.
 */

const SUGGESTIONS = /^(Next|Undo): /;

/** The text, with `--site NAME` behind each command that it suggests and that does not name a site yet. */
export function namingSite(text: string, site: string | null): string {
  if (site === null) return text;
  return text
    .split('\n')
    .map((line) =>
      SUGGESTIONS.test(line)
        ? line
            .split(' · ')
            .map((command) => withSite(command, site))
            .join(' · ')
        : line,
    )
    .join('\n');
}

function withSite(command: string, site: string): string {
  if (command.includes(' --site ')) return command;
  const [words = '', ...file] = command.split(' > ');
  return [`${words} --site ${site}`, ...file].join(' > ');
}
