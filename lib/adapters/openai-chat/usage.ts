import type { Usage } from '../../chat/usage'
import { asCount, asObject, type JsonObject } from '../json'
import { costOf, sum, usageOf } from '../usage'

/**
 * The tokens of a chunk, wherever the server put them. Undefined when it names none.
 * @param reasoningOutsideOutput what the shop is known to do, where its own total does not tell.
 */
export function chunkUsage(
  chunk: JsonObject,
  choice: JsonObject | undefined,
  reasoningOutsideOutput: boolean,
): Usage | undefined {
  const usage = asObject(chunk.usage) ?? asObject(asObject(chunk.x_groq)?.usage) ?? asObject(choice?.usage)
  if (!usage) return undefined
  const prompt = asObject(usage.prompt_tokens_details)
  const completion = asObject(usage.completion_tokens_details)
  const reasoning = asCount(completion?.reasoning_tokens) ?? asCount(usage.reasoning_tokens)
  const input = asCount(usage.prompt_tokens) ?? asCount(usage.input_tokens)
  const output = asCount(usage.completion_tokens) ?? asCount(usage.output_tokens)
  const whole = sum(input, output, reasoning)
  const outside = tells(asCount(usage.total_tokens), whole, sum(input, output)) ?? reasoningOutsideOutput
  return usageOf({
    inputTokens: input,
    outputTokens: output !== undefined && outside ? sum(output, reasoning) : output,
    cachedInputTokens:
      asCount(prompt?.cached_tokens) ??
      asCount(usage.prompt_cache_hit_tokens) ??
      asCount(usage.num_cached_tokens) ??
      asCount(usage.cached_tokens),
    cacheWriteInputTokens: asCount(prompt?.cache_write_tokens),
    reasoningTokens: reasoning,
    costUsd: costOf(usage),
  })
}

/** Whether a total counts thinking beside the answer; undefined where it fits neither or there was no thinking. */
function tells(total: number | undefined, beside: number | undefined, inside: number | undefined): boolean | undefined {
  if (total === undefined || beside === inside) return undefined
  if (total === beside) return true
  return total === inside ? false : undefined
}
