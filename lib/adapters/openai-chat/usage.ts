import type { Usage } from '../../chat/usage'
import { asCount, asObject, type JsonObject } from '../json'
import { sum, usageOf } from '../usage'

const ticksPerDollar = 10_000_000_000

/** The tokens of a chunk, wherever the server put them. Undefined when it names none. */
export function chunkUsage(chunk: JsonObject, reasoningOutsideOutput: boolean): Usage | undefined {
  const usage = asObject(chunk.usage) ?? asObject(asObject(chunk.x_groq)?.usage)
  if (!usage) return undefined
  const prompt = asObject(usage.prompt_tokens_details)
  const completion = asObject(usage.completion_tokens_details)
  const reasoning = asCount(completion?.reasoning_tokens) ?? asCount(usage.reasoning_tokens)
  const output = asCount(usage.completion_tokens)
  const ticks = asCount(usage.cost_in_usd_ticks)
  return usageOf({
    inputTokens: asCount(usage.prompt_tokens),
    outputTokens: output !== undefined && reasoningOutsideOutput ? sum(output, reasoning) : output,
    cachedInputTokens:
      asCount(prompt?.cached_tokens) ?? asCount(usage.prompt_cache_hit_tokens) ?? asCount(usage.num_cached_tokens),
    cacheWriteInputTokens: asCount(prompt?.cache_write_tokens),
    reasoningTokens: reasoning,
    costUsd: asCount(usage.cost) ?? (ticks === undefined ? undefined : ticks / ticksPerDollar),
  })
}
