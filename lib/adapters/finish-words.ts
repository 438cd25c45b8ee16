import type { UnifiedFinishReason } from '../chat/stream-event'

/** The words of all wires, in lower case: no two mean different things by the same one. */
const words: ReadonlyMap<string, UnifiedFinishReason> = new Map(
  Object.entries({
    stop: 'stop',
    end_turn: 'stop',
    eos: 'stop',
    eos_token: 'stop',
    complete: 'stop',
    stop_sequence: 'stop',
    pause_turn: 'stop',
    completed: 'stop',
    length: 'length',
    max_tokens: 'length',
    max_output_tokens: 'length',
    model_length: 'length',
    model_context_window_exceeded: 'length',
    content_filter: 'content-filter',
    refusal: 'content-filter',
    safety: 'content-filter',
    recitation: 'content-filter',
    language: 'content-filter',
    blocklist: 'content-filter',
    prohibited_content: 'content-filter',
    spii: 'content-filter',
    image_safety: 'content-filter',
    image_prohibited_content: 'content-filter',
    image_recitation: 'content-filter',
    sensitive: 'content-filter',
    tool_call: 'tool-calls',
    tool_calls: 'tool-calls',
    tool_use: 'tool-calls',
    function_call: 'tool-calls',
    error: 'error',
    failed: 'error',
    abort: 'error',
    network_error: 'error',
    insufficient_system_resource: 'error',
    malformed_function_call: 'error',
    malformed_response: 'error',
    missing_thought_signature: 'error',
    unexpected_tool_call: 'error',
    too_many_tool_calls: 'error',
  }),
)

/** The word that says that what the model can hold is full. */
export const contextFull = 'model_context_window_exceeded'

/** What a wire's own word for the end of an answer means. */
export function unifiedReason(raw: string): UnifiedFinishReason {
  return words.get(raw.toLowerCase()) ?? 'other'
}
