export type { StreamingEpisode } from './episode.ts';
export type { EpisodeCause, FarmFact, Place } from './fact.ts';
export { streamingEpisodesOf } from './history.ts';
