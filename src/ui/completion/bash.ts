/**
 * The completion script for bash, 3.2 and newer.
 *
 * Not here: which words there are (app/completion).
 */
import type { CompletionWords } from '../../app/completion/completion-words.ts';
import { DOORS, filePaths, flagsWithValues, pathsOf, shellQuoted, valueFlags } from './script-parts.ts';

export function bashScript(words: CompletionWords): string {
  const nextWords = words.nodes.filter((node) => node.words.length > 0);
  return `# Completion of holdover for bash. Made by: holdover autocomplete bash

_holdover_is_path() {
  case "$1" in
    ${pathsOf(words).map(shellQuoted).join(' | ')}) return 0 ;;
  esac
  return 1
}

_holdover_takes_value() {
  case "$1" in
    ${valueFlags(words).join(' | ')}) return 0 ;;
  esac
  return 1
}

_holdover_takes_file() {
  case "$1" in
    ${filePaths(words).map(shellQuoted).join(' | ')}) return 0 ;;
  esac
  return 1
}

_holdover_words() {
  case "$1" in
${nextWords.map((node) => branch(node.path, namesOf(node.words))).join('\n')}
  esac
}

_holdover_flags() {
  case "$1" in
${words.nodes.map((node) => branch(node.path, namesOf(node.flags))).join('\n')}
  esac
}

_holdover_values() {
  case "$1" in
${flagsWithValues(words)
  .map(({ path, flag }) => branch(`${path} ${flag.name}`, flag.values.join(' ')))
  .join('\n')}
  esac
}

_holdover() {
  local current="\${COMP_WORDS[COMP_CWORD]}" door="\${COMP_WORDS[0]##*/}" path='' flag='' word next index
  [ "$door" = holdover ] || path="$door"
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    # bash cuts --flag=value in three.
    [ "$word" = = ] && continue
    if [ -n "$flag" ]; then flag=''; continue; fi
    if _holdover_takes_value "$word"; then flag="$word"; continue; fi
    next="\${path:+$path }$word"
    if _holdover_is_path "$next"; then path="$next"; fi
  done
  [ "$current" = = ] && current=''
  COMPREPLY=()
  if [ -n "$flag" ]; then
    COMPREPLY=($(compgen -W "$(_holdover_values "$path $flag")" -- "$current"))
  elif [ "\${current:0:1}" = - ]; then
    COMPREPLY=($(compgen -W "$(_holdover_flags "$path")" -- "$current"))
  elif _holdover_takes_file "$path"; then
    local IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(_holdover_words "$path")" -- "$current"))
  fi
}

complete -F _holdover ${DOORS.filter((door) => door !== 'pvs').join(' ')}
# Linux's LVM has a pvs as well: only the one beside holdover is ours.
_holdover_bin="$(type -P holdover)"
if [ -n "$_holdover_bin" ] && [ "$(type -P pvs)" = "\${_holdover_bin%/*}/pvs" ]; then complete -F _holdover pvs; fi
unset _holdover_bin
`;
}

function branch(key: string, names: string): string {
  return `    ${shellQuoted(key)}) echo ${shellQuoted(names)} ;;`;
}

function namesOf(words: readonly { readonly name: string }[]): string {
  return words.map(({ name }) => name).join(' ');
}
