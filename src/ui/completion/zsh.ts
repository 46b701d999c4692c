/**
 * The completion script for zsh, to be sourced after compinit.
 *
 * Not here: which words there are (app/completion).
 */
import type { CompletionWords, Word } from '../../app/completion/completion-words.ts';
import { DOORS, filePaths, flagsWithValues, pathsOf, shellQuoted, valueFlags } from './script-parts.ts';

export function zshScript(words: CompletionWords): string {
  const nextWords = words.nodes.filter((node) => node.words.length > 0);
  return `# Completion of holdover for zsh. Made by: holdover autocomplete zsh

_holdover_words() {
  case "$1" in
${nextWords.map((node) => branch(node.path, node.words)).join('\n')}
  esac
}

_holdover_flags() {
  case "$1" in
${words.nodes.map((node) => branch(node.path, node.flags)).join('\n')}
  esac
}

_holdover_values() {
  case "$1" in
${flagsWithValues(words)
  .map(({ path, flag }) => branch(`${path} ${flag.name}`, flag.values.map(plainWord)))
  .join('\n')}
  esac
}

_holdover() {
  local -a paths=(${pathsOf(words).map(shellQuoted).join(' ')})
  local -a value_flags=(${valueFlags(words).join(' ')})
  local -a file_paths=(${filePaths(words).map(shellQuoted).join(' ')})
  local -a reply
  local node='' flag='' word next
  [[ "\${words[1]:t}" == holdover ]] || node="\${words[1]:t}"
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n "$flag" ]]; then flag=''; continue; fi
    if (( \${value_flags[(Ie)$word]} )); then flag="$word"; continue; fi
    next="\${node:+$node }$word"
    if (( \${paths[(Ie)$next]} )); then node="$next"; fi
  done
  if [[ -z "$flag" && "$PREFIX" == --*=* ]]; then
    flag="\${PREFIX%%=*}"
    compset -P '*='
  fi
  if [[ -n "$flag" ]]; then
    _holdover_values "$node $flag"
    (( $#reply )) && _describe 'value' reply
  elif [[ "$PREFIX" == -* ]]; then
    _holdover_flags "$node"
    _describe -o 'flag' reply
  elif (( \${file_paths[(Ie)$node]} )); then
    _files
  else
    _holdover_words "$node"
    (( $#reply )) && _describe 'word' reply
  fi
}

compdef _holdover ${DOORS.filter((door) => door !== 'pvs').join(' ')}
# Linux's LVM has a pvs as well: only the one beside holdover is ours.
if [[ -n "\${commands[holdover]}" && "\${commands[pvs]}" == "\${commands[holdover]:h}/pvs" ]]; then compdef _holdover pvs; fi
`;
}

function branch(key: string, words: readonly Word[]): string {
  return `    ${shellQuoted(key)}) reply=(${words.map(described).join(' ')}) ;;`;
}

function described({ name, summary }: Word): string {
  return shellQuoted(summary === '' ? name : `${name}:${summary}`);
}

function plainWord(name: string): Word {
  return { name, summary: '' };
}
