/**
 * The door of the prompt that an operator of a drill is asked with. It is imported when a prompt is really shown: ink is behind it.
 */

export { questionContent, stepContent } from './content.ts';
export type { Choice } from './model.ts';
export { type ShownPrompt, showPrompt, type Terminal } from './screen.ts';
