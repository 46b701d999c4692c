/**
 * Durations as administrators write them (`90s`, `5m`, `1h30m`, `3d`), kept as whole milliseconds.
 *
 * Not here: moments in time. Those are milliseconds since 1970-01-01T00:00:00Z, see instant.ts.
 */

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

/** The form that `parseDuration` reads, for messages and schemas. */
export const DURATION_PATTERN = WHOLE.source;

/**
 * Milliseconds of a duration such as `90s` or `1h30m`; null when the text is no duration.
 * Units: ms, s, m, h, d.
 */
export function parseDuration(text: string): number | null {
  if (!WHOLE.test(text)) return null;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(PART)) {
    totalMs += Number(amount) * (UNIT_MS[unit as string] as number);
  }
  return Number.isSafeInteger(Math.round(totalMs)) ? Math.round(totalMs) : null;
}

/**
 * The text of a pause, for people to compare: `0.168 s`, `60.042 s`, and from two minutes on `2 min 5.5 s` or `1 h 0 min 7 s`. Milliseconds are
 * decimals of a second, so that no `m` can be taken for a minute.
 */
export function formatPause(pauseMs: number): string {
  const totalMs = Math.round(pauseMs);
  if (totalMs < 120_000) return `${totalMs / 1000} s`;
  const minutes = Math.floor(totalMs / 60_000);
  const hours = Math.floor(minutes / 60);
  const rest = `${minutes % 60} min ${(totalMs % 60_000) / 1000} s`;
  return hours === 0 ? rest : `${hours} h ${rest}`;
}

/** The shortest exact text of a duration in milliseconds: `1h30m`, `10m`, `4m10s`, `250ms`, `0s`. */
export function formatDuration(durationMs: number): string {
  let restMs = durationMs;
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const unitMs = UNIT_MS[unit] as number;
    const count = Math.floor(restMs / unitMs);
    restMs -= count * unitMs;
    if (count > 0) text += `${count}${unit}`;
  }
  return text === '' ? '0s' : text;
}
