/**
 * History turns what a farm logged into episodes: one for each time that a server, a store of it or the whole farm could not stream.
 *
 * A target belongs to the episode of the server that it had in which its pause began. Where a server could not stream at all, that goes
 * before a store that it could not reach, and before a database that nobody could.
 *
 * Not here: how a log becomes facts (app).
 */

import { type EpisodeDraft, episodeOf, newEpisode, type StreamingEpisode } from './episode.ts';
import type { FarmFact, Place } from './fact.ts';

/** The episodes of a farm, by when they began. Facts come in the order of time. */
export function streamingEpisodesOf(facts: readonly FarmFact[]): StreamingEpisode[] {
  const chronicle = new Chronicle();
  for (const fact of facts) chronicle.take(fact);
  return chronicle.episodes.map(episodeOf);
}

type TargetFact = FarmFact & { readonly type: 'moved' | 'resumed' | 'froze' };

class Chronicle {
  readonly episodes: EpisodeDraft[] = [];
  /** The newest episode of each place. */
  readonly #newest = new Map<string, EpisodeDraft>();
  /** In which episode a target left a server that it has not come back to. */
  readonly #left = new Map<string, EpisodeDraft>();
  /** In which episode a target froze that has not gone on since. */
  readonly #frozeIn = new Map<string, EpisodeDraft>();

  take(fact: FarmFact): void {
    switch (fact.type) {
      case 'lost':
        return this.#onLost(fact);
      case 'restored':
        return this.#release(fact.place, fact.by, fact.atMs);
      case 'removed':
        return this.#onRemoved(fact.server, fact.atMs);
      case 'moved':
        return this.#onMoved(fact);
      case 'resumed':
        return this.#onResumed(fact);
      case 'froze':
        return this.#onFroze(fact);
      default:
        this.#frozeIn.get(fact.target)?.stillFrozen.add(fact.target);
    }
  }

  #onLost({ place, cause, by, atMs }: FarmFact & { readonly type: 'lost' }): void {
    const open = this.#openAt(place);
    const episode = open ?? newEpisode(place, cause, atMs);
    episode.by.add(by);
    if (open !== undefined) return;
    this.episodes.push(episode);
    this.#newest.set(keyOf(place), episode);
  }

  #release(place: Place, by: string, atMs: number): void {
    const episode = this.#openAt(place);
    if (episode?.by.delete(by) && episode.by.size === 0) episode.endedMs = atMs;
  }

  #onRemoved(server: string, atMs: number): void {
    for (const { place, by } of this.#newest.values()) {
      if (place.server === server) for (const each of by) this.#release(place, each, atMs);
    }
  }

  #openAt(place: Place): EpisodeDraft | undefined {
    const newest = this.#newest.get(keyOf(place));
    return newest?.endedMs === null ? newest : undefined;
  }

  #onMoved(fact: TargetFact & { readonly type: 'moved' }): void {
    const { target, from, to } = fact;
    this.#onArrived(target, to);
    const episode = this.#goneOn(fact);
    if (episode === undefined) return;
    episode.movedTo.set(target, to);
    this.#left.set(`${target} ${from}`, episode);
  }

  #onResumed(fact: TargetFact & { readonly type: 'resumed' }): void {
    this.#goneOn(fact)?.resumed.add(fact.target);
  }

  /** The pause of a target is over. */
  #goneOn(fact: TargetFact): EpisodeDraft | undefined {
    this.#frozeIn.delete(fact.target);
    const episode = this.#episodeOf(fact);
    episode?.pausesMs.push(fact.heldMs);
    return episode;
  }

  #onArrived(target: string, server: string): void {
    const key = `${target} ${server}`;
    this.#left.get(key)?.wentBack.add(target);
    this.#left.delete(key);
  }

  #onFroze(fact: TargetFact): void {
    const episode = this.#episodeOf(fact);
    if (episode === undefined) return;
    episode.frozen.add(fact.target);
    this.#frozeIn.set(fact.target, episode);
  }

  /** None where it was held for another reason, as when it was told to make room. */
  #episodeOf({ atMs, from, store, heldMs }: TargetFact): EpisodeDraft | undefined {
    const places = [{ server: from, store: null }, { server: from, store }, FARM];
    const episodes = places.flatMap((place) => this.#newest.get(keyOf(place)) ?? []);
    const heldFromMs = atMs - heldMs;
    const lasting = episodes.filter(({ endedMs }) => endedMs === null || heldFromMs <= endedMs);
    // A pause that had begun before, for want of an answer, can be taken over by what comes then.
    return lasting.find(({ beganMs }) => beganMs <= heldFromMs) ?? lasting[0];
  }
}

const FARM: Place = { server: null, store: null };

function keyOf({ server, store }: Place): string {
  return JSON.stringify([server, store]);
}
