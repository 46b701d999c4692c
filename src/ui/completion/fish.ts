/**
 * The completion script for fish, 3.1 and newer.
 *
 * Not here: which words there are (app/completion).
 */
import type { CompletionFlag, CompletionNode, CompletionWords } from '../../app/completion/completion-words.ts';
import { DOORS, pathsOf, valueFlags } from './script-parts.ts';

export function fishScript(words: CompletionWords): string {
  return `# Completion of holdover for fish. Made by: holdover autocomplete fish

# Whether the words before the cursor lead to a place.
function __holdover_at
    set -l paths ${pathsOf(words).map(quoted).join(' ')}
    set -l value_flags ${valueFlags(words).join(' ')}
    set -l typed (commandline -opc)
    set -l door (string replace -r '.*/' '' -- $typed[1])
    set -l path
    set -l flag
    test "$door" = holdover; or set path $door
    for word in $typed[2..-1]
        if test -n "$flag"
            set flag
        else if contains -- $word $value_flags
            set flag $word
        else if contains -- (string join ' ' -- $path $word) $paths
            set -a path $word
        end
    end
    test "$path" = "$argv[1]"
end

set -l doors ${DOORS.filter((door) => door !== 'pvs').join(' ')}
# Linux's LVM has a pvs as well: only the one beside holdover is ours.
set -l holdover_bin (command -s holdover)
if test -n "$holdover_bin"; and test (command -s pvs)x = (string replace -r '[^/]*$' pvs -- $holdover_bin)x
    set -a doors pvs
end

for door in $doors
    complete -c $door -e
    complete -c $door -f
${words.nodes.flatMap(linesOf).join('\n')}
end
`;
}

function linesOf(node: CompletionNode): readonly string[] {
  const at = `    complete -c $door -n ${quoted(`__holdover_at ${quoted(node.path)}`)}`;
  return [
    ...node.words.map(({ name, summary }) => `${at} -a ${quoted(name)}${described(summary)}`),
    ...(node.takesFile ? [`${at} -F`] : []),
    ...node.flags.map((flag) => `${at} ${optionOf(flag)}${described(flag.summary)}`),
  ];
}

function optionOf({ name, takesValue, values }: CompletionFlag): string {
  const option = `-l ${name.slice(2)}`;
  if (!takesValue) return option;
  return values.length === 0 ? `${option} -x` : `${option} -x -a ${quoted(values.join(' '))}`;
}

function described(summary: string): string {
  return summary === '' ? '' : ` -d ${quoted(summary)}`;
}

/** In single quotes, as fish reads them. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
