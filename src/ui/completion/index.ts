import type { CompletionWords } from '../../app/completion/completion-words.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { powershellScript } from './powershell.ts';
import { zshScript } from './zsh.ts';

/** The shells there is completion for, each with what makes its script. */
export const completionScripts = {
  bash: bashScript,
  fish: fishScript,
  powershell: powershellScript,
  zsh: zshScript,
} as const satisfies Readonly<Record<string, (words: CompletionWords) => string>>;
