import { ChatError, toErrorInfo } from '../chat/chat-error'
import { builtinPreset } from '../chat/preset'
import type { ProviderTest } from '../chat/provider-status'
import type { ChatRequest } from '../chat/request'
import type { Dispatch } from './dispatch'

const question = 'Reply with the single word: ready'

/** Sends a real, short question the way the chat does, and says in one sentence how it went. */
export async function testProvider(
  dispatch: Dispatch,
  input: { providerId: string; model: string },
  monotonicNow: () => number,
): Promise<ProviderTest> {
  const request: ChatRequest = {
    model: input.model,
    messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }],
    parameters: {},
    question,
    documents: [],
  }
  const startedAt = monotonicNow()
  const controller = new AbortController()
  let model = input.providerId === builtinPreset.providerId ? 'The built-in reader' : input.model
  try {
    let firstTokenMs: number | undefined
    for await (const event of dispatch.chat(input.providerId, request, controller.signal)) {
      if (event.type === 'model') model = event.model
      if (event.type === 'text-delta' || event.type === 'reasoning-delta') {
        firstTokenMs ??= Math.round(monotonicNow() - startedAt)
      }
    }
    if (firstTokenMs === undefined) {
      throw new ChatError('bad-response', `${model} ended its answer without a word.`, { providerId: input.providerId })
    }
    return { ok: true, model, firstTokenMs, sentence: `${model} answered; its first word came ${after(firstTokenMs)}.` }
  } catch (error) {
    return { ok: false, error: { ...toErrorInfo(error), providerId: input.providerId } }
  } finally {
    controller.abort()
  }
}

function after(ms: number): string {
  if (ms < 100) return 'at once'
  return `after ${(ms / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} s`
}
