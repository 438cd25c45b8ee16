/**
 * A token bucket: a request takes a token, and tokens come back evenly over a minute, up to as many as a minute allows.
 * Below zero it owes for requests that did not wait.
 */
export type Bucket = {
  tokens: number
  /** When that was counted, in milliseconds since the epoch: the bucket outlives the clock of one process. */
  at: number
}

const minuteMs = 60_000

/**
 * The bucket as it is now. A clock that was set back gives nothing and takes nothing, and the count goes on from where
 * it was set to; one that was set forward fills the bucket and no more.
 */
export function refill(bucket: Bucket | undefined, perMinute: number, now: number): Bucket {
  if (!bucket) return { tokens: perMinute, at: now }
  const elapsed = Math.max(0, now - bucket.at)
  const tokens = Math.min(perMinute, bucket.tokens + (elapsed * perMinute) / minuteMs)
  // A debt of more than a minute would punish for a limit that was only just set so low.
  return { tokens: Math.max(tokens, -perMinute), at: now }
}

/** The bucket after one more request. */
export function take(bucket: Bucket | undefined, perMinute: number, now: number): Bucket {
  const { tokens, at } = refill(bucket, perMinute, now)
  return { tokens: Math.max(tokens - 1, -perMinute), at }
}

/** Milliseconds until so many requests may have been sent, from now; 0 when that is now. */
export function msToWait(bucket: Bucket | undefined, perMinute: number, now: number, requests = 1): number {
  const { tokens } = refill(bucket, perMinute, now)
  const wait = ((requests - tokens) * minuteMs) / perMinute
  // Less than a microsecond is what fractions lose on the way.
  return Math.max(0, Math.ceil(wait - 0.001))
}
