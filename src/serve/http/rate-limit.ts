/** A limit on how often somebody may ask: tokens that come back at a steady rate, up to a burst. */
export interface RateLimit {
  /** Takes a token; otherwise the seconds until the next. */
  readonly take: (who: string) => number | undefined;
}

/** Those who have not asked for so long have all their tokens back, and are forgotten. */
const SWEEP_MS = 60_000;

/**
 * @param perSec requests that come back each second, to each one who asks
 * @param burst requests at once
 * @param now milliseconds, for tests
 */
export function rateLimit(perSec: number, burst: number, now: () => number = () => performance.now()): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  let swept = now();
  return {
    take: (who) => {
      const at = now();
      if (at - swept > SWEEP_MS) {
        for (const [name, bucket] of buckets) if (((at - bucket.at) / 1000) * perSec >= burst) buckets.delete(name);
        swept = at;
      }
      const known = buckets.get(who) ?? { tokens: burst, at };
      const tokens = Math.min(burst, known.tokens + ((at - known.at) / 1000) * perSec);
      buckets.set(who, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      return tokens >= 1 ? undefined : (1 - tokens) / perSec;
    },
  };
}
