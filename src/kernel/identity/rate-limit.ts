/** How many tries at once, and how long until one more is given. */
export type Allowance = { burst: number; secondsPerToken: number };

/** ok, or how many seconds to wait. */
export type Turn = { ok: true } | { ok: false; waitSeconds: number };

export type RateLimit = {
  take(purpose: string, key: string, allowance: Allowance, now: Date): Turn;
  /** Gives a token back: a try that was right costs nothing. */
  giveBack(purpose: string, key: string, allowance: Allowance): void;
  readonly size: number;
};

type Bucket = { tokens: number; at: number };

/**
 * Token buckets in memory, at most `most` of them: the one unused longest is forgotten first. Each node of a province counts
 * for itself, which is enough against guessing because accounts themselves lock in the database.
 */
export function rateLimit(most = 20_000): RateLimit {
  const buckets = new Map<string, Bucket>();

  function take(purpose: string, key: string, { burst, secondsPerToken }: Allowance, now: Date): Turn {
    const name = nameOf(purpose, key);
    const known = buckets.get(name);
    const at = now.getTime();
    const refilled = known ? known.tokens + Math.max(0, at - known.at) / 1000 / secondsPerToken : burst;
    const tokens = Math.min(burst, refilled);
    // Taken out and put in again: a Map keeps the order of insertion, so the first is the one unused longest.
    buckets.delete(name);
    if (buckets.size >= most) buckets.delete(buckets.keys().next().value ?? '');
    buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
    return tokens >= 1 ? { ok: true } : { ok: false, waitSeconds: Math.ceil((1 - tokens) * secondsPerToken) };
  }

  function giveBack(purpose: string, key: string, { burst }: Allowance): void {
    const bucket = buckets.get(nameOf(purpose, key));
    if (bucket) bucket.tokens = Math.min(burst, bucket.tokens + 1);
  }

  return {
    take,
    giveBack,
    get size() {
      return buckets.size;
    },
  };
}

function nameOf(purpose: string, key: string): string {
  return `${purpose} ${key.slice(0, 200)}`;
}
