/**
 * The completion script for PowerShell, 5.1 and newer.
 *
 * Not here: which words there are (app/completion).
 */
import type { CompletionWords, Word } from '../../app/completion/completion-words.ts';
import { DOORS, filePaths, flagsWithValues, valueFlags } from './script-parts.ts';

export function powershellScript(words: CompletionWords): string {
  return `# Completion of holdover for PowerShell. Made by: holdover autocomplete powershell

Register-ArgumentCompleter -Native -CommandName @(${DOORS.map(quoted).join(', ')}) -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)

  $words = @{
${words.nodes.map((node) => entry(node.path, node.words)).join('\n')}
  }
  $flags = @{
${words.nodes.map((node) => entry(node.path, node.flags)).join('\n')}
  }
  $values = @{
${flagsWithValues(words)
  .map(({ path, flag }) => entry(`${path} ${flag.name}`, flag.values.map(plainWord)))
  .join('\n')}
  }
  $valueFlags = @(${valueFlags(words).map(quoted).join(', ')})
  $filePaths = @(${filePaths(words).map(quoted).join(', ')})

  $typed = @($commandAst.CommandElements |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    ForEach-Object { $_.Extent.Text })
  $door = [System.IO.Path]::GetFileNameWithoutExtension($commandAst.CommandElements[0].Extent.Text)
  $path = if ($door -eq 'holdover') { '' } else { $door }
  $flag = ''
  foreach ($word in ($typed | Select-Object -Skip 1)) {
    if ($flag -ne '') { $flag = ''; continue }
    if ($valueFlags -ccontains $word) { $flag = $word; continue }
    $next = "$path $word".Trim()
    if ($words.ContainsKey($next)) { $path = $next }
  }

  $prefix = ''
  $current = $wordToComplete
  if ($flag -eq '' -and $current -match '^(--[^=]+)=(.*)$') {
    $flag = $Matches[1]
    $prefix = "$flag="
    $current = $Matches[2]
  }
  $found = if ($flag -ne '') { $values["$path $flag"] }
    elseif ($current.StartsWith('-')) { $flags[$path] }
    elseif ($filePaths -ccontains $path) { $null }
    else { $words[$path] }
  foreach ($line in $found) {
    $name, $summary = $line -split ' ', 2
    if (-not $name.StartsWith($current)) { continue }
    if (-not $summary) { $summary = $name }
    [System.Management.Automation.CompletionResult]::new("$prefix$name", $name, 'ParameterValue', $summary)
  }
}
`;
}

/** The words of a node, each as one text: the name, a blank, the summary. */
function entry(key: string, words: readonly Word[]): string {
  return `    ${quoted(key)} = @(${words.map(({ name, summary }) => quoted(`${name} ${summary}`.trim())).join(', ')})`;
}

function plainWord(name: string): Word {
  return { name, summary: '' };
}

/** In single quotes, as PowerShell reads them. Its typographic quotes end a text as well. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
}
