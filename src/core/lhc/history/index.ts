export type { Episode } from './episode.ts';
export {
  type FactKind,
  HISTORY_EVENT_IDS,
  kindOfEntry,
  type LogFact,
  type LogSource,
} from './fact.ts';
export { episodesOf } from './history.ts';
