/**
 * The colours of the charts, which people who see few colours can tell apart; none of them stands without its word.
 *
 * Not here: the colours of the page (../page-style.ts).
 */

export const INK = '#1f2328';
export const SOFT = '#59636e';
export const LINE = '#d1d9e0';
export const FAINT = '#eef1f4';

export const KEPT = '#0b6e4f';
export const BROKEN = '#b3261e';
export const UNDECIDED = '#7a5c00';

export const CLOUD = '#3b7dd8';
export const SECONDARY = '#e69f00';
export const NOBODY = '#dfe3e8';

export const FAILED = '#c8452d';
export const ATTEMPTED = '#59636e';

export const STREAMING = '#3b7dd8';
export const HELD = '#c8452d';

/** How a state is drawn: its word, its colour, and the colour of the word in it. */
export interface Band {
  readonly word: string;
  readonly fill: string;
  readonly ink: string;
}

const BANDS: Readonly<Record<string, Band>> = {
  'working-normally': { word: 'normal', fill: '#dce9f7', ink: INK },
  'pending-ha': { word: 'pending HA', fill: '#f4e04d', ink: INK },
  'initial-ha': { word: 'initial HA', fill: '#e69f00', ink: INK },
  'extended-ha': { word: 'extended HA', fill: '#c8590c', ink: '#ffffff' },
  'pending-recovery': { word: 'pending recovery', fill: '#62b6e8', ink: INK },
  running: { word: 'running', fill: '#dce9f7', ink: INK },
  stopping: { word: 'stopping', fill: '#f4e04d', ink: INK },
  stopped: { word: 'stopped', fill: '#8a929b', ink: '#ffffff' },
  down: { word: 'down', fill: '#2b3036', ink: '#ffffff' },
};

/** The states that are known, in the order in which a legend tells of them. */
export const KNOWN_STATES: readonly string[] = Object.keys(BANDS);

export function bandOf(state: string): Band {
  return BANDS[state] ?? { word: state, fill: FAINT, ink: INK };
}
